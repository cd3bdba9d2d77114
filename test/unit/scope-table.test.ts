import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeClientMessage } from '../../gateway/protocol/codec.ts';
import type { ClientMessage, ClientMessageType } from '../../gateway/protocol/client-messages.ts';
import { CAPABILITIES, type Capability, type ErrorCode, type Surface } from '../../gateway/protocol/vocabulary.ts';
import { gate } from '../../gateway/server/sockets/gate.ts';
import { SCOPE_TABLE, type Role } from '../../gateway/server/sockets/scope-table.ts';
import { REQUEST_TIMES } from '../../gateway/server/sessions/limits.ts';
import { isOfPage, OWNER_OF } from '../../state-machines/owners.ts';
import { fold, initialState, type SessionFact, type SessionState } from '../../state-machines/support-session.ts';

/** T-SCOPE-MATRIX: every message × role × state, generated and compared with what a reader expects. */

const id = 'A'.repeat(22);
const other = 'B'.repeat(22);
const epoch = 1_000_001;
const after = (...facts: SessionFact[]): SessionState => facts.reduce((state, fact) => fold(state, fact).state, initialState());

const linked: SessionFact = { type: 'customer.linked', words: 'copper lantern', customerKeyHash: '' };
const started: SessionFact[] = [linked, { type: 'agent.started' }];
const shown = { locale: 'en', textVersion: 1, agentName: '', title: '', points: [], warning: '' } as const;
const asks = (requestId: string, capability: Capability): SessionFact => ({
  type: 'request.created',
  requestId,
  capability,
  continues: null,
  ...REQUEST_TIMES,
});
const ok = (requestId: string): SessionFact => ({ type: 'customer.answered', requestId, answer: 'ok', shown: { ...shown, points: [] } });
const chooses = (requestId: string, grantId: string, grantEpoch: number, surface: Surface = 'monitor'): SessionFact => ({
  type: 'owner.surfaceChosen',
  requestId,
  grantId,
  epoch: grantEpoch,
  surface,
  widthPx: 1,
  heightPx: 1,
});
const granted = [...started, asks(id, 'view'), ok(id), chooses(id, id, epoch)];

/** Each state of a session with a request for this capability. */
function statesOf(capability: Capability): Record<string, SessionState> {
  const asked = [...started, asks(id, capability)];
  const okayed = [...asked, ok(id)];
  const opening = [...okayed, chooses(id, id, epoch, capability === 'cobrowseControl' ? 'page' : 'monitor')];
  const watched: SessionFact[] = [...opening, { type: 'media.opened', requestId: id }];
  const lost: SessionFact[] = [...opening, { type: 'agent.lost' }];
  return {
    connecting: after(),
    waiting: after(linked),
    active: after(...started),
    asking: after(...asked),
    choosing: after(...okayed),
    opening: after(...opening),
    watched: after(...watched),
    unwatched: after(...watched, { type: 'agent.lookedAway', requestId: id }),
    stopped: after(...opening, { type: 'customer.stopped', requestId: id }),
    lost: after(...lost),
    declined: after(...lost, { type: 'customer.stopped', requestId: id }),
    ended: after(...started, { type: 'agent.ended' }),
  };
}
const STATES = statesOf('view');
const every = Object.keys(STATES);
const open = every.filter((name) => name !== 'ended');
const grantedStates = ['opening', 'watched', 'unwatched'];
const held = [...grantedStates, 'controlling'];
const heldGiven = ['opening', 'watched', 'controlling', 'takenBack'];

const ref = { commandId: 'c', sessionId: id, grantId: id, epoch };
const viewer = { sessionId: id, grantId: id, epoch, viewerId: id };
/** The table as a reader expects it, written down a second time: who may send it, and in which states it passes. */
interface Expected {
  /** Of a message about a desktop: about the customer's. */
  readonly from: readonly Role[];
  /** The same about the agent's, where that differs. */
  readonly fromAboutOwn?: readonly Role[];
  /** The same about the customer's, where it is controlled and that makes a difference. */
  readonly aboutControl?: { readonly from: readonly Role[]; readonly passes: readonly string[] };
  /** The same about the agent's, where it is controlled and that makes a difference. */
  readonly aboutGiven?: { readonly from: readonly Role[]; readonly passes: readonly string[] };
  /** The same about a page that is shared, where that makes a difference. */
  readonly aboutPage?: { readonly from: readonly Role[]; readonly passes: readonly string[] };
  /** The same about a page that is used, where that makes a difference. */
  readonly aboutPageControl?: { readonly from: readonly Role[]; readonly passes: readonly string[] };
  /** A message of this type. */
  readonly body: object;
  readonly passes: readonly string[];
  /** Whether it passes without a session. */
  readonly alone?: true;
  readonly perSecond?: number;
}

const both: readonly Role[] = ['agent', 'customer'];
const agent: readonly Role[] = ['agent'];
const customer: readonly Role[] = ['customer'];
const nobody: readonly Role[] = [];
const active = open.filter((name) => name !== 'connecting' && name !== 'waiting');
const undecided = ['asking', 'choosing', ...grantedStates];
const answers = { commandId: 'c', requestId: id, locale: 'en', textVersion: 1 };
const EXPECTED: Record<ClientMessageType, Expected> = {
  pong: { from: both, body: { n: 1 }, passes: every, alone: true, perSecond: 20 },
  'session.create': { from: agent, body: { commandId: 'c', name: 'x', invite: 'pin' }, passes: every, alone: true },
  'session.invite': { from: agent, body: { commandId: 'c', sessionId: id, invite: 'pin' }, passes: ['connecting'] },
  'session.start': { from: agent, body: { commandId: 'c', sessionId: id }, passes: ['waiting'] },
  'session.end': { from: agent, body: { commandId: 'c', sessionId: id }, passes: open },
  'request.create': { from: agent, body: { commandId: 'c', sessionId: id, capability: 'view' }, passes: active },
  'request.withdraw': { from: agent, body: { commandId: 'c', sessionId: id, requestId: id }, passes: undecided },
  'share.look': { from: agent, fromAboutOwn: nobody, body: ref, passes: grantedStates },
  'share.lookAway': { from: agent, fromAboutOwn: nobody, body: ref, passes: grantedStates },
  'share.release': { from: agent, body: ref, passes: grantedStates },
  'viewer.answer': { from: agent, fromAboutOwn: customer, body: { ...viewer, sdp: 'v=0' }, passes: ['opening', 'watched'] },
  'viewer.candidate': { from: agent, fromAboutOwn: customer, body: { ...viewer, candidate: null }, passes: ['opening', 'watched'], perSecond: 60 },
  'viewer.keyFrame': { from: agent, fromAboutOwn: customer, body: viewer, passes: ['opening', 'watched'], perSecond: 2 },
  'viewer.pause': { from: agent, fromAboutOwn: nobody, body: { ...ref, viewerId: id }, passes: grantedStates },
  'viewer.resume': { from: agent, fromAboutOwn: nobody, body: { ...ref, viewerId: id }, passes: grantedStates },
  'control.take': { from: nobody, fromAboutOwn: nobody, aboutControl: { from: agent, passes: held }, aboutGiven: { from: customer, passes: heldGiven }, aboutPageControl: { from: agent, passes: held }, body: ref, passes: [] },
  'control.release': { from: nobody, fromAboutOwn: nobody, aboutControl: { from: agent, passes: held }, aboutGiven: { from: customer, passes: heldGiven }, aboutPageControl: { from: agent, passes: held }, body: ref, passes: [] },
  'control.input': {
    from: nobody,
    fromAboutOwn: nobody,
    aboutControl: { from: agent, passes: ['controlling'] },
    aboutGiven: { from: customer, passes: ['controlling'] },
    aboutPageControl: { from: nobody, passes: [] },
    body: { sessionId: id, grantId: id, epoch, seq: 1, input: { kind: 'move', x: 0, y: 1 } },
    passes: [],
    perSecond: 500,
  },
  'customer.setLocale': { from: customer, body: { locale: 'de' }, passes: every, alone: true },
  'visit.moved': { from: customer, body: { address: 'https://shop.example/' }, passes: every, alone: true },
  'question.answer': { from: customer, body: { ...answers, answer: 'ok' }, passes: ['asking'] },
  'question.extend': { from: customer, body: { commandId: 'c', requestId: id }, passes: ['asking'] },
  'capture.choose': {
    from: customer,
    fromAboutOwn: agent,
    body: { commandId: 'c', requestId: id, surface: 'monitor', widthPx: 1, heightPx: 1 },
    passes: ['choosing'],
  },
  'capture.fail': { from: customer, fromAboutOwn: agent, body: { commandId: 'c', requestId: id, reason: 'pickerCancelled' }, passes: ['choosing'] },
  'share.continue': { from: customer, body: answers, passes: active },
  'share.stop': { from: customer, fromAboutOwn: both, body: { commandId: 'c', grantId: id, by: 'page' }, passes: [...grantedStates, 'lost'] },
  'publisher.offer': { from: customer, fromAboutOwn: agent, body: { grantId: id, epoch, sdp: 'v=0' }, passes: grantedStates },
  'publisher.candidate': { from: customer, fromAboutOwn: agent, body: { grantId: id, epoch, candidate: null }, passes: grantedStates, perSecond: 60 },
  'control.takeBack': { from: nobody, fromAboutOwn: nobody, aboutGiven: { from: agent, passes: heldGiven }, body: ref, passes: [] },
  'control.giveAgain': { from: nobody, fromAboutOwn: nobody, aboutGiven: { from: agent, passes: heldGiven }, body: ref, passes: [] },
  'helper.invite': { from: both, body: { commandId: 'c', sessionId: id }, passes: open },
  'page.event': {
    from: nobody,
    fromAboutOwn: nobody,
    aboutPage: { from: customer, passes: grantedStates },
    body: { grantId: id, epoch, event: { type: 'page.ready', seq: 1, hidden: 0 } },
    passes: [],
    perSecond: 240,
  },
  'page.resyncWanted': {
    from: nobody,
    fromAboutOwn: nobody,
    aboutPage: { from: agent, passes: ['opening', 'watched'] },
    body: { sessionId: id, grantId: id, epoch },
    passes: [],
    perSecond: 2,
  },
  'page.pointer': {
    from: nobody,
    fromAboutOwn: nobody,
    aboutPage: { from: agent, passes: ['opening', 'watched'] },
    body: { sessionId: id, grantId: id, epoch, at: { id: 7, x: 0, y: 1 } },
    passes: [],
    perSecond: 60,
  },
  'page.act': {
    from: nobody,
    fromAboutOwn: nobody,
    aboutPageControl: { from: agent, passes: ['controlling'] },
    body: { sessionId: id, grantId: id, epoch, seq: 1, act: { kind: 'text', text: 'x' } },
    passes: [],
    perSecond: 120,
  },
  'page.refused': {
    from: nobody,
    fromAboutOwn: nobody,
    aboutPageControl: { from: customer, passes: held },
    body: { grantId: id, epoch, seq: 1, reason: 'private' },
    passes: [],
    perSecond: 120,
  },
  'session.leave': { from: customer, body: { commandId: 'c' }, passes: open },
  'abuse.report': { from: customer, body: { commandId: 'c' }, passes: open },
};

const message = (type: string, body: object): ClientMessage => {
  const decoded = decodeClientMessage(JSON.stringify({ type, ...body }));
  assert.ok(decoded.ok, `${type}: ${JSON.stringify(decoded)}`);
  return decoded.message;
};
const passingStates = (role: Role, type: string, body: object, states = STATES): string[] =>
  every.filter((name) => gate(role, message(type, body), states[name]).pass);

/** What an agent shows is always watched, and never continued. */
const inOwnStates = (names: readonly string[]): string[] => names.filter((name) => name !== 'lost');
const ownStates = statesOf('show');
delete ownStates['unwatched'];

/** An agent who controls is watching, and has clicked into the picture. */
const watchedForControl = [...started, asks(id, 'control'), ok(id), chooses(id, id, epoch), { type: 'media.opened', requestId: id } as const];
const controlStates: Record<string, SessionState> = {
  ...statesOf('control'),
  controlling: after(...watchedForControl, { type: 'viewer.tookControl', requestId: id }),
};

/** The same of a page. */
const pageControlStates: Record<string, SessionState> = {
  ...statesOf('cobrowseControl'),
  controlling: after(
    ...started,
    asks(id, 'cobrowseControl'),
    ok(id),
    chooses(id, id, epoch, 'page'),
    { type: 'media.opened', requestId: id },
    { type: 'viewer.tookControl', requestId: id },
  ),
};

/** The same of a customer, from whom the agent takes control back. */
const watchedForGiven = [...started, asks(id, 'giveControl'), ok(id), chooses(id, id, epoch), { type: 'media.opened', requestId: id } as const];
const tookGiven = { type: 'viewer.tookControl', requestId: id } as const;
const givenStates: Record<string, SessionState> = {
  ...statesOf('giveControl'),
  controlling: after(...watchedForGiven, tookGiven),
  takenBack: after(...watchedForGiven, tookGiven, { type: 'owner.tookBack', requestId: id }),
};
delete givenStates['unwatched'];

/** Every message of somebody who may send it. */
const allowed = Object.entries(EXPECTED).flatMap(([type, expected]) =>
  expected.from.map((role) => ({ type: type as ClientMessageType, role, ...expected })),
);
const sendersAbout = (capability: Capability, { from, fromAboutOwn = from, aboutControl, aboutGiven, aboutPage, aboutPageControl }: Expected): readonly Role[] =>
  ({
    view: from,
    control: aboutControl?.from ?? from,
    show: fromAboutOwn,
    giveControl: aboutGiven?.from ?? fromAboutOwn,
    cobrowseView: aboutPage?.from ?? from,
    cobrowseControl: (aboutPageControl ?? aboutPage)?.from ?? from,
  })[capability];
/** Messages that are about a desktop have a sender for each of them. */
const isAboutDesktop = ({ fromAboutOwn }: Expected): boolean => fromAboutOwn !== undefined;

describe('scope table', () => {
  for (const [type, { from, body, passes }] of Object.entries(EXPECTED))
    for (const role of both) {
      const states = from.includes(role) ? passes : [];
      it(`[T-SCOPE-MATRIX] [T-ROLE-SWAP] ${type} of ${role}: ${states.join(', ') || 'never'}`, () => {
        assert.deepEqual(passingStates(role, type, body).sort(), [...states].sort());
      });
    }

  for (const [type, { from, fromAboutOwn, body, passes }] of Object.entries(EXPECTED))
    for (const role of both) {
      const states = inOwnStates((fromAboutOwn ?? from).includes(role) ? passes : []).filter((name) => name in ownStates);
      it(`[T-SCOPE-MATRIX] [T-ROLE-SWAP] ${type} of ${role}, about the agent's desktop: ${states.join(', ') || 'never'}`, () => {
        const passing = Object.keys(ownStates).filter((name) => gate(role, message(type, body), ownStates[name]).pass);
        const lost = passes.includes('lost') && !('grantId' in body) && states.length > 0 ? ['lost'] : [];
        assert.deepEqual(passing.sort(), [...states, ...lost].sort());
      });
    }

  for (const [type, expected] of Object.entries(EXPECTED))
    for (const role of both) {
      const { from, passes } = expected.aboutControl ?? expected;
      const alike = passes.includes('watched') && !passes.includes('controlling') ? [...passes, 'controlling'] : passes;
      const states = from.includes(role) ? alike : [];
      it(`[T-SCOPE-MATRIX] [I2] [I5] ${type} of ${role}, about control: ${states.join(', ') || 'never'}`, () => {
        const passing = Object.keys(controlStates).filter((name) => gate(role, message(type, expected.body), controlStates[name]).pass);
        assert.deepEqual(passing.sort(), [...states].sort());
      });
    }

  for (const [type, expected] of Object.entries(EXPECTED))
    for (const role of both) {
      const { from, passes } = expected.aboutGiven ?? { from: expected.fromAboutOwn ?? expected.from, passes: expected.passes };
      const alike = passes.includes('watched') && !passes.includes('controlling') ? [...passes, 'controlling', 'takenBack'] : passes;
      const lost = !('grantId' in expected.body);
      const states = from.includes(role) ? alike.filter((name) => name in givenStates && (lost || name !== 'lost')) : [];
      it(`[T-SCOPE-MATRIX] [I2] [I5] ${type} of ${role}, about given control: ${states.join(', ') || 'never'}`, () => {
        const passing = Object.keys(givenStates).filter((name) => gate(role, message(type, expected.body), givenStates[name]).pass);
        assert.deepEqual(passing.sort(), [...states].sort());
      });
    }

  for (const [type, expected] of Object.entries(EXPECTED))
    for (const role of both) {
      const { from, passes } = expected.aboutPage ?? expected;
      const states = from.includes(role) ? passes : [];
      it(`[T-SCOPE-MATRIX] [I5] ${type} of ${role}, about a page: ${states.join(', ') || 'never'}`, () => {
        const pageStates = statesOf('cobrowseView');
        const passing = Object.keys(pageStates).filter((name) => gate(role, message(type, expected.body), pageStates[name]).pass);
        assert.deepEqual(passing.sort(), [...states].sort());
      });
    }

  for (const [type, expected] of Object.entries(EXPECTED))
    for (const role of both) {
      const { from, passes } = expected.aboutPageControl ?? expected.aboutPage ?? expected;
      const alike = passes.includes('watched') && !passes.includes('controlling') ? [...passes, 'controlling'] : passes;
      const states = from.includes(role) ? alike : [];
      it(`[T-SCOPE-MATRIX] [I2] [I5] ${type} of ${role}, about a page that is used: ${states.join(', ') || 'never'}`, () => {
        const passing = Object.keys(pageControlStates).filter((name) => gate(role, message(type, expected.body), pageControlStates[name]).pass);
        assert.deepEqual(passing.sort(), [...states].sort());
      });
    }

  it('[T-SCOPE-MATRIX] [002-27] [D-7] lets an agent do nothing to somebody who waits for nobody in particular, but take the session', () => {
    const visited = { siteKey: 'k', siteName: 'Shop', title: '', address: '' };
    const offered = after(
      { type: 'session.created', name: 'Visitor', company: 'Acme', page: visited },
      { type: 'customer.connected', customerKeyHash: '' },
      linked,
    );
    const passing = Object.entries(EXPECTED).filter(([type, { body, from, alone }]) => {
      if (alone || !from.includes('agent')) return false;
      return gate('agent', message(type, body), offered).pass;
    });
    assert.deepEqual(passing.map(([type]) => type), ['session.start']);
    for (const capability of CAPABILITIES) {
      const verdict = gate('agent', message('request.create', { commandId: 'c', sessionId: id, capability }), offered);
      const refused = { pass: false, code: 'E_SESSION_NOT_ACTIVE' };
      assert.deepEqual(verdict, isOfPage(capability) ? { pass: true, request: undefined } : refused, capability);
    }
    // The visitor goes as everybody may.
    assert.equal(gate('customer', message('session.leave', { commandId: 'c' }), offered).pass, true);
  });

  it('[T-ROLE-SWAP] says that it is not allowed, whatever the state, where only the other person may ever send it', () => {
    for (const [type, expected] of Object.entries(EXPECTED))
      for (const role of both.filter((candidate) => !expected.from.includes(candidate) && !isAboutDesktop(expected)))
        for (const state of [...Object.values(STATES), ...Object.values(ownStates)]) {
          assert.deepEqual(gate(role, message(type, expected.body), state), { pass: false, code: 'E_NOT_ALLOWED' }, type);
        }
  });

  it('[T-ROLE-SWAP] [I5] says that it is not allowed where the request named is about the other person’s part', () => {
    for (const capability of CAPABILITIES)
      for (const [type, expected] of Object.entries(EXPECTED).filter(([, each]) => isAboutDesktop(each))) {
        const from = sendersAbout(capability, expected);
        const states = statesOf(capability);
        for (const role of both.filter((candidate) => !from.includes(candidate)))
          for (const name of grantedStates)
            assert.deepEqual(gate(role, message(type, expected.body), states[name]), { pass: false, code: 'E_NOT_ALLOWED' }, type);
      }
  });

  it('[I5] [I6] takes only the owner’s word that the browser’s own bar was used', () => {
    const stop = message('share.stop', { commandId: 'c', grantId: id, by: 'browser' });
    for (const capability of CAPABILITIES)
      for (const role of both) {
        const isOwner = role === OWNER_OF[capability];
        assert.equal(gate(role, stop, statesOf(capability)['watched']).pass, isOwner, `${role} ${capability}`);
      }
  });

  it('[I5] keeps two grants of one session apart', () => {
    const state = after(...granted, asks(other, 'show'), ok(other), chooses(other, other, epoch + 1));
    const offer = (role: Role, grantId: string, grantEpoch: number) =>
      gate(role, message('publisher.offer', { grantId, epoch: grantEpoch, sdp: 'v=0' }), state);
    assert.equal(offer('customer', id, epoch).pass, true);
    assert.equal(offer('agent', other, epoch + 1).pass, true);
    assert.deepEqual(offer('agent', id, epoch), { pass: false, code: 'E_NOT_ALLOWED' });
    assert.deepEqual(offer('customer', other, epoch + 1), { pass: false, code: 'E_NOT_ALLOWED' });
    for (const role of both) {
      assert.deepEqual(offer(role, id, epoch + 1), { pass: false, code: 'E_STALE' });
      assert.deepEqual(offer(role, other, epoch), { pass: false, code: 'E_STALE' });
    }
  });

  it('[I5] lets nothing pass for another request, another grant, or another epoch', () => {
    for (const { type, role, body } of allowed) {
      const strange: object[] = [];
      // What Continue sharing names is looked at by the fold: `customer.continued` takes only what may be continued.
      if ('requestId' in body && type !== 'share.continue') strange.push({ ...body, requestId: other });
      if ('grantId' in body) strange.push({ ...body, grantId: other });
      if ('epoch' in body) strange.push({ ...body, epoch: epoch - 1 }, { ...body, epoch: epoch + 1 });
      for (const wrong of strange) assert.deepEqual(passingStates(role, type, wrong), [], type);
      for (const wrong of strange) {
        assert.deepEqual(gate(role, message(type, wrong), STATES['opening']), { pass: false, code: 'E_STALE' }, type);
      }
    }
  });

  it('needs a session wherever the table names a state', () => {
    for (const { type, role, body, alone } of allowed) {
      const expected = alone ? { pass: true, request: undefined } : { pass: false, code: 'E_NO_SESSION' };
      assert.deepEqual(gate(role, message(type, body), undefined), expected, type);
    }
  });

  it('names the request that passed, and none where the message names none', () => {
    for (const { type, role, body, passes } of allowed) {
      const named = ('requestId' in body && type !== 'share.continue') || 'grantId' in body ? id : undefined;
      for (const state of passes) {
        const verdict = gate(role, message(type, body), STATES[state]);
        assert.equal(verdict.pass && verdict.request?.requestId, named, `${type} ${state}`);
      }
    }
  });

  it('finds the grant that a message names among all that were', () => {
    const again = 'C'.repeat(22);
    const state = after(
      ...granted,
      { type: 'customer.stopped', requestId: id },
      asks(other, 'view'),
      ok(other),
      chooses(other, again, epoch + 1),
    );
    const stop = (grantId: string) => gate('customer', message('share.stop', { commandId: 'c', grantId, by: 'page' }), state);
    const verdict = stop(again);
    assert.equal(verdict.pass && verdict.request?.requestId, other);
    assert.deepEqual(stop(id), { pass: false, code: 'E_STALE' });
  });

  it('says why the session refuses', () => {
    const refusals: [type: ClientMessageType, role: Role, state: string, code: ErrorCode][] = [
      ['session.invite', 'agent', 'waiting', 'E_STALE'],
      ['session.start', 'agent', 'connecting', 'E_SESSION_NOT_WAITING'],
      ['request.create', 'agent', 'waiting', 'E_SESSION_NOT_ACTIVE'],
      ['session.invite', 'agent', 'ended', 'E_SESSION_ENDED'],
      ['session.start', 'agent', 'ended', 'E_SESSION_ENDED'],
      ['request.create', 'agent', 'ended', 'E_SESSION_ENDED'],
      ['session.end', 'agent', 'ended', 'E_SESSION_ENDED'],
      ['session.leave', 'customer', 'ended', 'E_SESSION_ENDED'],
    ];
    for (const [type, role, state, code] of refusals) {
      const verdict = gate(role, message(type, EXPECTED[type].body), STATES[state]);
      assert.deepEqual(verdict, { pass: false, code }, `${type} ${state}`);
    }
  });

  it('allows ten commands a second, and more of what browsers send at once', () => {
    for (const [type, { perSecond = 10 }] of Object.entries(EXPECTED)) {
      assert.equal(SCOPE_TABLE[type as ClientMessageType].perSecond, perSecond, type);
    }
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { linkStateEvents, type SharingLinkEvent, type ViewingLinkEvent } from '../../gateway/client/link-events.ts';
import { createSharingEvents } from '../../gateway/client/owner-events.ts';
import { createViewingEvents } from '../../gateway/client/viewer-events.ts';
import type { LinkState } from '../../gateway/client/session-link.ts';
import type { ServerMessage } from '../../gateway/protocol/server-messages.ts';
import type { AgentSessionView, ContinueView, CustomerSessionView, Outcome, ShareView } from '../../gateway/protocol/views.ts';
import type { SharingEvent } from '../../state-machines/sharing.events.ts';
import type { ViewingEvent } from '../../state-machines/viewing.machine.ts';

const WELCOME: ServerMessage = { type: 'welcome', protocolVersion: 1, role: 'customer', pingEveryMs: 500 };

const share = (grantId: string, epoch: number): ShareView => ({
  requestId: 'r1',
  grantId,
  epoch,
  capability: 'view',
  phase: 'opening',
  surface: 'monitor',
  widthPx: 1_280,
  heightPx: 720,
  sinceAtMs: 0,
});

const outcome = (requestId: string, reason: Outcome['reason']): Outcome => ({
  requestId,
  capability: 'view',
  reason,
  granted: false,
  atMs: 0,
});

function customer(changes: Partial<CustomerSessionView> = {}): ServerMessage {
  const session: CustomerSessionView = {
    sessionId: 's1',
    status: 'active',
    company: 'Example',
    agentName: 'Mia Keller',
    agentPresence: 'online',
    words: null,
    endReason: null,
    question: null,
    choosing: null,
    continuable: null,
    share: null,
    outcome: null,
    control: null,
    agentShare: null,
    agentOutcome: null,
    agentControl: null,
    keepsHelper: false,
    ...changes,
  };
  return { type: 'customer.session', session };
}

const offerOf = (grantId: string): ContinueView => ({
  requestId: 'r1',
  grantId,
  capability: 'view',
  locale: 'en',
  textVersion: 1,
  title: '',
  points: [],
  warning: '',
  remainingInMs: 60_000,
});

const choosing = (requestId: string) => ({ choosing: { requestId, capability: 'view' as const, owner: 'customer' as const } });

function agent(changes: Partial<AgentSessionView> = {}): AgentSessionView {
  const available = { start: null, end: null, requestView: null, requestControl: null, showDesktop: null, giveControl: null, requestCobrowseView: null, requestCobrowseControl: null, invitePin: null, inviteLink: null };
  return {
    sessionId: 's1',
    name: 'Aoki',
    status: 'active',
    createdAtMs: 0,
    endReason: null,
    invite: null,
    joining: false,
    customerPresence: 'online',
    words: null,
    request: null,
    share: null,
    outcome: null,
    control: null,
    agentShare: null,
    agentOutcome: null,
    agentControl: null,
    page: null,
    unclaimed: false,
    keepsHelper: false,
    continueInMs: 0,
    askAgainInMs: { requestView: 0, requestControl: 0, showDesktop: 0, giveControl: 0, requestCobrowseView: 0, requestCobrowseControl: 0 },
    availability: available,
    ...changes,
  };
}

describe('what the link tells the sharing machine', () => {
  const run = (...messages: ServerMessage[]): SharingLinkEvent[] => messages.flatMap(createSharingEvents());

  it('a grant, once, with the request that the page was last asked about', () => {
    const shared = customer({ share: share('g1', 7) });
    const events = run(WELCOME, customer(choosing('r1')), shared, shared);
    assert.deepEqual(events.slice(1), [{ type: 'link.granted', requestId: 'r1', grantId: 'g1', epoch: 7 }]);
  });

  it('a grant that this page knows nothing of, after a reload', () => {
    const events = run(WELCOME, customer({ share: share('g1', 7) }));
    assert.deepEqual(events, [{ type: 'link.granted', requestId: 'r1', grantId: 'g1', epoch: 7 }]);
  });

  it('the end of a request, once, and only of the one that was open', () => {
    const over = { type: 'link.requestOver', requestId: 'r1' };
    const withdrawn = customer({ outcome: outcome('r1', 'withdrawn') });
    const overs = (...messages: ServerMessage[]) => run(...messages).filter(({ type }) => type === 'link.requestOver');
    assert.deepEqual(overs(customer(choosing('r1')), withdrawn, withdrawn), [over]);
    assert.deepEqual(overs(customer(choosing('r1')), customer({ status: 'ended' })), [over]);
    assert.deepEqual(overs(customer(choosing('r1')), customer(choosing('r2'))), [over]);
    assert.deepEqual(run(withdrawn), []);
  });

  it('no end of a request that an older outcome beside it could suggest', () => {
    const events = run(customer({ ...choosing('r2'), outcome: outcome('r1', 'notNow') }));
    assert.deepEqual(events, [{ type: 'link.choosing', requestId: 'r2' }]);
  });

  it('that a surface is awaited, once for each request and again after each new socket', () => {
    const awaited = (requestId: string) => ({ type: 'link.choosing', requestId });
    const first = customer(choosing('r1'));
    assert.deepEqual(run(WELCOME, first, first), [awaited('r1')]);
    assert.deepEqual(run(WELCOME, first, WELCOME, first), [awaited('r1'), awaited('r1')]);
    assert.deepEqual(run(first, customer({ share: share('g1', 7) }), customer(choosing('r2'))).at(-1), awaited('r2'));
  });

  it('a cut at once, and the end of a grant when it is not among what is shared', () => {
    const cut: ServerMessage = { type: 'share.cut', sessionId: 's1', grantId: 'g1', reason: 'released' };
    const released = customer({ outcome: outcome('r1', 'released') });
    const events = run(customer(choosing('r1')), customer({ share: share('g1', 7) }), cut, released);
    assert.deepEqual(events.slice(2), [
      { type: 'link.cut', grantId: 'g1', reason: 'released' },
      { type: 'link.ended', grantId: 'g1', reason: 'released' },
    ]);
  });

  it('an offer to continue, once for each grant and again after each new socket, after the end that it is about', () => {
    const continuable = (grantId: string) => customer({ outcome: outcome('r1', 'agentLost'), continuable: offerOf(grantId) });
    const offered = (grantId: string) => ({ type: 'link.continuable', grantId });
    const first = continuable('g1');
    assert.deepEqual(run(WELCOME, customer({ share: share('g1', 7) }), first, first).slice(1), [
      { type: 'link.ended', grantId: 'g1', reason: 'agentLost' },
      offered('g1'),
    ]);
    assert.deepEqual(run(WELCOME, first, WELCOME, first), [offered('g1'), offered('g1')]);
    assert.deepEqual(run(first, customer(), continuable('g2')), [offered('g1'), offered('g2')]);
  });

  it('a share that the server still believes in, again after each new socket', () => {
    const shared = customer({ share: share('g1', 7) });
    assert.equal(run(WELCOME, shared, WELCOME, shared).length, 2);
  });

  it('a share that ended while the socket was gone', () => {
    const afterwards = (changes: Partial<CustomerSessionView>) =>
      run(WELCOME, customer({ share: share('g1', 7) }), WELCOME, customer(changes)).at(-1);
    const ended = { type: 'link.ended', grantId: 'g1' };
    assert.deepEqual(afterwards({ outcome: outcome('r1', 'serverRestarted') }), { ...ended, reason: 'serverRestarted' });
    assert.deepEqual(afterwards({}), { ...ended, reason: null }, 'unknown');
    const ofAnother = { outcome: outcome('r2', 'customerLost') };
    assert.deepEqual(afterwards(ofAnother), { ...ended, reason: null }, 'another request ended since');
  });
});

describe('what the link tells the viewing machine', () => {
  const run = (...messages: ServerMessage[]): ViewingLinkEvent[] => messages.flatMap(createViewingEvents('s1'));
  const session = (changes: Partial<AgentSessionView>): ServerMessage => ({
    type: 'agent.session',
    session: agent(changes),
  });

  it('a grant, once, from the list of all sessions or from one session’s view', () => {
    const sessions = [agent({ sessionId: 's0' }), agent({ share: share('g1', 7) })];
    const all: ServerMessage = { type: 'agent.sessions', sessions };
    const events = run(WELCOME, all, session({ share: share('g1', 7) }));
    assert.deepEqual(events, [{ type: 'link.granted', grantId: 'g1', epoch: 7 }]);
  });

  it('the end of a grant with the reason, also where the session is not listed any more', () => {
    const shared = session({ share: share('g1', 7) });
    const ended = { type: 'link.ended', grantId: 'g1' };
    const revoked = session({ outcome: outcome('r1', 'revoked') });
    assert.deepEqual(run(shared, revoked).at(-1), { ...ended, reason: 'revoked' });
    assert.deepEqual(run(shared, { type: 'agent.sessions', sessions: [] }).at(-1), { ...ended, reason: null });
  });

  it('nothing of other sessions', () => {
    const other: ServerMessage = { type: 'share.cut', sessionId: 's2', grantId: 'g1', reason: 'revoked' };
    assert.deepEqual(run(session({ sessionId: 's2', share: share('g2', 8) }), other), []);
  });
});

describe('what both machines are told of the link itself', () => {
  it('found when it is open, lost while it may come back, closed for good', () => {
    const told = (state: LinkState) => linkStateEvents(state).map(({ type }) => type);
    assert.deepEqual(told('open'), ['link.found']);
    for (const state of ['connecting', 'retrying'] as const) assert.deepEqual(told(state), ['link.lost']);
    for (const state of ['replaced', 'refused', 'closed'] as const) assert.deepEqual(told(state), ['link.closed']);
  });

  it('every event is one that its machine knows', () => {
    const toSharing = (event: SharingLinkEvent): SharingEvent => event;
    const toViewing = (event: ViewingLinkEvent): ViewingEvent => event;
    assert.deepEqual([toSharing({ type: 'link.lost' }), toViewing({ type: 'link.lost' })].length, 2);
  });
});

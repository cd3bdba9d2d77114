import { expect, waitUntil } from '@open-wc/testing';
import { LinkLostError } from '../../gateway/client/errors.ts';
import type { Api } from '../../gateway/client/http.ts';
import type { SessionLink } from '../../gateway/client/session-link.ts';
import { sampleAccount, sampleId, sampleRequest, sampleSession, sampleShare } from '../../mocks/agent.ts';
import { ScriptedLink } from '../../mocks/scripted-link.ts';
import { createAgentClient } from '../../plugin/agent/agent-client.ts';
import { Desk } from '../../plugin/hosts/desk.ts';
import { ALL_GRANTS, type HostGrants } from '../../plugin/hosts/host-adapter.ts';
import { PlainPageHost } from '../../plugin/hosts/plain-page/plain-page-host.ts';
import { FakeStorage, seat, type SeatedDesk } from '../support/fake-desk.ts';

const ADA = sampleId('ada');
const BOB = sampleId('bob');
const shared = () => sampleSession({ share: sampleShare() });
const bobs = () => sampleSession({ sessionId: BOB, name: 'Bob' });

/** The agent takes a contact and looks at it in the host's window. */
function take(host: PlainPageHost): void {
  host.tell({ type: 'contact.accepted', contactId: 'c1' });
  host.tell({ type: 'contact.selected', contactId: 'c1' });
}

const NARROW: HostGrants = { capabilities: ['view'], startSessions: true };

for (const [grants, name] of [[ALL_GRANTS, 'everything'], [NARROW, 'some capabilities only']] as const) {
  describe(`contacts of a host that grants ${name}`, () => {
    let host: PlainPageHost;
    let at: SeatedDesk;
    beforeEach(() => {
      host = new PlainPageHost();
      host.grants = grants;
      at = seat(host);
    });
    afterEach(() => at.desk.close());

    it('wrap-up asks once for each thing that the server says, however often it is refused', () => {
      take(host);
      at.client.created(shared());
      host.tell({ type: 'contact.wrapUp', contactId: 'c1' });
      for (let n = 0; n < 5; n++) at.client.refuse(ADA);
      expect(at.client.ran).to.deep.equal([`release ${ADA}`]);
      at.client.tell(shared());
      expect(at.client.ran).to.deep.equal([`release ${ADA}`, `release ${ADA}`]);
    });

    it('wrap-up asks once while the link is lost, and again when it is back', async () => {
      const link = new RefusingLink();
      const storage = new FakeStorage();
      storage.setItem('sideseat.contacts', JSON.stringify({ contacts: { c1: { phase: 'active', held: false, sessionIds: [ADA] } }, leaving: [] }));
      const api = { me: async () => sampleAccount, agentTicket: async () => 't' } as unknown as Api;
      const createClient = () => createAgentClient({ api, createLink: () => link as unknown as SessionLink });
      const host = new PlainPageHost();
      host.grants = grants;
      const desk = new Desk({ host, storage, warn: () => undefined, createClient });
      desk.attach({ open: () => undefined, closeTab: () => undefined });
      await waitUntil(() => desk.state$.value.client?.state$.value.phase === 'signedIn');
      link.setState('retrying');
      link.tell({ type: 'agent.sessions', sessions: [shared()] });
      host.tell({ type: 'contact.wrapUp', contactId: 'c1' });
      const command = () => desk.state$.value.client?.state$.value.sessions[0]?.command?.phase;
      await waitUntil(() => command() === 'refused');
      expect(link.asked).to.equal(1);
      link.tell({ type: 'agent.sessions', sessions: [shared()] });
      await waitUntil(() => command() === 'refused');
      expect(link.asked).to.equal(2);
      desk.close();
    });

    it('what the customer grants while on hold is not looked at, until the agent looks by hand', () => {
      take(host);
      at.client.created(sampleSession({ request: sampleRequest() }));
      host.tell({ type: 'contact.held', contactId: 'c1', held: true });
      at.client.tell(shared());
      expect(at.client.ran).to.deep.equal([`lookAway ${ADA}`]);
      at.client.tell(sampleSession({ share: sampleShare({ phase: 'unwatched' }) }));
      at.client.tell(shared()); // the agent's own Look again
      expect(at.client.ran).to.deep.equal([`lookAway ${ADA}`]);
      host.tell({ type: 'contact.held', contactId: 'c1', held: false });
      host.tell({ type: 'contact.held', contactId: 'c1', held: true });
      expect(at.client.ran).to.deep.equal([`lookAway ${ADA}`, `lookAway ${ADA}`]);
    });

    it('a picture that is on no screen while on hold does not come back with the screen', () => {
      take(host);
      at.client.created(sampleSession({ share: sampleShare({ phase: 'unwatched' }) }), { phase: 'paused' });
      host.tell({ type: 'contact.held', contactId: 'c1', held: true });
      expect(at.client.ran).to.deep.equal([`lookAway ${ADA}`]);
    });

    it('wrap-up, and the end of a contact, reach every session that was created for it', () => {
      take(host);
      at.client.created(shared());
      at.client.created(bobs());
      host.tell({ type: 'contact.wrapUp', contactId: 'c1' });
      expect(at.client.ran).to.deep.equal([`release ${ADA}`]);
      at.client.tell({ sessionId: ADA });
      host.tell({ type: 'contact.closed', contactId: 'c1' });
      expect(at.client.ran).to.deep.equal([`release ${ADA}`, `end ${ADA}`, `end ${BOB}`]);
      at.client.tell({ sessionId: BOB, status: 'ended' });
      expect(at.shown).to.deep.equal([`closeTab ${BOB}`]);
    });

    it('selection brings the latest session that goes on to the front', () => {
      take(host);
      at.client.created(sampleSession());
      at.client.created(bobs());
      at.client.tell({ sessionId: BOB, status: 'ended' });
      host.tell({ type: 'contact.selected', contactId: 'c1' });
      expect(at.shown).to.deep.equal([`open ${ADA}`]);
    });
  });
}

describe('contacts after a reload of the page', () => {
  let storage: FakeStorage;
  let host: PlainPageHost;
  let at: SeatedDesk;
  /** What was told before the page was reloaded. */
  const before = (tell: (host: PlainPageHost) => void, view = shared()): void => {
    const first = new PlainPageHost();
    const desk = seat(first, storage);
    take(first);
    desk.client.created(view);
    tell(first);
    desk.desk.close();
    host = new PlainPageHost();
    at = seat(host, storage);
  };
  beforeEach(() => {
    storage = new FakeStorage();
  });
  afterEach(() => at.desk.close());

  it('the selected one comes to the front as soon as its session is told, once', () => {
    before(() => undefined, sampleSession());
    host.tell({ type: 'contact.selected', contactId: 'c1' });
    at.client.tell(sampleSession());
    at.client.tell(sampleSession());
    expect(at.shown).to.deep.equal([`open ${ADA}`]);
  });

  it('another one that is selected meanwhile stays in front', () => {
    before(() => undefined, sampleSession());
    host.tell({ type: 'contact.selected', contactId: 'c1' });
    host.tell({ type: 'contact.selected', contactId: null });
    at.client.tell(sampleSession());
    expect(at.shown).to.deep.equal([]);
  });

  it('one that was closed before still ends its session', () => {
    before((first) => first.tell({ type: 'contact.closed', contactId: 'c1' })); // its `end` is lost with the link
    at.client.tell(shared());
    expect(at.client.ran).to.deep.equal([`end ${ADA}`]);
    at.client.tell({ status: 'ended' });
    expect(at.shown).to.deep.equal([`closeTab ${ADA}`]);
  });

  it('hold still holds', () => {
    before((first) => first.tell({ type: 'contact.held', contactId: 'c1', held: true }));
    at.client.tell(shared());
    expect(at.client.ran).to.deep.equal([`lookAway ${ADA}`]);
  });

  it('what is in the storage and not ours counts for nothing', () => {
    for (const kept of ['{', 'null', '[]', '{"contacts":{"c1":{"phase":"active","sessionId":"x"}},"leaving":[]}']) {
      storage.setItem('sideseat.contacts', kept);
      at = seat(new PlainPageHost(), storage);
      expect(at.desk.tell({ type: 'contact.wrapUp', contactId: 'c1' }), kept).to.equal('E_HOST_CONTACT');
      at.desk.close();
    }
  });
});

describe('grants of a host', () => {
  it('hold from the moment at which the host changes them, without anything else being told', () => {
    const host = new PlainPageHost();
    const at = seat(host);
    at.client.tell(sampleSession());
    const { client } = at.desk.state$.value;
    const seen: (boolean | undefined)[] = [];
    client?.state$.subscribe(({ account }) => seen.push(account?.rights.startPrivateSessions));
    host.grants = { capabilities: [], startSessions: false };
    expect(seen).to.deep.equal([true, false]);
    expect(client?.state$.value.sessions[0]?.view.availability.requestView).to.equal('E_NOT_ALLOWED');
    at.desk.close();
  });

  it('leave what did not change the same object', () => {
    const host = new PlainPageHost();
    host.grants = NARROW;
    const at = seat(host);
    at.client.tell(sampleSession());
    const { client } = at.desk.state$.value;
    const state = client?.state$.value;
    expect(client?.state$.value === state).to.equal(true);
    at.client.tell(bobs());
    expect(client?.state$.value.sessions[0] === state?.sessions[0]).to.equal(true);
    at.desk.close();
  });

  it('of several panels are those that all of them grant', () => {
    const host = new PlainPageHost();
    const [first, second] = [{}, {}];
    host.narrow(first, { capabilities: ['view'], startSessions: false });
    host.narrow(second, ALL_GRANTS);
    expect(host.grants).to.deep.equal({ capabilities: ['view'], startSessions: false });
    host.narrow(second, { capabilities: [], startSessions: true });
    expect(host.grants).to.deep.equal({ capabilities: [], startSessions: false });
    host.narrow(second, null);
    host.narrow(first, null);
    expect(host.grants).to.deep.equal(ALL_GRANTS);
  });
});

/** Rejects at once, as a real link does while it is not open; cut off where a page would stand still for ever. */
class RefusingLink extends ScriptedLink {
  asked = 0;
  override command(message: Parameters<ScriptedLink['command']>[0]): ReturnType<ScriptedLink['command']> {
    this.asked += 1;
    return this.asked < 1_000 ? Promise.reject(new LinkLostError()) : super.command(message);
  }
}

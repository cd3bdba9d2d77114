import { aTimeout, expect } from '@open-wc/testing';
import { sampleId, sampleRequest, sampleSession, sampleShare } from '../../mocks/agent.ts';
import { AWAY_LIMIT_MS } from '../../plugin/hosts/desk.ts';
import { FrameHost } from '../../plugin/hosts/frame/frame-host.ts';
import type { HostAdapter, HostEvent } from '../../plugin/hosts/host-adapter.ts';
import { PlainPageHost } from '../../plugin/hosts/plain-page/plain-page-host.ts';
import { standaloneHost } from '../../plugin/hosts/standalone/standalone-host.ts';
import { WebexHost } from '../../plugin/hosts/webex/webex-host.ts';
import { FakeStorage, seat, type SeatedDesk } from '../support/fake-desk.ts';
import { FakeDesktop } from '../support/fake-desktop.ts';

/** A host as a test has it: its adapter, and how it says each event in its own words. */
interface FakeHost {
  readonly adapter: HostAdapter;
  /** Resolves when the adapter has heard it; `false` where this host has no words for that. */
  say(event: HostEvent): Promise<boolean>;
}

const plainPage = (): FakeHost => {
  const adapter = new PlainPageHost();
  return { adapter, say: async (event) => (adapter.tell(event), true) };
};

const frame = (): FakeHost => {
  const { port1, port2 } = new MessageChannel();
  const shown = new Map<string | null, () => void>();
  let said = 0;
  return {
    adapter: new FrameHost(port2, (sessionId) => shown.get(sessionId)?.()),
    async say(event) {
      port1.postMessage(event);
      // A port keeps the order: when this one is heard, so was the event.
      const sessionId = String(++said);
      const heard = new Promise<void>((resolve) => shown.set(sessionId, resolve));
      port1.postMessage({ type: 'session.show', sessionId });
      await heard;
      return true;
    },
  };
};

const WEBEX_WORDS: Partial<Record<HostEvent['type'], string>> = {
  'contact.offered': 'eAgentOfferContact',
  'contact.accepted': 'eAgentContactAssigned',
  'contact.transferred': 'eAgentblindTransferred',
  'contact.wrapUp': 'eAgentWrapup',
  'contact.closed': 'eAgentContactWrappedUp',
};

const webex = (): FakeHost => {
  const desktop = new FakeDesktop();
  const adapter = new WebexHost(desktop, { getToken: async () => 'token' });
  return {
    adapter,
    async say(event) {
      await desktop.begun.promise;
      const word =
        event.type === 'contact.held' ? (event.held ? 'eAgentContactHeld' : 'eAgentContactUnHeld') : WEBEX_WORDS[event.type];
      const data = 'contactId' in event ? { interactionId: event.contactId } : {};
      if (word) desktop.listeners.get(word)?.({ data });
      else adapter.tell(event); // by attributes of the panel, which the layout writes
      return true;
    },
  };
};

/** Our own page: it has no contacts, and its agents sign in by hand. */
const standalone = (): FakeHost => ({ adapter: standaloneHost(() => undefined), say: async () => false });

const HOSTS = { 'a plain page': plainPage, 'a page with the frame': frame, 'Webex Contact Center': webex, 'our own dashboard': standalone };
const ADA = sampleId('ada');
const shared = () => sampleSession({ share: sampleShare() });

for (const [name, make] of Object.entries(HOSTS)) {
  describe(`the contract of hosts: ${name}`, () => {
    let host: FakeHost;
    let at: SeatedDesk;
    /** Whether this host has words for it; where it has none, nothing is to be seen of it either. */
    const say = async (event: HostEvent): Promise<boolean> => host.say(event);
    const contact = async (type: 'accepted' | 'wrapUp' | 'closed' | 'transferred' | 'offered', contactId = 'c1') =>
      say({ type: `contact.${type}`, contactId });
    /** A contact that the agent took and looks at, with a session of its own. */
    const takeContact = async (view = sampleSession()): Promise<boolean> => {
      await contact('offered');
      await contact('accepted');
      const has = await say({ type: 'contact.selected', contactId: 'c1' });
      at.client.created(view);
      return has;
    };
    beforeEach(() => {
      host = make();
      at = seat(host.adapter);
    });
    afterEach(() => at.desk.close());

    it('wrap-up ends what is shared, and the session stays for the notes', async () => {
      const has = await takeContact(shared());
      await contact('wrapUp');
      expect(at.client.ran).to.deep.equal(has ? [`release ${ADA}`] : []);
      expect(at.shown).to.deep.equal([]);
    });

    it('wrap-up takes an open question back, and what would be shared after it too', async () => {
      const has = await takeContact(sampleSession({ request: sampleRequest() }));
      await contact('wrapUp');
      at.client.tell(shared());
      expect(at.client.ran).to.deep.equal(has ? [`withdraw ${ADA}`, `release ${ADA}`] : []);
    });

    it('hold looks away, and looks again by nobody’s act but the agent’s', async () => {
      const has = await takeContact(shared());
      await say({ type: 'contact.held', contactId: 'c1', held: true });
      await say({ type: 'contact.held', contactId: 'c1', held: false });
      expect(at.client.ran).to.deep.equal(has ? [`lookAway ${ADA}`] : []);
    });

    for (const end of ['closed', 'transferred'] as const) {
      it(`${end} ends the session and closes its tab when it has ended`, async () => {
        const has = await takeContact(shared());
        await contact(end);
        expect(at.client.ran).to.deep.equal(has ? [`end ${ADA}`] : []);
        expect(at.shown).to.deep.equal([]);
        at.client.tell({ status: 'ended' });
        expect(at.shown).to.deep.equal(has ? [`closeTab ${ADA}`] : []);
      });
    }

    it('selection brings the contact’s session to the front', async () => {
      const has = await takeContact();
      await say({ type: 'contact.selected', contactId: null });
      await say({ type: 'contact.selected', contactId: 'c1' });
      expect(at.shown).to.deep.equal(has ? [`open ${ADA}`] : []);
    });

    it('a contact that nobody told of changes nothing', async () => {
      await takeContact(shared());
      for (const type of ['wrapUp', 'closed', 'transferred'] as const) await contact(type, 'c2');
      expect(at.client.ran).to.deep.equal([]);
      expect(at.desk.tell({ type: 'contact.wrapUp', contactId: 'c2' })).to.equal('E_HOST_CONTACT');
    });

    it('look and language are taken over, and unknown languages are not', async () => {
      const has = await say({ type: 'theme.changed', theme: { mode: 'dark', tokens: { accent: '#123456' } } });
      await say({ type: 'locale.changed', locale: 'fr-CH' });
      await say({ type: 'locale.changed', locale: 'tlh' });
      const { theme, locale } = at.desk.state$.value;
      expect([theme.mode, locale]).to.deep.equal(has ? ['dark', 'fr'] : ['auto', null]);
    });

    it('another agent ends everything of the one before', async () => {
      const has = await say({ type: 'agent.changed', agentId: 'mia' });
      const mias = at.client;
      await say({ type: 'agent.changed', agentId: 'mia' });
      expect(at.client === mias).to.equal(true);
      await say({ type: 'agent.changed', agentId: 'ken' });
      expect(at.client !== mias).to.equal(has);
      expect(mias.closed).to.equal(has ? 1 : 0);
      await say({ type: 'agent.changed', agentId: null });
      expect(at.desk.state$.value.client === null).to.equal(has);
    });

    it('nothing is heard of it after it was disconnected', async () => {
      const { client } = at;
      await takeContact(shared());
      at.desk.close();
      void contact('wrapUp');
      await aTimeout(0);
      expect(client.ran).to.deep.equal([]);
      expect(client.closed).to.equal(1);
    });
  });
}

describe('a desk', () => {
  it('keeps its client for ten seconds without an element, and not longer', () => {
    const at = seat(new PlainPageHost());
    at.leave();
    at.clock.advance(AWAY_LIMIT_MS - 1);
    const back = at.desk.attach({ open: () => undefined, closeTab: () => undefined });
    at.clock.advance(AWAY_LIMIT_MS);
    expect(at.client.closed).to.equal(0);
    back();
    at.clock.advance(AWAY_LIMIT_MS);
    expect(at.client.closed).to.equal(1);
    at.desk.attach({ open: () => undefined, closeTab: () => undefined });
    expect(at.clients.length).to.equal(2);
    at.desk.close();
  });

  it('knows after a reload of the page which session wrap-up is about, and waits until the session is told', () => {
    const storage = new FakeStorage();
    const first = new PlainPageHost();
    const before = seat(first, storage);
    first.tell({ type: 'contact.accepted', contactId: 'c1' });
    first.tell({ type: 'contact.selected', contactId: 'c1' });
    before.client.created(sampleSession());
    before.desk.close();

    const second = new PlainPageHost();
    const after = seat(second, storage);
    second.tell({ type: 'contact.wrapUp', contactId: 'c1' });
    after.client.tell(shared());
    expect(after.client.ran).to.deep.equal([`release ${ADA}`]);
    after.desk.close();
  });

  it('binds a session to no contact that is not the agent’s: one that rings, one in wrap-up, none', () => {
    const host = new PlainPageHost();
    const at = seat(host);
    host.tell({ type: 'contact.offered', contactId: 'c1' });
    host.tell({ type: 'contact.selected', contactId: 'c1' });
    at.client.created(shared());
    host.tell({ type: 'contact.closed', contactId: 'c1' });
    expect(at.client.ran).to.deep.equal([]);
    at.desk.close();
  });

  it('shows what the host grants and no more', () => {
    const host = new PlainPageHost();
    host.grants = { capabilities: [], startSessions: false };
    const at = seat(host);
    at.client.tell(sampleSession());
    const state = at.desk.state$.value.client?.state$.value;
    expect(state?.account?.rights.startPrivateSessions).to.equal(false);
    expect(state?.sessions[0]?.view.availability.requestView).to.equal('E_NOT_ALLOWED');
    expect(state?.sessions[0]?.view.availability.end).to.equal(null);
    at.desk.close();
  });

  it('tells the host how many wait and what is shared, at each change and not more often', () => {
    const told: string[] = [];
    const host = new PlainPageHost();
    const at = seat(Object.assign(host, { notify: (notice: object) => void told.push(JSON.stringify(notice)) }));
    host.tell({ type: 'contact.accepted', contactId: 'c1' });
    host.tell({ type: 'contact.selected', contactId: 'c1' });
    at.client.created(sampleSession({ status: 'waiting' }));
    at.client.tell({ status: 'waiting' });
    at.client.tell(shared());
    at.desk.close();
    const sessions = (status: string, contactId: string | null) => [{ sessionId: ADA, contactId, status }];
    expect(told.map((notice) => JSON.parse(notice) as object)).to.deep.equal([
      { waiting: 1, sharing: [], sessions: sessions('waiting', null) },
      { waiting: 1, sharing: [], sessions: sessions('waiting', 'c1') },
      { waiting: 0, sharing: ['c1'], sessions: sessions('active', 'c1') },
      { waiting: 0, sharing: [], sessions: [] },
    ]);
  });

  it('answers anything that is no event with a code', () => {
    const at = seat(new PlainPageHost());
    const wrong: unknown[] = [
      null, undefined, 1, 'contact.closed', [], {}, { type: 'contact.closed' }, { type: 'contact.closed', contactId: '' },
      { type: 'contact.closed', contactId: 'x'.repeat(201) }, { type: 'contact.closed', contactId: 'c1', also: 1 },
      { type: '__proto__' }, { type: 'theme.changed', theme: { mode: 'dark', tokens: { danger: 'white' } } },
      { type: 'theme.changed', theme: { mode: 'pink' } }, { type: 'contact.held', contactId: 'c1', held: 'false' },
      { type: 'run', command: 'release' }, () => undefined,
    ];
    for (const event of wrong) expect(at.desk.tell(event), String(event)).to.equal('E_HOST_MESSAGE');
    expect(at.client.ran).to.deep.equal([]);
    at.desk.close();
  });
});

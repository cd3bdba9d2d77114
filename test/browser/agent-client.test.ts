import { aTimeout, expect, html } from '@open-wc/testing';
import { BehaviorSubject } from 'rxjs';
import { ApiError, CommandError, LinkLostError } from '../../gateway/client/errors.ts';
import type { SessionLink } from '../../gateway/client/session-link.ts';
import type { createViewer, Viewer, ViewerState } from '../../gateway/client/viewer.ts';
import type { AgentSessionView } from '../../gateway/protocol/views.ts';
import { sampleAccount, sampleControl, sampleId, sampleLog, sampleOutcome, sampleRequest, sampleSession, sampleShare } from '../../mocks/agent.ts';
import { ScriptedLink } from '../../mocks/scripted-link.ts';
import { rememberKeepsHelper } from '../../plugin/agent/helper-preference.ts';
import { createAgentClient, type AgentClient } from '../../plugin/agent/agent-client.ts';
import type { AgentSession } from '../../plugin/agent/agent-state.ts';
import type { AgentApp } from '../../plugin/agent/elements/agent-app.ts';
import { byRole, render, settled, visibleText } from '../support/elements.ts';
import { click, clock, field, hasRole, samplePicture } from './agent-harness.ts';

/** A viewer without a connection: a test says what it sees. */
interface FakeViewer extends Viewer {
  stream$: BehaviorSubject<MediaStream | null>;
  state$: BehaviorSubject<ViewerState>;
  options: Parameters<typeof createViewer>[0];
  lastFrameAtMs: number | null;
  play(): void;
  stopped: boolean;
}

const stream = samplePicture();

function fakeViewer(options: Parameters<typeof createViewer>[0]): FakeViewer {
  const viewer: FakeViewer = {
    options,
    stream$: new BehaviorSubject<MediaStream | null>(null),
    state$: new BehaviorSubject<ViewerState>('waiting'),
    stopped: false,
    lastFrameAtMs: null,
    viewerId: sampleId('viewer'),
    getStats: async () => null,
    pause: () => undefined,
    resume: () => undefined,
    play() {
      viewer.lastFrameAtMs = clock.now();
      viewer.stream$.next(stream);
      viewer.state$.next('playing');
    },
    stop() {
      viewer.stopped = true;
      viewer.stream$.next(null);
    },
  };
  return viewer;
}

interface Page {
  client: AgentClient;
  link: ScriptedLink;
  viewers: FakeViewer[];
  /** Calls of the API, in order. */
  calls: string[];
  session(id?: string): AgentSession;
  tell(view?: Partial<AgentSessionView>): void;
}

const api = (calls: string[], change: Record<string, () => Promise<unknown>> = {}) => {
  const call = (name: string, answer: () => Promise<unknown>) => () => {
    calls.push(name);
    return (change[name] ?? answer)();
  };
  return {
    me: call('me', async () => sampleAccount),
    signIn: call('signIn', async () => sampleAccount),
    signOut: call('signOut', async () => undefined),
    agentTicket: call('agentTicket', async () => 'ticket'),
  } as Parameters<typeof createAgentClient>[0]['api'];
};

const open: AgentClient[] = [];

/** A page up to the point where it is signed in and has its sessions. */
async function startPage(change: Record<string, () => Promise<unknown>> = {}): Promise<Page> {
  const calls: string[] = [];
  const viewers: FakeViewer[] = [];
  const link = new ScriptedLink();
  const client = createAgentClient({
    api: api(calls, change),
    createLink: () => link as unknown as SessionLink,
    createViewer: (options) => {
      const viewer = fakeViewer(options);
      viewers.push(viewer);
      return viewer;
    },
    clock,
  });
  open.push(client);
  await aTimeout(0);
  return {
    client,
    link,
    viewers,
    calls,
    session(id = sampleId('ada')) {
      const found = client.state$.value.sessions.find(({ view }) => view.sessionId === id);
      if (!found) throw new Error(`no session ${id}`);
      return found;
    },
    tell: (view = {}) => link.tell({ type: 'agent.session', session: sampleSession(view) }),
  };
}

async function startedPage(view: Partial<AgentSessionView> = {}): Promise<Page> {
  const page = await startPage();
  page.link.open();
  page.link.tell({ type: 'agent.sessions', sessions: [sampleSession(view)] });
  return page;
}

/** A page on which a desktop is seen. */
async function viewingPage(): Promise<Page & { viewer: FakeViewer }> {
  const page = await startedPage({ share: sampleShare({ phase: 'opening' }) });
  const viewer = page.viewers[0]!;
  viewer.play();
  page.tell({ share: sampleShare() });
  return { ...page, viewer };
}

afterEach(() => {
  for (const client of open.splice(0)) client.close();
});

describe('the agent’s page: signing in', () => {
  it('shows the form where nobody is signed in, and opens the link afterwards', async () => {
    const page = await startPage({ me: async () => null });
    expect(page.client.state$.value.phase).to.equal('signedOut');
    await page.client.signIn({ userName: 'mia', password: 'secret' });
    expect(page.client.state$.value).to.deep.include({ phase: 'signedIn', account: sampleAccount, link: 'connecting' });
  });

  it('says what was wrong with the sign-in', async () => {
    const refusal = new ApiError('E_TOO_MANY_ATTEMPTS', { retryInMs: 30_000 });
    const page = await startPage({ me: async () => null, signIn: () => Promise.reject(refusal) });
    await page.client.signIn({ userName: 'mia', password: 'wrong' });
    expect(page.client.state$.value.signIn).to.deep.equal({
      phase: 'refused',
      failure: { code: 'E_TOO_MANY_ATTEMPTS', retryInMs: 30_000 },
      atMs: clock.now(),
    });
  });

  it('says that the server cannot be reached', async () => {
    const page = await startPage({ me: () => Promise.reject(new ApiError('E_INTERNAL', { offline: true })) });
    expect(page.client.state$.value.phase).to.equal('unreachable');
  });

  it('signs out: pictures and link end first', async () => {
    const page = await viewingPage();
    await page.client.signOut();
    expect(page.viewer.stopped).to.equal(true);
    expect(page.link.state$.value).to.equal('closed');
    expect(page.calls).to.include('signOut');
    expect(page.client.state$.value).to.deep.include({ phase: 'signedOut', sessions: [], wasSignedOut: false });
  });

  it('does not claim to be signed out when signing out failed', async () => {
    const page = await startPage({ signOut: () => Promise.reject(new ApiError('E_INTERNAL', { offline: true })) });
    await page.client.signOut();
    expect(page.client.state$.value.phase).to.equal('unreachable');
  });

  it('a refused link leads back to the form when the sign-in is over, else to a reload', async () => {
    let signedIn = true;
    const page = await startPage({ me: async () => (signedIn ? sampleAccount : null) });
    page.link.setState('refused');
    await aTimeout(0);
    expect(page.client.state$.value).to.deep.include({ phase: 'signedIn', link: 'refused' });
    signedIn = false;
    page.link.setState('refused');
    await aTimeout(0);
    expect(page.client.state$.value).to.deep.include({ phase: 'signedOut', wasSignedOut: true });
  });
});

describe('the agent’s page: sessions', () => {
  it('has the sessions that the server tells of, and their changes', async () => {
    const page = await startedPage({ status: 'connecting' });
    expect(page.client.state$.value.loaded).to.equal(true);
    page.tell({ status: 'waiting' });
    expect(page.session().view.status).to.equal('waiting');
    page.tell({ sessionId: sampleId('jun'), name: 'Jun Sato' });
    expect(page.client.state$.value.sessions.length).to.equal(2);
  });

  it('after a reconnect the server’s list counts; what had ended stays readable', async () => {
    const page = await startedPage({ status: 'ended' });
    page.tell({ sessionId: sampleId('jun'), name: 'Jun Sato' });
    page.link.tell({ type: 'agent.sessions', sessions: [] });
    expect(page.client.state$.value.sessions.map(({ view }) => view.name)).to.deep.equal(['Ada Byron']);
  });

  it('[004-06] has each line of the log once', async () => {
    const page = await startedPage();
    const [first, second] = sampleLog;
    const tellLog = (entries: (typeof first)[]) =>
      page.link.tell({ type: 'session.log', sessionId: sampleId('ada'), entries: entries.map((entry) => entry!) });
    tellLog([first]);
    tellLog([first, second]);
    expect(page.session().log.map(({ seq }) => seq)).to.deep.equal([1, 2]);
  });

  it('creates a session and knows which one it is', async () => {
    const page = await startedPage();
    const creating = page.client.create('Eva', 'pin');
    expect(page.client.state$.value.creation).to.deep.equal({ phase: 'busy' });
    expect(page.link.lastCommand.message).to.deep.equal({ type: 'session.create', name: 'Eva', invite: 'pin' });
    page.link.lastCommand.done({ sessionId: sampleId('eva') });
    await creating;
    expect(page.client.state$.value.creation).to.deep.equal({ phase: 'done', sessionId: sampleId('eva') });
    page.client.resetCreation();
    expect(page.client.state$.value.creation.phase).to.equal('idle');
  });

  it('says why a session was not created', async () => {
    const page = await startedPage();
    const creating = page.client.create('', 'link');
    page.link.lastCommand.refuse(new CommandError('E_NAME_EMPTY'));
    await creating;
    expect(page.client.state$.value.creation).to.deep.include({ phase: 'refused', failure: { code: 'E_NAME_EMPTY' } });
  });

  it('[001-02] [001-33] says with Start that the customer’s application stays, where the agent chose that in this browser', async () => {
    const page = await startedPage();
    for (const [keeps, expected] of [[true, true], [false, undefined]] as const) {
      rememberKeepsHelper(keeps);
      void page.client.run(sampleId('ada'), 'start');
      expect(page.link.commandOf('session.start').keepHelper).to.equal(expected);
      page.link.acceptAll();
    }
  });

  it('every command becomes its message', async () => {
    const share = sampleShare();
    const control = sampleControl();
    const page = await startedPage({ share, control, request: sampleRequest() });
    const ofControl = { sessionId: sampleId('ada'), grantId: control.grantId, epoch: control.epoch };
    const grant = { sessionId: sampleId('ada'), grantId: share.grantId, epoch: share.epoch };
    const id = { sessionId: sampleId('ada') };
    const expected = {
      start: { type: 'session.start', ...id },
      end: { type: 'session.end', ...id },
      requestView: { type: 'request.create', ...id, capability: 'view' },
      requestControl: { type: 'request.create', ...id, capability: 'control' },
      takeControl: { type: 'control.take', ...ofControl },
      releaseControl: { type: 'control.release', ...ofControl },
      withdraw: { type: 'request.withdraw', ...id, requestId: sampleId('request') },
      look: { type: 'share.look', ...grant },
      lookAway: { type: 'share.lookAway', ...grant },
      release: { type: 'share.release', ...grant },
    } as const;
    for (const [name, message] of Object.entries(expected)) {
      const running = page.client.run(sampleId('ada'), name as keyof typeof expected);
      expect(page.link.lastCommand.message).to.deep.equal(message);
      expect(page.session().command).to.deep.equal({ name, phase: 'busy' });
      page.link.lastCommand.done();
      await running;
      expect(page.session().command).to.equal(null);
    }
  });

  it('[002-12] sends mouse and keyboard while control is active, numbered, and lets go by command', async () => {
    const page = await startedPage({ share: sampleShare(), control: sampleControl({ phase: 'active' }) });
    const { hand } = page.session();
    const input = { kind: 'text', text: 'a' } as const;
    hand.send(input);
    page.tell({ share: sampleShare(), control: sampleControl({ phase: 'paused' }) });
    hand.send(input);
    page.tell({ share: sampleShare(), control: sampleControl({ phase: 'active', epoch: 10 }) });
    hand.send(input);
    const { grantId } = sampleControl();
    const sent = { type: 'control.input', sessionId: sampleId('ada'), grantId, input } as const;
    expect(page.link.sent).to.deep.equal([
      { ...sent, epoch: 9, seq: 1 },
      { ...sent, epoch: 10, seq: 2 },
    ]);
    hand.release();
    expect(page.link.lastCommand.message.type).to.equal('control.release');
  });

  it('asks nothing of what is over already', async () => {
    const page = await startedPage();
    await page.client.run(sampleId('ada'), 'takeControl');
    await page.client.run(sampleId('ada'), 'withdraw');
    await page.client.run(sampleId('nobody'), 'start');
    expect(page.link.commands).to.deep.equal([]);
  });

  it('[B-10] keeps the refusal of a command, with its wait, beside the session', async () => {
    const page = await startedPage();
    const running = page.client.run(sampleId('ada'), 'requestView');
    page.link.lastCommand.refuse(new CommandError('E_ASKED_TOO_OFTEN', { retryInMs: 60_000 }));
    await running;
    const failure = { code: 'E_ASKED_TOO_OFTEN', retryInMs: 60_000 };
    expect(page.session().command).to.deep.include({ phase: 'refused', failure });
    const again = page.client.run(sampleId('ada'), 'requestView');
    page.link.lastCommand.refuse(new LinkLostError());
    await again;
    expect(page.session().command).to.deep.include({ failure: { code: 'E_INTERNAL', offline: true } });
  });
});

describe('the agent’s page: pictures', () => {
  it('[002-06] watches with the grant as soon as there is one, and shows the picture when it plays', async () => {
    const page = await startedPage({ share: sampleShare({ phase: 'opening' }) });
    const watched = page.viewers.map(({ options: { sessionId, grantId, epoch } }) => ({ sessionId, grantId, epoch }));
    expect(watched).to.deep.equal([{ sessionId: sampleId('ada'), grantId: sampleId('grant'), epoch: 7 }]);
    expect(page.session().picture.phase).to.equal('connecting');
    page.viewers[0]!.play();
    expect(page.session().picture).to.include({ phase: 'playing', stream, reason: null });
    expect(page.session().picture.frames?.lastFrameAtMs).to.equal(page.viewers[0]?.lastFrameAtMs);
  });

  it('the picture is gone within the message that cuts it', async () => {
    const page = await viewingPage();
    page.link.tell({ type: 'share.cut', sessionId: sampleId('ada'), grantId: sampleId('grant'), reason: 'revoked' });
    expect(page.viewer.stopped).to.equal(true);
    expect(page.session().picture).to.deep.equal({ phase: 'blank', stream: null, frames: null, reason: 'revoked' });
  });

  it('a short loss of the connection leaves the grant alone; a link that is over ends the picture', async () => {
    const page = await viewingPage();
    page.link.setState('retrying');
    expect(page.session().picture.phase, 'the window greys it meanwhile').to.equal('playing');
    page.link.open();
    expect(page.viewer.stopped).to.equal(false);
    page.link.setState('replaced');
    expect(page.viewer.stopped).to.equal(true);
    expect(page.session().picture).to.deep.equal({ phase: 'blank', stream: null, frames: null, reason: 'linkLost' });
  });

  it('[I13] the picture of a continued share comes back by itself', async () => {
    const page = await viewingPage();
    const cut = { sessionId: sampleId('ada'), grantId: sampleId('grant'), reason: 'customerLost' } as const;
    page.link.tell({ type: 'share.cut', ...cut });
    page.tell({ outcome: sampleOutcome('customerLost', true) });
    const again = sampleShare({ requestId: sampleId('again'), grantId: sampleId('grant2'), epoch: 8, phase: 'opening' });
    page.tell({ share: again });
    expect(page.viewers.map(({ options }) => options.grantId)).to.deep.equal([sampleId('grant'), sampleId('grant2')]);
    page.viewers[1]!.play();
    expect(page.session().picture.phase).to.equal('playing');
  });

  it('does not take a picture that stands still for a live one', async () => {
    const page = await viewingPage();
    page.viewer.state$.next('stale');
    expect(page.session().picture).to.include({ phase: 'stale', stream });
    page.viewer.state$.next('down');
    expect(page.session().picture.phase).to.equal('connecting');
  });

  it('[001-09] [003-04] looks away before it tells, and listens before it asks to look again', async () => {
    const page = await viewingPage();
    const away = page.client.run(sampleId('ada'), 'lookAway');
    expect(page.viewer.stopped, 'before the reply').to.equal(true);
    page.link.lastCommand.done();
    await away;
    page.tell({ share: sampleShare({ phase: 'unwatched' }) });
    const again = page.client.run(sampleId('ada'), 'look');
    expect(page.viewers.length, 'before the reply').to.equal(2);
    page.link.lastCommand.refuse(new CommandError('E_STALE'));
    await again;
    expect(page.viewers[1]!.stopped).to.equal(true);
    expect(page.session().picture.phase).to.equal('away');
  });

  for (const name of ['lookAway', 'release'] as const) {
    it(`[003-04] ${name} that was not carried out: the picture is back, as the customer is told`, async () => {
      const page = await viewingPage();
      const running = page.client.run(sampleId('ada'), name);
      expect(page.session().picture.phase).to.equal('away');
      page.link.lastCommand.refuse(new CommandError('E_SLOW_DOWN'));
      await running;
      expect(page.session().command).to.deep.include({ name, phase: 'refused' });
      expect(page.session().picture.phase).to.equal('connecting');
      expect(page.viewers.length).to.equal(2);
    });
  }

  it('[003-04] looking away whose reply is lost follows what the server says afterwards', async () => {
    const page = await viewingPage();
    const running = page.client.run(sampleId('ada'), 'lookAway');
    page.link.setState('retrying');
    page.link.lastCommand.refuse(new LinkLostError());
    await running;
    expect(page.session().picture.phase, 'nothing is known meanwhile').to.equal('away');
    page.link.open();
    page.link.tell({ type: 'agent.sessions', sessions: [sampleSession({ share: sampleShare({ phase: 'unwatched' }) })] });
    expect(page.session().picture.phase).to.equal('away');
  });

  it('[003-04] a view that was on its way before the command changes nothing', async () => {
    const page = await viewingPage();
    void page.client.run(sampleId('ada'), 'lookAway');
    page.tell({ share: sampleShare(), customerPresence: 'late' });
    expect(page.session().picture.phase).to.equal('away');
  });

  it('[003-04] a page just loaded does not look at what nobody looks at', async () => {
    const page = await startedPage({ share: sampleShare({ phase: 'unwatched' }) });
    expect(page.session().picture.phase).to.equal('away');
  });

  it('[002-26] Stop sharing takes the picture away before the server is told', async () => {
    const page = await viewingPage();
    void page.client.run(sampleId('ada'), 'release');
    expect(page.viewer.stopped).to.equal(true);
    expect(page.link.lastCommand.message.type).to.equal('share.release');
  });

  it('leaves no viewer behind when the dashboard is taken away', async () => {
    const page = await viewingPage();
    page.client.close();
    expect(page.viewer.stopped).to.equal(true);
    expect(page.link.state$.value).to.equal('closed');
  });
});

describe('<sideseat-agent>', () => {
  const app = (client: AgentClient): Promise<AgentApp> =>
    render<AgentApp>(html`<sideseat-agent .client=${client} .clock=${clock}></sideseat-agent>`);

  it('[002-02] [002-06] from signing in to the customer’s desktop', async () => {
    const page = await startPage({ me: async () => null });
    const element = await app(page.client);
    field(element, 'User name').value = 'mia';
    field(element, 'Password').value = 'secret';
    await click(byRole(element, 'button', 'Sign in'), element);
    page.link.open();
    page.link.tell({ type: 'agent.sessions', sessions: [sampleSession({ status: 'waiting' })] });
    await settled(element);
    expect(visibleText(element)).to.contain('Acme Support');
    await click(byRole(element, 'button', 'Start'), element);
    page.link.lastCommand.done();
    page.tell();
    await settled(element);
    await click(byRole(element, 'button', 'Request view'), element);
    page.link.lastCommand.done();
    page.tell({ request: sampleRequest() });
    await settled(element);
    await click(byRole(element, 'button', 'OK'), element);
    page.tell({ share: sampleShare({ phase: 'opening' }) });
    page.viewers[0]!.play();
    await settled(element);
    expect(hasRole(element, 'region', 'Shared desktop')).to.equal(true);
    expect(visibleText(element)).to.contain('Picture current');
    expect(page.link.commands.map(({ message }) => message.type)).to.deep.equal(['session.start', 'request.create']);
  });

  it('another tab took over: loading the page again takes it back', async () => {
    const page = await startedPage();
    const element = await app(page.client);
    let reloads = 0;
    element.reload = () => reloads++;
    page.link.setState('replaced');
    await settled(element);
    await click(byRole(element, 'button', 'Use this tab instead'), element);
    expect(reloads).to.equal(1);
  });

  it('shows nothing that the client does not say', async () => {
    const page = await startPage({ me: () => Promise.reject(new ApiError('E_INTERNAL', { offline: true })) });
    const element = await app(page.client);
    expect(visibleText(element)).to.contain('The service cannot be reached.');
  });
});

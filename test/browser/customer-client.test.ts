import { aTimeout, expect } from '@open-wc/testing';
import { ApiError, CommandError, LinkLostError } from '../../gateway/client/errors.ts';
import type { Join } from '../../gateway/protocol/http.ts';
import type { Locale } from '../../gateway/protocol/vocabulary.ts';
import type { CustomerClient, CustomerState } from '../../plugin/customer/customer-client.ts';
import { createCustomerClient } from '../../plugin/customer/customer-client.ts';
import type { AnswerDetail } from '../../plugin/customer/elements/question.ts';
import * as part from '../../plugin/customer/session-part.ts';
import {
  activeView,
  agentShare,
  continuable,
  GRANT_ID,
  outcome,
  question,
  REQUEST_ID,
  ScriptedDesktop,
  share,
  show,
  waitingView,
} from '../../mocks/customer.ts';
import { ScriptedLink } from '../../mocks/scripted-link.ts';

const OK: AnswerDetail = { requestId: REQUEST_ID, answer: 'ok', locale: 'en', textVersion: 1 };

/** Lets promises settle; nothing here waits for time. */
const turn = (): Promise<void> => aTimeout(0);

class Harness {
  readonly links: ScriptedLink[] = [];
  readonly desktop = new ScriptedDesktop();
  readonly joined: Join[] = [];
  /** How often the server was told to forget an ended session. */
  forgotten = 0;
  joinError: unknown = null;
  siteError: unknown = null;
  hasJoined = true;
  load = async (): Promise<typeof part> => part;
  /** The sessions that tickets were asked for. */
  readonly ticketsFor: (string | undefined)[] = [];
  locale: Locale = 'en';
  readonly client: CustomerClient = createCustomerClient({
    api: {
      site: () =>
        this.siteError === null
          ? Promise.resolve({
              company: 'Acme Support',
              joinUrls: ['https://help.acme.example/join'],
              pinLength: 6,
              joined: this.hasJoined,
            })
          : Promise.reject(this.siteError),
      join: (code) => {
        this.joined.push(code);
        return this.joinError === null ? Promise.resolve() : Promise.reject(this.joinError);
      },
      forgetEnded: () => {
        this.forgotten += 1;
        return Promise.reject(new ApiError('E_INTERNAL', { offline: true }));
      },
      customerTicket: (sessionId) => {
        this.ticketsFor.push(sessionId);
        return Promise.reject(new ApiError('E_NOT_JOINED'));
      },
    },
    locale: () => this.locale,
    load: () => this.load(),
    createLink: (getTicket) => {
      const link = new ScriptedLink(getTicket);
      this.links.push(link);
      return link;
    },
    createSource: () => this.desktop,
  });

  get state(): CustomerState {
    return this.client.state$.value;
  }

  get link(): ScriptedLink {
    return this.links.at(-1)!;
  }

  /** What the link does when the server knows no session of this browser. */
  async refuse(): Promise<void> {
    await this.link.getTicket().catch(() => undefined);
    this.link.state$.next('refused');
  }

  static async asked(): Promise<Harness> {
    const harness = new Harness();
    await harness.client.start(null);
    show(harness.link, activeView({ question: question() }));
    return harness;
  }

  static async sharing(): Promise<Harness> {
    const harness = await Harness.asked();
    void harness.client.answer(OK);
    harness.desktop.pick();
    await turn();
    harness.link.acceptAll();
    await turn();
    show(harness.link, activeView({ share: share('opening') }));
    harness.desktop.mediaUp();
    show(harness.link, activeView({ share: share() }));
    harness.desktop.calls.length = 0;
    return harness;
  }
}

describe('joining', () => {
  it('comes back to the same session after a reload, without a code', async () => {
    const { client, link, state: before, ...harness } = await start();
    expect(before.screen).to.equal('opening');
    show(link, waitingView());
    expect(client.state$.value.screen).to.equal('connected');
    expect(harness.joined).to.deep.equal([]);
  });

  it('uses no code up before the second part of the page is there, and says that nothing was reached', async () => {
    const harness = new Harness();
    harness.hasJoined = false;
    harness.load = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));
    await harness.client.start(null);
    await harness.client.join({ pin: '123456' });
    expect(harness.state.join.failure).to.deep.equal({ code: 'E_INTERNAL', offline: true });
    expect(harness.joined).to.deep.equal([]);
    harness.load = async () => part;
    await harness.client.join({ pin: '123456' });
    expect([harness.joined.length, harness.links.length]).to.deep.equal([1, 1]);
  });

  it('comes back also where the second part of the page cannot be fetched at once, and says so until then', async () => {
    const harness = new Harness();
    let fails = 2;
    harness.load = () => (fails-- > 0 ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve(part));
    const started = harness.client.start(null);
    await turn();
    expect([harness.state.screen, harness.state.link]).to.deep.equal(['opening', 'retrying']);
    await started;
    expect([harness.links.length, harness.state.link]).to.deep.equal([1, 'connecting']);
  });

  it('connects no more once it is closed, whatever it still waits for', async () => {
    const coming = new Harness();
    const { promise, resolve } = Promise.withResolvers<typeof part>();
    coming.load = () => promise;
    const started = coming.client.start(null);
    coming.client.close();
    resolve(part);
    await started;

    const failing = new Harness();
    failing.load = () => Promise.reject(new TypeError('Failed to fetch'));
    const retrying = failing.client.start(null);
    failing.client.close();
    await retrying;
    expect([coming.links.length, failing.links.length]).to.deep.equal([0, 0]);
  });

  it('asks for no ticket where this browser has not joined, so that nothing is refused', async () => {
    const harness = new Harness();
    harness.hasJoined = false;
    await harness.client.start(null);
    expect([harness.state.screen, harness.links.length]).to.deep.equal(['joining', 0]);
    expect(harness.state.join.failure).to.equal(null);
    expect(harness.state.site?.pinLength).to.equal(6);
  });

  it('tries where it cannot be told whether this browser has joined', async () => {
    const harness = new Harness();
    harness.siteError = new ApiError('E_INTERNAL', { offline: true });
    await harness.client.start(null);
    expect(harness.links.length).to.equal(1);
  });

  it('comes back to its own session only: where another tab joined another one since, it says so', async () => {
    const harness = await start();
    show(harness.link, waitingView());
    await harness.refuse();
    expect(harness.ticketsFor).to.deep.equal([waitingView().sessionId]);
    expect(harness.state.screen).to.equal('joining');
    expect(harness.state.join.failure).to.deep.equal({ code: 'E_NOT_JOINED' });
  });

  it('[004-08] asks for a code where this browser has not joined, and connects with it', async () => {
    const harness = await start();
    await harness.refuse();
    expect(harness.state.screen).to.equal('joining');
    expect(harness.state.join.failure).to.equal(null);
    await harness.client.join({ pin: '123 456' });
    show(harness.link, waitingView());
    expect(harness.joined).to.deep.equal([{ pin: '123 456' }]);
    expect(harness.state.screen).to.equal('connected');
    expect(harness.state.site?.company).to.equal('Acme Support');
  });

  it('uses the token of a link only when a person asks to connect, and says so when it is no longer valid', async () => {
    const harness = new Harness();
    harness.joinError = new ApiError('E_LINK_INVALID');
    await harness.client.start('some-token');
    expect([harness.state.screen, harness.state.join.link, harness.joined.length]).to.deep.equal([
      'joining',
      'some-token',
      0,
    ]);
    await harness.client.join({ link: 'some-token' });
    expect(harness.state.screen).to.equal('joining');
    expect(harness.state.join).to.deep.equal({ busy: false, failure: { code: 'E_LINK_INVALID' }, link: null });
  });

  it('keeps the token of a link while the service cannot be reached', async () => {
    const harness = new Harness();
    await harness.client.start('some-token');
    harness.joinError = new ApiError('E_INTERNAL', { offline: true });
    await harness.client.join({ link: 'some-token' });
    expect([harness.state.join.link, harness.state.join.failure?.offline]).to.deep.equal(['some-token', true]);
  });

  it('leaves the form when the code was good and only the connection does not come up', async () => {
    const harness = await start();
    await harness.refuse();
    await harness.client.join({ pin: '123456' });
    harness.link.state$.next('retrying');
    expect([harness.state.screen, harness.state.link]).to.deep.equal(['opening', 'retrying']);
  });

  it('says so where a browser keeps nothing of the code that it has just entered', async () => {
    const harness = await start();
    await harness.refuse();
    await harness.client.join({ pin: '123456' });
    await harness.refuse();
    expect([harness.state.screen, harness.state.join.failure?.code]).to.deep.equal(['joining', 'E_NOT_JOINED']);
  });

  it('passes on why a code was refused, with the wait, and whether the service can be reached', async () => {
    const harness = await start();
    harness.joinError = new ApiError('E_TOO_MANY_ATTEMPTS', { retryInMs: 30_000 });
    await harness.client.join({ pin: '123456' });
    expect(harness.state.join).to.deep.equal({
      busy: false,
      failure: { code: 'E_TOO_MANY_ATTEMPTS', retryInMs: 30_000 },
      link: null,
    });
    harness.joinError = new ApiError('E_INTERNAL', { offline: true });
    await harness.client.join({ pin: '123456' });
    expect(harness.state.join.failure?.offline).to.equal(true);
  });

  it('tells a page that is too old apart from a browser that has not joined', async () => {
    const harness = await start();
    harness.link.state$.next('refused');
    expect([harness.state.screen, harness.state.link]).to.deep.equal(['connected', 'refused']);
  });

  it('shows the end of a session, keeps no link, and takes another code', async () => {
    const harness = await start();
    show(harness.link, activeView({ status: 'ended', endReason: 'agentEnded' }));
    expect(harness.link.state$.value).to.equal('closed');
    expect(harness.state.view?.status).to.equal('ended');
    expect(harness.forgotten).to.equal(0);
    harness.client.enterNewCode();
    expect([harness.state.screen, harness.state.view]).to.deep.equal(['joining', null]);
    expect(harness.forgotten, 'not shown again after a reload').to.equal(1);
  });

  it('tells the server the language on every new socket and at every change', async () => {
    const harness = await start();
    harness.locale = 'de';
    show(harness.link, waitingView());
    harness.link.state$.next('retrying');
    show(harness.link, waitingView());
    harness.client.localeChanged('ja');
    const locales = harness.link.sent.map((message) => message.type === 'customer.setLocale' && message.locale);
    expect(locales).to.deep.equal(['de', 'de', 'ja']);
  });
});

describe('the customer’s answer', () => {
  it('[D-9] opens the picker within the click’s own task and sends the answer beside it', async () => {
    const harness = await Harness.asked();
    void harness.client.answer(OK);
    expect(harness.desktop.calls).to.deep.equal(['choose']);
    expect(harness.link.commandOf('question.answer')).to.deep.equal({ type: 'question.answer', ...OK });
    expect(harness.state.capture).to.equal('choosing');
  });

  it('[002-06] publishes what was chosen only under a grant', async () => {
    const harness = await Harness.asked();
    void harness.client.answer(OK);
    harness.desktop.pick('window');
    await turn();
    expect(harness.link.commandOf('capture.choose')).to.deep.equal({
      type: 'capture.choose',
      requestId: REQUEST_ID,
      surface: 'window',
      widthPx: 1_920,
      heightPx: 1_080,
    });
    expect(harness.desktop.calls).to.deep.equal(['choose']);
    expect(harness.state.capture).to.equal('running');
    harness.link.acceptAll();
    await turn();
    show(harness.link, activeView({ share: share('opening', 'window') }));
    expect(harness.desktop.calls).to.deep.equal(['choose', `publish ${GRANT_ID}`]);
  });

  for (const answer of ['notNow', 'dismissed'] as const) {
    it(`[002-03] captures nothing by ${answer}`, async () => {
      const harness = await Harness.asked();
      void harness.client.answer({ ...OK, answer });
      expect(harness.link.commandOf('question.answer').answer).to.equal(answer);
      expect(harness.desktop.calls).to.deep.equal([]);
    });
  }

  it('answers once', async () => {
    const harness = await Harness.asked();
    void harness.client.answer({ ...OK, answer: 'notNow' });
    void harness.client.answer(OK);
    expect(harness.link.commands.length).to.equal(1);
    expect(harness.state.answering).to.equal(REQUEST_ID);
    harness.link.acceptAll();
    await turn();
    expect(harness.state.answering).to.equal(null);
  });

  for (const reason of ['pickerCancelled', 'captureUnavailable'] as const) {
    it(`[D-9] tells the server when the picker brought nothing: ${reason}`, async () => {
      const harness = await Harness.asked();
      void harness.client.answer(OK);
      harness.desktop.fail(reason);
      await turn();
      expect(harness.link.commandOf('capture.fail').reason).to.equal(reason);
      expect(harness.state.capture).to.equal('none');
    });
  }

  it('[001-12] [I7] takes back with Stop what the agent is about to show', async () => {
    const harness = await Harness.asked();
    const asked = { requestId: REQUEST_ID, capability: 'show', owner: 'agent' } as const;
    show(harness.link, activeView({ choosing: asked }));
    harness.client.stop();
    show(harness.link, activeView({ agentShare: agentShare({ requestId: REQUEST_ID }) }));
    expect(harness.link.commandOf('share.stop').grantId).to.equal(agentShare().grantId);
    expect(harness.state.picture.phase).to.equal('closed');
  });

  it('[001-29] gives back what the agent shows where the Viewer was closed while the OK was on its way', async () => {
    const harness = await Harness.asked();
    const asked = { requestId: REQUEST_ID, capability: 'show', owner: 'agent' } as const;
    show(harness.link, activeView({ question: question(asked) }));
    void harness.client.answer(OK);
    harness.client.closeViewer();
    show(harness.link, activeView({ choosing: asked }));
    show(harness.link, activeView({ agentShare: agentShare({ requestId: REQUEST_ID }) }));
    expect(harness.link.commandOf('share.stop').grantId).to.equal(agentShare().grantId);
  });

  it('captures nothing when the answer was not recorded, and says so', async () => {
    const harness = await Harness.asked();
    void harness.client.answer(OK);
    harness.link.refuseAll(new CommandError('E_RECORD'));
    await turn();
    expect(harness.state.capture).to.equal('none');
    expect(harness.desktop.calls.at(-1)).to.equal('stop');
    expect(harness.state.failure).to.deep.equal({ code: 'E_RECORD' });
  });

  it('captures nothing when the answer was lost on the way', async () => {
    const harness = await Harness.asked();
    void harness.client.answer(OK);
    harness.link.refuseAll(new LinkLostError());
    await turn();
    expect([harness.state.capture, harness.state.failure]).to.deep.equal(['none', null]);
  });

  it('stops when the request was withdrawn while the picker was open', async () => {
    const harness = await Harness.asked();
    void harness.client.answer(OK);
    show(harness.link, activeView({ choosing: { requestId: REQUEST_ID, capability: 'view', owner: 'customer' } }));
    show(harness.link, activeView({ outcome: outcome('withdrawn') }));
    expect(harness.state.capture).to.equal('none');
    expect(harness.desktop.calls).to.deep.equal(['choose', 'stop']);
  });

  it('[B-04] asks for more time', async () => {
    const harness = await Harness.asked();
    void harness.client.moreTime(REQUEST_ID);
    expect(harness.link.commandOf('question.extend').requestId).to.equal(REQUEST_ID);
  });
});

describe('stopping', () => {
  it('[001-12] F1: ends the capture before it says a word, within the click’s own task', async () => {
    const harness = await Harness.sharing();
    const spoken = harness.link.commands.length;
    let spokenAtStop = -1;
    const stop = harness.desktop.stop.bind(harness.desktop);
    harness.desktop.stop = () => {
      spokenAtStop = harness.link.commands.length;
      stop();
    };
    harness.client.stop();
    expect(spokenAtStop).to.equal(spoken);
    expect(harness.link.commandOf('share.stop')).to.deep.equal({ type: 'share.stop', grantId: GRANT_ID, by: 'page' });
    expect(harness.state.capture).to.equal('none');
  });

  it('[002-07] takes the browser’s own stop button for what it is', async () => {
    const harness = await Harness.sharing();
    harness.desktop.captureEnded$.next();
    expect(harness.link.commandOf('share.stop').by).to.equal('browser');
    expect(harness.state.capture).to.equal('none');
  });

  it('stops when the server says so', async () => {
    const harness = await Harness.sharing();
    harness.link.messages$.next({
      type: 'share.cut',
      sessionId: waitingView().sessionId,
      grantId: GRANT_ID,
      reason: 'released',
    });
    expect(harness.desktop.calls).to.contain('stop');
    expect(harness.state.capture).to.equal('none');
  });

  it('[001-31] ends the capture, then the session', async () => {
    const harness = await Harness.sharing();
    void harness.client.leave();
    expect(harness.state.capture).to.equal('none');
    expect(harness.link.commandOf('session.leave')).to.deep.equal({ type: 'session.leave' });
    expect(harness.link.commands.some(({ message }) => message.type === 'share.stop'), 'one end, not two').to.equal(false);
  });

  it('[001-31] ends the session once the link is back, and says so until it has ended', async () => {
    const harness = await Harness.sharing();
    harness.link.state$.next('retrying');
    void harness.client.leave();
    expect([harness.state.capture, harness.state.leaving]).to.deep.equal(['none', 'leave']);
    const leaves = () => harness.link.commands.filter(({ message }) => message.type === 'session.leave').length;
    expect(leaves()).to.equal(0);
    show(harness.link, activeView());
    expect(leaves()).to.equal(1);
    expect(harness.state.leaving).to.equal('leave');
    show(harness.link, activeView({ status: 'ended', endReason: 'customerEnded' }));
    expect(harness.state.view?.status).to.equal('ended');
  });

  it('[001-31] a wish to end that was lost on the way is sent again; one that was refused is over', async () => {
    const harness = await Harness.sharing();
    void harness.client.leave();
    harness.link.state$.next('retrying');
    harness.link.refuseAll(new LinkLostError());
    await turn();
    expect([harness.state.leaving, harness.state.failure]).to.deep.equal(['leave', null]);
    show(harness.link, activeView());
    harness.link.lastCommand.refuse(new CommandError('E_SLOW_DOWN'));
    await turn();
    expect([harness.state.leaving, harness.state.failure]).to.deep.equal([null, { code: 'E_SLOW_DOWN' }]);
  });

  it('[001-32] [T-SCAM-UX] ends the capture before it reports abuse, at once or once the link is back', async () => {
    const harness = await Harness.sharing();
    void harness.client.reportAbuse();
    expect([harness.state.capture, harness.state.leaving]).to.deep.equal(['none', 'report']);
    expect(harness.link.commandOf('abuse.report')).to.deep.equal({ type: 'abuse.report' });
    const sent = () => harness.link.commands.map(({ message }) => message.type);
    expect(sent()).not.to.include('share.stop');
    harness.link.state$.next('retrying');
    harness.link.refuseAll(new LinkLostError());
    await turn();
    show(harness.link, activeView());
    expect(sent().filter((type) => type === 'abuse.report').length).to.equal(2);
    expect(sent()).not.to.include('session.leave');
  });

  it('a refusal is shown until the request, the share or its outcome is another one', async () => {
    const harness = await Harness.asked();
    void harness.client.answer({ ...OK, answer: 'notNow' });
    harness.link.refuseAll(new CommandError('E_RECORD'));
    await turn();
    show(harness.link, activeView({ question: question({ remainingInMs: 20_000 }) }));
    expect(harness.state.failure).to.deep.equal({ code: 'E_RECORD' });
    show(harness.link, activeView({ outcome: outcome('noAnswer') }));
    expect(harness.state.failure).to.equal(null);
  });

  it('stops when another tab took over', async () => {
    const harness = await Harness.sharing();
    harness.link.state$.next('replaced');
    expect([harness.state.capture, harness.state.link]).to.deep.equal(['none', 'replaced']);
  });

  it('ends everything on close', async () => {
    const harness = await Harness.sharing();
    harness.client.close();
    expect(harness.desktop.calls).to.contain('stop');
    expect(harness.link.state$.value).to.equal('closed');
    expect(harness.link.messages$.observed).to.equal(false);
    expect(harness.desktop.captureEnded$.observed).to.equal(false);
  });
});

describe('after an end that nobody wanted', () => {
  const OFFER = { requestId: REQUEST_ID, locale: 'en', textVersion: 1 } as const;
  const NEW_REQUEST = 'request-dddddddddddddd';
  const NEW_GRANT = 'grant-eeeeeeeeeeeeeeee';
  const ended = outcome('serverRestarted', true);
  const again = { requestId: NEW_REQUEST, capability: 'view', owner: 'customer' } as const;
  const choosing = activeView({ choosing: again });
  const shared = activeView({ share: share('opening', 'monitor', { requestId: NEW_REQUEST, grantId: NEW_GRANT, epoch: 8 }) });

  async function interrupted(): Promise<Harness> {
    const harness = await Harness.sharing();
    harness.link.state$.next('retrying');
    show(harness.link, activeView({ outcome: ended, continuable: continuable() }));
    return harness;
  }

  it('[I13] holds the screen disabled, tells nothing, and publishes nothing by itself', async () => {
    const harness = await interrupted();
    expect(harness.state.capture).to.equal('suspended');
    expect(harness.desktop.calls).to.deep.equal(['suspend', 'unpublish']);
    expect(harness.link.commands.some(({ message }) => message.type === 'share.stop')).to.equal(false);
  });

  it('[D-2] tells the server of a Stop that the link was too late for, as soon as the server offers to continue', async () => {
    const harness = await Harness.sharing();
    harness.link.state$.next('retrying');
    harness.client.stop();
    expect(harness.state.capture).to.equal('none');
    harness.link.refuseAll(new LinkLostError());
    await turn();
    const before = harness.link.commands.length;
    harness.link.state$.next('open');
    show(harness.link, activeView({ outcome: ended, continuable: continuable() }));
    const { grantId } = continuable();
    expect(harness.link.commands.slice(before).map(({ message }) => message)).to.deep.equal([
      { type: 'share.stop', grantId, by: 'page' },
    ]);
  });

  it('[I13] goes on by Continue sharing: the same screen, as it is now, under a new grant', async () => {
    const harness = await interrupted();
    harness.desktop.surface = { surface: 'monitor', widthPx: 1_280, heightPx: 800 };
    harness.client.continueSharing(OFFER);
    expect(harness.state.capture).to.equal('continuing');
    expect(harness.link.commandOf('share.continue')).to.deep.equal({ type: 'share.continue', ...OFFER });
    show(harness.link, choosing);
    harness.link.acceptAll();
    await turn();
    expect(harness.link.commandOf('capture.choose')).to.deep.equal({
      type: 'capture.choose',
      requestId: NEW_REQUEST,
      surface: 'monitor',
      widthPx: 1_280,
      heightPx: 800,
    });
    expect(harness.desktop.calls, 'nothing leaves yet').to.deep.equal(['suspend', 'unpublish']);
    show(harness.link, shared);
    expect(harness.desktop.calls.slice(2)).to.deep.equal([`publish ${NEW_GRANT}`]);
    expect(harness.state.capture).to.equal('running');
  });

  for (const code of ['E_AGENT_AWAY', 'E_MEDIA_DOWN'] as const) {
    it(`says why it was refused, and can be pressed again: ${code}`, async () => {
      const harness = await interrupted();
      harness.client.continueSharing(OFFER);
      harness.link.lastCommand.refuse(new CommandError(code));
      await turn();
      expect([harness.state.capture, harness.state.failure]).to.deep.equal(['suspended', { code }]);
      harness.client.continueSharing(OFFER);
      expect([harness.state.capture, harness.state.failure]).to.deep.equal(['continuing', null]);
    });
  }

  it('lets the screen go where there is nothing to continue any more', async () => {
    const harness = await interrupted();
    harness.client.continueSharing(OFFER);
    harness.link.lastCommand.refuse(new CommandError('E_STALE'));
    await turn();
    expect(harness.state.capture).to.equal('none');
    expect(harness.desktop.calls.at(-1)).to.equal('stop');
  });

  it('[001-12] Stop lets the screen go within the click’s own task', async () => {
    const harness = await interrupted();
    harness.client.stop();
    expect(harness.state.capture).to.equal('none');
    expect(harness.desktop.calls.at(-1)).to.equal('stop');
  });

  it('lets the screen go when the session ends, when another tab takes over, and when the end was wanted', async () => {
    const ways: ((harness: Harness) => void)[] = [
      ({ client }) => void client.leave(),
      ({ link }) => show(link, activeView({ status: 'ended', endReason: 'agentEnded' })),
      ({ link }) => link.state$.next('replaced'),
      ({ client }) => client.close(),
    ];
    for (const way of ways) {
      const harness = await interrupted();
      way(harness);
      expect(harness.desktop.calls).to.include('stop');
    }
  });

  it('[003-04] OK to a newer question opens the picker, and the old screen is let go first', async () => {
    const harness = await interrupted();
    show(harness.link, activeView({ question: question({ requestId: NEW_REQUEST }) }));
    void harness.client.answer({ ...OK, requestId: NEW_REQUEST });
    expect(harness.desktop.calls.slice(-2)).to.deep.equal(['stop', 'choose']);
    expect(harness.state.capture).to.equal('choosing');
  });

  it('Not now to a newer question lets the screen go', async () => {
    const harness = await interrupted();
    show(harness.link, activeView({ question: question({ requestId: NEW_REQUEST }) }));
    void harness.client.answer({ ...OK, requestId: NEW_REQUEST, answer: 'notNow' });
    show(harness.link, activeView({ outcome: { ...outcome('notNow'), requestId: NEW_REQUEST } }));
    expect(harness.state.capture).to.equal('none');
    expect(harness.desktop.calls.at(-1)).to.equal('stop');
  });

  it('a connection that failed by itself is no reason to let the screen go', async () => {
    const harness = await Harness.sharing();
    harness.desktop.mediaFailed();
    expect([harness.state.capture, harness.desktop.calls[0]]).to.deep.equal(['suspended', 'suspend']);
  });

  it('after this page’s own reload there is no screen to go on with, and the server is told so', async () => {
    const harness = await start();
    show(harness.link, activeView({ outcome: ended, continuable: continuable() }));
    harness.client.continueSharing(OFFER);
    expect(harness.state.capture).to.equal('none');
    const { grantId } = continuable();
    expect(harness.link.commands.map(({ message }) => message)).to.deep.equal([{ type: 'share.stop', grantId, by: 'page' }]);
  });
});

async function start(): Promise<Harness> {
  const harness = new Harness();
  await harness.client.start(null);
  return harness;
}

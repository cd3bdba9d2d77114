import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it, type TestContext } from 'node:test';
import { startThrottlingBrowser } from '../support/fault-browser.ts';
import { figure, never, trials } from '../support/fault-figures.ts';
import { notesOf, openNotingPage, shownAt } from '../support/fault-page.ts';
import { framesFlow, goOn, lastFrame, startFaultScene, until, type FaultScene } from '../support/fault-scene.ts';
import { AgentPerson, CustomerPerson } from '../support/people.ts';
import { DEMO_PASSWORD } from '../support/product.ts';
import { RawClient } from '../support/raw-client.ts';

const OFFER = /Continue sharing your desktop with/;
/** What the agent reads of a customer's page that is silent or gone. */
const CUSTOMER_GONE = /[Nn]ot responding|page was closed or lost its connection/;
const CUSTOMER_LOST = /page was closed or lost its connection/;
const AGENT_LOST = /Mia Keller’s page was closed or lost its connection|Mia Keller’s page is not connected/;

/** Pages are closed, crash, are reloaded, opened twice or hidden while an agent looks. Figures: F1, F5. */
describe('a page', () => {
  let faults: FaultScene;
  let agent: AgentPerson;
  let customer: CustomerPerson;
  before(async () => {
    faults = await startFaultScene();
    agent = await faults.openAgent();
  });
  after(() => faults?.[Symbol.asyncDispose]());

  describe('while its picture is seen', () => {
    beforeEach(async () => {
      customer = await faults.meet(agent);
      await faults.share(agent, customer);
    });

    /** The agent is told, the picture ends, the grant ends, and Janus holds nothing. */
    const customerIsMissed = async (t: TestContext, what: string, strike: () => Promise<unknown>): Promise<void> => {
      const gone = shownAt(agent.page, CUSTOMER_GONE);
      const lost = shownAt(agent.page, CUSTOMER_LOST);
      const atMs = Date.now();
      await strike();
      figure(t, `F5 ${what} → the agent is told`, [(await gone) - atMs], 1_500);
      figure(t, `F5 ${what} → the grant is dead`, [(await lost) - atMs], 3_000);
      figure(t, `${what} → last packet at the agent`, [(await lastFrame(agent)).packetAtMs - atMs], 3_000);
      await faults.nothingInJanus();
    };
    const sharesNothing = async (): Promise<void> => {
      await customer.seeText('You are connected with');
      const { decoded } = (await notesOf(agent.page)).frames;
      assert.doesNotMatch(await customer.page.title(), /is shared/);
      assert.equal(await customer.isEnabled('button', 'Stop screen sharing'), false);
      await faults.nothingInJanus();
      assert.equal((await notesOf(agent.page)).frames.decoded, decoded);
    };

    it('[T-F-CUST-RELOAD] [F5] of the customer, closed: the agent is told and sees nothing', async (t) => {
      await customerIsMissed(t, 'customer’s page closed', () => customer.page.close());
    });

    it('[T-F-CUST-RELOAD] [F5] [I13] of the customer, crashed: the agent is told, nothing is shared', async (t) => {
      const client = await customer.page.createCDPSession();
      const crash = async (): Promise<void> => {
        client.send('Page.crash').catch(() => undefined); // It is not answered.
      };
      await customerIsMissed(t, 'customer’s page crashed', crash);
      const page = await customer.page.browserContext().newPage();
      await openNotingPage(page, customer.page.url());
      customer = new CustomerPerson(page);
      await sharesNothing();
    });

    it('[T-F-CUST-RELOAD] [F5] [I13] of the customer, reloaded: the same session, with nothing shared', async (t) => {
      await customerIsMissed(t, 'customer’s page reloaded', () => customer.page.reload());
      await sharesNothing();
      await faults.share(agent, customer);
      await customer.press('button', 'Stop screen sharing');
    });

    it('[T-F-AGT] [I13] of the agent, reloaded: the customer is told, and shares again by a click only', async (t) => {
      const told = shownAt(customer.page, AGENT_LOST);
      const offered = shownAt(customer.page, OFFER);
      const atMs = Date.now();
      await agent.page.reload();
      figure(t, 'agent’s page reloaded → the customer is told', [(await Promise.race([told, offered])) - atMs], 2_000);
      figure(t, 'agent’s page reloaded → the customer is offered to continue', [(await offered) - atMs], 3_000);
      const { decoded } = (await notesOf(agent.page)).frames;
      await faults.nothingInJanus();
      never(t, 'I13 frames before the customer’s click', (await notesOf(agent.page)).frames.decoded - decoded, 1);
      await agent.press('tab', faults.lastName);
      const clickedAtMs = await goOn(customer);
      figure(t, 'the customer’s click → the picture is back', [(await framesFlow(agent)) - clickedAtMs], 5_000);
      await customer.press('button', 'Stop screen sharing');
    });

    it('[T-F-AGT] of the agent, opened twice: the newer one goes on, the older one gets nothing', async (t) => {
      const told = shownAt(customer.page, AGENT_LOST);
      const offered = shownAt(customer.page, OFFER);
      const older = agent;
      const page = await openNotingPage(await older.page.browserContext().newPage(), older.page.url());
      agent = new AgentPerson(page);
      const replacedAtMs = await shownAt(older.page, /The dashboard was opened in another tab/);
      const toldAtMs = await Promise.race([told, offered]);
      figure(t, 'agent’s older page says so → the customer is told', [Math.max(0, toldAtMs - replacedAtMs)], 2_000);
      await offered;
      await faults.nothingInJanus();
      await agent.press('tab', faults.lastName);
      await goOn(customer);
      const { decoded } = (await notesOf(older.page)).frames;
      await framesFlow(agent);
      never(t, 'frames at the older page', (await notesOf(older.page)).frames.decoded - decoded, 1);
      await older.page.close();
      await customer.press('button', 'Stop screen sharing');
    });

    it('[T-F-AGT] [I13] of the agent, closed: the customer is told; back again, it takes a click', async (t) => {
      const told = shownAt(customer.page, AGENT_LOST);
      const page = await agent.page.browserContext().newPage();
      const atMs = Date.now();
      await agent.page.close();
      figure(t, 'agent’s page closed → the customer is told', [(await told) - atMs], 2_000);
      await faults.nothingInJanus();
      agent = new AgentPerson(await openNotingPage(page, `${faults.scene.product.url}/dashboard`));
      await agent.press('tab', faults.lastName);
      await goOn(customer);
      await framesFlow(agent);
      await customer.press('button', 'Stop screen sharing');
    });
  });

  it('[F5] [I6] of the customer, hidden in a browser that slows hidden pages down: the lease holds', async (t) => {
    await using browser = await startThrottlingBrowser(faults.scene.customerDesktop);
    customer = await faults.meet(agent, { browser });
    await faults.share(agent, customer);
    const cover = await customer.page.browserContext().newPage();
    await cover.bringToFront();
    const hidden = await customer.page.evaluate(async () => {
      const ticks = { count: 0 };
      const timer = setInterval(() => (ticks.count += 1), 50);
      const startedAtMs = performance.now();
      while (performance.now() - startedAtMs < 3_000) await new Promise((resolve) => setTimeout(resolve, 500));
      clearInterval(timer);
      const tookS = (performance.now() - startedAtMs) / 1_000;
      return { visibility: document.visibilityState, perSecond: ticks.count / tookS };
    });
    assert.equal(hidden.visibility, 'hidden');
    assert.ok(hidden.perSecond < 2, `timers are not throttled: ${hidden.perSecond} a second`);
    const fromMs = performance.now();
    // A look at a time: the browser's remote control gives up on what takes it longer than three minutes.
    for (let looks = trials(2, 130); looks > 0; looks -= 1) {
      const lost = await shownAt(agent.page, CUSTOMER_GONE, LOOK_MS).then(
        () => 1,
        (error: Error) => (/never showed/.test(error.message) ? 0 : Promise.reject(error)),
      );
      assert.equal(lost, 0, 'a sign of a lost customer');
    }
    const watchedS = Math.round((performance.now() - fromMs) / 1_000);
    t.diagnostic(`no sign of a lost customer in ${watchedS} s with timers at ${hidden.perSecond.toFixed(1)} a second`);
    await framesFlow(agent);
    await customer.page.bringToFront();
    await customer.press('button', 'Stop screen sharing');
    await faults.nothingInJanus();
  });

  it('[F1] [I7] of the customer ends its capture within 50 ms of a click on Stop, also without a server', async (t) => {
    const raw = await new RawClient(faults.scene.product.url).signIn('agent2', DEMO_PASSWORD);
    await raw.connect('agent');
    const count = trials(30, 300);
    const tookMs: { server: number[]; noServer: number[] } = { server: [], noServer: [] };
    for (let trial = 0; trial < count; trial += ASKS_PER_SESSION) {
      const { sessionId = '' } = await raw.done({ type: 'session.create', name: `Stop ${trial}`, invite: 'pin' });
      const { invite } = await raw.session(sessionId, (view) => view.invite !== null);
      const page = await faults.scene.customerBrowser.newPerson('about:blank');
      await openNotingPage(page, `${faults.scene.product.url}/join`);
      const person = await new CustomerPerson(page).join(invite?.code ?? '');
      await raw.done({ type: 'session.start', sessionId });
      for (let ask = 0; ask < ASKS_PER_SESSION; ask += 1) {
        // A server that was stopped for longer than a heartbeat has lost its guard, and offers nothing until it is back.
        await raw.session(sessionId, ({ availability }) => availability.requestView === null);
        await raw.done({ type: 'request.create', sessionId, capability: 'view' });
        await person.ok();
        await raw.session(sessionId, ({ share }) => share !== null && share.phase !== 'opening');
        const stopsServer = ask === 1;
        if (stopsServer) faults.signal('server', 'SIGSTOP');
        await person.press('button', 'Stop screen sharing');
        await until(async () => (await notesOf(page)).captureEndsAtMs.length > ask, 'the end of the capture');
        if (stopsServer) faults.signal('server', 'SIGCONT');
        const { clicksAtMs, captureEndsAtMs } = await notesOf(page);
        tookMs[stopsServer ? 'noServer' : 'server'].push((captureEndsAtMs.at(-1) ?? NaN) - (clicksAtMs.at(-1) ?? NaN));
        await raw.session(sessionId, ({ share, request }) => share === null && request === null);
      }
      await raw.done({ type: 'session.end', sessionId });
      await page.browserContext().close();
    }
    raw.leave();
    figure(t, 'F1 click on Stop → capture ended', tookMs.server, 50, 'p99');
    figure(t, 'F1 the same with the session server stopped', tookMs.noServer, 50, 'p99');
  });
});

const LOOK_MS = 3_000;
/** More questions in five minutes are refused. */
const ASKS_PER_SESSION = 3;

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it, type TestContext } from 'node:test';
import { CAPTURE_BAR } from '../support/desktop.ts';
import { AgentPerson, type CustomerPerson } from '../support/people.ts';
import { COLOUR_AT, startScene, type Scene } from '../support/scene.ts';

const PLUM: [number, number, number] = [130, 30, 110];

/** Every way in which a picture ends beside the two Stop commands. Each ends all of it, and each needs a new OK. */
describe('what ends the picture', () => {
  let scene: Scene;
  let agent: AgentPerson;
  let customer: CustomerPerson;
  let sessions = 0;
  before(async () => {
    scene = await startScene();
    await scene.colourWindow.paint(`rgb(${PLUM.join()})`);
    agent = await scene.agent();
  });
  after(() => scene?.[Symbol.asyncDispose]());
  // Each test has a session of its own, in which the agent sees the desktop.
  beforeEach(async () => {
    sessions += 1;
    customer = await scene.meet(agent, `Customer ${sessions}`);
    await share();
    await agent.until(
      async () => (await scene.customerDesktop.findWindows(CAPTURE_BAR)).length === 1,
      'the browser’s own capture bar',
    );
  });
  // Whatever came of the test, the next one finds no capture.
  afterEach(async () => {
    if (!customer.page.isClosed()) await customer.page.close();
  });

  const share = async (): Promise<void> => {
    await agent.requestView();
    await customer.ok();
    await agent.seeColour(PLUM, ...COLOUR_AT);
  };

  /** The agent sees nothing, the browser captures nothing, Janus holds nothing. */
  const everythingEnded = async (): Promise<void> => {
    await agent.seeNoPicture();
    await agent.until(
      async () => (await scene.customerDesktop.findWindows(CAPTURE_BAR)).length === 0,
      'the end of the browser’s own capture bar',
    );
    await scene.nothingInJanus();
  };
  /** What the customer's page shows when it still is there. */
  const customerSharesNothing = async (): Promise<void> => {
    await customer.seeNo('region', 'Desktop view');
    assert.equal(await customer.isEnabled('button', 'Stop screen sharing'), false);
    assert.doesNotMatch(await customer.page.title(), /is shared/);
  };
  const since = (t: TestContext, what: string, startedAtMs: number): number => {
    const tookMs = Math.round(performance.now() - startedAtMs);
    t.diagnostic(`${what}: ${tookMs} ms`);
    return tookMs;
  };

  it('[D-3] [I7] ends by the browser’s own stop bar, and both sides read so', async (t) => {
    const [bar = ''] = await scene.customerDesktop.findWindows(CAPTURE_BAR);
    await scene.customerDesktop.focusWindow(bar);
    const startedAtMs = performance.now();
    await scene.customerDesktop.pressKeys('Tab', 'Return');
    await agent.seeNoPicture();
    since(t, 'Stop in the browser’s bar to a blank window', startedAtMs);
    await agent.seeText(`Customer ${sessions} stopped sharing in the browser, or closed the shared window.`);
    await customer.seeText('Sharing was stopped in the browser, or the shared window was closed. Nobody sees');
    await customerSharesNothing();
    await everythingEnded();
  });

  it('[F5] ends when the customer’s page is closed; the agent is told within seconds', async (t) => {
    const startedAtMs = performance.now();
    await customer.page.close();
    await agent.seeNoPicture();
    since(t, 'page closed to a blank window', startedAtMs);
    await agent.seeText(`Customer ${sessions}’s page was closed or lost its connection.`);
    assert.ok(since(t, 'page closed to the agent’s words', startedAtMs) < 3_000);
    await agent.seeText('Page not open');
    await everythingEnded();
  });

  it('[D-8] [I13] comes back to the session after a reload of the customer’s page, with nothing shared', async () => {
    await customer.page.reload();
    await customer.seeText('You are connected with Mia Keller of Acme Support');
    await customer.seeText('This page was reloaded or lost its connection. Nothing is shared any more.');
    await agent.seeText(`Customer ${sessions}’s page was closed or lost its connection.`);
    await customerSharesNothing();
    await everythingEnded();
    await share();
    await customer.press('button', 'Stop screen sharing');
    await everythingEnded();
  });

  it('[F5] [D-8] ends when the agent’s page is closed; only the customer can continue, with one click', async (t) => {
    const [bar] = await scene.customerDesktop.findWindows(CAPTURE_BAR);
    const startedAtMs = performance.now();
    const newPage = await agent.secondTab('about:blank');
    await agent.page.close();
    agent = new AgentPerson(newPage);
    await customer.seeText('Sharing was interrupted. Nobody sees anything now.');
    since(t, 'agent’s page closed to the customer’s words', startedAtMs);
    await customer.seeText('When Mia Keller is back, you can continue with one click.');
    assert.doesNotMatch(await customer.page.title(), /is shared/);
    await scene.nothingInJanus();

    await newPage.goto(`${scene.product.url}/dashboard`);
    await agent.press('tab', `Customer ${sessions}`);
    await agent.seeText(`Customer ${sessions} can continue with one click within a minute.`);
    await customer.see('button', 'Continue sharing');
    assert.equal(await agent.picture(0, 0), null);
    await scene.nothingInJanus();

    await customer.waitUntilOkCounts();
    await customer.press('button', 'Continue sharing');
    await agent.seeColour(PLUM, ...COLOUR_AT);
    assert.deepEqual(await scene.customerDesktop.findWindows(CAPTURE_BAR), [bar], 'no new choice of a screen');
    await customer.press('button', 'Stop screen sharing');
    await everythingEnded();
  });

  it('[001-32] [B-08] [T-SCAM-UX] ends with the session when the customer reports abuse, and says so to both', async (t) => {
    await customer.press('button', 'Report abuse');
    await customer.see('dialog', 'Report abuse?');
    await customer.press('button', 'No');
    await agent.seeColour(PLUM, ...COLOUR_AT);
    await customer.press('button', 'Report abuse');
    await customer.see('dialog', 'Report abuse?');
    const startedAtMs = performance.now();
    await customer.press('button', 'Yes');
    await agent.seeNoPicture();
    since(t, 'Yes to a blank window', startedAtMs);
    await customer.seeText('Thank you. Your report has arrived.');
    await agent.seeText(`Customer ${sessions} reported abuse; the session ended.`);
    await everythingEnded();
  });

  it('[000-17] ends with the session when the agent says Yes to End session; No goes on', async () => {
    await agent.press('button', 'End session');
    await agent.see('alertdialog', `End the session with Customer ${sessions}?`);
    await agent.press('button', 'No');
    await agent.seeColour(PLUM, ...COLOUR_AT);
    await agent.press('button', 'End session');
    await agent.press('button', 'Yes');
    await customer.seeText('Mia Keller has ended the connection.');
    await customer.seeText('Nothing is shared any more.');
    await agent.seeText('This session has ended.');
    await everythingEnded();
    // What is over stays over, also after a reload: the page says how it ended.
    await customer.page.reload();
    await customer.seeText('Mia Keller has ended the connection.');
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { mediaInJanus } from '../support/janus-access.ts';
import type { AgentPerson, CustomerPerson } from '../support/people.ts';
import { COLOUR_AT, startScene, type Scene } from '../support/scene.ts';

const RED: [number, number, number] = [200, 30, 30];
const BLUE: [number, number, number] = [30, 60, 200];
const GREEN: [number, number, number] = [20, 140, 60];
const css = (colour: number[]): string => `rgb(${colour.join()})`;

/** The main job, in the order in which people do it. Each step leans on the one before. */
describe('an agent sees a customer’s desktop', () => {
  let scene: Scene;
  let agent: AgentPerson;
  let customer: CustomerPerson;
  let pin: string;
  before(async () => {
    scene = await startScene();
    agent = await scene.agent();
  });
  after(() => scene[Symbol.asyncDispose]());

  const nothingInJanus = async (): Promise<void> => {
    await agent.until(async () => {
      const left = await mediaInJanus(scene.product.dataDir);
      return left.rooms === 0 && left.handlesWithMedia === 0;
    }, 'an empty Janus');
  };
  const share = async (): Promise<void> => {
    await agent.requestView();
    await customer.ok();
    await agent.see('region', 'Shared desktop');
    await agent.seeColour(GREEN, ...COLOUR_AT);
  };

  it('[004-03] [004-04] [004-05] [004-06] creates a session by name, with a six-digit PIN in the window and in the log', async () => {
    await agent.press('button', 'New session');
    await agent.see('dialog', 'Create new session');
    await agent.see('tab', 'PIN code');
    await agent.see('tab', 'Link');
    await agent.type('Name', 'Ada Byron');
    await agent.press('button', 'Create PIN code');
    pin = await agent.invite();
    assert.match(pin, /^\d{6}$/);
    await agent.seeText(`${scene.product.url}/join`);
    await agent.press('button', 'Open session');
    await agent.press('tab', 'Log');
    await agent.seeText(new RegExp(`${pin.slice(0, 3)} ?${pin.slice(3)}`));
    await agent.press('tab', 'Sharing');
    await agent.seeText('Connecting');
  });

  it('[004-08] [004-12] lets the customer in by the PIN: Waiting, with the same two words on both sides', async () => {
    customer = await scene.customer();
    await customer.join(pin);
    await customer.seeText('Waiting');
    await agent.seeText('Waiting');
    const words = /same two words: (\w+ \w+)/.exec((await customer.text()).replace(/\s+/g, ' '))?.[1] ?? 'none';
    await agent.seeText(words);
  });

  it('[004-13] [004-14] [004-15] becomes Active by Start in the list of sessions', async () => {
    await agent.press('tab', 'Active sessions');
    await agent.see('table', 'Active sessions');
    await agent.press('button', 'Start');
    await customer.seeText('You are connected with Mia Keller of Acme Support');
    await agent.seeText('Active');
  });

  it('[001-08] shows nobody anything on joining', async () => {
    assert.equal(await agent.picture(0, 0), null);
    assert.deepEqual(await mediaInJanus(scene.product.dataDir), { rooms: 0, handlesWithMedia: 0 });
    assert.equal(await customer.isEnabled('button', 'Stop screen sharing'), false);
  });

  it('[002-37] [002-02] [002-04] sends a request, says so, and the agent closes that box with OK', async () => {
    await agent.press('button', 'Request view');
    await agent.see('dialog', 'Request sent');
    await agent.press('button', 'OK');
    await agent.seeNo('dialog', 'Request sent');
    assert.equal(await agent.isEnabled('button', 'Request view'), false);
  });

  it('[002-03] [B-09] asks the customer by name, company and capability, with Not now focused', async () => {
    await customer.see('alertdialog', 'Mia Keller asks to see your desktop');
    await customer.seeText('Acme Support does not ask for passwords');
    const focused = await customer.page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element?.textContent?.trim();
    });
    assert.equal(focused, 'Not now');
    assert.equal(await agent.picture(0, 0), null);
  });

  it('[B-04] gives more time when the customer asks for it', async () => {
    await customer.press('button', 'More time');
    await agent.seeText(/Time left for the answer (1:00|0:59)/);
  });

  it('[002-06] [003-05] [D-9] shows the agent the customer’s real desktop after OK and the browser’s picker', async () => {
    await scene.colourWindow.paint(css(RED));
    await customer.ok();
    await agent.see('region', 'Shared desktop');
    await agent.seeColour(RED, ...COLOUR_AT);
    const picture = await agent.picture(0, 0);
    assert.deepEqual([picture?.width, picture?.height], [1_280, 720]);
    await scene.colourWindow.paint(css(BLUE));
    await agent.seeColour(BLUE, ...COLOUR_AT);
  });

  it('[002-07] [I6] tells the customer who sees what since when, in the page and in its title', async () => {
    await customer.see('region', 'Desktop view');
    await customer.seeText(/Your whole screen is being shared/);
    await customer.seeText(/Mia Keller sees it now/);
    await customer.seeText(/since \d?\d:\d\d/);
    assert.match(await customer.page.title(), /shared|sharing/i);
    assert.match(await agent.text(), /since\s+\d?\d:\d\d/);
  });

  it('[002-05] sends nothing of the agent’s mouse and keyboard anywhere', async () => {
    const sent = await agent.page.evaluate(() => performance.getEntriesByType('resource').length);
    const client = await agent.page.createCDPSession();
    await client.send('Network.enable');
    const frames: string[] = [];
    client.on('Network.webSocketFrameSent', ({ response }) => frames.push(response.payloadData));
    await agent.page.mouse.click(400, 400);
    await agent.page.mouse.move(420, 430);
    await agent.page.keyboard.type('hello');
    await agent.seeColour(BLUE, ...COLOUR_AT);
    await client.detach();
    assert.deepEqual(frames.filter((frame) => !frame.includes('"pong"')), []);
    assert.equal(await agent.page.evaluate(() => performance.getEntriesByType('resource').length), sent);
  });

  it('[001-09] [003-04] [D-11] lets the agent stop looking and look again, and the customer knows', async () => {
    await agent.press('button', 'Stop looking');
    await agent.seeNoPicture();
    await customer.seeText(/not watching now/i);
    await scene.colourWindow.paint(css(GREEN));
    await agent.press('button', 'Look again');
    await agent.seeColour(GREEN, ...COLOUR_AT);
    await customer.seeText(/Mia Keller sees it now/);
  });

  it('[001-12] [001-03] [D-3] [003-03] stops at once by the customer’s toolbar; the button stays, disabled', async () => {
    await customer.press('button', 'Stop screen sharing');
    await agent.seeNoPicture();
    await agent.seeText('Ada Byron stopped sharing');
    await customer.seeText('Nobody sees your screen any more');
    await customer.see('button', 'Stop screen sharing');
    assert.equal(await customer.isEnabled('button', 'Stop screen sharing'), false);
    await nothingInJanus();
  });

  it('[001-10] [001-13] needs a new request and a new OK to see it again', async () => {
    assert.equal(await agent.picture(0, 0), null);
    await share();
  });

  it('[002-25] [002-26] stops by the agent’s Sharing menu in the title bar', async () => {
    await agent.press('button', 'Sharing');
    await agent.press('menuitem', 'Stop sharing');
    await agent.seeNoPicture();
    await customer.seeText(/Nobody sees your screen/);
    assert.doesNotMatch(await customer.page.title(), /being shared/i);
    await nothingInJanus();
  });

  it('[001-30] [001-31] [000-17] ends by the customer’s End session and Yes; No goes on', async () => {
    await share();
    await customer.press('button', 'End session');
    await customer.press('button', 'No');
    await agent.seeColour(GREEN, ...COLOUR_AT);
    await customer.press('button', 'End session');
    await customer.press('button', 'Yes');
    await agent.seeNoPicture();
    await agent.seeText('Ended');
    await nothingInJanus();
    assert.equal(await agent.isEnabled('button', 'Request view'), false);
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { mediaInJanus } from '../support/janus-access.ts';
import type { AgentPerson, CustomerPerson } from '../support/people.ts';
import { cancelPickerByKeyboard, pickScreenByKeyboard } from '../support/picker.ts';
import { COLOUR_AT, startScene, type Scene } from '../support/scene.ts';

const TEAL: [number, number, number] = [20, 130, 150];
/** Title of the tab that a customer shares by mistake. */
const TAB_TITLE = 'Wrong surface';
/** Shorter than this after it appeared, in milliseconds, nobody has read a question. */
const READ_AT_LEAST_MS = 500;

/**
 * How a request ends without a grant. The browser's picker is the real one, driven by real keys: nothing here picks a
 * screen by itself.
 */
describe('a request that is not granted', () => {
  let scene: Scene;
  let agent: AgentPerson;
  before(async () => {
    scene = await startScene([]);
    agent = await scene.agent();
  });
  after(() => scene?.[Symbol.asyncDispose]());

  /** Nobody saw anything: not at the agent, not at Janus, not in the record. */
  const nothingWasShared = async (customer: CustomerPerson): Promise<void> => {
    assert.equal(await agent.picture(0, 0), null);
    assert.deepEqual(await mediaInJanus(scene.product.dataDir), { rooms: 0, handlesWithMedia: 0 });
    assert.equal(await customer.isEnabled('button', 'Stop screen sharing'), false);
    assert.doesNotMatch(await customer.page.title(), /shared/i);
    await agent.press('tab', 'Log');
    assert.doesNotMatch(await agent.text(), /Viewing started/);
    await agent.press('tab', 'Sharing');
  };

  describe('by the customer’s answer', () => {
    let customer: CustomerPerson;

    it('[002-03] [B-01] names Not now to the agent', async () => {
      customer = await scene.meet(agent, 'Ada Byron');
      await agent.requestView();
      await customer.see('alertdialog', 'Mia Keller asks to see your desktop');
      await customer.press('button', 'Not now');
      await customer.seeText('You pressed Not now. Nothing was shared. Mia Keller can ask you again.');
      await agent.seeText('Ada Byron pressed Not now.');
      await nothingWasShared(customer);
    });

    it('[002-03] [B-01] names Escape to the agent, apart from Not now', async () => {
      await agent.requestView();
      await customer.see('button', 'Not now');
      await customer.waitUntilOkCounts(); // Keys count a little earlier.
      await customer.page.keyboard.press('Escape');
      await customer.seeText('You closed the question. Nothing was shared.');
      await agent.seeText('Ada Byron closed the question with Escape.');
      await nothingWasShared(customer);
    });

    it('[002-02] refuses a second request while one is open, with the reason beside the command', async () => {
      await agent.requestView();
      await customer.see('button', 'Not now');
      assert.equal(await agent.isEnabled('button', 'Request view'), false);
      await agent.seeDescription('button', 'Request view', 'A request is open already.');
    });

    it('[002-02] takes the question away from the customer when the agent withdraws', async () => {
      await agent.press('button', 'Withdraw');
      await customer.seeNo('alertdialog', 'Mia Keller asks to see your desktop');
      await customer.seeText('Mia Keller withdrew the question. Nothing was shared.');
      await agent.seeText('The request was withdrawn before it was answered.');
      await nothingWasShared(customer);
    });

    it('[B-10] refuses a fourth question within five minutes, with the reason in words', async () => {
      await agent.seeDescription('button', 'Request view', 'The customer was asked as often as is allowed in five minutes.');
      assert.equal(await agent.isEnabled('button', 'Request view'), false);
      await customer.seeNo('alertdialog', 'Mia Keller asks to see your desktop');
    });
  });

  describe('by the browser’s picker', () => {
    let customer: CustomerPerson;

    it('[I8] does not count a double click on OK right after the question appeared', async () => {
      customer = await scene.meet(agent, 'Grace Hopper');
      await agent.requestView();
      if ((await doubleClickOk(customer)) >= READ_AT_LEAST_MS) {
        // A busy machine clicked too late, and that counts. Once more, with everything warm.
        await cancelPickerByKeyboard(scene.customerDesktop, customer);
        await agent.requestView();
        assert.ok((await doubleClickOk(customer)) < READ_AT_LEAST_MS, 'no click came early enough to tell anything');
      }
      await customer.see('alertdialog', 'Mia Keller asks to see your desktop');
      await agent.seeText('Grace Hopper is being asked');
      await nothingWasShared(customer);
    });

    it('[002-06] [D-9] names a picker that was closed without a choice', async () => {
      await customer.ok();
      await customer.seeText('Choose the screen or window in your browser’s box');
      await agent.seeText('Grace Hopper pressed OK and is choosing the screen.');
      await cancelPickerByKeyboard(scene.customerDesktop, customer);
      await customer.seeText('You closed the browser’s box without choosing. Nothing was shared.');
      await agent.seeText('Grace Hopper pressed OK, but then closed the browser’s box without choosing a screen.');
      await nothingWasShared(customer);
    });

    it('[002-06] [D-9] shows the whole screen when it is chosen in that picker', async () => {
      await scene.colourWindow.paint(`rgb(${TEAL.join()})`);
      await agent.requestView();
      await customer.ok();
      await pickScreenByKeyboard(scene.customerDesktop, customer);
      await customer.seeText('Your whole screen is being shared');
      await agent.seeColour(TEAL, ...COLOUR_AT);
      await customer.press('button', 'Stop screen sharing');
      await agent.seeNoPicture();
      await scene.nothingInJanus();
    });

    it('[D-9] [002-06] refuses a browser tab, and tells the customer why', async () => {
      const browser = await scene.anotherCustomerBrowser(`--auto-select-tab-capture-source-by-title=${TAB_TITLE}`);
      await browser.newPerson(`data:text/html,<title>${TAB_TITLE}</title>`);
      customer = await scene.meet(agent, 'Alan Turing', browser);
      await agent.requestView();
      await customer.ok();
      await customer.seeText('You chose a browser tab. It does not show your desktop, so nothing was shared.');
      await agent.seeText('Alan Turing chose a browser tab, which does not show the desktop.');
      await nothingWasShared(customer);
    });
  });
});

/**
 * Clicks OK twice as soon as it is there, with a real mouse.
 * @returns How long the question had been visible at the later click, in milliseconds, by its own count.
 */
async function doubleClickOk(customer: CustomerPerson): Promise<number> {
  await customer.page.evaluate(() => {
    const clickedAfterMs: number[] = [];
    Object.assign(globalThis, { clickedAfterMs });
    document.addEventListener(
      'click',
      (event) => {
        const question = event.composedPath().find((node) => (node as Element).localName === 'sideseat-question');
        if (question) clickedAfterMs.push((question as Element & { visibleForMs: number }).visibleForMs);
      },
      { capture: true },
    );
  });
  const button = await customer.find('button', 'OK');
  await button.click({ count: 2 });
  const clickedAfterMs = await customer.page.evaluate(
    () => (globalThis as unknown as { clickedAfterMs: number[] }).clickedAfterMs,
  );
  assert.equal(clickedAfterMs.length, 2);
  return Math.max(...clickedAfterMs);
}

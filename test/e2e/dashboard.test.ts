import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { AgentPerson, CustomerPerson } from '../support/people.ts';
import { byRole } from '../support/people.ts';
import { COLOUR_AT, startScene, type Scene } from '../support/scene.ts';

const TEAL: [number, number, number] = [10, 120, 120];

/** The multi-session window: the ways to the commands, the ways to stop, and many sessions at once. */
describe('the dashboard', () => {
  let scene: Scene;
  let agent: AgentPerson;
  before(async () => {
    scene = await startScene();
    await scene.colourWindow.paint(`rgb(${TEAL.join()})`);
    agent = await scene.agent();
  });
  after(() => scene?.[Symbol.asyncDispose]());

  /** Presses a button that is there more than once, in this part of the page. */
  const pressIn = async (part: string, name: string): Promise<void> => {
    await agent.page.locator(`>>> ${part} >>> ${byRole('button', name)}`).click();
  };
  /** The box Request sent came; the customer agrees, and the agent sees the desktop. */
  const agreed = async (customer: CustomerPerson): Promise<void> => {
    await agent.see('dialog', 'Request sent');
    await agent.press('button', 'OK');
    await customer.ok();
    await agent.seeColour(TEAL, ...COLOUR_AT);
  };
  const stopped = async (customer: CustomerPerson): Promise<void> => {
    await agent.seeNoPicture();
    await customer.seeText('Nobody sees your screen');
    await scene.nothingInJanus();
  };

  describe('with a customer', () => {
    let customer: CustomerPerson;
    before(async () => {
      customer = await scene.meet(agent, 'Ada Byron');
    });
    after(() => customer?.page.close());

    it('[002-01] [002-02] requests view from the tab Applications; [002-25] stops by Session in the icon tray', async () => {
      await agent.press('tab', 'Applications');
      await agent.press('button', 'Request view');
      await agreed(customer);
      await agent.press('button', 'Session');
      await agent.press('menuitem', 'Stop sharing');
      await stopped(customer);
    });

    it('[002-01] requests view from Remote control in the icon tray; [002-25] stops in the window’s title bar', async () => {
      await agent.press('tab', 'Log');
      await agent.press('button', 'Remote control');
      await agent.press('menuitem', 'Request view');
      await agreed(customer);
      await pressIn('sideseat-sharing-window', 'Sharing');
      await agent.press('menuitem', 'Stop sharing');
      await stopped(customer);
    });

    it('[002-01] requests view from the customer’s tab Sharing; [002-25] [002-26] stops at the lower right', async () => {
      await agent.press('tab', 'Sharing');
      await agent.press('button', 'Request view');
      await agreed(customer);
      await pressIn('sideseat-sharing-button', 'Sharing');
      await agent.press('menuitem', 'Stop sharing');
      await stopped(customer);
      await agent.seeNo('button', 'Sharing');
    });

    it('[002-26] says in the icon tray why there is nothing to stop', async () => {
      await agent.press('button', 'Session');
      await agent.seeDescription('menuitem', 'Stop sharing', 'Nothing is shared.');
      assert.equal(await agent.isEnabled('menuitem', 'Stop sharing'), false);
      await agent.page.keyboard.press('Escape');
    });
  });

  describe('with another customer', () => {
    let customer: CustomerPerson;
    before(async () => {
      customer = await scene.meet(agent, 'Grace Hopper');
    });
    after(() => customer?.page.close());

    it('asks before a tab is closed in which something is shared; No goes on', async () => {
      await agent.requestView();
      await customer.ok();
      await agent.seeColour(TEAL, ...COLOUR_AT);
      await agent.press('button', 'Close tab');
      await agent.see('alertdialog', 'Close the tab of Grace Hopper?');
      await agent.press('button', 'No');
      await agent.seeColour(TEAL, ...COLOUR_AT);
    });

    it('shows the picture again after the dashboard was taken out of the page and put back', async () => {
      await agent.page.evaluate(() => {
        const dashboard = document.querySelector('sideseat-agent');
        const home = dashboard?.parentElement;
        dashboard?.remove();
        if (dashboard) home?.append(dashboard);
      });
      await agent.press('tab', 'Grace Hopper');
      await agent.seeColour(TEAL, ...COLOUR_AT);
      await customer.seeText('Mia Keller sees it now');
    });

    it('closes the tab after Yes, once sharing has stopped; the session goes on in the list', async () => {
      await agent.press('button', 'Close tab');
      await agent.press('button', 'Yes');
      await agent.seeNo('tab', 'Grace Hopper');
      await stopped(customer);
      await agent.press('tab', 'Active sessions');
      await agent.see('rowheader', 'Grace Hopper');
      await customer.seeText('You are connected with Mia Keller');
    });

    it('[002-26] requests view and stops with one key each', async () => {
      await agent.page.locator('>>> tr ::-p-text(Grace Hopper)').wait();
      await agent.press('button', 'Open');
      await agent.see('tab', 'Grace Hopper');
      await agent.press('tab', 'Grace Hopper');
      await keys(agent, 'KeyV');
      await agreed(customer);
      await keys(agent, 'KeyX');
      await stopped(customer);
    });
  });

  describe('with twenty sessions', () => {
    const names = Array.from({ length: 20 }, (_, index) => `Customer ${index + 1}`);
    let busy: AgentPerson;
    before(async () => {
      busy = await scene.agent('agent2');
      for (const name of names) await busy.createSession(name);
    });
    after(() => busy?.page.close());

    it('keeps the tab in front in view, and lists all in a menu', async () => {
      await busy.see('tab', 'Customer 20');
      assert.equal(await isInView(busy, 'Customer 20'), true);
      await busy.press('button', 'More sessions');
      for (const name of ['Active sessions', ...names]) await busy.see('menuitem', name);
      await busy.press('menuitem', 'Customer 1');
      await busy.until(async () => isInView(busy, 'Customer 1'), 'the first customer’s tab');
    });

    it('marks the tab of a customer who comes in behind the one in front', async () => {
      await busy.press('tab', 'Active sessions');
      const customer = await scene.customer();
      await customer.join(await newPin(busy));
      await busy.until(async () => (await busy.describe('tab', 'Customer 21')).includes('1 new'), 'the mark');
      await busy.press('tab', 'Customer 21');
      assert.doesNotMatch(await busy.describe('tab', 'Customer 21'), /new/);
      await customer.page.close();
    });

    it('[004-04] [004-12] finds sessions by status and by name', async () => {
      await busy.press('tab', 'Active sessions');
      await busy.press('button', 'Waiting 1');
      await busy.see('rowheader', 'Customer 21');
      await busy.seeNo('rowheader', 'Customer 20');
      await busy.press('button', 'All 21');
      await busy.type('Search by name', 'customer 20', 'searchbox');
      await busy.seeNo('rowheader', 'Customer 21');
      await busy.see('rowheader', 'Customer 20');
    });
  });
});

/** A key together with Alt and Shift. */
async function keys(agent: AgentPerson, key: 'KeyV' | 'KeyX'): Promise<void> {
  const { keyboard } = agent.page;
  await keyboard.down('Alt');
  await keyboard.down('Shift');
  await keyboard.press(key);
  await keyboard.up('Shift');
  await keyboard.up('Alt');
}

/** Another session, whose tab stays behind the one in front. */
async function newPin(agent: AgentPerson): Promise<string> {
  await agent.press('button', 'New session');
  await agent.type('Name', 'Customer 21');
  await agent.press('button', 'Create PIN code');
  const pin = await agent.invite();
  await agent.press('button', 'Close');
  return pin;
}

async function isInView(agent: AgentPerson, name: string): Promise<boolean> {
  const tab = await agent.find('tab', name);
  return tab.evaluate((element) => {
    const [row, own] = [element.closest('.scroll'), element.parentElement].map((each) => each?.getBoundingClientRect());
    return row !== undefined && own !== undefined && own.left >= row.left - 1 && own.right <= row.right + 1;
  });
}

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { PICKS_WHOLE_SCREEN } from '../support/desktop.ts';
import { HelperLine } from '../support/helper-line.ts';
import type { AgentPerson, CustomerPerson } from '../support/people.ts';
import { PICTURE_STEP_PX, RemotePicture } from '../support/remote-picture.ts';
import { HALF_PX, startScene, type Scene } from '../support/scene.ts';
import { openWorkWindow, type WorkWindow } from '../support/work-window.ts';
import { DesktopOwner, XWatcher } from '../support/x-watcher.ts';

const QUESTION = 'Mia Keller asks to control your desktop';
const ARMED = 'click into the picture to start';

/** The agent's real mouse and keyboard on the customer's real desktop, through pages, server and helper. */
describe('an agent controls a customer’s desktop', () => {
  let scene: Scene;
  let agent: AgentPerson;
  let customer: CustomerPerson;
  let work: WorkWindow;
  let watcher: XWatcher;
  let owner: DesktopOwner;
  let picture: RemotePicture;
  let helper: HelperLine | null;
  let name = '';
  let sessions = 0;
  before(async () => {
    scene = await startScene([PICKS_WHOLE_SCREEN]);
    work = await openWorkWindow(scene.customerDesktop, HALF_PX, HALF_PX);
    watcher = await XWatcher.open(scene.customerDesktop.display);
    owner = await DesktopOwner.open(scene.customerDesktop.display);
    agent = await scene.agent();
    picture = new RemotePicture(agent);
  });
  after(async () => {
    watcher?.[Symbol.dispose]();
    owner?.[Symbol.dispose]();
    await work?.[Symbol.asyncDispose]();
    await scene?.[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    helper = null;
    sessions += 1;
    name = `Customer ${sessions}`;
    customer = await scene.meet(agent, name);
    await work.clear();
    await work.takeEvents();
  });
  afterEach(async () => {
    await customer.page.close();
    await helper?.[Symbol.asyncDispose]();
    assert.deepEqual([await watcher.keysDown(), (await watcher.pointer()).buttons], [[], 0], 'nothing stays down');
  });

  const ask = async (): Promise<void> => {
    await agent.requestControl();
    await customer.see('alertdialog', QUESTION);
  };
  const granted = async (): Promise<void> => {
    await ask();
    await customer.ok();
    await agent.seeText('Picture current');
  };
  const startHelper = async (): Promise<void> => {
    helper = await HelperLine.start(customer, scene.customerDesktop);
    await agent.seeText(ARMED);
  };
  /** A click into an empty part of the picture, which only starts control. */
  const take = async (): Promise<void> => {
    await picture.click(1_200, 600);
    await agent.seeText('You are in control.');
  };
  const controlling = async (): Promise<void> => {
    await granted();
    await startHelper();
    await take();
  };
  const isAt = (x: number, y: number) => (): Promise<boolean> => watcher.isPointerAt(x, y, PICTURE_STEP_PX);
  const intoField = async (): Promise<void> => {
    await picture.click(work.fieldAt.x, work.fieldAt.y);
    await agent.until(async () => (await work.takeEvents()).some((event) => event.startsWith('mouseup')), 'the click into the field');
  };

  it('[002-01] [002-02] [002-04] [002-10] asks from the tab Sharing, the tab Applications and the icon tray', async () => {
    const ways = [
      () => agent.press('button', 'Request control'),
      async () => {
        await agent.press('tab', 'Applications');
        await agent.press('button', 'Request control');
      },
      async () => {
        await agent.press('tab', 'Sharing');
        await agent.press('button', 'Remote control');
        await agent.press('menuitem', 'Request control');
      },
    ];
    for (const way of ways) {
      await way();
      await agent.see('dialog', 'Request sent');
      await agent.press('button', 'OK');
      await customer.see('alertdialog', QUESTION);
      await customer.waitUntilOkCounts();
      await customer.press('button', 'Not now');
      await agent.seeText(`${name} pressed Not now.`);
    }
    await scene.nothingInJanus();
  });

  it('[002-11] [002-12] [D-6] begins only with a click into the picture, once the customer has started the helper', async () => {
    await granted();
    await agent.see('region', 'Shared desktop');
    await customer.see('region', 'Desktop view');
    await agent.seeText('starts the helper');
    const before = await watcher.pointer();
    await picture.click(900, 500);
    await startHelper();
    await customer.seeText('Mia Keller can control your desktop');
    await picture.moveTo(700, 700);
    await wait(300);
    assert.deepEqual(await watcher.pointer(), before, 'no input before the click');
    await take();
    await customer.seeText('Mia Keller is controlling your mouse and keyboard');
    assert.deepEqual(await work.takeEvents(), [], 'the click that starts it is none on the customer’s desktop');
    await picture.moveTo(800, 400);
    await agent.until(isAt(800, 400), 'the pointer of the customer');
  });

  it('[000-15] meets exactly the pixel where the picture is shown dot for dot', async () => {
    await controlling();
    await agent.press('button', '100%');
    for (const [x, y] of [[120, 90], [121, 91], [205, 133]] as const) {
      await picture.moveTo(x, y);
      await agent.until(async () => {
        const pointer = await watcher.pointer();
        return pointer.x === x && pointer.y === y;
      }, `exactly ${x},${y}`);
    }
  });

  it('[002-09] [000-15] clicks, double-clicks, drags, scrolls, and uses every button', async () => {
    await controlling();
    const { x, y } = work.fieldAt;
    await picture.click(x, y);
    await picture.click(x, y, { count: 2 });
    await picture.click(x, y + 250, { button: 'right' });
    await agent.page.mouse.wheel({ deltaY: 300 });
    const wanted = ['mousedown 0', 'mouseup 0', 'dblclick 0', 'mousedown 2', 'contextmenu 2', 'wheel 0,1'];
    const seen: string[] = [];
    await agent.until(async () => {
      seen.push(...(await work.takeEvents()));
      return wanted.every((each) => seen.some((event) => event.startsWith(each)));
    }, 'each click at the customer').catch((error: unknown) => assert.fail(`${String(error)}: ${seen.join(', ')}`));
    const [down] = seen.filter((event) => event.startsWith('mousedown 0'));
    const [, atX = 0, atY = 0] = (/at (\d+),(\d+)/.exec(down ?? '') ?? []).map(Number);
    assert.ok(Math.abs(atX - x) <= PICTURE_STEP_PX && Math.abs(atY - y) <= PICTURE_STEP_PX, `${down} for ${x},${y}`);
    const from = await picture.at(700, 600);
    const to = await picture.at(1_100, 650);
    await agent.page.mouse.move(from.x, from.y);
    await agent.page.mouse.down();
    await agent.page.mouse.move(to.x, to.y, { steps: 5 });
    await agent.until(isAt(1_100, 650), 'the end of the drag');
    assert.notEqual((await watcher.pointer()).buttons, 0, 'the button is held');
    await agent.page.mouse.up();
    await agent.until(async () => (await watcher.pointer()).buttons === 0, 'the button up');
  });

  it('[000-15] types what the agent types, in any script, and takes shortcuts', async () => {
    await controlling();
    await intoField();
    const text = 'Hello zy @#/ 123äß€A日本';
    await agent.page.keyboard.type(text);
    await agent.until(async () => (await work.text()) === text, text).catch(async (error: unknown) => assert.fail(`${String(error)}: ${await work.text()}`));
    await agent.page.keyboard.down('Control');
    await agent.page.keyboard.press('KeyA');
    await agent.page.keyboard.up('Control');
    await agent.page.keyboard.press('Backspace');
    await agent.until(async () => (await work.text()) === '', 'everything selected and deleted');
    await agent.page.keyboard.type('ab');
    await agent.page.keyboard.press('Enter');
    await agent.page.keyboard.press('ArrowUp');
    await agent.page.keyboard.type('X');
    await agent.until(async () => /^(Xab|abX)\n$/.test(await work.text()), 'a line, and the arrow');
  });

  it('[000-16] gives way to the customer’s own hand, and goes on after it', async () => {
    await controlling();
    await picture.moveTo(700, 650);
    await agent.until(isAt(700, 650), 'the agent’s place');
    await owner.moveBy(40, 10);
    await customer.seeText('You are using mouse or keyboard: Mia Keller waits');
    await agent.seeText(`${name} is using mouse or keyboard: yours wait.`);
    await picture.moveTo(1_000, 650);
    assert.ok(await isAt(740, 660)(), 'the customer’s place');
    await agent.seeText('You are in control.');
    await picture.moveTo(1_010, 640);
    await agent.until(isAt(1_010, 640), 'the agent’s place again');
  });

  it('lets go by Release control, by its key, and when the window loses the focus; a click takes it again', async () => {
    await controlling();
    const ways = [
      () => agent.press('button', 'Release control'),
      async () => {
        for (const key of ['Alt', 'Shift'] as const) await agent.page.keyboard.down(key);
        await agent.page.keyboard.press('KeyR');
        for (const key of ['Shift', 'Alt'] as const) await agent.page.keyboard.up(key);
      },
      async () => {
        const other = await agent.page.browserContext().newPage();
        await other.bringToFront();
        await customer.seeText('Mia Keller can control your desktop');
        await agent.page.bringToFront();
        await other.close();
      },
    ];
    for (const way of ways) {
      await way();
      await customer.seeText('Mia Keller can control your desktop');
      const before = await watcher.pointer();
      await picture.moveTo(900, 350);
      await wait(200);
      assert.deepEqual(await watcher.pointer(), before, 'released');
      await agent.seeText('Picture current');
      await take();
    }
    const keys = (await work.takeEvents()).filter((event) => event.includes('KeyR'));
    assert.deepEqual(keys, [], 'the key that releases is none on the customer’s desktop');
  });

  it('[002-10] [001-09] is added to a running view by an OK alone, and ends alone', async () => {
    await agent.requestView();
    await customer.ok();
    await agent.seeText('Picture current');
    await ask();
    // The OK of a second ago was for the view.
    await wait(1_100);
    await customer.ok();
    await startHelper();
    await take();
    await customer.press('button', 'Stop control');
    await agent.until(async () => !(await agent.text()).includes('You are in control.'), 'the end of control');
    await agent.seeText('Picture current');
    const before = await watcher.pointer();
    await picture.moveTo(720, 640);
    await wait(200);
    assert.deepEqual(await watcher.pointer(), before);
  });

  it('[I7] [T-HOTKEY] [002-26] ends with the customer’s kill key, whatever the pages do', async () => {
    await controlling();
    for (const code of ['ControlLeft', 'AltLeft', 'ShiftLeft', 'KeyS'] as const) await owner.key(code, true);
    for (const code of ['KeyS', 'ShiftLeft', 'AltLeft', 'ControlLeft'] as const) await owner.key(code, false);
    await customer.until(async () => !(await customer.text()).includes('is controlling your mouse'), 'the end of control');
    await agent.until(async () => !(await agent.text()).includes('You are in control.'), 'the end of control at the agent');
    await scene.nothingInJanus();
  });

  it('[002-25] [002-26] ends with the agent’s Stop sharing and with the customer’s Stop screen sharing', async () => {
    for (const stop of [() => customer.press('button', 'Stop screen sharing'), () => agent.press('button', 'Sharing').then(() => agent.press('menuitem', 'Stop sharing'))]) {
      await controlling();
      await stop();
      await scene.nothingInJanus();
      await customer.until(async () => !(await customer.text()).includes('is controlling your mouse'), 'the end of control');
      await helper?.[Symbol.asyncDispose]();
      helper = null;
    }
  });
});

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { CAPTURE_BAR, PICKS_WHOLE_SCREEN } from '../support/desktop.ts';
import { HelperLine } from '../support/helper-line.ts';
import { Person, type AgentPerson, type CustomerPerson } from '../support/people.ts';
import { PICTURE_STEP_PX, RemotePicture } from '../support/remote-picture.ts';
import { HALF_PX, startScene, type Scene } from '../support/scene.ts';
import { openWorkWindow, type WorkWindow } from '../support/work-window.ts';
import { DesktopOwner, XWatcher } from '../support/x-watcher.ts';

const QUESTION = 'Mia Keller asks to give you control of their desktop';
/** So long after control the hand on the agent's mouse may be the customer's: nothing is asked, made or given meanwhile. */
const OWN_HAND_AFTER_MS = 1_000;
const ARMED = 'Click into the picture to control Mia Keller’s desktop.';
const ACTIVE = 'You control Mia Keller’s desktop.';

/** The customer's real mouse and keyboard on the agent's real desktop, through pages, server and helper. */
describe('an agent gives a customer control of the own desktop', () => {
  let scene: Scene;
  let agent: AgentPerson;
  let customer: CustomerPerson;
  let viewer: Person;
  let picture: RemotePicture;
  let work: WorkWindow;
  let watcher: XWatcher;
  let owner: DesktopOwner;
  let helper: HelperLine | null;
  let name = '';
  let sessions = 0;
  before(async () => {
    scene = await startScene([PICKS_WHOLE_SCREEN], {}, true);
    work = await openWorkWindow(scene.agentDesktop, HALF_PX, HALF_PX);
    watcher = await XWatcher.open(scene.agentDesktop.display);
    owner = await DesktopOwner.open(scene.agentDesktop.display);
    agent = await scene.agent();
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
    await nothingCaptured();
    if (helper) await wait(OWN_HAND_AFTER_MS);
    assert.deepEqual([await watcher.keysDown(), (await watcher.pointer()).buttons], [[], 0], 'nothing stays down');
  });

  /** The caution, and the box Request sent. */
  const give = async (): Promise<void> => {
    await agent.press('button', 'Give control');
    await confirm();
  };
  const confirm = async (): Promise<void> => {
    await agent.see('dialog', 'Give control of your desktop?');
    await agent.seeText(`${name} can then open, change, send and delete every file on this computer`);
    await agent.press('button', 'OK');
    await agent.see('dialog', 'Request sent');
    await agent.press('button', 'OK');
  };
  /** OK to a question that opens the Viewer in a window of its own. */
  const okOpensViewer = async (): Promise<void> => {
    const opened = new Promise<Person>((resolve) => {
      customer.page.once('popup', (popup) => popup && resolve(new Person(popup)));
    });
    await customer.ok();
    viewer = await opened;
    picture = new RemotePicture(viewer);
  };
  const startHelper = async (): Promise<void> => {
    helper = await HelperLine.start(agent, scene.agentDesktop);
    await viewer.seeText(ARMED);
  };
  /** A click into an empty part of the picture, which only starts control. */
  const take = async (): Promise<void> => {
    await picture.click(1_200, 600);
    await viewer.seeText(ACTIVE);
  };
  const controlling = async (): Promise<void> => {
    await give();
    await customer.see('alertdialog', QUESTION);
    await okOpensViewer();
    await startHelper();
    await take();
    await agent.seeText(`${name} controls your mouse and keyboard.`);
  };
  const isAt = (x: number, y: number) => (): Promise<boolean> => watcher.isPointerAt(x, y, PICTURE_STEP_PX);
  /** Nothing that the customer does with the mouse reaches the agent's desktop. */
  const nothingPasses = async (): Promise<void> => {
    const before = await watcher.pointer();
    await picture.moveTo(820, 640);
    await wait(200);
    assert.deepEqual(await watcher.pointer(), before);
  };
  const nothingCaptured = (): Promise<void> =>
    agent.until(
      async () => (await scene.agentDesktop.findWindows(CAPTURE_BAR)).length === 0,
      'the end of the browser’s own capture bar',
    );

  it('[002-01] [002-02] [002-04] [002-20] [002-38] asks from three places, after a caution, and Not now stops the capture', async () => {
    const ways = [
      () => agent.press('button', 'Give control'),
      async () => {
        await agent.press('tab', 'Applications');
        await agent.press('button', 'Give control');
      },
      async () => {
        await agent.press('tab', 'Sharing');
        await agent.press('button', 'Remote control');
        await agent.press('menuitem', 'Give control');
      },
    ];
    for (const way of ways) {
      await way();
      await agent.see('dialog', 'Give control of your desktop?');
      await agent.press('button', 'Cancel');
      await nothingCaptured();
      await way();
      await confirm();
      await customer.see('alertdialog', QUESTION);
      await scene.nothingInJanus();
      await customer.waitUntilOkCounts();
      await customer.press('button', 'Not now');
      await agent.seeText(`${name} pressed Not now.`);
      await nothingCaptured();
    }
  });

  it('[002-18] [002-21] [002-22] [002-23] begins only with the customer’s click into the picture, once the agent has started the helper', async () => {
    await give();
    await customer.see('alertdialog', QUESTION);
    await okOpensViewer();
    await agent.see('region', 'Desktop view');
    await viewer.seeText('Mia Keller is getting control ready.');
    await picture.click(900, 500);
    await startHelper();
    await agent.seeText(`Ask ${name} to click into the picture.`);
    await nothingPasses();
    await take();
    await agent.seeText(`${name} controls your mouse and keyboard.`);
    assert.deepEqual(await work.takeEvents(), [], 'the click that starts it is none on the agent’s desktop');
    await picture.moveTo(800, 400);
    await agent.until(isAt(800, 400), 'the pointer of the agent');
  });

  it('[002-18] clicks, drags, scrolls and types on the agent’s desktop', async () => {
    await controlling();
    const { x, y } = work.fieldAt;
    await picture.click(x, y);
    await picture.click(x, y + 250, { button: 'right' });
    await viewer.page.mouse.wheel({ deltaY: 300 });
    const seen: string[] = [];
    await agent.until(async () => {
      seen.push(...(await work.takeEvents()));
      return ['mousedown 0', 'mouseup 0', 'contextmenu 2', 'wheel 0,1'].every((each) => seen.some((event) => event.startsWith(each)));
    }, 'each click at the agent').catch((error: unknown) => assert.fail(`${String(error)}: ${seen.join(', ')}`));
    const from = await picture.at(700, 600);
    const to = await picture.at(1_100, 650);
    await viewer.page.mouse.move(from.x, from.y);
    await viewer.page.mouse.down();
    await viewer.page.mouse.move(to.x, to.y, { steps: 5 });
    await agent.until(isAt(1_100, 650), 'the end of the drag');
    await viewer.page.mouse.up();
    await picture.click(x, y);
    const text = 'Hello zy @#/ 123äß€A日本';
    await viewer.page.keyboard.type(text);
    await agent.until(async () => (await work.text()) === text, text).catch(async (error: unknown) => assert.fail(`${String(error)}: ${await work.text()}`));
    await viewer.page.keyboard.down('Control');
    await viewer.page.keyboard.press('KeyA');
    await viewer.page.keyboard.up('Control');
    await viewer.page.keyboard.press('Backspace');
    await agent.until(async () => (await work.text()) === '', 'everything selected and deleted');
  });

  it('[002-24] is taken back by a click anywhere on the own desktop, and given again with one', async () => {
    await controlling();
    await picture.moveTo(900, 650);
    await agent.until(isAt(900, 650), 'the customer’s place');
    await owner.button(1, true);
    await owner.button(1, false);
    await viewer.seeText('Mia Keller has taken mouse and keyboard back for the moment.');
    await agent.seeText('You have taken mouse and keyboard back.');
    await nothingPasses();
    await picture.click(820, 640);
    await nothingPasses();
    await wait(OWN_HAND_AFTER_MS);
    await agent.press('button', 'Give again');
    await viewer.seeText(/Click into the picture/);
    await nothingPasses();
    await take();
    await agent.seeText(`${name} controls your mouse and keyboard.`);
    await picture.moveTo(1_010, 640);
    await agent.until(isAt(1_010, 640), 'the customer’s place again');
    await agent.press('button', 'Take back');
    await viewer.seeText('Mia Keller has taken mouse and keyboard back for the moment.');
  });

  it('[002-19] is added to a running show by an OK alone, and ends alone', async () => {
    await agent.press('button', 'Show my desktop');
    await agent.see('dialog', 'Request sent');
    await agent.press('button', 'OK');
    await okOpensViewer();
    await viewer.seeText('You can only look at it.');
    const shownFor = viewer.page;
    await give();
    await customer.see('alertdialog', QUESTION);
    await customer.ok();
    assert.equal(shownFor.isClosed(), false, 'the picture is the one that ran');
    await startHelper();
    await take();
    await picture.moveTo(900, 600);
    await agent.until(isAt(900, 600), 'the pointer of the agent');
    await agent.press('button', 'Stop control');
    await agent.until(async () => !(await agent.text()).includes('controls your mouse'), 'the end of control');
    await viewer.seeText('You can only look at it.');
    await nothingPasses();
  });

  it('lets go by Release control, by its key, and with the window; a click takes it again', async () => {
    await controlling();
    const ways = [
      () => viewer.press('button', 'Release control'),
      async () => {
        for (const key of ['Alt', 'Shift'] as const) await viewer.page.keyboard.down(key);
        await viewer.page.keyboard.press('KeyR');
        for (const key of ['Shift', 'Alt'] as const) await viewer.page.keyboard.up(key);
      },
      () => customer.page.bringToFront(),
    ];
    for (const way of ways) {
      await way();
      await agent.seeText(`Ask ${name} to click into the picture.`);
      await viewer.page.bringToFront();
      await nothingPasses();
      await take();
    }
    assert.deepEqual((await work.takeEvents()).filter((event) => event.includes('KeyR')), []);
  });

  it('[I7] [002-25] [002-26] ends with the agent’s kill key, by Stop sharing, and with the Viewer', async () => {
    const ways = [
      async () => {
        for (const code of ['ControlLeft', 'AltLeft', 'ShiftLeft', 'KeyS'] as const) await owner.key(code, true);
        for (const code of ['KeyS', 'ShiftLeft', 'AltLeft', 'ControlLeft'] as const) await owner.key(code, false);
      },
      () => agent.press('button', 'Session').then(() => agent.press('menuitem', 'Stop sharing')),
      () => viewer.press('button', 'Close viewer'),
    ];
    for (const way of ways) {
      await controlling();
      await way();
      await scene.nothingInJanus();
      await nothingCaptured();
      await agent.until(async () => !(await agent.text()).includes('controls your mouse'), 'the end of control');
      await customer.seeText('You are connected with Mia Keller of Acme Support');
      await wait(OWN_HAND_AFTER_MS);
      await helper?.[Symbol.asyncDispose]();
      helper = null;
    }
  });
});

import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { PICKS_WHOLE_SCREEN } from '../support/desktop.ts';
import { processOf } from '../support/fault-processes.ts';
import { downloadHelper, DownloadedHelper, HomeFolder } from '../support/helper-download.ts';
import type { AgentPerson, CustomerPerson } from '../support/people.ts';
import { PICTURE_STEP_PX, RemotePicture } from '../support/remote-picture.ts';
import { HALF_PX, startScene, type Scene } from '../support/scene.ts';
import { openWorkWindow, type WorkWindow } from '../support/work-window.ts';
import { DesktopOwner, XWatcher } from '../support/x-watcher.ts';

const ARMED = 'click into the picture to start';

/** The customer downloads the program from the page, starts it, is helped, and nothing is left: all of it for real. */
describe('the helper, downloaded by the customer', () => {
  let scene: Scene;
  let agent: AgentPerson;
  let customer: CustomerPerson;
  let home: HomeFolder;
  let work: WorkWindow;
  let watcher: XWatcher;
  let owner: DesktopOwner;
  let picture: RemotePicture;
  let helper: DownloadedHelper | null;
  let emptyHome: string[];
  let name = '';
  let sessions = 0;
  before(async () => {
    scene = await startScene([PICKS_WHOLE_SCREEN], { SIDESEAT_HELPER_PLATFORMS: 'linux-x64' });
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
    home = await HomeFolder.make();
    emptyHome = await home.files();
    customer = await scene.meet(agent, name);
    await work.clear();
    await work.takeEvents();
  });
  afterEach(async () => {
    await customer.page.close();
    await helper?.[Symbol.asyncDispose]();
    await home[Symbol.asyncDispose]();
    assert.deepEqual([await watcher.keysDown(), (await watcher.pointer()).buttons], [[], 0], 'nothing stays down');
  });

  const granted = async (): Promise<void> => {
    await agent.requestControl();
    await customer.see('alertdialog', 'Mia Keller asks to control your desktop');
    await customer.ok();
    await agent.seeText('Picture current');
  };
  const start = async (file: string): Promise<DownloadedHelper> => {
    helper = await DownloadedHelper.start(file, home, scene.customerDesktop);
    const running = helper;
    await agent.seeText(ARMED).catch((error: unknown) => assert.fail(`${String(error)}; the helper said: ${running.output}`));
    return running;
  };
  const controlling = async (): Promise<{ file: string; running: DownloadedHelper }> => {
    await granted();
    const file = await downloadHelper(customer, home);
    const running = await start(file);
    await picture.click(1_200, 600);
    await agent.seeText('You are in control.');
    return { file, running };
  };
  const holdingTheButton = async (): Promise<void> => {
    const { x, y } = await picture.at(1_000, 500);
    await agent.page.mouse.move(x, y);
    await agent.page.mouse.down();
    await agent.until(async () => (await watcher.pointer()).buttons !== 0, 'the button down');
  };
  const everythingUp = async (): Promise<void> => {
    await agent.until(async () => (await watcher.pointer()).buttons === 0, 'the button up', 2_000);
    await agent.page.mouse.up();
  };
  const nothingLeft = async (): Promise<void> => {
    await agent.until(async () => (await home.files()).join() === emptyHome.join(), 'nothing left on disk').catch(async (error: unknown) =>
      assert.fail(`${String(error)}: ${(await home.files()).join(', ')}`));
  };
  const endSession = async (): Promise<void> => {
    await agent.press('button', 'End session');
    await agent.press('button', 'Yes');
    await agent.seeText('This session has ended.');
  };
  const isRunning = (processId: number): Promise<boolean> => stat(`/proc/${processId}`).then(() => true, () => false);

  it('[000-11] [000-12] [000-18] [001-02] [003-01] [004-09] [004-11] is offered when control is granted, downloaded, started, works, and is gone with the session', async () => {
    assert.equal(await customer.page.$('>>> sideseat-helper-card'), null, 'offered before control is asked for');
    await granted();
    await agent.seeText(`The page of ${name} offers the helper.`);
    const file = await downloadHelper(customer, home);
    assert.match(path.basename(file), /^sideseat-helper_[0-9A-HJKMNP-TV-Z]{10}$/);
    await customer.seeText('The download is done. Now start the helper.');
    await agent.seeText(`${name} has downloaded the helper, and can start it now.`);
    const running = await start(file);
    await customer.until(async () => (await customer.page.$('>>> sideseat-helper-card')) === null, 'the card gone');
    await picture.click(1_200, 600);
    await agent.seeText('You are in control.');
    await picture.click(1_000, 500);
    await agent.until(() => watcher.isPointerAt(1_000, 500, PICTURE_STEP_PX), 'the agent’s pointer');
    await endSession();
    assert.equal(await running.exited, 0, running.output);
    assert.match(running.output, /The helper has removed itself\./);
    await nothingLeft();
  });

  it('[I7] [T-F-HELPER] leaves nothing held down and nothing on disk when it is killed', async () => {
    const { running } = await controlling();
    const desk = await running.deskProcess();
    await holdingTheButton();
    running.process.kill('SIGKILL');
    await everythingUp();
    await agent.seeText(`The page of ${name} offers the helper.`);
    await agent.until(async () => !(await isRunning(desk)), 'its other process gone');
    await nothingLeft();
  });

  it('[I6] [I7] [T-INDICATOR-DIES] leaves nothing held down and nothing on disk when the process with its window is killed', async () => {
    const { running } = await controlling();
    await holdingTheButton();
    process.kill(await running.deskProcess(), 'SIGKILL');
    await everythingUp();
    assert.equal(await running.exited, 3, running.output);
    assert.match(running.output, /The display is gone\. Nothing can be controlled\./);
    await nothingLeft();
  });

  it('[I13] [T-F-SRV-KILL] lets go when the server is killed, controls nothing after its return, and is gone', async () => {
    const { running } = await controlling();
    await holdingTheButton();
    process.kill(processOf('server', scene.product.dataDir), 'SIGKILL');
    await everythingUp();
    assert.equal(await running.exited, 0, running.output);
    assert.match(running.output, /The server does not know this helper any more/);
    await nothingLeft();
  });

  it('[001-33] stays where the agent has cleared “Uninstall customer application when session ends”', async () => {
    await agent.page.evaluate(() => localStorage.setItem('sideseat.keepHelper', 'true'));
    try {
      await customer.page.close();
      sessions += 1;
      name = `Customer ${sessions}`;
      customer = await scene.meet(agent, name);
      await granted();
      await customer.seeText('It stays on this computer for the next time.');
      const file = await downloadHelper(customer, home);
      const running = await start(file);
      await endSession();
      assert.equal(await running.exited, 0, running.output);
      assert.match(running.output, /The helper stays on this computer/);
      assert.deepEqual(await home.files(), [...emptyHome, path.join('Downloads', path.basename(file))].sort());
    } finally {
      await agent.page.evaluate(() => localStorage.removeItem('sideseat.keepHelper'));
    }
  });

  it('cannot be downloaded any more once the session is over', async () => {
    await granted();
    const link = await customer.page.waitForSelector('>>> sideseat-helper-card >>> a[download]');
    const address = (await link?.evaluate((element) => (element as HTMLAnchorElement).href)) ?? '';
    const inTime = await fetch(address);
    assert.equal(inTime.status, 200);
    await inTime.body?.cancel();
    await endSession();
    const late = await fetch(address);
    assert.equal(late.status, 410);
    assert.equal(((await late.json()) as { code: string }).code, 'E_HELPER_CODE');
  });
});

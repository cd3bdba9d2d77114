import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { it } from 'node:test';
import { startChromium, startDesktop } from '../support/desktop.ts';
import { XWatcher } from '../support/x-watcher.ts';

/** The helper finds the shared one of two equal screens by it (`gateway/client/capture.ts`); nothing but Chromium's source says so. */
it('[002-09] Chromium labels a captured screen with the atom of the X11 monitor’s name', async () => {
  await using desktop = await startDesktop();
  using watcher = await XWatcher.open(desktop.display);
  const half = { y: 0, width: 640, height: 720 };
  const atoms = [await watcher.addMonitor('LEFT', { x: 0, ...half }), await watcher.addMonitor('RIGHT', { x: 640, ...half })];
  await using page = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<button>share</button>')).listen(0, '127.0.0.1');
  await once(page, 'listening');
  const labels = [];
  for (const picked of ['Screen 1', 'Screen 2']) {
    await using chromium = await startChromium({ desktop, args: [`--auto-select-desktop-capture-source=${picked}`] });
    const person = await chromium.newPerson(`http://127.0.0.1:${(page.address() as AddressInfo).port}/`);
    await person.evaluate(() => {
      document.querySelector('button')?.addEventListener('click', async () => {
        const stream = await navigator.mediaDevices.getDisplayMedia({ video: { displaySurface: 'monitor' } });
        document.title = stream.getVideoTracks()[0]?.label ?? 'none';
      });
    });
    await person.click('button');
    await person.waitForFunction(() => document.title !== '');
    labels.push(await person.title());
  }
  assert.deepEqual(labels, atoms.map((atom) => `screen:${atom}:0`));
});

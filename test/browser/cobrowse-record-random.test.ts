import { expect } from '@open-wc/testing';
import { PageModel, pictureOfPage } from '../support/cobrowse-model.ts';
import { randomMutation } from '../support/cobrowse-mutations.ts';
import { makePage, pageOf, Recording } from '../support/cobrowse-recording.ts';
import { seededRandom } from '../support/seeded-random.ts';

describe('recorder of a page that changes', () => {
  for (const seed of [1, 2, 3, 4]) {
    it(`knows a page after 1,000 random changes, and after snapshots amid them (seed ${seed}) [002-27]`, async function () {
      this.timeout(60_000);
      const frame = makePage('<!doctype html><body><main></main></body>');
      const page = pageOf(frame);
      const model = new PageModel();
      const recording = new Recording(frame, { send: (event) => model.apply(event) });
      await recording.start();
      const random = seededRandom(seed);
      for (let step = 0; step < 1_000; step += 1) {
        randomMutation(page, random);
        if (random() < 0.03) await recording.settle(page);
        if (random() < 0.01) recording.recorder.resync();
      }
      await recording.settle(page);
      await recording.nextLook(page);
      await recording.settle(page);
      await recording.settle(page);
      page.querySelectorAll('i[class^=mark]').forEach((mark) => mark.remove());
      await recording.until(() => model.isReady && model.picture === pictureOfPage(page), 10_000).catch(() => null);
      expect(model.picture).to.equal(pictureOfPage(page));
      expect(recording.ended).to.equal(null);
      expect(recording.recorder.leaks).to.equal(0);
      recording.recorder.stop();
      frame.remove();
    });
  }

  for (const seed of [11, 12, 13, 14]) {
    it(`knows a page that changes between any two slices of its work (seed ${seed}) [002-27]`, async function () {
      this.timeout(60_000);
      const frame = makePage('<!doctype html><body><main></main></body>');
      const page = pageOf(frame);
      const random = seededRandom(seed);
      for (let step = 0; step < 300; step += 1) randomMutation(page, random);
      const model = new PageModel();
      let nowMs = 0;
      // A slice is over after two or three steps.
      const recording = new Recording(frame, { send: (event) => model.apply(event), now: () => (nowMs += 2 + 2 * random()) });
      await recording.start();
      for (let step = 0; step < 1_200 && recording.ended === null; step += 1) {
        randomMutation(page, random);
        if (random() < 0.003) recording.recorder.resync();
        if (random() < 0.5) await nextTask();
      }
      await recording.until(() => model.isReady && model.picture === pictureOfPage(page), 10_000).catch(() => null);
      expect(model.picture).to.equal(pictureOfPage(page));
      expect(recording.ended).to.equal(null);
      recording.recorder.stop();
      frame.remove();
    });
  }

  it('keeps what left its place amid a snapshot for one that nobody watched yet [002-27]', async () => {
    const frame = makePage('<!doctype html><body><main><p><b>moved</b></p><div></div></main></body>');
    const page = pageOf(frame);
    const model = new PageModel();
    let nowMs = 0;
    const recording = new Recording(frame, { send: (event) => model.apply(event), now: () => (nowMs += 10) });
    const arrived = page.querySelector('div')?.attachShadow({ mode: 'open' });
    recording.recorder.start();
    // Only the first step is done: its leaving is noted, its arrival is met by the walk.
    arrived?.append(page.querySelector('b') as Element);
    await recording.until((events) => events.some((event) => event.type === 'page.changed' && event.removed !== undefined));
    expect(model.picture).to.equal(pictureOfPage(page));
    expect(model.picture).to.include('moved');
    recording.recorder.stop();
    frame.remove();
  });
});

/** Tasks take turns with those in which the recorder works. */
const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    port2.postMessage(null);
  });

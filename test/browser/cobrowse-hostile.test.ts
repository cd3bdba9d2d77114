import { expect, waitUntil } from '@open-wc/testing';
import * as v from 'valibot';
import { PageBuilder, type PlaceholderLabels } from '../../gateway/cobrowse/replay/page-builder.ts';
import { PageReplay } from '../../gateway/cobrowse/replay/page-replay.ts';
import { PageEvent, type PageNode } from '../../gateway/protocol/cobrowse-events.ts';
import { KnownPage } from '../../gateway/protocol/cobrowse-safe.ts';
import { settled, watchFrame, type WatchedFrame } from '../support/hostile-frame.ts';
import { hostilePayloads, type Payload } from '../support/hostile-payloads.ts';
import { createNumbering, pageOf } from '../support/hostile-sketch.ts';

const PAYLOADS = hostilePayloads(location.origin);
const labels: PlaceholderLabels = { private: '', frame: '', canvas: '', video: '', image: '', embedded: '' };

/** All events of a payload that their schema lets pass, as the server reads them. */
const eventsOf = ({ nodes, changes }: Payload, number: ReturnType<typeof createNumbering>): PageEvent[] =>
  [...pageOf(nodes), ...changes].map(number).filter((event) => v.safeParse(PageEvent, event).success);

function createReplay(document: Document) {
  const resyncs: string[] = [];
  const noted = { shown: 0 };
  const replay = new PageReplay(document, labels, {
    resyncNeeded: (why) => resyncs.push(why),
    shown: () => (noted.shown += 1),
    told: () => undefined,
  });
  return { replay, resyncs, noted };
}

/** Builds payloads as they are, past all checks. */
function buildRaw(document: Document, payload: Payload): void {
  const builder = new PageBuilder(document, labels);
  const tryTo = (work: () => void): void => {
    try {
      work();
    } catch {
      // What cannot be built does no harm.
    }
  };
  for (const event of [...pageOf(payload.nodes), ...payload.changes]) {
    if (event.type === 'page.nodes') event.nodes.forEach((node: PageNode) => tryTo(() => builder.add(node)));
    if (event.type === 'page.ready') tryTo(() => builder.show());
    if (event.type === 'page.changed') tryTo(() => builder.change({ ...event, seq: 1 }));
  }
}

function expectNothing(frame: WatchedFrame, where: string): void {
  const n = PAYLOADS.length;
  expect(frame.scripts(), 'scripts').to.equal(0);
  // Chromium notes what a policy forbade as well.
  const blocked = frame.blocked().map((line) => line.split(' ')[1]);
  const asked = frame.requests().filter((address) => !blocked.includes(address.replace(/#.*/, '')));
  const figures = `${frame.scripts()} scripts, ${asked.length} requests, ${blocked.length} forbidden by the frame's policy`;
  console.log(`[T-COB-HOSTILE] ${where}: n = ${n}, ${figures}; at most 3/n = ${(300 / n).toFixed(2)} %`);
  expect(asked, 'requests').to.deep.equal([]);
  expect(frame.isInPlace(), 'frame and page are where they were').to.equal(true);
}

describe('[T-COB-HOSTILE] hostile pages', function hostile() {
  this.timeout(120_000);
  let frame: WatchedFrame;
  afterEach(() => frame.remove());

  it('are at least 300', async () => {
    frame = await watchFrame('closed');
    expect(PAYLOADS.length).to.be.at.least(300);
  });

  it('run and load something where nothing keeps them from it, which is noticed', async () => {
    frame = await watchFrame('open');
    const named = (name: string): Payload => PAYLOADS.find((payload) => payload.name.endsWith(name)) as Payload;
    buildRaw(frame.document, named('img onerror'));
    await waitUntil(() => frame.scripts() > 0, 'no script ran');
    for (const name of ['img src loads', 'declaration 0', 'sheet 0']) {
      const before = frame.requests().length;
      buildRaw(frame.document, named(name));
      await waitUntil(() => frame.requests().length > before, `${name} asked for nothing`);
    }
  });

  it('run nothing and ask for nothing by way of the server', async () => {
    frame = await watchFrame('closed');
    const { replay, resyncs, noted } = createReplay(frame.document);
    const known = new KnownPage();
    const number = createNumbering();
    const strange: string[] = [];
    for (const payload of PAYLOADS) {
      const blocked = frame.blocked().length;
      for (const event of eventsOf(payload, number)) {
        const accepted = known.accept(event);
        if ('events' in accepted) for (const safe of accepted.events) replay.apply(JSON.parse(JSON.stringify(safe)) as PageEvent);
      }
      await settled(frame.document);
      if (frame.blocked().length > blocked) strange.push(`${payload.name}: ${frame.blocked().slice(blocked)}`);
    }
    expectNothing(frame, 'by the server');
    expect(noted.shown, 'payloads that are shown, as far as they are let').to.be.above(PAYLOADS.length * 0.9);
    expect(strange, 'left to the policy of the frame').to.deep.equal([]);
    expect(resyncs, 'refused though the server let it pass').to.deep.equal([]);
    replay.close();
  });

  it('run nothing and ask for nothing where the server fails', async () => {
    frame = await watchFrame('closed');
    const { replay, noted } = createReplay(frame.document);
    const number = createNumbering();
    for (const payload of PAYLOADS) {
      for (const event of eventsOf(payload, number)) replay.apply(event);
      await settled(frame.document);
    }
    expectNothing(frame, 'past the server');
    expect(noted.shown, 'payloads that are shown, as far as they are let').to.be.above(PAYLOADS.length * 0.9);
    expect(frame.blocked(), 'left to the policy of the frame').to.deep.equal([]);
    replay.close();
  });

  it('run nothing and ask for nothing where all checks fail: the frame stops them', async () => {
    frame = await watchFrame('closed');
    for (const payload of PAYLOADS) {
      buildRaw(frame.document, payload);
      await settled(frame.document);
    }
    expectNothing(frame, 'by the frame alone');
    expect(frame.blocked().length).to.be.above(0);
  });
});

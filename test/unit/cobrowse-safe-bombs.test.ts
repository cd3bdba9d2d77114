import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as v from 'valibot';
import {
  ASSET_PART_MAX_LENGTH,
  DEPTH_MAX,
  NODES_MAX,
  PageEvent,
  TEXT_MAX_LENGTH,
  type PageNode,
} from '../../gateway/protocol/cobrowse-events.ts';
import { KnownPage, PAGE_TEXT_MAX_LENGTH } from '../../gateway/protocol/cobrowse-safe.ts';

type Unnumbered = PageEvent extends infer E ? (E extends PageEvent ? Omit<E, 'seq'> : never) : never;

const BEGAN: Unnumbered = {
  type: 'page.began', version: 1, pageId: 'A'.repeat(22), title: '', address: '', viewport: { widthPx: 1, heightPx: 1 }, scrollLeft: 0, scrollTop: 0,
  isQuirky: false,
};
const ROOT: Unnumbered = { type: 'page.nodes', nodes: [{ id: 1, parent: 0, tag: 'html' }, { id: 2, parent: 1, tag: 'style' }] };

interface Outcome {
  refused: string;
  ms: number;
  heapMiB: number;
  nodes: number;
}

/** Tells a page all that `events` yields, until it refuses. */
function drop(events: Iterable<Unnumbered>): Outcome {
  const known = new KnownPage();
  const heap = process.memoryUsage().heapUsed;
  const startMs = performance.now();
  const outcome = { refused: 'nothing', ms: 0, heapMiB: 0, nodes: 0 };
  let seq = 0;
  const tell = (event: Unnumbered): boolean => {
    seq += 1;
    const accepted = known.accept({ ...event, seq } as PageEvent);
    if ('refused' in accepted) outcome.refused = accepted.refused;
    else outcome.nodes = known.nodes;
    return 'refused' in accepted;
  };
  tell(BEGAN);
  tell(ROOT);
  for (const event of events) if (tell(event)) break;
  outcome.ms = performance.now() - startMs;
  outcome.heapMiB = (process.memoryUsage().heapUsed - heap) / 1_048_576;
  return outcome;
}

const LIST = 5_000;
function* nodes(total: number, node: (id: number) => PageNode): Generator<Unnumbered> {
  for (let first = 3; first < total; first += LIST) {
    yield { type: 'page.nodes', nodes: Array.from({ length: LIST }, (_, n) => node(first + n)) };
  }
}

const BOMBS: [string, () => Iterable<Unnumbered>][] = [
  ['1,000,000 nodes', () => nodes(1_000_000, (id) => ({ id, parent: 1, tag: 'p' }))],
  ['a depth of 100,000', () => nodes(100_000, (id) => ({ id, parent: id === 3 ? 1 : id - 1, tag: 'p' }))],
  ['100 MB of text', () => nodes(1_600, (id) => ({ id, parent: 1, text: 'x'.repeat(TEXT_MAX_LENGTH) }))],
  ['100 MB of attributes', () => nodes(1_600, (id) => ({ id, parent: 1, tag: 'p', attributes: { title: 'x'.repeat(TEXT_MAX_LENGTH) } }))],
  ['100 MB of styles', function* styles() {
    for (let part = 0; part < 800; part += 1) {
      yield { type: 'page.asset', id: 2, name: 'css', part: part % 16, parts: 16, text: 'a'.repeat(ASSET_PART_MAX_LENGTH) };
    }
  }],
  ['100 MB in parts of assets that never end', function* parts() {
    for (let n = 0; n < 800; n += 1) {
      yield { type: 'page.asset', id: 2, name: `data-${n}`, part: 0, parts: 16, text: 'a'.repeat(ASSET_PART_MAX_LENGTH) };
    }
  }],
  ['5,000 attributes of one element', () => {
    const attributes = Array.from({ length: LIST }, (_, n) => ({ id: 1, name: `data-${n}`, value: '' }));
    return [{ type: 'page.changed', attributes }];
  }],
];

describe('[T-COB-BOMB] a page that is too large', () => {
  for (const [what, events] of BOMBS) {
    it(`is refused: ${what}`, () => {
      const { refused, ms, heapMiB, nodes: known } = drop(events());
      console.log(`${what}: refused after ${ms.toFixed(0)} ms, ${heapMiB.toFixed(0)} MiB, ${known} nodes`);
      assert.equal(refused, what.includes('never end') ? 'malformed' : 'tooLarge');
      assert.ok(known <= NODES_MAX);
      assert.ok(ms < 5_000);
      assert.ok(heapMiB < 500);
    });
  }

  it('is none as long as it keeps within the bounds, however often it changes', () => {
    const storm = function* storm(): Generator<Unnumbered> {
      yield { type: 'page.nodes', nodes: [{ id: 3, parent: 1, tag: 'p' }, { id: 4, parent: 3, text: '' }] };
      const half = 'x'.repeat(TEXT_MAX_LENGTH / 2);
      for (let n = 0; (n * TEXT_MAX_LENGTH) / 2 < 2 * PAGE_TEXT_MAX_LENGTH; n += 1) {
        yield { type: 'page.changed', texts: [{ id: 4, text: half }], attributes: [{ id: 3, name: 'title', value: half }] };
        yield { type: 'page.changed', removed: [3], added: [{ id: 3, parent: 1, tag: 'p' }, { id: 4, parent: 3, text: half }] };
      }
    };
    assert.deepEqual(drop(storm()).refused, 'nothing');
  });

  it('goes down to the last depth and no further', () => {
    const chain = (depth: number): PageNode[] => Array.from({ length: depth - 1 }, (_, n) => ({ id: n + 3, parent: n === 0 ? 1 : n + 2, tag: 'p' }));
    assert.equal(drop([{ type: 'page.nodes', nodes: chain(DEPTH_MAX) }]).refused, 'nothing');
    assert.equal(drop([{ type: 'page.nodes', nodes: chain(DEPTH_MAX + 1) }]).refused, 'tooLarge');
  });
});

describe('what a page costs the server', () => {
  it('is printed, and at least 20 MB of plain events a second', () => {
    const row = (id: number): PageNode[] => [
      { id, parent: 1, tag: 'tr', attributes: { class: 'row odd selectable', id: `row-${id}`, style: 'height: 24px; color: rgb(1, 2, 3)' } },
      { id: id + 1, parent: id, tag: 'td', attributes: { class: 'cell name' } },
      { id: id + 2, parent: id + 1, text: `Product number ${id}, in stock` },
      { id: id + 3, parent: id, tag: 'td', attributes: { class: 'cell price' } },
      { id: id + 4, parent: id + 3, text: `${id} EUR` },
    ];
    const frames: string[] = [];
    const numbered = (event: Unnumbered): string => JSON.stringify({ ...event, seq: frames.length + 1 });
    frames.push(numbered(BEGAN));
    frames.push(numbered(ROOT));
    for (let first = 3; first < 100_000; first += 500) {
      frames.push(numbered({ type: 'page.nodes', nodes: Array.from({ length: 100 }, (_, n) => row(first + n * 5)).flat() }));
    }
    const bytes = frames.reduce((sum, frame) => sum + frame.length, 0);
    const parsed: PageEvent[] = [];
    const parse = timed(() => frames.forEach((frame) => parsed.push(JSON.parse(frame) as PageEvent)));
    const schema = timed(() => parsed.forEach((event) => assert.ok(v.safeParse(PageEvent, event).success)));
    let best = Infinity;
    for (let n = 0; n < 3; n += 1) {
      const known = new KnownPage();
      best = Math.min(best, timed(() => parsed.forEach((event) => assert.ok('events' in known.accept(event)))));
    }
    const speed = (ms: number): string => `${(bytes / 1_000 / ms).toFixed(0)} MB/s`;
    console.log(`${(bytes / 1e6).toFixed(1)} MB: JSON ${speed(parse)}, schema ${speed(schema)}, KnownPage ${speed(best)}`);
    assert.ok(bytes / 1_000 / best >= 20);
  });
});

/** Milliseconds of processor time, so that other work on the machine counts less. */
function timed(work: () => void): number {
  const before = process.cpuUsage();
  work();
  return process.cpuUsage(before).user / 1_000;
}

import { expect } from '@open-wc/testing';
import type { PageBuilder } from '../../gateway/cobrowse/replay/page-builder.ts';
import { PageReplay } from '../../gateway/cobrowse/replay/page-replay.ts';
import type { PageEvent, PageNode } from '../../gateway/protocol/cobrowse-events.ts';
import { KnownPage } from '../../gateway/protocol/cobrowse-safe.ts';
import { watchFrame, type WatchedFrame } from '../support/hostile-frame.ts';
import { createNumbering, pageOf, type Unnumbered } from '../support/hostile-sketch.ts';
import { seededRandom } from '../support/seeded-random.ts';

const EVENTS = 20_000;
const SEED = 20_261;
const labels: ConstructorParameters<typeof PageBuilder>[1] = { private: '', frame: '', canvas: '', video: '', image: '', embedded: '' };

/** Events of a page that mostly fit what is known of it, and sometimes do not. */
function createWriter(random: () => number, known: KnownPage): () => Unnumbered {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  let nextId = 100;
  const anyId = (): number => (random() < 0.002 ? nextId + 5 : pick([...known.ids(), 1]));
  const node = (): PageNode => {
    const id = random() < 0.003 ? anyId() : (nextId += 1);
    const placed = { id, parent: anyId(), ...(random() < 0.004 && { before: anyId() }) };
    if (random() < 0.3) return { ...placed, text: pick(['', 'text', '<b>']) };
    const tag = pick(['p', 'div', 'span', 'x-card', 'form', 'input', 'style', 'script', 'table', 'select', 'option', 'iframe', 'svg', 'html', 'template']);
    const attributes = { id: pick(['a', 'setAttribute', 'parentNode']), onload: 'x', style: pick(['color:red', 'b:url(//x)', '}{']) };
    return { ...placed, tag, attributes, ...(random() < 0.02 && { place: pick(['shadow', 'document'] as const) }), ...(tag === 'svg' && { namespace: 'svg' }) };
  };
  return () => {
    const kind = random();
    if (kind < 0.005) return { type: 'page.scrolled', scrollLeft: 0, scrollTop: random() * 100 };
    if (kind < 0.01) return { type: 'page.selected', range: { from: { id: anyId(), offset: 9 }, to: { id: anyId(), offset: 0 } } };
    if (kind < 0.02) return { type: 'page.asset', id: anyId(), name: 'css', part: pick([0, 0, 1]), parts: 2, text: 'p{' };
    const mostIds = known.nodes > 120 ? 0.5 : 0.05;
    return {
      type: 'page.changed',
      ...(random() < mostIds && { removed: [anyId()] }),
      ...(random() < 0.6 && { added: [node()] }),
      ...(random() < 0.1 && { attributes: [{ id: anyId(), name: pick(['class', 'src', 'onclick', 'style', 'href']), value: pick(['x', null]) }] }),
      ...(random() < 0.1 && { states: [{ id: anyId(), state: { value: 'v', checked: true, open: true, scrollTop: 3 } }] }),
    };
  };
}

describe('[T-COB-HOSTILE] random pages', () => {
  let frame: WatchedFrame;
  beforeEach(async () => {
    frame = await watchFrame('closed');
  });
  afterEach(() => frame.remove());

  it(`never throw, and what is known is what is shown: ${EVENTS} events, seed ${SEED}`, async function random() {
    this.timeout(60_000);
    const known = new KnownPage();
    const resyncs: string[] = [];
    let isBroken = false;
    const replay = new PageReplay(frame.document, labels, { resyncNeeded: (why) => resyncs.push(why), shown: () => undefined, told: () => undefined });
    const random = seededRandom(SEED);
    const write = createWriter(random, known);
    const number = createNumbering();
    const counts: Record<string, number> = {};
    const give = (event: PageEvent): void => {
      const accepted = known.accept(event);
      const outcome = 'refused' in accepted ? accepted.refused : 'passed';
      counts[outcome] = (counts[outcome] ?? 0) + 1;
      isBroken = 'refused' in accepted;
      if ('events' in accepted) for (const safe of accepted.events) replay.apply(JSON.parse(JSON.stringify(safe)) as PageEvent);
    };
    pageOf([]).map(number).forEach(give);
    for (let n = 0; n < EVENTS; n += 1) {
      if (random() < 0.001) number(write());
      give(number(write()));
      if (isBroken) pageOf([]).map(number).forEach(give);
      if (n % 50 > 0) continue;
      // Frames load, or are gone before they did.
      await new Promise((resolve) => setTimeout(resolve));
      const ids = new Set(known.ids());
      expect([...ids].filter((id) => !replay.node(id)), `known and not shown, event ${n}`).to.deep.equal([]);
      const shown = [...frame.document.querySelectorAll('*')].map((element) => replay.idOf(element) ?? 0);
      expect(shown.filter((id) => !ids.has(id)), `shown and not known, event ${n}`).to.deep.equal([]);
      expect(resyncs, `event ${n}`).to.deep.equal([]);
    }
    console.log(`${EVENTS} random events: ${JSON.stringify(counts)}`);
    expect(counts['passed']).to.be.above(EVENTS * 0.8);
    expect(counts['unknownNode']).to.be.above(20);
    expect(frame.scripts()).to.equal(0);
    replay.close();
  });
});

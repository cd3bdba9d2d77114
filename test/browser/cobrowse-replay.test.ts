import { expect, waitUntil } from '@open-wc/testing';
import { caretAt } from '../../gateway/cobrowse/replay/page-caret.ts';
import { pointAt } from '../../gateway/cobrowse/replay/page-hit.ts';
import { PageReplay, type ToldEvent } from '../../gateway/cobrowse/replay/page-replay.ts';
import type { PlaceholderLabels } from '../../gateway/cobrowse/replay/page-builder.ts';
import type { PageNode } from '../../gateway/protocol/cobrowse-events.ts';
import { watchFrame, type WatchedFrame } from '../support/hostile-frame.ts';
import { BODY, createNumbering, element, FIRST, flatten, HEAD, HTML, pageOf, sheet, svg, type Sketch, type Unnumbered } from '../support/hostile-sketch.ts';

const labels: PlaceholderLabels = {
  private: 'Private', frame: 'Frame', canvas: 'Drawing', video: 'Video', image: 'Picture', embedded: 'Embedded',
};
const PIXEL = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

describe('PageReplay', () => {
  let frame: WatchedFrame;
  let replay: PageReplay;
  let tell: (event: Unnumbered) => void;
  let resyncs: string[];
  let shown: number;
  let told: ToldEvent[];

  beforeEach(async () => {
    frame = await watchFrame('closed');
    resyncs = [];
    shown = 0;
    told = [];
    replay = new PageReplay(frame.document, labels, {
      resyncNeeded: (why) => resyncs.push(why),
      shown: () => {
        shown += 1;
      },
      told: (event) => told.push(event),
    });
    const number = createNumbering();
    tell = (event) => replay.apply(number(event));
  });
  afterEach(() => {
    expect(frame.blocked()).to.deep.equal([]);
    expect(frame.isInPlace()).to.equal(true);
    replay.close();
    frame.remove();
  });

  const show = (...sketches: (Sketch | string)[]): void => pageOf(flatten(sketches, BODY, FIRST)).forEach(tell);
  const find = <T extends Element = HTMLElement>(selector: string): T => {
    const found = frame.document.querySelector<T>(selector);
    if (!found) throw new Error(`There is no ${selector}`);
    return found;
  };
  const style = (selector: string, pseudo?: string): CSSStyleDeclaration => getComputedStyle(find(selector), pseudo);

  it('shows a page when it is whole, and not before', () => {
    const [began, nodes, ready] = pageOf(flatten([element('p', { class: 'a' }, 'Hello')], BODY, FIRST)) as [Unnumbered, Unnumbered, Unnumbered];
    tell(began);
    tell(nodes);
    expect(frame.document.body.textContent).to.equal('');
    expect(shown).to.equal(0);
    tell(ready);
    expect(find('p.a').textContent).to.equal('Hello');
    expect(shown).to.equal(1);
  });

  it('keeps the page that is shown until the next one is whole', () => {
    show(element('p', {}, 'First'));
    const [began, nodes, ready] = pageOf(flatten([element('p', {}, 'Second')], BODY, FIRST)) as [Unnumbered, Unnumbered, Unnumbered];
    tell(began);
    tell(nodes);
    expect(find('p').textContent).to.equal('First');
    tell(ready);
    expect(find('p').textContent).to.equal('Second');
  });

  it('puts style sheets, inline styles and pictures into force', async () => {
    show(sheet('p { color: rgb(1, 2, 3) }'), element('p', { style: 'width: 50px' }, 'x'), element('img', { src: PIXEL }));
    expect(style('p').color).to.equal('rgb(1, 2, 3)');
    expect(style('p').width).to.equal('50px');
    await waitUntil(() => find<HTMLImageElement>('img').naturalWidth === 1, 'the picture is not drawn');
    tell({ type: 'page.changed', styles: [{ id: FIRST, css: 'p { color: rgb(4, 5, 6) }' }] });
    expect(style('p').color).to.equal('rgb(4, 5, 6)');
    const css = { type: 'page.asset' as const, id: FIRST, name: 'css', parts: 2 };
    tell({ ...css, part: 0, text: 'p { color: rgb(7,' });
    tell({ ...css, part: 1, text: ' 8, 9) }' });
    expect(style('p').color).to.equal('rgb(7, 8, 9)');
  });

  it('carries out changes in their order', () => {
    show(element('ul', {}, element('li', {}, 'a'), element('li', {}, 'b')));
    const added: PageNode[] = [{ id: 20, parent: FIRST, before: FIRST + 3, tag: 'li' }, { id: 21, parent: 20, text: 'c' }];
    const texts = [{ id: FIRST + 4, text: 'd' }];
    tell({ type: 'page.changed', removed: [FIRST + 1], added, texts, attributes: [{ id: FIRST, name: 'class', value: 'x' }] });
    expect(find('ul.x').innerHTML).to.equal('<li>c</li><li>d</li>');
    tell({ type: 'page.changed', attributes: [{ id: FIRST, name: 'class', value: null }] });
    expect(find('ul').hasAttribute('class')).to.equal(false);
    expect(replay.node(FIRST + 1)).to.equal(undefined);
    expect(replay.idOf(find('li'))).to.equal(20);
  });

  it('says what of the customer’s page is at a place, as a part of the element there, also in shadow roots and of an inert frame', () => {
    const box = (left: number) => ({ style: `position: absolute; left: ${left}px; top: 10px; width: 100px; height: 50px` });
    const inShadow: Sketch = { ...element('b', box(0), 'x'), place: 'shadow' };
    show(element('div', box(10), element('i', {}, 'y')), element('x-card', { style: 'position: absolute; left: 200px; top: 0' }, inShadow));
    frame.document.defaultView!.frameElement!.toggleAttribute('inert', true);
    expect(pointAt(replay, 60, 50)).to.deep.equal({ id: FIRST, x: 0.5, y: 0.8 });
    const inside = replay.idOf(find('x-card').shadowRoot!.querySelector('b')!);
    expect(pointAt(replay, 225, 35)).to.deep.equal({ id: inside, x: 0.25, y: 0.5 });
    expect(pointAt(replay, -5, 5)).to.equal(null);
  });

  it('says where in a text, or in a field, a caret would stand, also of an inert frame', () => {
    show(element('div', { style: 'position: absolute; left: 0; top: 0; font: 20px/20px monospace; width: 400px' }, 'one two'), element('input', { style: 'position: absolute; left: 0; top: 40px; width: 200px; font: 20px/20px monospace' }));
    frame.document.defaultView!.frameElement!.toggleAttribute('inert', true);
    const text = replay.idOf(find('div').firstChild!);
    expect(caretAt(replay, 1, 10)).to.deep.equal({ id: text, offset: 0 });
    expect(caretAt(replay, 390, 10)).to.deep.equal({ id: text, offset: 7 });
    expect(caretAt(replay, 20, 52)).to.deep.equal({ id: replay.idOf(find('input')), offset: 0 });
    expect(frame.document.defaultView!.frameElement!.hasAttribute('inert')).to.equal(true);
  });

  it('shows open shadow roots with styles of their own', () => {
    show(element('x-card', { id: 'host' }, { ...sheet('b { color: rgb(1, 2, 3) }'), place: 'shadow' }, { ...element('b', {}, 'x'), place: 'shadow' }));
    const inside = find('#host').shadowRoot?.querySelector('b');
    expect(inside && getComputedStyle(inside).color).to.equal('rgb(1, 2, 3)');
  });

  it('shows frames, also in frames, closed as the page itself and in standards mode', async () => {
    const inner: Sketch = { ...element('html', {}, element('body', {}, element('p', {}, 'inner'))), place: 'document' };
    const outer: Sketch = { ...element('html', {}, element('body', {}, element('iframe', {}, inner))), place: 'document' };
    show(element('iframe', { id: 'outer' }, outer));
    const nested = (): Document | null | undefined => find<HTMLIFrameElement>('#outer').contentDocument?.querySelector('iframe')?.contentDocument;
    await waitUntil(() => nested()?.querySelector('p')?.textContent === 'inner', 'the inner frame is empty');
    expect(nested()?.compatMode).to.equal('CSS1Compat');
    expect(find('#outer').getAttribute('sandbox')).to.equal('allow-same-origin');
  });

  it('draws a box with its reason where something was not sent, in the size it had', () => {
    show({ ...element('canvas', { class: 'c' }), placeholder: { why: 'canvas', widthPx: 120, heightPx: 80 } });
    const { width, height } = find('.c').getBoundingClientRect();
    expect([width, height]).to.deep.equal([120, 80]);
    expect(style('.c', '::before').content).to.equal('"Drawing"');
    tell({ type: 'page.changed', attributes: [{ id: FIRST, name: 'style', value: 'width: 3px' }] });
    expect(find('.c').getBoundingClientRect().width).to.equal(120);
  });

  it('marks private fields', () => {
    show(element('input', { 'data-sideseat-masked': '' }));
    expect(style('input').backgroundImage).to.contain('repeating-linear-gradient');
  });

  it('shows what was typed and chosen, and sets no file', () => {
    show(
      { ...element('input', { id: 'text' }), state: { value: 'typed' } },
      { ...element('input', { id: 'check', type: 'checkbox' }), state: { checked: true, indeterminate: true } },
      { ...element('textarea', {}), state: { value: 'long' } },
      element('select', {}, element('option', { value: 'a' }, 'A'), { ...element('option', { value: 'b' }, 'B'), state: { selected: true } }),
      { ...element('details', {}), state: { open: true } },
      { ...element('input', { id: 'file', type: 'file' }), state: { value: 'C:\\x' } },
    );
    expect(find<HTMLInputElement>('#text').value).to.equal('typed');
    expect(find<HTMLInputElement>('#check')).to.include({ checked: true, indeterminate: true });
    expect(find<HTMLTextAreaElement>('textarea').value).to.equal('long');
    expect(find<HTMLSelectElement>('select').value).to.equal('b');
    expect(find<HTMLDetailsElement>('details').open).to.equal(true);
    tell({ type: 'page.changed', states: [{ id: FIRST, state: { value: 'more' } }] });
    expect(find<HTMLInputElement>('#text').value).to.equal('more');
  });

  it('stands where the customer has scrolled to, page and elements, at once', () => {
    const tall = element('div', { style: 'height: 5000px' });
    show(
      sheet('html { scroll-behavior: smooth }'),
      { ...element('div', { id: 'box', style: 'height: 100px; overflow: auto' }, tall), state: { scrollTop: 70 } },
      element('div', { style: 'height: 5000px' }),
    );
    expect(find('#box').scrollTop).to.equal(70);
    tell({ type: 'page.scrolled', scrollLeft: 0, scrollTop: 300 });
    expect(frame.document.documentElement.scrollTop).to.equal(300);
  });

  it('draws the selection', () => {
    show(element('p', {}, 'Hello world'));
    const { CSS } = frame.document.defaultView as Window & typeof globalThis;
    tell({ type: 'page.selected', range: { from: { id: FIRST + 1, offset: 6 }, to: { id: FIRST + 1, offset: 99 } } });
    const [range] = CSS.highlights.get('sideseat-selection') ?? [];
    expect(String(range)).to.equal('world');
    tell({ type: 'page.selected', range: null });
    expect(CSS.highlights.has('sideseat-selection')).to.equal(false);
  });

  it('tells of what is drawn beside the frame', () => {
    show(svg('svg'));
    tell({ type: 'page.pointed', at: { xPx: 1, yPx: 2 } });
    tell({ type: 'page.named', title: 'Cart', address: 'https://shop.example/cart?x' });
    expect(told.map(({ type }) => type)).to.deep.equal(['page.began', 'page.pointed', 'page.named']);
    expect(told.at(-1)).to.include({ address: 'https://shop.example/cart' });
  });

  it('asks for a snapshot once when something is missing, keeps what is shown, and goes on with the snapshot', () => {
    show(element('p', {}, 'First'));
    tell({ type: 'page.changed', removed: [999] });
    tell({ type: 'page.changed', removed: [FIRST] });
    expect(resyncs).to.deep.equal(['unknownNode']);
    expect(find('p').textContent).to.equal('First');
    show(element('p', {}, 'Second'));
    expect(find('p').textContent).to.equal('Second');
    expect(resyncs.length).to.equal(1);
  });

  it('does not mind forms whose fields are named like what forms can do', () => {
    const names = ['setAttribute', 'insertBefore', 'removeChild', 'attributes', 'namespaceURI', 'firstChild'];
    show(element('form', {}, ...names.map((id) => element('input', { id, name: id }))));
    tell({
      type: 'page.changed',
      removed: [FIRST + 1],
      added: [{ id: 30, parent: FIRST, tag: 'p' }],
      attributes: [{ id: FIRST, name: 'class', value: 'x' }],
      states: [{ id: FIRST, state: { scrollTop: 1 } }],
    });
    expect(frame.document.querySelector('form.x > p')).to.not.equal(null);
    expect(resyncs).to.deep.equal([]);
  });

  it('builds 10,000 rows without holding the page up; figures are printed', async function slices() {
    this.timeout(30_000);
    const rows = Array.from({ length: 10_000 }, (_, n) => element('tr', { class: 'row' }, element('td', {}, `Row ${n}`), element('td', {}, `${n} EUR`)));
    const nodes = flatten([element('table', {}, ...rows)], BODY, FIRST);
    const [began, head, ready] = pageOf([]) as [Unnumbered, Unnumbered, Unnumbered];
    const pieces: number[] = [];
    const tasks: number[] = [];
    const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)));
    observer.observe({ type: 'longtask' });
    const startMs = performance.now();
    tell(began);
    tell(head);
    for (let first = 0; first < nodes.length; first += 1_000) {
      const beforeMs = performance.now();
      tell({ type: 'page.nodes', nodes: nodes.slice(first, first + 1_000) });
      pieces.push(performance.now() - beforeMs);
      await new Promise((resolve) => setTimeout(resolve));
    }
    pieces.sort((a, b) => a - b);
    const [medianMs = 0, longestMs = 0] = [pieces[Math.floor(pieces.length / 2)], pieces.at(-1)];
    const builtMs = performance.now();
    tell(ready);
    await waitUntil(() => shown === 1, 'the page is not shown', { timeout: 20_000 });
    const showMs = performance.now() - builtMs;
    find('table').getBoundingClientRect();
    const laidOutMs = performance.now() - builtMs;
    tell({ type: 'page.changed', texts: [{ id: FIRST + 3, text: 'Changed' }] });
    const changeMs = performance.now() - builtMs - laidOutMs;
    observer.disconnect();
    console.log(
      `10,000 rows (${nodes.length} nodes): ${(builtMs - startMs).toFixed(0)} ms, pieces of ${medianMs.toFixed(1)} ms, longest ${longestMs.toFixed(0)} ms, ` +
        `shown in ${showMs.toFixed(1)} ms, laid out in ${laidOutMs.toFixed(0)} ms; a change ${changeMs.toFixed(1)} ms; ` +
        `tasks over 50 ms: ${tasks.length}, longest ${Math.max(0, ...tasks).toFixed(0)} ms`,
    );
    expect(find('td').textContent).to.equal('Changed');
    // The longest one says more of what else the machine does.
    expect(medianMs).to.be.below(50);
  });

  it('hangs the document itself where it belongs', () => {
    show(element('p', {}, 'x'));
    expect(replay.node(HTML)).to.equal(frame.document.documentElement);
    expect(replay.node(HEAD)).to.equal(frame.document.head);
  });
});

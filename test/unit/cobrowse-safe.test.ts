import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ASSET_PART_MAX_LENGTH, type PageEvent, type PageNode } from '../../gateway/protocol/cobrowse-events.ts';
import { KnownPage, type Accepted } from '../../gateway/protocol/cobrowse-safe.ts';

const PNG = 'data:image/png;base64,iVBORw0KGgo=';

/** A customer's page that numbers what it tells. */
class Page {
  readonly known = new KnownPage();
  #seq = 0;

  tell(event: Unnumbered): Accepted {
    this.#seq += 1;
    return this.known.accept({ ...event, seq: this.#seq } as PageEvent);
  }

  skip(): void {
    this.#seq += 1;
  }

  begin(address = 'https://shop.example/'): Accepted {
    const viewport = { widthPx: 800, heightPx: 600 };
    return this.tell({ type: 'page.began', version: 1, pageId: 'A'.repeat(22), title: '', address, viewport, scrollLeft: 0, scrollTop: 0, isQuirky: false });
  }

  /** With `html` as 1 and `body` as 2. */
  static begun(...nodes: PageNode[]): Page {
    const page = new Page();
    page.begin();
    passed(page.tell({ type: 'page.nodes', nodes: [{ id: 1, parent: 0, tag: 'html' }, { id: 2, parent: 1, tag: 'body' }, ...nodes] }));
    return page;
  }
}
type Unnumbered = PageEvent extends infer E ? (E extends PageEvent ? Omit<E, 'seq'> : never) : never;

function passed(accepted: Accepted): readonly PageEvent[] {
  assert.ok('events' in accepted, JSON.stringify(accepted));
  return accepted.events;
}
const refused = (accepted: Accepted): string => ('refused' in accepted ? accepted.refused : 'passed');

/** What becomes of one node under `body`. */
function safe(node: Record<string, unknown>): unknown {
  const page = Page.begun();
  const [event] = passed(page.tell({ type: 'page.nodes', nodes: [{ id: 3, parent: 2, ...node } as PageNode] }));
  assert.ok(event?.type === 'page.nodes');
  const { id: _id, parent: _parent, ...rest } = event.nodes[0] ?? { id: 0, parent: 0, text: '' };
  return rest;
}

describe('what KnownPage makes of an element', () => {
  const cases: [string, Record<string, unknown>, unknown][] = [
    ['lets a plain one pass', { tag: 'p', attributes: { class: 'a', id: 'b' } }, { tag: 'p', attributes: { class: 'a', id: 'b' } }],
    ['lets elements with names of their own pass', { tag: 'my-card' }, { tag: 'my-card' }],
    ['makes an unknown one nothing special', { tag: 'foo' }, { tag: 'span' }],
    ['makes a script inert', { tag: 'SCRIPT', attributes: { src: 'x' } }, { tag: 'template', attributes: {} }],
    ['keeps the style sheet of a link', { tag: 'link', attributes: { href: 'x' }, css: 'a{}' }, { tag: 'style', attributes: {}, css: 'a{}' }],
    ['takes a style sheet off other elements', { tag: 'p', css: 'a{}' }, { tag: 'p' }],
    ['has nothing drawn where a box stands', { tag: 'canvas', placeholder: { why: 'canvas', widthPx: 1, heightPx: 1 } },
      { tag: 'span', placeholder: { why: 'canvas', widthPx: 1, heightPx: 1 } }],
    ['takes handlers off', { tag: 'img', attributes: { src: PNG, onerror: 'x', ONLOAD: 'y' } }, { tag: 'img', attributes: { src: PNG } }],
    ['lets links lead nowhere', { tag: 'a', attributes: { href: 'javascript:x', target: '_top', ping: 'x' } }, { tag: 'a', attributes: { href: '#' } }],
    ['shows a password field as text', { tag: 'input', attributes: { type: 'password', name: 'setAttribute' } },
      { tag: 'input', attributes: { type: 'text', name: 'sideseat:setAttribute' } }],
    ['takes addresses out of style', { tag: 'p', attributes: { style: 'b:url(//x)' } }, { tag: 'p', attributes: { style: 'b:none' } }],
    ['takes patterns off, which can be endless', { tag: 'input', attributes: { pattern: '(a+)+' } }, { tag: 'input', attributes: {} }],
    ['keeps its own marks to itself', { tag: 'p', attributes: { 'data-sideseat-placeholder': 'x', 'data-sideseat-masked': '' } },
      { tag: 'p', attributes: { 'data-sideseat-masked': '' } }],
    ['writes names of SVG as they are', { tag: 'lineargradient', namespace: 'svg', attributes: { gradientunits: 'x', 'xlink:href': '#a' } },
      { tag: 'linearGradient', namespace: 'svg', attributes: { gradientUnits: 'x', href: '#a' } }],
    ['lets no animation write an address', { tag: 'set', namespace: 'svg', attributes: { attributeName: 'href', to: 'javascript:x' } },
      { tag: 'set', namespace: 'svg', attributes: { to: 'javascript:x' } }],
    ['draws no picture out of markup', { tag: 'image', namespace: 'svg', attributes: { href: 'data:image/svg+xml;base64,AA==' } },
      { tag: 'image', namespace: 'svg', attributes: {} }],
  ];
  for (const [what, node, result] of cases) it(`[T-COB-HOSTILE] ${what}`, () => assert.deepEqual(safe(node), result));

  it('[T-COB-HOSTILE] has no text where it would be a style sheet or a script', () => {
    const page = Page.begun({ id: 3, parent: 2, tag: 'style' }, { id: 4, parent: 2, tag: 'script' });
    const nodes: PageNode[] = [{ id: 5, parent: 3, text: 'a' }, { id: 6, parent: 4, text: 'b' }, { id: 7, parent: 2, text: 'c' }];
    const [event] = passed(page.tell({ type: 'page.nodes', nodes }));
    assert.deepEqual(event?.type === 'page.nodes' && event.nodes.map((node) => 'text' in node && node.text), ['', '', 'c']);
    const [changed] = passed(page.tell({ type: 'page.changed', texts: [{ id: 5, text: 'd' }, { id: 7, text: 'e' }] }));
    assert.deepEqual(changed?.type === 'page.changed' && changed.texts, [{ id: 7, text: 'e' }]);
  });

  it('[T-COB-HOSTILE] voids a picture whose new address is none', () => {
    const page = Page.begun({ id: 3, parent: 2, tag: 'img', attributes: { src: PNG } });
    const attributes = [{ id: 3, name: 'src', value: 'https://evil.example/' }, { id: 3, name: 'onload', value: 'x' }];
    const [event] = passed(page.tell({ type: 'page.changed', attributes }));
    assert.deepEqual(event?.type === 'page.changed' && event.attributes, [{ id: 3, name: 'src', value: null }]);
  });

  it('tells of an address where the page is, and nothing after it', () => {
    for (const [address, shown] of [['https://a.example/b?c#d', 'https://a.example/b'], ['javascript:x', ''], ['https://u:p@a/', '']]) {
      const [event] = passed(new Page().begin(address));
      assert.equal(event?.type === 'page.began' && event.address, shown);
    }
  });
});

describe('what KnownPage knows of order', () => {
  it('refuses what comes after a gap, once, until a page begins', () => {
    const page = Page.begun();
    page.skip();
    assert.equal(refused(page.tell({ type: 'page.scrolled', scrollLeft: 0, scrollTop: 1 })), 'gap');
    assert.equal(refused(page.tell({ type: 'page.scrolled', scrollLeft: 0, scrollTop: 2 })), 'lost');
    assert.equal(refused(page.begin()), 'passed');
    assert.equal(page.known.nodes, 0);
  });

  it('lets a pause pass after a gap, and while it waits for a beginning: nothing before it counts', () => {
    const page = Page.begun();
    page.skip();
    assert.equal(refused(page.tell({ type: 'page.paused', why: 'tooLarge' })), 'passed');
    assert.equal(refused(page.tell({ type: 'page.scrolled', scrollLeft: 0, scrollTop: 1 })), 'gap');
    assert.equal(refused(page.tell({ type: 'page.paused', why: 'busy' })), 'passed');
    assert.equal(refused(page.begin()), 'passed');
    assert.equal(refused(page.known.accept({ type: 'page.paused', seq: 1, why: 'busy' })), 'gap');
  });

  it('refuses a page that began before', () => {
    const page = Page.begun();
    const [began] = passed(page.begin());
    assert.ok(began);
    assert.equal(refused(page.known.accept({ ...began, seq: 1 })), 'gap');
  });

  it('refuses nodes before a page began and after it was ready', () => {
    assert.equal(refused(new Page().tell({ type: 'page.nodes', nodes: [] })), 'gap');
    const page = Page.begun();
    passed(page.tell({ type: 'page.ready', hidden: 0 }));
    assert.equal(refused(page.tell({ type: 'page.nodes', nodes: [] })), 'malformed');
  });

  it('numbers what passes without gaps, and passes an asset on when it is whole and safe', () => {
    const page = Page.begun({ id: 3, parent: 2, tag: 'style' });
    const half = 'a{b:c}'.repeat(20_000);
    const asset = { type: 'page.asset' as const, id: 3, name: 'css', parts: 2 };
    assert.deepEqual(passed(page.tell({ ...asset, part: 0, text: `${half}a{b:u` })), []);
    const [scrolled] = passed(page.tell({ type: 'page.scrolled', scrollLeft: 0, scrollTop: 0 }));
    assert.equal(scrolled?.seq, 3);
    const parts = passed(page.tell({ ...asset, part: 1, text: `rl(//evil)}${half}` }));
    assert.deepEqual(parts.map(({ seq }) => seq), [4, 5]);
    assert.ok(parts.every((part) => part.type === 'page.asset' && part.text.length <= ASSET_PART_MAX_LENGTH));
    assert.equal(parts.map((part) => part.type === 'page.asset' && part.text).join(''), `${half}a{b:none}${half}`);
  });

  it('forgets an asset with its node', () => {
    const page = Page.begun({ id: 3, parent: 2, tag: 'style' });
    const asset = { type: 'page.asset' as const, id: 3, name: 'css', parts: 2 };
    passed(page.tell({ ...asset, part: 0, text: 'a' }));
    passed(page.tell({ type: 'page.changed', removed: [3], added: [{ id: 3, parent: 2, tag: 'style' }] }));
    assert.deepEqual(passed(page.tell({ ...asset, part: 1, text: 'b' })), []);
  });

  it('shows no selection of nodes that are not there', () => {
    const at = { id: 9, offset: 0 };
    const [event] = passed(Page.begun().tell({ type: 'page.selected', range: { from: at, to: at } }));
    assert.equal(event?.type === 'page.selected' && event.range, null);
  });
});

describe('what KnownPage knows of the tree', () => {
  const impossible: [string, PageNode[] | Record<string, unknown>, string][] = [
    ['a parent that is not there', [{ id: 3, parent: 9, tag: 'p' }], 'unknownNode'],
    ['a sibling that is not there', [{ id: 3, parent: 2, before: 9, tag: 'p' }], 'unknownNode'],
    ['a sibling somewhere else', [{ id: 3, parent: 2, before: 2, tag: 'p' }], 'unknownNode'],
    ['a number twice', [{ id: 2, parent: 1, tag: 'p' }], 'malformed'],
    ['itself as its parent', [{ id: 3, parent: 3, tag: 'p' }], 'unknownNode'],
    ['a child of a text', [{ id: 3, parent: 2, text: 'x' }, { id: 4, parent: 3, tag: 'p' }], 'malformed'],
    ['a second root', [{ id: 3, parent: 0, tag: 'html' }], 'malformed'],
    ['a text as root', [{ id: 3, parent: 0, text: 'x' }], 'malformed'],
    ['a shadow root of a field', [{ id: 3, parent: 2, tag: 'input' }, { id: 4, parent: 3, place: 'shadow', text: 'x' }], 'malformed'],
    ['a document in what is no frame', [{ id: 3, parent: 2, place: 'document', tag: 'html' }], 'malformed'],
    ['two documents in a frame', [{ id: 3, parent: 2, tag: 'iframe' }, { id: 4, parent: 3, place: 'document', tag: 'html' },
      { id: 5, parent: 3, place: 'document', tag: 'html' }], 'malformed'],
    ['a removed node that is not there', { removed: [9] }, 'unknownNode'],
    ['a removed node twice', { removed: [2, 2] }, 'unknownNode'],
    ['a node below a removed one', { removed: [1], texts: [{ id: 2, text: '' }] }, 'unknownNode'],
    ['the text of an element', { texts: [{ id: 2, text: '' }] }, 'malformed'],
    ['an attribute of nothing', { attributes: [{ id: 9, name: 'class', value: '' }] }, 'unknownNode'],
    ['a state of nothing', { states: [{ id: 9, state: {} }] }, 'unknownNode'],
    ['a style sheet of nothing', { styles: [{ id: 9, css: '' }] }, 'unknownNode'],
  ];
  for (const [what, given, why] of impossible) {
    it(`[T-COB-HOSTILE] refuses ${what}`, () => {
      const page = Page.begun();
      const event = Array.isArray(given) ? { type: 'page.nodes', nodes: given } : { type: 'page.changed', ...given };
      assert.equal(refused(page.tell(event as Unnumbered)), why);
    });
  }

  it('takes a node in again that was moved', () => {
    const page = Page.begun({ id: 3, parent: 2, tag: 'p' }, { id: 4, parent: 3, text: 'x' });
    const added: PageNode[] = [{ id: 3, parent: 1, before: 2, tag: 'p' }, { id: 4, parent: 3, text: 'x' }];
    passed(page.tell({ type: 'page.changed', removed: [3], added }));
    assert.deepEqual([...page.known.ids()].toSorted(), [1, 2, 3, 4]);
  });
});

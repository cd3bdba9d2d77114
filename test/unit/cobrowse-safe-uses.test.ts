import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PageEvent, PageNode } from '../../gateway/protocol/cobrowse-events.ts';
import { KnownPage } from '../../gateway/protocol/cobrowse-safe.ts';

type Changed = Omit<Extract<PageEvent, { type: 'page.changed' }>, 'seq' | 'type'>;
type Shown = { id: number; attributes?: Record<string, string> };

const svg = (id: number, parent: number, tag: string, attributes: Record<string, string> = {}): PageNode => ({
  id, parent, tag, namespace: 'svg', attributes,
});

/** A page with one drawing, to which `change` adds. */
function drawing() {
  const known = new KnownPage();
  let seq = 0;
  const tell = (event: object): readonly PageEvent[] => {
    const accepted = known.accept({ ...event, seq: (seq += 1) } as PageEvent);
    assert.ok('events' in accepted, JSON.stringify(accepted));
    return accepted.events;
  };
  tell({ type: 'page.began', version: 1, pageId: 'A'.repeat(22), title: '', address: '', viewport: { widthPx: 1, heightPx: 1 }, scrollLeft: 0, scrollTop: 0, isQuirky: false });
  tell({ type: 'page.nodes', nodes: [{ id: 1, parent: 0, tag: 'html' }, svg(2, 1, 'svg')] });
  return {
    change(change: Changed) {
      const [event] = tell({ type: 'page.changed', ...change });
      assert.equal(event?.type, 'page.changed');
      return event as Extract<PageEvent, { type: 'page.changed' }>;
    },
    add(...nodes: PageNode[]): Record<string, string>[] {
      return (this.change({ added: nodes }).added as Shown[]).map(({ attributes = {} }) => attributes);
    },
    set(id: number, name: string, value: string | null): string | null | undefined {
      return this.change({ attributes: [{ id, name, value }] }).attributes?.[0]?.value;
    },
  };
}

describe('[T-COB-BOMB] drawings that show drawings', () => {
  it('a use may name what holds none', () => {
    const added = drawing().add(svg(3, 2, 'symbol', { id: 'a' }), svg(4, 3, 'path', { d: 'M0 0' }), svg(5, 2, 'use', { href: '#a' }));
    assert.deepEqual(added, [{ id: 'a' }, { d: 'M0 0' }, { href: '#a' }]);
  });

  it('names nothing inside of what can be named', () => {
    const added = drawing().add(svg(3, 2, 'g', { id: 'b' }), svg(4, 3, 'g'), svg(5, 4, 'use', { 'xlink:href': '#a' }), svg(6, 3, 'use', { id: 'c', href: '#a' }));
    assert.deepEqual(added.slice(2), [{}, { id: 'c' }]);
  });

  it('what holds a use gets no name later', () => {
    const page = drawing();
    page.add(svg(3, 2, 'g'), svg(4, 3, 'use', { href: '#a' }));
    assert.equal(page.set(3, 'id', 'b'), null);
    assert.equal(page.set(2, 'id', 'b'), null);
    assert.equal(page.set(4, 'id', 'b'), null);
  });

  it('what has a name gets no use later', () => {
    const page = drawing();
    page.add(svg(3, 2, 'g', { id: 'b' }), svg(4, 3, 'use'));
    assert.equal(page.set(4, 'href', '#a'), null);
    assert.equal(page.set(3, 'id', null), null);
    assert.equal(page.set(4, 'href', '#a'), '#a');
    assert.equal(page.set(3, 'id', 'b'), null);
  });

  it('counts what is left when some of it goes', () => {
    const page = drawing();
    page.add(svg(3, 2, 'g'), svg(4, 3, 'use', { href: '#a' }), svg(5, 3, 'use', { href: '#a' }));
    page.change({ removed: [4] });
    assert.equal(page.set(3, 'id', 'b'), null);
    assert.equal(page.set(5, 'href', null), null);
    assert.equal(page.set(3, 'id', 'b'), 'b');
  });

  it('leaves names and addresses of HTML alone', () => {
    assert.deepEqual(drawing().add({ id: 3, parent: 1, tag: 'div', attributes: { id: 'b' } }, svg(4, 3, 'svg'), svg(5, 4, 'use', { href: '#a' }))[2], { href: '#a' });
  });
});

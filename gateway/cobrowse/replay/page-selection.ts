import type { PageEvent } from '../../protocol/cobrowse-events.ts';
import { SELECTION } from './frame-styles.ts';
import * as natives from './natives.ts';

type SelectedRange = NonNullable<Extract<PageEvent, { type: 'page.selected' }>['range']>;

/** Draws the customer's selection without taking the agent's own: as a highlight, where the browser knows them. */
export class PageSelection {
  #document: Document | undefined;

  show(range: SelectedRange | null, node: (id: number) => Node | undefined): void {
    this.clear();
    const from = range && (node(range.from.id) as Text | undefined);
    const to = range && (node(range.to.id) as Text | undefined);
    if (!from || !to || natives.rootOf(from) !== natives.rootOf(to)) return;
    const document = natives.documentOf(from);
    const view = document?.defaultView;
    if (!document || !view?.CSS.highlights) return;
    const shown = natives.createRange(document);
    shown.setStart(from, Math.min(range.from.offset, from.length));
    shown.setEnd(to, Math.min(range.to.offset, to.length));
    view.CSS.highlights.set(SELECTION, new view.Highlight(shown));
    this.#document = document;
  }

  clear(): void {
    this.#document?.defaultView?.CSS.highlights.delete(SELECTION);
    this.#document = undefined;
  }
}

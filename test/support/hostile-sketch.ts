import { PAGE_VERSION } from '../../gateway/protocol/cobrowse-limits.ts';
import type { PageEvent, PageNode } from '../../gateway/protocol/cobrowse-events.ts';

/** Writes pages as trees, and tells them as a customer's page would. */

export type Unnumbered = PageEvent extends infer E ? (E extends PageEvent ? Omit<E, 'seq'> : never) : never;

type ElementNode = Exclude<PageNode, { text: string }>;
export interface Sketch extends Omit<ElementNode, 'id' | 'parent' | 'tag' | 'before' | 'place'> {
  tag: string;
  id?: number;
  place?: 'shadow' | 'document';
  children?: (Sketch | string)[];
}

export const element = (tag: string, attributes: Record<string, string> = {}, ...children: (Sketch | string)[]): Sketch => {
  return { tag, attributes, children };
};
export const svg = (tag: string, attributes: Record<string, string> = {}, ...children: (Sketch | string)[]): Sketch => {
  return { tag, namespace: 'svg', attributes, children };
};
export const sheet = (css: string, tag = 'style'): Sketch => ({ tag, css });

/** Under `parent`, numbered from `first` in document order where they have no number of their own. */
export function flatten(sketches: readonly (Sketch | string)[], parent: number, first: number): PageNode[] {
  const nodes: PageNode[] = [];
  let id = first;
  const add = (sketch: Sketch | string, under: number): void => {
    if (typeof sketch === 'string') {
      nodes.push({ id: id++, parent: under, text: sketch });
      return;
    }
    const { children = [], id: own, ...node } = sketch;
    const number = own ?? id;
    id = Math.max(id, number + 1);
    nodes.push({ ...node, id: number, parent: under });
    for (const child of children) add(child, number);
  };
  for (const sketch of sketches) add(sketch, parent);
  return nodes;
}

/** Of every sketched page: `html`, `head` and `body`. */
export const [HTML, HEAD, BODY, FIRST] = [1, 2, 3, 10];

export const began: Unnumbered = {
  type: 'page.began',
  version: PAGE_VERSION,
  pageId: 'A'.repeat(22),
  title: 'Page',
  address: 'https://shop.example/',
  viewport: { widthPx: 800, heightPx: 600 },
  scrollLeft: 0,
  scrollTop: 0,
  isQuirky: false,
};

/** A whole page with `nodes`, which hang under `BODY` or what they bring. */
export const pageOf = (nodes: PageNode[]): Unnumbered[] => [
  began,
  {
    type: 'page.nodes',
    nodes: [{ id: HTML, parent: 0, tag: 'html' }, { id: HEAD, parent: HTML, tag: 'head' }, { id: BODY, parent: HTML, tag: 'body' }, ...nodes],
  },
  { type: 'page.ready', hidden: 0 },
];

/** Numbers events, one after the other. */
export function createNumbering(): (event: Unnumbered) => PageEvent {
  let seq = 0;
  return (event) => ({ ...event, seq: (seq += 1) }) as PageEvent;
}

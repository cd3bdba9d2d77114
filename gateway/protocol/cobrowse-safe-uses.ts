import type { KnownNode } from './cobrowse-safe-tree.ts';

/**
 * Keeps a `use` of SVG from showing what holds a `use` itself. Each level of such drawings may show the level below ten times: a
 * dozen short lines would be more than any browser can draw. So what can be named has an `id` or a `use` in it, never both; of two
 * that come together, the first stays.
 */
export interface SvgUses {
  hasId: boolean;
  /** Of a `use` that names something. */
  isUsing: boolean;
  /** How many of those there are at this element and below it. */
  count: number;
}

/** Whether an attribute may be set, or (`null`) is taken away; takes note of it. */
export function mayName(node: KnownNode, name: string, value: string | null): boolean {
  if (node.element?.namespace !== 'svg') return true;
  if (name === 'id') {
    const uses = usesOf(node);
    uses.hasId = value !== null && uses.count === 0;
    return value === null || uses.hasId;
  }
  if (name !== 'href' || node.element.tag !== 'use') return true;
  forgetUses(node);
  if (value === null) return true;
  if (lineOf(node).some(({ uses }) => uses?.hasId)) return false;
  usesOf(node).isUsing = true;
  count(node, 1);
  return true;
}

/** To be told of each node that is taken out. */
export function forgetUses(node: KnownNode): void {
  if (!node.uses?.isUsing) return;
  node.uses.isUsing = false;
  count(node, -1);
}

const usesOf = (node: KnownNode): SvgUses => (node.uses ??= { hasId: false, isUsing: false, count: 0 });

/** The element and all of SVG around it. */
function lineOf(node: KnownNode): KnownNode[] {
  const line: KnownNode[] = [];
  for (let at: KnownNode | undefined = node; at; at = at.parent) if (at.element?.namespace === 'svg') line.push(at);
  return line;
}

function count(node: KnownNode, change: number): void {
  for (const around of lineOf(node)) usesOf(around).count += change;
}

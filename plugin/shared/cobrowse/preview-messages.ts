import { LOOKS, type Look } from '../../../gateway/cobrowse/mask/looks-private.ts';
import type { MaskPolicy } from '../../../gateway/protocol/mask-policy.ts';
import { areMasks } from './recording-orders.ts';

/**
 * What an administrator's page and a page of a site that it opened say to each other, each to the other one's origin alone. No text of
 * the site's page is among it: an administrator reads that in the page itself.
 */

/** What is seen of a page, and looks as if it should not be. */
export interface SeenPlace {
  /** CSS, as a site's masks have it. */
  readonly selector: string;
  readonly look: Look;
  /** Elements of the page that look so and have this selector. */
  readonly count: number;
}

/** From the site's page. */
export type PreviewReport =
  /** It waits for masks. */
  | { type: 'preview.ready' }
  /** How many elements are hidden, and what is seen. `isPaused`: agents see nothing of this page. */
  | { type: 'preview.seen'; isPaused: boolean; hidden: number; seen: readonly SeenPlace[] };

/** From the administrator's page: what is hidden now, and what the marks mean. */
export interface PreviewOrder {
  type: 'preview.masks';
  masks: MaskPolicy;
  legend: string;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

/** What fits of what an administrator's page sent. */
export function previewOrder(data: unknown): PreviewOrder | null {
  if (!isObject(data) || data['type'] !== 'preview.masks') return null;
  return areMasks(data['masks']) && typeof data['legend'] === 'string' ? (data as unknown as PreviewOrder) : null;
}

/** What fits of what a site's page sent. */
export function previewReport(data: unknown): PreviewReport | null {
  if (!isObject(data)) return null;
  const { type, isPaused, hidden, seen } = data;
  if (type === 'preview.ready') return { type };
  const fits = type === 'preview.seen' && typeof isPaused === 'boolean' && isCount(hidden) && Array.isArray(seen) && seen.every(isSeenPlace);
  return fits ? (data as unknown as PreviewReport) : null;
}

function isSeenPlace(place: unknown): boolean {
  if (!isObject(place)) return false;
  const { selector, look, count } = place;
  return typeof selector === 'string' && LOOKS.some((known) => known === look) && isCount(count);
}

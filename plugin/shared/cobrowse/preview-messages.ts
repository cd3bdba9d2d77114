import type { PreviewMasks, PreviewReport } from '../../../gateway/protocol/preview.ts';
import { areMasks } from './recording-orders.ts';

/**
 * What a page that an administrator tries out and our frame in it say to each other, through a port that only the two have. They
 * greet as a visit's do (`page-messages.ts`); then the page asks, again and again.
 */

/** From the page: what it found since; `null`: nothing new. The server checks it. */
export interface PreviewAsked {
  type: 'preview.asked';
  code: string;
  report: PreviewReport | null;
}

/** From the frame; none where the server was not reached. */
export type PreviewAnswer = ({ type: 'preview.masks' } & PreviewMasks) | { type: 'preview.ended' };

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;

/** What fits of what a page sent. */
export function previewAsked(data: unknown): PreviewAsked | null {
  if (!isObject(data) || data['type'] !== 'preview.asked' || typeof data['code'] !== 'string') return null;
  return isObject(data['report']) || data['report'] === null ? (data as unknown as PreviewAsked) : null;
}

/** What fits of what our frame sent. */
export function previewAnswer(data: unknown): PreviewAnswer | null {
  if (!isObject(data)) return null;
  const { type, draft, masks, legend } = data;
  if (type === 'preview.ended') return { type };
  const fits = type === 'preview.masks' && Number.isSafeInteger(draft) && typeof legend === 'string' && areMasks(masks);
  return fits ? (data as unknown as PreviewAnswer) : null;
}

import type { FrameMessage } from './page-messages.ts';

/** What a page that is being told hears from the frame. */
export type RecordingOrder = Extract<FrameMessage, { type: 'page.resync' | 'page.pointer' | 'page.use' | 'page.act' | 'page.mark' }>;

/** Whether what a frame sent under one of these names fits. */
export function isRecordingOrder(order: RecordingOrder): boolean {
  const { at, isPressed, name, use, seq, act } = order as Partial<Record<string, unknown>>;
  switch (order.type) {
    case 'page.pointer':
      return (at === null || isPoint(at)) && (isPressed === undefined || isPressed === true) && isText(name);
    case 'page.use':
      return use === null || isUse(use);
    case 'page.act':
      // What it says is the server's to check, which took it from an agent.
      return Number.isSafeInteger(seq) && isObject(act) && isText(act['kind']);
    default:
      return true;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isFraction = (value: unknown): boolean => typeof value === 'number' && value >= 0 && value <= 1;
const isPoint = (value: unknown): boolean => isObject(value) && Number.isSafeInteger(value['id']) && isFraction(value['x']) && isFraction(value['y']);
const areTexts = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const isUse = (value: unknown): boolean => isObject(value) && isText(value['hint']) && areTexts(value['customerOnly']);

/** Whether it says what a site hides. */
export function areMasks(masks: unknown): boolean {
  if (!isObject(masks)) return false;
  const { mode, masks: masked, blocks, allows, noControl, pausedPaths } = masks;
  return (mode === 'reveal' || mode === 'maskAll') && [masked, blocks, allows, noControl, pausedPaths].every(areTexts);
}

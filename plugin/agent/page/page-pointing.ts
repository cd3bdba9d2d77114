import { pointAt } from '../../../gateway/cobrowse/replay/page-hit.ts';
import type { PagePoint } from '../../../gateway/protocol/cobrowse-acts.ts';
import type { PageFrame } from './page-frame.ts';

export interface PagePointing {
  /** The place in the customer's page at a place of this window, `null` where there is none. */
  pointAt(clientX: number, clientY: number): PagePoint | null;
  tell(at: PagePoint | null, isPressed?: true): void;
  /** Where the mouse is already, in CSS pixels of this window. */
  start?: { x: number; y: number };
}

/** Milliseconds between two positions that are told: 30 a second. */
const POINT_EVERY_MS = 33;
/** How often, in milliseconds, it is looked what a mouse that rests points at: the page moves under it. */
const LOOK_EVERY_MS = 250;

/**
 * Tells where the mouse points while it is over `layer`, which lies over the customer's page; a finger points where it presses.
 * @returns ends it: it points nowhere then.
 */
export function followPointing(layer: HTMLElement, { pointAt, tell, start }: PagePointing): () => void {
  const view = layer.ownerDocument.defaultView ?? window;
  const ending = new view.AbortController();
  const { signal } = ending;
  let mouse = start ?? null;
  let told = 'null';
  let pacing: number | undefined;

  const say = (at: PagePoint | null, isPressed?: true): void => {
    const text = JSON.stringify(at);
    if (text === told && !isPressed) return;
    told = text;
    tell(at, isPressed);
  };
  const look = (): void => say(mouse && pointAt(mouse.x, mouse.y));
  const onMove = ({ clientX: x, clientY: y }: PointerEvent): void => {
    mouse = { x, y };
    if (pacing !== undefined) return;
    look();
    pacing = view.setTimeout(() => {
      pacing = undefined;
      look();
    }, POINT_EVERY_MS);
  };
  const onDown = ({ clientX: x, clientY: y }: PointerEvent): void => {
    mouse = { x, y };
    say(pointAt(x, y), true);
  };
  const onLeave = (): void => {
    mouse = null;
    look();
  };
  layer.addEventListener('pointermove', onMove, { signal });
  layer.addEventListener('pointerdown', onDown, { signal });
  for (const type of ['pointerleave', 'pointercancel']) layer.addEventListener(type, onLeave, { signal });
  view.addEventListener('blur', onLeave, { signal });
  look();
  const looking = view.setInterval(() => mouse && look(), LOOK_EVERY_MS);
  return () => {
    ending.abort();
    view.clearInterval(looking);
    view.clearTimeout(pacing);
    onLeave();
  };
}

/** The place in the customer's page at a place of this window; `null` where nothing of it is shown. */
export function pointIn(frame: PageFrame, clientX: number, clientY: number): PagePoint | null {
  const { x, y } = frame.toPage(clientX, clientY);
  return frame.replay && pointAt(frame.replay, x, y);
}

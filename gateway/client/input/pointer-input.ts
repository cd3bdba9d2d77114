import { BUTTONS, WHEEL_STEPS_MAX, type Button, type RemoteInput } from '../../protocol/input.ts';
import { surfacePosition, type SurfacePosition } from './surface-position.ts';

export interface PointerInputOptions {
  send: (input: RemoteInput) => void;
  /** Called before a button or the wheel is sent, and while one is held: `KeyboardInput.syncModifiers`. */
  syncModifiers: (event: MouseEvent) => void;
}

export interface PointerInput {
  /** Releases the buttons that are held there. */
  stop(): void;
}

/** Milliseconds between two moves: at most 120 a second, in the whole milliseconds of a timer. */
export const MOVE_EVERY_MS = 9;

/** The bits of `MouseEvent.buttons` are in another order than the numbers of `MouseEvent.button`. */
const BUTTON_BITS: Readonly<Record<Button, number>> = { 0: 1, 1: 4, 2: 2, 3: 8, 4: 16 };

/** One step of a wheel in the units of `deltaMode`: pixels, lines, pages. */
const STEP_DELTAS = [100, 3, 1];
/** … and in those of `wheelDelta`, which all browsers still tell; of a mouse's wheel it is a multiple of this. */
const STEP_WHEEL_DELTA = 120;

/** What the browser would do by itself: take the focus, drag the picture, scroll, go back a page, open a menu. */
const PREVENTED = ['mousedown', 'mouseup', 'auxclick', 'contextmenu', 'dragstart'];

/**
 * Sends what a mouse or pen does on a picture. A drag may leave the picture. Fingers scroll, and the wheel zooms the
 * picture while Ctrl is held: both are left to the page.
 * @param video - Shows the whole surface (`object-fit: contain`), without border or padding.
 */
export function followPointer(video: HTMLVideoElement, options: PointerInputOptions): PointerInput {
  const { send, syncModifiers } = options;
  /** Buttons that are down there, as in `MouseEvent.buttons`. */
  let held = 0;
  /** Where the pointer was told to be. */
  let at: SurfacePosition | null = null;
  /** What waits for the next message. */
  let move: SurfacePosition | null = null;
  let wheelAt: SurfacePosition | null = null;
  let right = 0;
  let down = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const positionOf = (event: MouseEvent): SurfacePosition | null =>
    surfacePosition(
      event,
      {
        rect: video.getBoundingClientRect(),
        size: { width: video.videoWidth, height: video.videoHeight },
        pixelRatio: video.ownerDocument.defaultView?.devicePixelRatio ?? 1,
      },
      held > 0,
    );

  function sendWaiting(): void {
    // Browsers repeat a move when the page changes under a pointer that rests; the desktop's own mouse may be in use.
    if (move && (move.x !== at?.x || move.y !== at.y)) send({ kind: 'move', ...(at = move) });
    move = null;
    const steps = { right: toSteps(right), down: toSteps(down) };
    if (wheelAt && (steps.right || steps.down)) {
      send({ kind: 'wheel', ...(at = wheelAt), ...steps });
      // What is beyond the most in one message is dropped: it would come after the wheel has stopped.
      right %= 1;
      down %= 1;
    }
    wheelAt = null;
  }

  /** The first at once, then as many as may be. */
  function pace(): void {
    if (timer !== null) return;
    sendWaiting();
    timer = setTimeout(() => {
      timer = null;
      if (move || wheelAt) pace();
    }, MOVE_EVERY_MS);
  }

  function changeButtons(buttons: number, position: SurfacePosition): void {
    sendWaiting();
    at = position;
    for (const button of BUTTONS) {
      const bit = BUTTON_BITS[button];
      if ((buttons ^ held) & bit) send({ kind: 'button', ...position, button, down: (buttons & bit) > 0 });
    }
    held = buttons;
  }

  function releaseAll(): void {
    const position = move ?? at;
    if (held && position) changeButtons(0, position);
  }

  function onPointer(event: PointerEvent): void {
    if (event.pointerType === 'touch') return;
    const position = positionOf(event) ?? (held ? at : null);
    if (!position) return;
    // While a button is down, others are told as moves. One that went down elsewhere is not sent.
    const mayPress = event.type === 'pointerdown' || (held > 0 && event.button >= 0);
    const buttons = mayPress ? event.buttons & 31 : event.buttons & held;
    if (held || buttons) syncModifiers(event);
    if (buttons !== held) {
      if (!held) video.setPointerCapture(event.pointerId);
      changeButtons(buttons, position);
    } else {
      move = position;
      pace();
    }
  }

  function onLost(event: PointerEvent): void {
    if (event.pointerType !== 'touch') releaseAll();
  }

  function onWheel(event: WheelEvent): void {
    const position = event.ctrlKey ? null : positionOf(event);
    if (!position) return;
    event.preventDefault();
    syncModifiers(event);
    const turned = stepsOf(event);
    right = add(right, turned.right);
    down = add(down, turned.down);
    wheelAt = position;
    pace();
  }

  const listening = new AbortController();
  const { signal } = listening;
  for (const type of ['pointermove', 'pointerdown', 'pointerup'] as const)
    video.addEventListener(type, onPointer, { signal });
  for (const type of ['pointercancel', 'lostpointercapture'] as const) video.addEventListener(type, onLost, { signal });
  video.addEventListener('wheel', onWheel, { signal, passive: false });
  for (const type of PREVENTED) video.addEventListener(type, (event) => event.preventDefault(), { signal });

  return {
    stop() {
      listening.abort();
      if (timer !== null) clearTimeout(timer);
      releaseAll();
    },
  };
}

/** Never `-0`. */
const toSteps = (turned: number): number =>
  Math.min(WHEEL_STEPS_MAX, Math.max(-WHEEL_STEPS_MAX, Math.trunc(turned))) || 0;

/** Turning back begins anew. */
const add = (waiting: number, turned: number): number => (waiting * turned < 0 ? turned : waiting + turned);

/** `deltaMode` is read first: Firefox tells pixels otherwise, and their number depends on the page. */
function stepsOf(event: WheelEvent & { wheelDeltaX?: number; wheelDeltaY?: number }): { right: number; down: number } {
  const unit = STEP_DELTAS[event.deltaMode] ?? 1;
  const right = steps(event.deltaX, event.wheelDeltaX, unit);
  const down = steps(event.deltaY, event.wheelDeltaY, unit);
  // Some browsers turn the wheel sideways for Shift; it is the other end's to do that, which has its own Shift.
  return event.shiftKey && !down ? { right: 0, down: right } : { right, down };
}

/** A mouse's wheel makes whole steps, of 100 pixels on Windows, 120 on X. */
function steps(delta: number, wheelDelta: number | undefined, unit: number): number {
  const notches = -(wheelDelta ?? 0) / STEP_WHEEL_DELTA;
  return notches && Number.isInteger(notches) ? notches : delta / unit;
}

import { caretAt } from '../../../../gateway/cobrowse/replay/page-caret.ts';
import { elementAt } from '../../../../gateway/cobrowse/replay/page-hit.ts';
import { isHtml, nameOf, parentOf } from '../../../../gateway/cobrowse/replay/natives.ts';
import type { PageAct } from '../../../../gateway/protocol/cobrowse-acts.ts';
import type { PageFrame } from '../page-frame.ts';
import { pointIn } from '../page-pointing.ts';

export interface PageMouseOptions {
  readonly frame: PageFrame;
  readonly act: (act: PageAct) => void;
  /** A list to choose from was clicked. */
  readonly choose: (select: HTMLSelectElement) => void;
  /** What was clicked is known to be nobody's but the customer's. */
  readonly refused: () => void;
}

/** CSS pixels by which a click may slip; more selects text. */
const CLICK_SLIP_PX = 4;
/** Milliseconds between two turns of the wheel that are sent. */
const WHEEL_EVERY_MS = 50;
const LINE_PX = 16;

/** Follows the mouse over the layer before a shared page while the agent uses that page. @returns ends it. */
export function followPageMouse(layer: HTMLElement, { frame, act, choose, refused }: PageMouseOptions): { stop(): void } {
  const view = layer.ownerDocument.defaultView ?? window;
  const ending = new view.AbortController();
  const { signal } = ending;
  let pressed: PointerEvent | null = null;
  /** A browser tells of a click after a drag, too. */
  let wasDrag = false;
  let turned = { right: 0, down: 0 };
  let wheeling: number | undefined;
  let wheelAt: WheelEvent | null = null;

  /** What of the customer's page is under the mouse. */
  const hit = ({ clientX, clientY }: MouseEvent) => {
    const { replay } = frame;
    const { x, y } = frame.toPage(clientX, clientY);
    const element = replay && elementAt(replay.document, x, y);
    return element && replay ? { element, replay, x, y } : null;
  };
  const isUntouchable = ({ element, replay }: NonNullable<ReturnType<typeof hit>>): boolean => {
    for (let node: Node | null = element; node; node = parentOf(node)) if (replay.isUntouchable(node)) return true;
    return false;
  };

  const click = (event: MouseEvent): void => {
    const at = hit(event);
    const point = pointIn(frame, event.clientX, event.clientY);
    if (!at || !point) return;
    if (isUntouchable(at)) return refused();
    const select = selectOf(at.element);
    if (select) return choose(select);
    act({ kind: 'click', point, count: event.detail === 2 ? 2 : 1 });
    const caret = isTextField(at.element) ? caretAt(at.replay, at.x, at.y) : null;
    if (caret && caret.id === point.id) act({ kind: 'select', from: caret, to: caret });
  };
  const select = (from: PointerEvent, to: PointerEvent): void => {
    const [first, last] = [from, to].map((event) => {
      const at = hit(event);
      return at && caretAt(at.replay, at.x, at.y);
    });
    if (first && last) act({ kind: 'select', from: first, to: last });
  };
  const onUp = (event: PointerEvent): void => {
    const from = pressed;
    pressed = null;
    if (!from || from.pointerId !== event.pointerId) return;
    wasDrag = Math.hypot(event.clientX - from.clientX, event.clientY - from.clientY) > CLICK_SLIP_PX;
    if (wasDrag) select(from, event);
  };
  const onClick = (event: MouseEvent): void => {
    if (event.button === 0 && !wasDrag) click(event);
  };
  const turn = (): void => {
    wheeling = undefined;
    const point = wheelAt && pointIn(frame, wheelAt.clientX, wheelAt.clientY);
    const { right, down } = turned;
    turned = { right: 0, down: 0 };
    if (!point || (!right && !down)) return;
    act({ kind: 'scroll', id: point.id, rightPx: right, downPx: down });
    wheeling = view.setTimeout(turn, WHEEL_EVERY_MS);
  };
  const onWheel = (event: WheelEvent): void => {
    if (event.ctrlKey) return; // zooms the window
    event.preventDefault();
    event.stopPropagation();
    const unitPx = event.deltaMode === 0 ? 1 : event.deltaMode === 1 ? LINE_PX : layer.clientHeight;
    wheelAt = event;
    turned = { right: bounded(turned.right + event.deltaX * unitPx), down: bounded(turned.down + event.deltaY * unitPx) };
    if (wheeling === undefined) turn();
  };
  const onMove = (event: PointerEvent): void => {
    const at = hit(event);
    layer.style.cursor = at && isUntouchable(at) ? 'not-allowed' : 'default';
  };

  layer.addEventListener('pointerdown', (event) => (pressed = event.button === 0 ? event : null), { signal });
  layer.addEventListener('pointerup', onUp, { signal });
  layer.addEventListener('pointercancel', () => (pressed = null), { signal });
  layer.addEventListener('click', onClick, { signal });
  layer.addEventListener('pointermove', onMove, { signal });
  layer.addEventListener('wheel', onWheel, { signal, passive: false });
  return {
    stop() {
      ending.abort();
      view.clearTimeout(wheeling);
      layer.style.cursor = '';
    },
  };
}

const bounded = (px: number): number => Math.max(-10_000, Math.min(10_000, px));

/** The list that an element is, or is in. */
function selectOf(element: Element): HTMLSelectElement | null {
  for (let node: Node | null = element; node; node = parentOf(node))
    if (node.nodeType === Node.ELEMENT_NODE && isHtml(node as Element) && nameOf(node as Element) === 'select') return node as HTMLSelectElement;
  return null;
}

const isTextField = (element: Element): boolean => isHtml(element) && /^(?:input|textarea)$/.test(nameOf(element));

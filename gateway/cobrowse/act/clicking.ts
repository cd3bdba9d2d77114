import { closest, viewOf } from './composed-tree.ts';
import { focusByPress } from './focus.ts';
import type { Reached } from './reach.ts';
import { isTextField, selectIn } from './text-field.ts';

/**
 * Clicks once, as a mouse does: the page's scripts see every event in its order.
 * @param count - 2: the second of a double click
 */
export function clickAt({ element, x, y }: Reached, count: 1 | 2): void {
  const fire = fireAt(element, x, y, count);
  fire('pointerdown', true);
  const isPrevented = !fire('mousedown', true);
  if (!isPrevented && element.isConnected) press(element);
  fire('pointerup', false);
  fire('mouseup', false);
  fire('click', false);
  if (count === 2) fire('dblclick', false);
  const { control } = (closest(element, 'label') as HTMLLabelElement | null) ?? {};
  if (control?.isConnected) control.focus({ preventScroll: true });
}

/** One that had the keyboard already keeps what is selected in it. */
function press(element: Element): void {
  const before = element.getRootNode() as Document | ShadowRoot;
  const hadFocus = before.activeElement === element;
  focusByPress(element);
  if (!hadFocus && isTextField(element)) selectIn(element, element.value.length, element.value.length);
}

/** @returns fires one event; `false`: its default was prevented. */
const fireAt =
  (element: Element, clientX: number, clientY: number, detail: number) =>
  (type: string, isDown: boolean): boolean => {
    const view = viewOf(element);
    const init = { view, bubbles: true, cancelable: true, composed: true, clientX, clientY, button: 0, buttons: isDown ? 1 : 0, detail };
    if (!type.startsWith('pointer')) return element.dispatchEvent(new view.MouseEvent(type, init));
    return element.dispatchEvent(new view.PointerEvent(type, { ...init, detail: 0, pointerId: 1, pointerType: 'mouse', isPrimary: true }));
  };

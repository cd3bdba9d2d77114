/** How often it is looked whether the page has opened a modal dialog, or closed it without a word, in milliseconds. */
const LOOK_EVERY_MS = 400;
const MODAL = 'dialog:modal';

/**
 * Keeps the host usable while the page has a modal dialog open: that makes everything outside it inert, the frame too, in which the
 * customer stops sharing. So the host moves into the dialog, in front of all that is there, and back. Where the browser cannot move
 * a frame as it is, the frame loads anew, and goes on as in the next page.
 *
 * @returns ends it, and brings the host back.
 */
export function keepAboveDialogs(host: HTMLElement): () => void {
  if (!CSS.supports(`selector(${MODAL})`)) return () => undefined;
  const look = (): void => {
    // A page that took the host out has its reason; one that took out a dialog meant that.
    if (!host.isConnected && !isMoved) return;
    const dialog = openDialog();
    put(host, dialog ?? document.documentElement);
    isMoved = dialog !== null;
  };
  let isMoved = false;
  const timer = setInterval(look, LOOK_EVERY_MS);
  for (const event of ['toggle', 'close']) document.addEventListener(event, look, true);
  return () => {
    clearInterval(timer);
    for (const event of ['toggle', 'close']) document.removeEventListener(event, look, true);
    if (isMoved) put(host, document.documentElement);
  };
}

function put(host: HTMLElement, place: Element): void {
  if (host.parentNode === place) return;
  const isInPage = place === document.documentElement;
  if (isInPage) host.removeAttribute('popover');
  if (host.isConnected && 'moveBefore' in place) (place as MovingElement).moveBefore(host, null);
  else place.append(host);
  if (isInPage || !('showPopover' in host)) return;
  host.popover = 'manual';
  // Shown anew, it is above the dialog that opened last.
  if (host.matches(':popover-open')) host.hidePopover();
  host.showPopover();
}

/** Of browsers since 2025: what moves stays as it is. */
interface MovingElement extends Element {
  moveBefore(node: Node, child: Node | null): void;
}

/** The one that is above all others: wherever the mouse is, it is in there, or over the backdrop. Not one in a closed shadow root. */
function openDialog(): Element | null {
  const at = [innerWidth / 2, innerHeight / 2] as const;
  let found = document.elementFromPoint(...at);
  for (let root = found?.shadowRoot; root; root = found?.shadowRoot) {
    const inside: Element | null = root.elementFromPoint(...at);
    if (inside?.getRootNode() !== root) break;
    found = inside;
  }
  for (; found; found = around(found)) {
    if (found.matches(MODAL)) return found;
    const inside = found.shadowRoot?.querySelector(MODAL); // around text that is slotted into it
    if (inside) return inside;
  }
  return null;
}

/** What it is drawn in, across shadow roots. */
function around(element: Element): Element | null {
  const root = element.getRootNode();
  return element.assignedSlot ?? element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}

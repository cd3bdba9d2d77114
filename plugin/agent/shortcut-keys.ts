import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { actionOf, type ShortcutAction, type Shortcuts } from './shortcuts.ts';

/**
 * Listens for the keys of the dashboard, wherever on the page the focus is. Nothing happens while somebody types, while
 * a modal box is open, or where something else took the key.
 */
export class ShortcutKeys implements ReactiveController {
  readonly #getShortcuts: () => Shortcuts;
  readonly #run: (action: ShortcutAction) => void;

  constructor(host: ReactiveControllerHost, getShortcuts: () => Shortcuts, run: (action: ShortcutAction) => void) {
    this.#getShortcuts = getShortcuts;
    this.#run = run;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('keydown', this.#onKeydown);
  }

  hostDisconnected(): void {
    document.removeEventListener('keydown', this.#onKeydown);
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.repeat) return;
    const action = actionOf(event, this.#getShortcuts());
    if (!action || isTyped(event) || hasModal(document)) return;
    event.preventDefault();
    this.#run(action);
  };
}

function isTyped(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input, textarea, select');
}

/** Looked for only when one of our keys was pressed. */
function hasModal(root: ParentNode): boolean {
  return [...root.querySelectorAll('*')].some(
    (element) => element.matches('dialog:modal') || (element.shadowRoot !== null && hasModal(element.shadowRoot)),
  );
}

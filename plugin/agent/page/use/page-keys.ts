import type { ActKey } from '../../../../gateway/protocol/cobrowse-act-kinds.ts';
import type { PageAct } from '../../../../gateway/protocol/cobrowse-acts.ts';
import type { KeyCode, RemoteInput } from '../../../../gateway/protocol/input.ts';

/** Physical keys that do something in a page; what is not here is not sent. */
const KEYS: Partial<Record<KeyCode, ActKey>> = {
  Enter: 'Enter',
  NumpadEnter: 'Enter',
  Tab: 'Tab',
  Space: 'Space',
  Backspace: 'Backspace',
  Delete: 'Delete',
  ArrowLeft: 'ArrowLeft',
  ArrowRight: 'ArrowRight',
  ArrowUp: 'ArrowUp',
  ArrowDown: 'ArrowDown',
  Home: 'Home',
  End: 'End',
  PageUp: 'PageUp',
  PageDown: 'PageDown',
  Escape: 'Escape',
};
const MODIFIER = /^(Shift|Control|Alt|Meta)(?:Left|Right)$/;

/** Makes of what a keyboard tells (`followKeyboard`) what is done in a page. */
export class PageKeys {
  readonly #act: (act: PageAct) => void;
  readonly #held = new Set<string>();

  constructor(act: (act: PageAct) => void) {
    this.#act = act;
  }

  take(input: RemoteInput): void {
    // A space presses what is no text.
    if (input.kind === 'text') this.#act(input.text === ' ' ? { kind: 'key', key: 'Space' } : input);
    if (input.kind === 'key') this.#key(input.code, input.down);
  }

  #key(code: KeyCode, isDown: boolean): void {
    const [, modifier] = MODIFIER.exec(code) ?? [];
    if (modifier) return void (isDown ? this.#held.add(modifier) : this.#held.delete(modifier));
    if (!isDown || this.#held.has('Alt')) return;
    if (this.#held.has('Control') || this.#held.has('Meta')) {
      if (code === 'KeyA') this.#act({ kind: 'key', key: 'SelectAll' });
      return;
    }
    const key = KEYS[code];
    if (key) this.#act({ kind: 'key', key, ...(this.#held.has('Shift') && { shift: true as const }) });
  }
}

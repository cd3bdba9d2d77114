import { KEY_CODES, MODIFIER_CODES, type KeyCode, type ModifierCode, type RemoteInput } from '../../protocol/input.ts';
import { tap, typeText } from './typed-text.ts';

/** What an event of the mouse or the keyboard tells about the modifiers that are held. */
export type ModifierState = Pick<MouseEvent, 'type' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey' | 'getModifierState'>;

export interface KeyboardInputOptions {
  send: (input: RemoteInput) => void;
  /** A shortcut that gives the keyboard back to this desktop. Nothing of it is sent. */
  isRelease: (event: KeyboardEvent) => boolean;
  /** Called with that shortcut, after everything that is held there was released. */
  release: () => void;
}

export interface KeyboardInput {
  /**
   * Before a button or the wheel: the modifiers that are held here are held there, and no others. Only while the textarea
   * has the focus, since their release would not be seen otherwise; a `pointerdown` gives it the focus.
   */
  syncModifiers(event: ModifierState): void;
  /** Releases everything that is held there. Text that is still being composed is not sent. */
  stop(): void;
}

type ModifierKind = 'Shift' | 'Control' | 'Alt' | 'Meta';
const KINDS: readonly ModifierKind[] = ['Control', 'Alt', 'Meta', 'Shift'];

/** CapsLock and NumLock act on what is typed here, and leave those of the other desktop as they are. */
const NOT_SENT: readonly string[] = ['CapsLock', 'NumLock', ...MODIFIER_CODES];
const SENT: ReadonlySet<string> = new Set(KEY_CODES.filter((code) => !NOT_SENT.includes(code)));
const isSent = (code: string): code is KeyCode => SENT.has(code);

/** Not with a keyboard, or not for a keyboard there: the clipboard of one desktop stays out of the other. */
const FOREIGN_INPUT = /FromPaste|FromDrop|FromYank|^history|^format/;

/**
 * Sends what is typed into a textarea that has the focus while another desktop is controlled by it. Printable text goes as text,
 * by way of the textarea itself, so that every layout, dead keys and input methods work; everything else goes as keys, and
 * does nothing here. A modifier is sent with the first key, button or wheel that it belongs to, not before. It gets no key
 * event further than the textarea: shortcuts of the page do not act meanwhile.
 * @param textarea - Empty, without autocapitalize, autocomplete, autocorrect and spellcheck.
 */
export function followKeyboard(textarea: HTMLTextAreaElement, options: KeyboardInputOptions): KeyboardInput {
  const { send, isRelease, release } = options;
  /** What is down there, by the key that is down here, in the order of their presses. */
  const held = new Map<string, KeyCode>();
  /** The modifiers that are down here. */
  const pressed = new Set<ModifierCode>();
  /** A modifier while nothing else was pressed with it. */
  let lone: ModifierCode | null = null;

  function press(id: string, code: KeyCode): void {
    held.set(id, code);
    send({ kind: 'key', code, down: true });
  }

  function lift(id: string): void {
    const code = held.get(id);
    if (code && held.delete(id)) send({ kind: 'key', code, down: false });
  }

  function liftAll(): void {
    [...held.keys()].toReversed().forEach(lift);
  }

  function liftModifiers(): void {
    MODIFIER_CODES.forEach(lift);
  }

  /** Some releases are not told, as that of the one Shift while the other is down (Windows). */
  function forgetReleased(kinds: ReadonlySet<ModifierKind>): void {
    for (const code of MODIFIER_CODES) {
      if (kinds.has(kindOf(code))) continue;
      pressed.delete(code);
      lift(code);
    }
  }

  function pressModifiers(kinds: ReadonlySet<ModifierKind>): void {
    for (const kind of KINDS) {
      if (!kinds.has(kind)) continue;
      const codes = [...pressed].filter((code) => kindOf(code) === kind);
      // It went down elsewhere.
      for (const code of codes.length ? codes : [`${kind}Left` as const]) if (!held.has(code)) press(code, code);
    }
  }

  function flush(): void {
    const text = textarea.value;
    if (!text) return;
    textarea.value = '';
    lone = null;
    liftModifiers();
    typeText(text).forEach(send);
  }

  function onKeydown(event: KeyboardEvent): void {
    event.stopPropagation();
    if (isRelease(event)) {
      event.preventDefault();
      lone = null;
      liftAll();
      release();
      return;
    }
    const kinds = modifiersOf(event);
    forgetReleased(kinds);
    const modifier = MODIFIER_CODES.find((code) => code === event.code && event.key === kindOf(code));
    if (modifier) {
      event.preventDefault();
      if (!event.repeat) lone = pressed.size ? null : modifier;
      pressed.add(modifier);
      return;
    }
    lone = null;
    const code = codeOf(event, kinds);
    if (!code) return;
    event.preventDefault();
    pressModifiers(kinds);
    const id = idOf(event);
    // Its release was not told.
    if (!event.repeat) lift(id);
    press(id, code);
    // macOS does not tell the release of a key while Meta is down; the key would be repeated there until then.
    if (event.metaKey) lift(id);
  }

  function onKeyup(event: KeyboardEvent): void {
    event.stopPropagation();
    event.preventDefault();
    const modifier = MODIFIER_CODES.find((code) => code === event.code);
    if (!modifier) {
      lift(idOf(event));
      return;
    }
    const isTap = modifier === lone && /^(Alt|Meta)/.test(modifier);
    lone = null;
    pressed.delete(modifier);
    // What is still down of a shortcut would become a key of its own there.
    if (kindOf(modifier) === 'Shift') lift(modifier);
    else liftAll();
    forgetReleased(modifiersOf(event));
    if (isTap) tap([modifier]).forEach(send);
  }

  function onBlur(): void {
    lone = null;
    pressed.clear();
    liftAll();
  }

  const listening = new AbortController();
  const { signal } = listening;
  textarea.addEventListener('keydown', onKeydown, { signal });
  textarea.addEventListener('keyup', onKeyup, { signal });
  textarea.addEventListener('blur', onBlur, { signal });
  textarea.addEventListener(
    'beforeinput',
    (event) => {
      if (FOREIGN_INPUT.test(event.inputType)) event.preventDefault();
    },
    { signal },
  );
  // Chromium ends a composition after its last input, Firefox before it: what was sent is no longer there.
  textarea.addEventListener('compositionend', flush, { signal });
  textarea.addEventListener(
    'input',
    (event) => {
      if (!(event as InputEvent).isComposing) flush();
    },
    { signal },
  );

  return {
    syncModifiers(event) {
      lone = null;
      if (event.type === 'pointerdown') textarea.focus({ preventScroll: true });
      const kinds = modifiersOf(event);
      forgetReleased(kinds);
      if (textarea.matches(':focus')) pressModifiers(kinds);
    },
    stop() {
      listening.abort();
      liftAll();
      textarea.value = '';
    },
  };
}

const kindOf = (code: ModifierCode): ModifierKind => code.replace(/Left|Right/, '') as ModifierKind;

/** Virtual keyboards tell no code. */
const idOf = ({ code, key }: KeyboardEvent): string => code || key;

const isApple = (): boolean => /^(Mac|iP)/.test(navigator.platform);

/** Without those that only reach a character: AltGr is Ctrl and Alt together on Windows. */
function modifiersOf(event: ModifierState): ReadonlySet<ModifierKind> {
  // Firefox calls Option so too, but Option and an arrow key is no character.
  const isAltGraph = !isApple() && event.getModifierState('AltGraph');
  const kinds = new Set<ModifierKind>();
  if (event.ctrlKey && !isAltGraph) kinds.add('Control');
  if (event.altKey && !isAltGraph) kinds.add('Alt');
  if (event.metaKey) kinds.add('Meta');
  if (event.shiftKey) kinds.add('Shift');
  return kinds;
}

/** What is sent as a key; `null` for what becomes text, or remains with the own browser. */
function codeOf(event: KeyboardEvent, kinds: ReadonlySet<ModifierKind>): KeyCode | null {
  const { key, code } = event;
  // An input method has it; Safari tells so only by the number.
  if (event.isComposing || event.keyCode === 229) return null;
  // Keys without a character are named alike in both, but on the keypad without NumLock, and where a key was given
  // another meaning.
  if (isSent(key)) return code === 'NumpadEnter' ? code : key;
  const isAltAlone = kinds.has('Alt') && !kinds.has('Control') && !kinds.has('Meta');
  // Option reaches characters on macOS, and so do Alt and a number on Windows.
  const isCharacter = isAltAlone && (isApple() || /^Numpad\d/.test(code));
  const isShortcut = (kinds.has('Control') || kinds.has('Alt') || kinds.has('Meta')) && !isCharacter;
  return isShortcut && isSent(code) ? code : null;
}

/** What a key of the dashboard can do, in the order of the list. */
export const SHORTCUT_ACTIONS = [
  'requestView',
  'requestControl',
  'releaseControl',
  'stopSharing',
  'newSession',
  'sessionList',
  'nextSession',
  'previousSession',
  'shortcuts',
] as const;
export type ShortcutAction = (typeof SHORTCUT_ACTIONS)[number];

/**
 * The key of each action, pressed together with Alt and Shift: an upper-case letter, a digit, or an arrow by its DOM
 * name. Letters alone belong to screen readers, Ctrl to browsers, Ctrl with Alt to VoiceOver and to AltGr.
 */
export type Shortcuts = Readonly<Record<ShortcutAction, string>>;

export const DEFAULT_SHORTCUTS: Shortcuts = {
  requestView: 'V',
  requestControl: 'K',
  releaseControl: 'R',
  stopSharing: 'X',
  newSession: 'C',
  sessionList: 'O',
  nextSession: 'ArrowRight',
  previousSession: 'ArrowLeft',
  shortcuts: 'H',
};

/** What Chromium itself does with Alt and Shift, on Windows, Linux or ChromeOS. */
const RESERVED: readonly string[] = ['A', 'B', 'I', 'L', 'M', 'N', 'S', 'T'];

/** Why keys cannot be used: not Alt and Shift with one more key, the browser's, or those of another action. */
export type ShortcutRefusal = { reason: 'combination' | 'reserved' } | { reason: 'taken'; by: ShortcutAction };

/** The key that was pressed together with Alt and Shift; `null` where it is anything else. */
export function shortcutKey(event: KeyboardEvent): string | null {
  if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey || event.isComposing) return null;
  if (event.key.startsWith('Arrow')) return event.key;
  const key = event.key.toUpperCase();
  if (/^[A-Z0-9]$/.test(key)) return key;
  // On a Mac, Option writes other characters: there the key's place tells the letter.
  return /^(?:Key|Digit)([A-Z0-9])$/.exec(event.code)?.[1] ?? null;
}

/** The action of a key that was pressed, if it has one. */
export function actionOf(event: KeyboardEvent, shortcuts: Shortcuts): ShortcutAction | null {
  const key = shortcutKey(event);
  return key === null ? null : (SHORTCUT_ACTIONS.find((action) => shortcuts[action] === key) ?? null);
}

/** Whether an action may have the key that was pressed. */
export function refusalOf(key: string | null, action: ShortcutAction, shortcuts: Shortcuts): ShortcutRefusal | null {
  if (key === null) return { reason: 'combination' };
  if (RESERVED.includes(key)) return { reason: 'reserved' };
  const by = SHORTCUT_ACTIONS.find((other) => other !== action && shortcuts[other] === key);
  return by ? { reason: 'taken', by } : null;
}

const KEY = /^([A-Z0-9]|Arrow(Up|Down|Left|Right))$/;
const STORAGE_KEY = 'sideseat.shortcuts';

/** The keys chosen earlier in this browser; the defaults where there are none, or where they cannot be used. */
export function rememberedShortcuts(): Shortcuts {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}');
    return withChosen(stored);
  } catch {
    return DEFAULT_SHORTCUTS;
  }
}

/** Remembers the choice for the next visit. Private windows may forbid it; then it lasts for this page only. */
export function rememberShortcuts(shortcuts: Shortcuts): void {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(shortcuts));
  } catch {
    // The choice holds for this page.
  }
}

/** Takes nothing from the browser's storage that could not have been chosen; one bad key, and all are the defaults. */
function withChosen(stored: unknown): Shortcuts {
  const chosen: Shortcuts = { ...DEFAULT_SHORTCUTS, ...(stored as Partial<Shortcuts>) };
  const isGood = (action: ShortcutAction): boolean => {
    const key: unknown = chosen[action];
    return typeof key === 'string' && KEY.test(key) && refusalOf(key, action, chosen) === null;
  };
  return SHORTCUT_ACTIONS.every(isGood) ? chosen : DEFAULT_SHORTCUTS;
}

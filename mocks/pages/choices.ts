import type { Locale } from '../../gateway/protocol/vocabulary.ts';
import { ERROR_CODES, LOCALES } from '../../gateway/protocol/vocabulary.ts';
import type { ApiBehaviour } from '../api.ts';

/** How a state is shown: the catalogue's controls, and the query of a frame's address. */
export interface Choices {
  theme: 'system' | 'light' | 'dark';
  locale: Locale;
  /** CSS pixels; `full`: as wide as there is room. */
  width: '320' | '768' | '1280' | 'full';
  delay: 'none' | 'usual' | 'slow';
  answer: ApiBehaviour['answer'];
}

export const THEMES: readonly Choices['theme'][] = ['system', 'light', 'dark'];
export const WIDTHS: readonly Choices['width'][] = ['320', '768', '1280', 'full'];
/** Milliseconds before each answer of the mocked HTTP API. */
export const DELAYS: Readonly<Record<Choices['delay'], number>> = { none: 0, usual: 180, slow: 3_000 };
export const ANSWERS: readonly Choices['answer'][] = [
  'usual',
  'offline',
  'E_SIGN_IN',
  'E_PIN_INVALID',
  'E_LINK_INVALID',
  'E_TOO_MANY_ATTEMPTS',
  'E_INTERNAL',
];

export function readChoices(query: URLSearchParams): Choices {
  const pick = <T extends string>(name: string, among: readonly T[], otherwise: T): T =>
    among.find((value) => value === query.get(name)) ?? otherwise;
  return {
    theme: pick('theme', THEMES, 'system'),
    locale: pick('locale', LOCALES, 'en'),
    width: pick('width', WIDTHS, 'full'),
    delay: pick('delay', Object.keys(DELAYS) as Choices['delay'][], 'usual'),
    answer: pick('answer', ['usual', 'offline', ...ERROR_CODES], 'usual'),
  };
}

/** The address at which one state is shown alone. */
export function frameUrl(id: string, choices: Partial<Choices> = {}): string {
  return `/mocks/pages/frame.html?${new URLSearchParams({ ...choices, show: id })}`;
}

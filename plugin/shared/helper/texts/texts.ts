import { Texts } from '../../i18n/texts.ts';
import { en, type HelperTextKey } from './en.ts';

/** The texts of the helper's card. */
export const helperTexts = new Texts<HelperTextKey>(en, {
  de: async () => (await import('./de.ts')).de,
  fr: async () => (await import('./fr.ts')).fr,
  it: async () => (await import('./it.ts')).it,
  ja: async () => (await import('./ja.ts')).ja,
});

export type { HelperTextKey };

import { Texts } from '../../../../shared/i18n/texts.ts';
import { en, type PreferenceTextKey } from './en.ts';

/** The texts of the preference about the customer's application, fetched with it. */
export const preferenceTexts = new Texts<PreferenceTextKey>(en, {
  de: async () => (await import('./de.ts')).de,
  fr: async () => (await import('./fr.ts')).fr,
  it: async () => (await import('./it.ts')).it,
  ja: async () => (await import('./ja.ts')).ja,
});

export type { PreferenceTextKey };

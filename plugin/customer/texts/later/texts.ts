import { Texts } from '../../../shared/i18n/texts.ts';
import { en, type LaterTextKey } from './en.ts';

/** The texts of the part that is fetched once a customer is connected. */
export const laterTexts = new Texts<LaterTextKey>(en, {
  de: async () => (await import('./de.ts')).de,
  fr: async () => (await import('./fr.ts')).fr,
  it: async () => (await import('./it.ts')).it,
  ja: async () => (await import('./ja.ts')).ja,
});

export type { LaterTextKey };

import { Texts } from '../../../../shared/i18n/texts.ts';
import { en, type StepsTextKey } from './en.ts';

/** How far the customer is with the helper, fetched with that part. */
export const stepsTexts = new Texts<StepsTextKey>(en, {
  de: async () => (await import('./de.ts')).de,
  fr: async () => (await import('./fr.ts')).fr,
  it: async () => (await import('./it.ts')).it,
  ja: async () => (await import('./ja.ts')).ja,
});

export type { StepsTextKey };

import { controlTexts, type ControlTextKey } from '../../../../shared/control/texts/texts.ts';
import { Texts } from '../../../../shared/i18n/texts.ts';
import { en, type PageUseOwnKey } from './en.ts';

/** The texts of using a customer's page, fetched with that part. */
export const pageUseTexts = new Texts<PageUseOwnKey>(en, {
  de: async () => (await import('./de.ts')).de,
  fr: async () => (await import('./fr.ts')).fr,
  it: async () => (await import('./it.ts')).it,
  ja: async () => (await import('./ja.ts')).ja,
}).with(controlTexts);

export type PageUseTextKey = PageUseOwnKey | ControlTextKey;

import { controlTexts, type ControlTextKey } from '../../../shared/control/texts/texts.ts';
import { Texts } from '../../../shared/i18n/texts.ts';
import { en, type CustomerControlTextKey } from './en.ts';

export type AnyControlTextKey = ControlTextKey | CustomerControlTextKey;

/** The texts of controlling the agent's desktop, fetched with that part. */
export const customerControlTexts = new Texts<CustomerControlTextKey>(en, {
  de: async () => (await import('./de.ts')).de,
  fr: async () => (await import('./fr.ts')).fr,
  it: async () => (await import('./it.ts')).it,
  ja: async () => (await import('./ja.ts')).ja,
}).with(controlTexts);

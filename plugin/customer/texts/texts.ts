import { Texts } from '../../shared/i18n/texts.ts';
import { sharedTexts } from '../../shared/texts/texts.ts';
import { en } from './en.ts';
import type { CustomerTextKey } from './en.ts';

/** Every text of the customer's page, the shared ones among them. */
export const customerTexts = new Texts<CustomerTextKey>(en, {
  de: async () => (await import('./de.ts')).de,
  fr: async () => (await import('./fr.ts')).fr,
  it: async () => (await import('./it.ts')).it,
  ja: async () => (await import('./ja.ts')).ja,
}).with(sharedTexts);

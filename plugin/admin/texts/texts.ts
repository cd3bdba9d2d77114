import { Texts } from '../../shared/i18n/texts.ts';
import { sharedTexts } from '../../shared/texts/texts.ts';
import { en, type AdminTextKey } from './en.ts';

/** Texts of the administrator's page, together with the words of all sides. */
export const adminTexts = new Texts<AdminTextKey>(en, {
  de: async () => (await import('./de.ts')).de,
  fr: async () => (await import('./fr.ts')).fr,
  it: async () => (await import('./it.ts')).it,
  ja: async () => (await import('./ja.ts')).ja,
}).with(sharedTexts);

export type { AdminTextKey };

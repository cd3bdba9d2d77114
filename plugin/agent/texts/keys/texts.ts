import { Texts } from '../../../shared/i18n/texts.ts';
import { laterTexts } from '../later/texts.ts';
import { en, type KeysTextKey } from './en.ts';

/** The texts of choosing keys together with the agent's. */
export const keysTexts = new Texts<KeysTextKey>(en, {
  de: async () => (await import('./de.ts')).de,
  fr: async () => (await import('./fr.ts')).fr,
  it: async () => (await import('./it.ts')).it,
  ja: async () => (await import('./ja.ts')).ja,
}).with(laterTexts);

export type { KeysTextKey };

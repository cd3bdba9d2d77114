import { Texts } from '../../../shared/i18n/texts.ts';
import { laterTexts } from '../../texts/later/texts.ts';
import { en, type GivingTextKey } from './en.ts';

/** The texts of giving control together with the agent's. */
export const givingTexts = new Texts<GivingTextKey>(en, {
  de: async () => (await import('./de.ts')).de,
  fr: async () => (await import('./fr.ts')).fr,
  it: async () => (await import('./it.ts')).it,
  ja: async () => (await import('./ja.ts')).ja,
}).with(laterTexts);

export type { GivingTextKey };

import { Texts } from '../../../shared/i18n/texts.ts';
import { laterTexts } from '../later/texts.ts';
import { en, type LogTextKey } from './en.ts';

/** The texts of the log together with the agent's. */
export const logTexts = new Texts<LogTextKey>(en, {
  de: async () => (await import('./de.ts')).de,
  fr: async () => (await import('./fr.ts')).fr,
  it: async () => (await import('./it.ts')).it,
  ja: async () => (await import('./ja.ts')).ja,
}).with(laterTexts);

export type { LogTextKey };

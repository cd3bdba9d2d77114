import { Texts } from '../../../shared/i18n/texts.ts';
import { agentTexts } from '../texts.ts';
import { en, type LaterTextKey } from './en.ts';

/** The texts of what comes after the agent's first screen, together with the agent's. */
export const laterTexts = new Texts<LaterTextKey>(en, {
  de: async () => (await import('./de.ts')).de,
  fr: async () => (await import('./fr.ts')).fr,
  it: async () => (await import('./it.ts')).it,
  ja: async () => (await import('./ja.ts')).ja,
}).with(agentTexts);

export type { LaterTextKey };

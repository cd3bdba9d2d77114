import { Texts } from '../../../shared/i18n/texts.ts';
import { agentTexts } from '../../texts/texts.ts';
import { en, type VisitorTextKey } from './en.ts';

/** The texts about visitors, together with the agent's. */
export const visitorTexts = new Texts<VisitorTextKey>(en, {
  de: async () => (await import('./de.ts')).de,
  fr: async () => (await import('./fr.ts')).fr,
  it: async () => (await import('./it.ts')).it,
  ja: async () => (await import('./ja.ts')).ja,
}).with(agentTexts);

export type { VisitorTextKey };

import { controlTexts } from '../../../shared/control/texts/texts.ts';
import { Texts } from '../../../shared/i18n/texts.ts';
import { en, type AgentControlTextKey } from './en.ts';

/** The texts of controlling a customer's desktop, fetched with that part. */
export const agentControlTexts = new Texts<AgentControlTextKey>(en, {
  de: async () => (await import('./de.ts')).de,
  fr: async () => (await import('./fr.ts')).fr,
  it: async () => (await import('./it.ts')).it,
  ja: async () => (await import('./ja.ts')).ja,
}).with(controlTexts);

import { Texts } from '../../shared/i18n/texts.ts';
import { sharedTexts } from '../../shared/texts/texts.ts';
import { en } from './en.ts';
import type { AgentTextKey } from './en.ts';

/** The agent's texts together with the words of both sides. */
export const agentTexts = new Texts<AgentTextKey>(en, {
  de: async () => (await import('./de.ts')).de,
  fr: async () => (await import('./fr.ts')).fr,
  it: async () => (await import('./it.ts')).it,
  ja: async () => (await import('./ja.ts')).ja,
}).with(sharedTexts);

export type { AgentTextKey };

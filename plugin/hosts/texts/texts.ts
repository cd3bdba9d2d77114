import { agentTexts, Texts } from '../../agent/hosting.ts';
import { en, type HostTextKey } from './en.ts';

/** Texts of the panel in a host's page, together with the agent's. */
export const hostTexts = new Texts<HostTextKey>(en, {
  de: async () => (await import('./de.ts')).de,
  fr: async () => (await import('./fr.ts')).fr,
  it: async () => (await import('./it.ts')).it,
  ja: async () => (await import('./ja.ts')).ja,
}).with(agentTexts);

export type { HostTextKey };

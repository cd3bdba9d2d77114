import { Texts } from '../../../shared/i18n/texts.ts';
import { agentTexts } from '../texts.ts';
import { en, type InvitingTextKey } from './en.ts';

/** The texts of inviting a customer, together with the agent's. */
export const invitingTexts = new Texts<InvitingTextKey>(en, {
  de: async () => (await import('./de.ts')).de,
  fr: async () => (await import('./fr.ts')).fr,
  it: async () => (await import('./it.ts')).it,
  ja: async () => (await import('./ja.ts')).ja,
}).with(agentTexts);

export type { InvitingTextKey };

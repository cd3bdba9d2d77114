import { Texts } from '../../../shared/i18n/texts.ts';
import { agentTexts } from '../texts.ts';
import { en, type NoticeTextKey } from './en.ts';

/** The texts of warnings, together with the agent's. */
export const noticeTexts = new Texts<NoticeTextKey>(en, {
  de: async () => (await import('./de.ts')).de,
  fr: async () => (await import('./fr.ts')).fr,
  it: async () => (await import('./it.ts')).it,
  ja: async () => (await import('./ja.ts')).ja,
}).with(agentTexts);

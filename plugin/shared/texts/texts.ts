import type { ErrorCode } from '../../../gateway/protocol/vocabulary.ts';
import type { Localized } from '../i18n/localized.ts';
import { Texts } from '../i18n/texts.ts';
import { en } from './en.ts';
import type { SharedTextKey } from './en.ts';

/** Words of both sides. A room adds its own: `new Texts(en, { … }).with(sharedTexts)`. */
export const sharedTexts = new Texts<SharedTextKey>(en, {
  de: async () => (await import('./de.ts')).de,
  fr: async () => (await import('./fr.ts')).fr,
  it: async () => (await import('./it.ts')).it,
  ja: async () => (await import('./ja.ts')).ja,
});

/** A failure as it reaches an element. */
export interface Failure {
  code: ErrorCode;
  /** When asking again makes sense, where the server told. */
  retryInMs?: number;
  /** The server could not be reached at all. */
  offline?: boolean;
}

/** A failure in plain words, with the wait where there is one. */
export function failureText<K extends string>(localized: Localized<K | SharedTextKey>, failure: Failure): string {
  if (failure.offline) return localized.t('error.offline');
  const sentence = localized.t(`error.${failure.code}`);
  if (failure.retryInMs === undefined) return sentence;
  return `${sentence} ${localized.t('retryIn', { wait: localized.formatSpan(failure.retryInMs) })}`;
}

import type { LogEntry } from '../../../gateway/protocol/views.ts';
import { ANSWERS, REQUEST_END_REASONS, SESSION_END_REASONS, SURFACES } from '../../../gateway/protocol/vocabulary.ts';
import type { TextParams } from '../../shared/i18n/texts.ts';
import type { TextKey } from './mark.ts';

export interface LogNames {
  agent: string;
  customer: string;
}

type Translate = (key: TextKey, params?: TextParams) => string;

/**
 * A line of the log in words. Its parameters come over the wire as text; a value that this page does not know (from a
 * newer server) is shown as it came.
 */
export function toLogLine({ kind, params }: LogEntry, names: LogNames, t: Translate): string {
  const people: TextParams = { agent: names.agent, customer: names.customer };
  const known = <T extends string>(list: readonly T[], value: string | undefined): T | undefined =>
    list.find((item) => item === value);

  switch (kind) {
    case 'answered': {
      const answer = known(ANSWERS, params['answer']);
      return answer ? t(`log.answered.${answer}`) : (params['answer'] ?? '');
    }
    case 'granted': {
      const surface = known(SURFACES, params['surface']);
      return t('log.granted', { surface: surface ? t(`surface.${surface}`) : (params['surface'] ?? '') });
    }
    case 'ended': {
      const reason = known(REQUEST_END_REASONS, params['reason']);
      const sentence = reason ? t(`reason.${reason}`, people) : (params['reason'] ?? '');
      return t(params['granted'] === 'true' ? 'log.endedShare' : 'log.ended', { reason: sentence });
    }
    case 'sessionEnded': {
      const reason = known(SESSION_END_REASONS, params['reason']);
      return reason ? t(`ended.${reason}`, people) : (params['reason'] ?? '');
    }
    default:
      return t(`log.${kind}`, params);
  }
}

import type { LogEntry } from '../../../gateway/protocol/views.ts';
import type { TextParams } from '../../shared/i18n/texts.ts';
import { en as sharedEn } from '../../shared/texts/en.ts';
import { en } from '../texts/en.ts';
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
  const word = (prefix: string, value = ''): string => {
    const key = `${prefix}.${value}`;
    return isTextKey(key) ? t(key, people) : value;
  };

  switch (kind) {
    case 'answered':
      return word('log.answered', params['answer']);
    case 'granted':
      return t('log.granted', { surface: word('surface', params['surface']) });
    case 'ended': {
      const reason = word('reason', params['reason']);
      return t(params['granted'] === 'true' ? 'log.endedShare' : 'log.ended', { reason });
    }
    case 'sessionEnded':
      return word('ended', params['reason']);
    default:
      return t(`log.${kind}`, params);
  }
}

const isTextKey = (key: string): key is TextKey => Object.hasOwn(en, key) || Object.hasOwn(sharedEn, key);

import type { LogEntry } from '../../../gateway/protocol/views.ts';
import type { Capability, RequestEndReason } from '../../../gateway/protocol/vocabulary.ts';
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
  const isShow = params['capability'] === 'show';
  const word = (prefix: string, value = ''): string => {
    const key = `${prefix}.${value}`;
    return isTextKey(key) ? t(key, people) : value;
  };

  switch (kind) {
    case 'answered':
      return word('log.answered', params['answer']);
    case 'requested':
      return t(isShow ? 'log.requestedShow' : 'log.requested');
    case 'granted':
      return t(isShow ? 'log.grantedShow' : 'log.granted', { surface: word('surface', params['surface']) });
    case 'ended': {
      const reason = word('reason', isShow && params['reason'] ? ownReason(params['reason']) : params['reason']);
      if (params['granted'] !== 'true') return t('log.ended', { reason });
      return t(isShow ? 'log.endedShow' : 'log.endedShare', { reason });
    }
    case 'sessionEnded':
      return word('ended', params['reason']);
    default:
      return t(`log.${kind}`, params);
  }
}

const isTextKey = (key: string): key is TextKey => Object.hasOwn(en, key) || Object.hasOwn(sharedEn, key);

/** What ended of the agent's own desktop has words of its own where the customer's are not true of it. */
const ownReason = (reason: string): string => (isTextKey(`reason.show.${reason}`) ? `show.${reason}` : reason);

/** Why a request ended, as the agent reads it. */
export const reasonKey = (capability: Capability, reason: RequestEndReason): TextKey => {
  const key = `reason.${capability === 'show' ? ownReason(reason) : reason}`;
  return isTextKey(key) ? key : `reason.${reason}`;
};

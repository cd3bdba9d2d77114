import type { LogEntry } from '../../../gateway/protocol/views.ts';
import type { Capability, RequestEndReason } from '../../../gateway/protocol/vocabulary.ts';
import type { TextParams } from '../../shared/i18n/texts.ts';
import { en as sharedEn } from '../../shared/texts/en.ts';
import { en as laterEn } from '../texts/later/en.ts';
import { en as logEn, type LogTextKey } from '../texts/log/en.ts';
import type { AnyTextKey } from './mark.ts';
import { reasonKey } from './reason.ts';

export interface LogNames {
  agent: string;
  customer: string;
}

type Key = AnyTextKey | LogTextKey;
type Translate = (key: Key, params?: TextParams) => string;

/** The end of the keys of what was asked for; a line that names nothing is about viewing. */
const SUFFIXES = {
  view: '',
  control: 'Control',
  show: 'Show',
  giveControl: 'GiveControl',
  cobrowseView: 'CobrowseView',
  cobrowseControl: 'CobrowseControl',
} as const satisfies Record<Capability, string>;

/**
 * A line of the log in words. Its parameters come over the wire as text; a value that this page does not know (from a
 * newer server) is shown as it came.
 */
export function toLogLine({ kind, params }: LogEntry, names: LogNames, t: Translate): string {
  const people: TextParams = { agent: names.agent, customer: names.customer };
  const capability = isCapability(params['capability']) ? params['capability'] : 'view';
  const word = (prefix: string, value = ''): string => {
    const key = `${prefix}.${value}`;
    return isTextKey(key) ? t(key, people) : value;
  };

  switch (kind) {
    case 'answered':
      return word('log.answered', params['answer']);
    case 'requested':
      return t(`log.requested${SUFFIXES[capability]}`);
    case 'granted':
      return t(`log.granted${SUFFIXES[capability]}`, { surface: word('surface', params['surface']) });
    case 'ended': {
      const own = reasonKey(capability, params['reason'] as RequestEndReason);
      const reason = isTextKey(own) ? t(own, people) : (params['reason'] ?? '');
      const key = params['granted'] === 'true' ? (`log.ended${SUFFIXES[capability] || 'Share'}` as const) : 'log.ended';
      return t(key, { reason });
    }
    case 'sessionEnded':
      return word('ended', params['reason']);
    case 'controlTaken':
    case 'controlReleased':
    case 'helperDownloaded':
    case 'helperJoined':
    case 'helperLost':
    case 'inputRefused':
      return t(params['owner'] === 'agent' ? `log.${kind}.agent` : `log.${kind}`, params);
    default:
      return t(`log.${kind}`, params);
  }
}

const isTextKey = (key: string): key is Key => [logEn, laterEn, sharedEn].some((texts) => Object.hasOwn(texts, key));
const isCapability = (value = ''): value is Capability => Object.hasOwn(SUFFIXES, value);

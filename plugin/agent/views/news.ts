import type { LogEntry, LogKind } from '../../../gateway/protocol/views.ts';

/** What others did, or what happened by itself; what the agent does is no news to the agent. */
const NEWS: ReadonlySet<LogKind> = new Set([
  'customerLinked',
  'customerReturned',
  'customerLost',
  'extended',
  'answered',
  'continued',
  'granted',
  'ended',
  'helperDownloaded',
  'helperJoined',
  'helperLost',
  'sessionEnded',
  'serverRestarted',
]);

/** News of the agent's own desktop, where it is the customer who does it. */
const OWN_NEWS: ReadonlySet<LogKind> = new Set(['controlTaken', 'controlReleased']);

const isNews = ({ kind, params }: LogEntry): boolean => NEWS.has(kind) || (params['owner'] === 'agent' && OWN_NEWS.has(kind));

/** The news after line `seenSeq` of a log, oldest first. */
export const newsAfter = (log: readonly LogEntry[], seenSeq: number): readonly LogEntry[] =>
  log.filter((entry) => entry.seq > seenSeq && isNews(entry));

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
  'helperJoined',
  'helperLost',
  'sessionEnded',
  'serverRestarted',
]);

/** The news after line `seenSeq` of a log, oldest first. */
export const newsAfter = (log: readonly LogEntry[], seenSeq: number): readonly LogEntry[] =>
  log.filter(({ seq, kind }) => seq > seenSeq && NEWS.has(kind));

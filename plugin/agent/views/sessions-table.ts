import type { ErrorCode } from '../../../gateway/protocol/vocabulary.ts';
import type { AgentSession } from '../agent-state.ts';
import { toStatusMark, type Mark } from './mark.ts';

export interface SessionRow {
  sessionId: string;
  name: string;
  mark: Mark;
  createdAtMs: number;
  /** Why Start is not possible; `null` where it is. */
  startRefusal: ErrorCode | null;
  starting: boolean;
}

export interface SessionsTableView {
  /** `empty`: there are no active sessions at all; `noMatch`: the search finds none of them. */
  kind: 'empty' | 'noMatch' | 'rows';
  rows: readonly SessionRow[];
}

/** The table of active sessions: newest first, without those that ended, only those whose name holds the search. */
export function toSessionsTable(sessions: readonly AgentSession[], search: string, locale: string): SessionsTableView {
  const active = sessions.filter(({ view }) => view.status !== 'ended');
  const wanted = fold(search, locale);
  const found = active.filter(({ view }) => fold(view.name, locale).includes(wanted));
  const rows = found
    .toSorted((a, b) => b.view.createdAtMs - a.view.createdAtMs)
    .map((session): SessionRow => ({
      sessionId: session.view.sessionId,
      name: session.view.name,
      mark: toStatusMark(session),
      createdAtMs: session.view.createdAtMs,
      startRefusal: session.view.availability.start,
      starting: session.command?.name === 'start' && session.command.phase === 'busy',
    }));
  if (active.length === 0) return { kind: 'empty', rows };
  return { kind: rows.length === 0 ? 'noMatch' : 'rows', rows };
}

/** Upper and lower case, accents and full-width letters do not matter when searching. */
const fold = (text: string, locale: string): string =>
  text.trim().normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase(locale);

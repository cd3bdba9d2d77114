import type { ErrorCode, SessionStatus } from '../../../gateway/protocol/vocabulary.ts';
import type { AgentSession, CommandName } from '../agent-state.ts';
import { toStatusMark, type Mark } from './mark.ts';

/** The statuses by which the table can be filtered, those first that want something of the agent. */
export const FILTER_STATUSES = ['waiting', 'active', 'connecting'] as const satisfies readonly SessionStatus[];
export type SessionFilter = 'all' | (typeof FILTER_STATUSES)[number];

export interface SessionRow {
  sessionId: string;
  name: string;
  mark: Mark;
  createdAtMs: number;
  /** What is wrong with the customer's page; `null` where nothing is, or where nobody has joined yet. */
  trouble: Exclude<AgentSession['view']['customerPresence'], 'online'> | null;
  /** The two words that are to be compared before Start; `null` once that is past. */
  words: string | null;
  /** Why Start is not possible; `null` where it is. */
  startRefusal: ErrorCode | null;
  /** Start, or a request that takes the session, is on its way. */
  starting: boolean;
  /** Where the customer clicked to connect; `null` where an agent invited the customer. */
  page: AgentSession['view']['page'];
  /** Why the page cannot be asked for at once, `null` where it can; `undefined` once somebody has the session. */
  askRefusal: ErrorCode | null | undefined;
}

export interface SessionsTableView {
  /** `empty`: there are no active sessions at all; `noMatch`: search and filter find none of them. */
  kind: 'empty' | 'noMatch' | 'rows';
  rows: readonly SessionRow[];
  /** How many sessions each filter would show, before the search. */
  counts: Readonly<Record<SessionFilter, number>>;
}

/** The table of active sessions: newest first, without those that ended, only what search and filter leave. */
export function toSessionsTable(
  sessions: readonly AgentSession[],
  { search, filter }: { search: string; filter: SessionFilter },
  locale: string,
): SessionsTableView {
  const active = sessions.filter(({ view }) => view.status !== 'ended');
  const wanted = fold(search, locale);
  const found = active.filter(
    ({ view }) => (filter === 'all' || view.status === filter) && fold(view.name, locale).includes(wanted),
  );
  const rows = found
    .toSorted((a, b) => b.view.createdAtMs - a.view.createdAtMs)
    .map((session): SessionRow => ({
      sessionId: session.view.sessionId,
      name: session.view.name,
      mark: toStatusMark(session),
      createdAtMs: session.view.createdAtMs,
      trouble: toTrouble(session.view),
      words: session.view.status === 'waiting' ? session.view.words : null,
      startRefusal: session.view.availability.start,
      starting: TAKING.some((name) => name === session.command?.name) && session.command?.phase === 'busy',
      page: session.view.page,
      askRefusal: session.view.unclaimed ? session.view.availability.requestCobrowseView : undefined,
    }));
  const count = (status: SessionStatus): number => active.filter(({ view }) => view.status === status).length;
  const counts = {
    all: active.length,
    waiting: count('waiting'),
    active: count('active'),
    connecting: count('connecting'),
  };
  if (active.length === 0) return { kind: 'empty', rows, counts };
  return { kind: rows.length === 0 ? 'noMatch' : 'rows', rows, counts };
}

const TAKING = ['start', 'requestCobrowseView'] as const satisfies readonly CommandName[];

const toTrouble = ({ status, customerPresence }: AgentSession['view']): SessionRow['trouble'] =>
  status === 'connecting' || customerPresence === 'online' ? null : customerPresence;

/** Upper and lower case, accents and full-width letters do not matter when searching. */
const fold = (text: string, locale: string): string =>
  text.trim().normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase(locale);

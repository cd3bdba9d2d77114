import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { LogEntry } from '../../gateway/protocol/views.ts';
import type { AgentSession, AgentState, GoneVisitor } from './agent-state.ts';
import { newsAfter } from './views/news.ts';

/** The tab that is always there: the list of sessions. */
export const LIST = 'list';

/** Something happened in a session whose tab is not in front. */
export interface BackgroundNews {
  session: AgentSession;
  entry: LogEntry;
}

/**
 * Which sessions have a tab, which tab is in front, and how far each session's log was seen. Tabs stay until they are
 * closed, whatever becomes of their session. A visitor whom nobody has taken has one only once it was opened.
 */
export class OpenTabs implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #getState: () => AgentState | null;
  #state: AgentState | null = null;
  #selected = LIST;
  #closed: ReadonlySet<string> = new Set();
  /** Visitors whose tab was opened before anybody took them. */
  readonly #visited = new Set<string>();
  #gone: GoneVisitor | null = null;
  /** The number of the last line that was seen, by session. */
  readonly #seen = new Map<string, number>();
  #latest: { sessionId: string; seq: number } | null = null;

  /** Add it after whatever brings the state, whose update it follows. */
  constructor(host: ReactiveControllerHost, getState: () => AgentState | null) {
    this.#host = host;
    this.#getState = getState;
    host.addController(this);
  }

  /** The sessions with a tab, in order of creation. */
  get sessions(): readonly AgentSession[] {
    return (this.#state?.sessions ?? []).filter(
      ({ view: { sessionId, unclaimed } }) => !this.#closed.has(sessionId) && (!unclaimed || this.#visited.has(sessionId)),
    );
  }

  /** The latest visitor who is gone together with the tab that was open; until another tab is chosen. */
  get gone(): GoneVisitor | null {
    return this.#gone;
  }

  /** The id of the session in front, or `LIST`. */
  get selected(): string {
    return this.#selected;
  }

  /** The session in front; there is none while the list is. */
  get current(): AgentSession | undefined {
    return this.find(this.#selected);
  }

  find(sessionId: string | null): AgentSession | undefined {
    return this.#state?.sessions.find(({ view }) => view.sessionId === sessionId);
  }

  /** How much has happened since the tab was last in front. */
  unread({ view, log }: AgentSession): number {
    const seenSeq = this.#seen.get(view.sessionId);
    return seenSeq === undefined ? 0 : newsAfter(log, seenSeq).length;
  }

  /** The latest thing that happened behind the tab in front, while it was not looked at. */
  get latest(): BackgroundNews | null {
    const session = this.#latest && this.find(this.#latest.sessionId);
    const entry = session?.log.find(({ seq }) => seq === this.#latest?.seq);
    return session && entry && this.unread(session) > 0 ? { session, entry } : null;
  }

  select(tab: string): void {
    this.#selected = tab;
    if (tab !== LIST) this.#gone = null;
    this.#look(this.current);
    this.#host.requestUpdate();
  }

  /** Brings a session's tab to the front, also one that was closed. */
  open(sessionId: string): void {
    this.#closed = new Set([...this.#closed].filter((id) => id !== sessionId));
    this.#visited.add(sessionId);
    this.select(sessionId);
  }

  /** @returns The tab before the closed one, where the focus belongs. */
  close(sessionId: string): string {
    const neighbour = this.#neighbour(sessionId, -1);
    // A visitor's tab comes again with the session, where the agent takes it from the list.
    if (this.find(sessionId)?.view.unclaimed) this.#visited.delete(sessionId);
    else this.#closed = new Set([...this.#closed, sessionId]);
    this.select(this.#selected === sessionId ? neighbour : this.#selected);
    return neighbour;
  }

  /** Brings the next or previous tab to the front, round and round. */
  step(by: 1 | -1): void {
    this.select(this.#neighbour(this.#selected, by));
  }

  hostUpdate(): void {
    const state = this.#getState();
    if (!state || state === this.#state) return;
    const before = this.#state;
    this.#state = state;
    // Sessions that had ended when this page first heard of them are history: they have no tab. A server that has started
    // anew tells of more of them than before.
    const known = new Set(before?.loaded ? before.sessions.map(({ view }) => view.sessionId) : []);
    const history = state.sessions.filter(({ view }) => view.status === 'ended' && !known.has(view.sessionId));
    if (state.loaded) this.#closed = new Set([...this.#closed, ...history.map(({ view }) => view.sessionId)]);
    if (!this.sessions.some(({ view }) => view.sessionId === this.#selected)) this.#selected = LIST;
    if (state.gone !== before?.gone && this.#visited.delete(state.gone?.sessionId ?? '')) this.#gone = state.gone;
    for (const session of this.sessions) this.#takeIn(session, before);
  }

  /** What a page finds when it comes was there before: it is seen. */
  #takeIn(session: AgentSession, before: AgentState | null): void {
    const { sessionId } = session.view;
    if (sessionId === this.#selected || !this.#seen.has(sessionId)) this.#look(session);
    const known = before?.sessions.find(({ view }) => view.sessionId === sessionId);
    const seenSeq = Math.max(lastSeq(known) ?? 0, this.#seen.get(sessionId) ?? 0);
    const news = newsAfter(session.log, seenSeq).at(-1);
    if (news) this.#latest = { sessionId, seq: news.seq };
  }

  #look(session: AgentSession | undefined): void {
    const seq = lastSeq(session);
    if (session && seq !== undefined) this.#seen.set(session.view.sessionId, seq);
  }

  #neighbour(tab: string, by: 1 | -1): string {
    const ids = [LIST, ...this.sessions.map(({ view }) => view.sessionId)];
    return ids[(ids.indexOf(tab) + by + ids.length) % ids.length] ?? LIST;
  }
}

const lastSeq = (session: AgentSession | undefined): number | undefined => session?.log.at(-1)?.seq;

import { BehaviorSubject, type Subscription } from 'rxjs';
import * as v from 'valibot';
import type { Locale } from '../../gateway/protocol/vocabulary.ts';
import { systemClock, toLocale, type AgentClient, type AgentState, type Clock, type Failure } from '../agent/hosting.ts';
import { Contacts, KeptContacts, type Consequence } from './contacts.ts';
import { HostEvent, type HostAdapter, type HostGrants, type HostNotice, type HostProblem, type HostTheme } from './host-adapter.ts';
import { limitClient } from './limited-client.ts';

/** What the elements of a desk show. */
export interface DeskState {
  /** `null` while nobody sits at the desk. */
  client: AgentClient | null;
  theme: HostTheme;
  /** `null`: the host has not said. */
  locale: Locale | null;
  /** Why nobody could be signed in by the host's token. */
  failure: Failure | null;
  notice: HostNotice;
}

const EMPTY: DeskState = {
  client: null,
  theme: { mode: 'auto' },
  locale: null,
  failure: null,
  notice: { waiting: 0, sharing: [], sessions: [] },
};

/** An element that shows the desk's sessions. */
export interface DeskView {
  open(sessionId: string): void;
  closeTab(sessionId: string): void;
}

export interface DeskOptions {
  host: HostAdapter;
  /** Makes a client; what becomes of its sign-in is told to `onSignIn`. */
  createClient: (onSignIn: (failure: Failure | null) => void) => AgentClient;
  clock?: Clock;
  /** Where contacts outlive a reload of the page; default: the tab's storage. */
  storage?: Pick<Storage, 'getItem' | 'setItem'> | undefined;
  /** Tells the host's developers what was not acted on; default: the console. */
  warn?: (message: string) => void;
}

/**
 * How long a desk waits for an element that went away, in milliseconds. Moving an element in a page takes it out and
 * puts it back; a page that has taken it away for good must not go on looking at a customer.
 */
export const AWAY_LIMIT_MS = 10_000;

const STORAGE_KEY = 'sideseat.contacts';

/**
 * One agent's place in a host: a client, what the host tells, and the elements that show it. It is the composition root
 * of everything that is embedded: it owns the client, and ends it when nobody has looked at it for a while.
 */
export class Desk {
  readonly state$ = new BehaviorSubject<DeskState>(EMPTY);
  readonly #options: DeskOptions;
  readonly #clock: Clock;
  readonly #views = new Set<DeskView>();
  readonly #contacts: Contacts;
  readonly #grants$: BehaviorSubject<HostGrants>;
  #disconnect: (() => void) | null = null;
  #following: Subscription | null = null;
  #cancelLeaving: (() => void) | null = null;
  #agentId: string | null | undefined;
  #kept: string;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#contacts = new Contacts(this.#readKept());
    this.#kept = JSON.stringify(this.#contacts.kept);
    this.#grants$ = new BehaviorSubject(options.host.grants);
  }

  /** An element came. @returns what to call when it goes. */
  attach(view: DeskView): () => void {
    this.#views.add(view);
    this.#cancelLeaving?.();
    this.#cancelLeaving = null;
    this.#disconnect ??= this.#options.host.connect((event) => this.tell(event));
    if (!this.state$.value.client && this.#agentId !== null) this.#sitDown();
    return () => {
      this.#views.delete(view);
      if (this.#views.size > 0) return;
      this.#cancelLeaving = this.#clock.after(AWAY_LIMIT_MS, () => this.close());
    };
  }

  /** Signs in anew, after a failure or a sign-out. */
  retry(): void {
    this.#standUp();
    this.#sitDown();
  }

  /** Ends the client and what is shared through it. A later element begins anew. */
  close(): void {
    this.#cancelLeaving?.();
    this.#cancelLeaving = null;
    this.#disconnect?.();
    this.#disconnect = null;
    this.#standUp();
  }

  /** Where its last element goes to another desk, nothing is waited for. */
  closeUnused(): void {
    if (this.#views.size === 0) this.close();
  }

  /** Takes an event of the host in. @returns why it was not acted on; `null` where it was. */
  tell(event: unknown): HostProblem | null {
    const parsed = v.safeParse(HostEvent, event);
    const problem = parsed.success ? this.#act(parsed.output) : 'E_HOST_MESSAGE';
    const { host, warn = console.warn } = this.#options;
    if (problem) warn(`[sideseat] ${problem}: an event of the host "${host.name}" was not acted on`);
    return problem;
  }

  #act(event: HostEvent): HostProblem | null {
    switch (event.type) {
      case 'theme.changed':
        this.#update({ theme: { ...this.state$.value.theme, ...event.theme } });
        return null;
      case 'grants.changed':
        this.#grants$.next(this.#options.host.grants);
        return null;
      case 'locale.changed':
        this.#update({ locale: toLocale(event.locale) ?? this.state$.value.locale });
        return null;
      case 'agent.changed':
        this.#changeAgent(event.agentId);
        return null;
      default: {
        const { problem, follows } = this.#contacts.take(event, this.state$.value.client?.state$.value ?? null);
        this.#keep();
        this.#carryOut(follows);
        return problem;
      }
    }
  }

  /** The first one is whoever the token names. Another one, or nobody, and what was shared ends with the one before. */
  #changeAgent(agentId: string | null): void {
    const before = this.#agentId;
    this.#agentId = agentId;
    if (before === agentId || (before === undefined && agentId !== null)) return;
    this.#standUp();
    if (agentId !== null && this.#views.size > 0) this.#sitDown();
  }

  #sitDown(): void {
    this.#update({ failure: null });
    this.#grants$.next(this.#options.host.grants);
    const client = limitClient(
      this.#options.createClient((failure) => this.#update({ failure })),
      this.#grants$,
    );
    this.#update({ client });
    this.#following = client.state$.subscribe((state) => this.#follow(state));
  }

  #standUp(): void {
    this.#following?.unsubscribe();
    this.#following = null;
    this.state$.value.client?.close();
    this.#update({ client: null, failure: null });
    this.#notify(EMPTY.notice);
  }

  #follow(state: AgentState): void {
    const follows = this.#contacts.settle(state);
    this.#keep();
    this.#notify(this.#contacts.notice(state));
    this.#carryOut(follows);
  }

  #notify(notice: HostNotice): void {
    if (JSON.stringify(notice) === JSON.stringify(this.state$.value.notice)) return;
    this.#update({ notice });
    this.#options.host.notify?.(notice);
  }

  /** Nothing waits for anything: what stops one session must not depend on the answer about another one. */
  #carryOut(follows: readonly Consequence[]): void {
    const { client } = this.state$.value;
    for (const consequence of follows) {
      if (consequence.type === 'run') void client?.run(consequence.sessionId, consequence.command);
      if (consequence.type === 'open') this.#views.forEach((view) => view.open(consequence.sessionId));
      if (consequence.type === 'closeTab') this.#views.forEach((view) => view.closeTab(consequence.sessionId));
    }
  }

  #update(change: Partial<DeskState>): void {
    this.state$.next({ ...this.state$.value, ...change });
  }

  #readKept(): KeptContacts | undefined {
    try {
      return v.parse(KeptContacts, JSON.parse(this.#storage()?.getItem(STORAGE_KEY) ?? 'null'));
    } catch {
      return undefined; // none, forbidden, or not ours
    }
  }

  #keep(): void {
    const kept = JSON.stringify(this.#contacts.kept);
    if (kept === this.#kept) return;
    this.#kept = kept;
    try {
      this.#storage()?.setItem(STORAGE_KEY, kept);
    } catch {
      // Forbidden: contacts are known for as long as the page.
    }
  }

  #storage(): DeskOptions['storage'] {
    return this.#options.storage ?? sessionStorage;
  }
}

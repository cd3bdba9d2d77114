import { BehaviorSubject, Subject } from 'rxjs';
import type { ClientMessage, ClientMessageOf, ClientMessageType } from '../gateway/protocol/client-messages.ts';
import type { ServerMessage } from '../gateway/protocol/server-messages.ts';
import type { CustomerSessionView, Outcome, QuestionView, ShareView } from '../gateway/protocol/views.ts';
import type { RequestEndReason, Surface } from '../gateway/protocol/vocabulary.ts';

/** A customer's side as the server would tell it, and stand-ins for what the customer's page leans on. */

export const REQUEST_ID = 'request-aaaaaaaaaaaaaa';
export const GRANT_ID = 'grant-bbbbbbbbbbbbbbbb';
/** 10:42 UTC. */
export const SINCE_AT_MS = Date.UTC(2026, 4, 12, 10, 42);

/** Linked, and no agent has pressed Start yet. */
export const waitingView = (): CustomerSessionView => ({
  sessionId: 'session-cccccccccccccc',
  status: 'waiting',
  company: 'Acme Support',
  agentName: null,
  agentPresence: 'online',
  words: 'copper lantern',
  endReason: null,
  question: null,
  choosing: null,
  continuable: null,
  share: null,
  outcome: null,
});

export const activeView = (change: Partial<CustomerSessionView> = {}): CustomerSessionView => ({
  ...waitingView(),
  status: 'active',
  agentName: 'Mia Keller',
  ...change,
});

export const question = (change: Partial<QuestionView> = {}): QuestionView => ({
  requestId: REQUEST_ID,
  capability: 'view',
  locale: 'en',
  textVersion: 1,
  agentName: 'Mia Keller',
  company: 'Acme Support',
  title: 'Mia Keller asks to see your desktop',
  points: [
    'Only looking: no clicking, no typing.',
    'You choose the screen or window in the next step.',
    'You can stop at any time with one click.',
  ],
  warning:
    'Never share your screen with somebody who called you unexpectedly. Acme Support never asks for passwords, bank log-ins or gift cards.',
  remainingInMs: 42_000,
  totalInMs: 60_000,
  extensionsLeft: 2,
  ...change,
});

export const share = (phase: ShareView['phase'] = 'watched', surface: Surface = 'monitor'): ShareView => ({
  requestId: REQUEST_ID,
  grantId: GRANT_ID,
  epoch: 7,
  capability: 'view',
  phase,
  surface,
  widthPx: 1_920,
  heightPx: 1_080,
  sinceAtMs: SINCE_AT_MS,
});

export const outcome = (reason: RequestEndReason, granted = false): Outcome => ({
  requestId: REQUEST_ID,
  capability: 'view',
  reason,
  granted,
  atMs: SINCE_AT_MS,
});

type LinkState = 'connecting' | 'open' | 'retrying' | 'replaced' | 'refused' | 'closed';
type Reply = { resolve(result: { sessionId?: string }): void; reject(cause: unknown): void };

/** A session link whose other end is the test. Commands wait until they are settled. */
export class ScriptedLink {
  readonly state$ = new BehaviorSubject<LinkState>('connecting');
  readonly messages$ = new Subject<ServerMessage>();
  readonly iceServers = [];
  readonly rejected$ = new Subject<never>();
  readonly sent: ClientMessage[] = [];
  /** Every command in order, without its id. */
  readonly commands: { type: string }[] = [];
  readonly #replies: Reply[] = [];
  readonly getTicket: () => Promise<string>;

  constructor(getTicket: () => Promise<string>) {
    this.getTicket = getTicket;
  }

  send(message: ClientMessage): boolean {
    if (this.state$.value !== 'open') return false;
    this.sent.push(message);
    return true;
  }

  command(command: { type: ClientMessageType }): Promise<{ sessionId?: string }> {
    this.commands.push(command);
    return new Promise((resolve, reject) => this.#replies.push({ resolve, reject }));
  }

  /** The latest command of a type; throws where there is none. */
  commandOf<T extends ClientMessageType>(type: T): Omit<ClientMessageOf<T>, 'commandId'> {
    const found = this.commands.findLast((command) => command.type === type);
    if (!found) throw new Error(`no ${type} among: ${this.commands.map((command) => command.type).join(', ')}`);
    return found as Omit<ClientMessageOf<T>, 'commandId'>;
  }

  /** Carries out every command that waits. */
  acceptAll(): void {
    for (const { resolve } of this.#replies.splice(0)) resolve({});
  }

  /** Refuses every command that waits. */
  refuseAll(cause: unknown): void {
    for (const { reject } of this.#replies.splice(0)) reject(cause);
  }

  /** What the server says: the link opens with the first view. */
  show(view: CustomerSessionView): void {
    if (this.state$.value !== 'open') this.state$.next('open');
    this.messages$.next({ type: 'customer.session', session: view });
  }

  close(): void {
    if (this.state$.value !== 'closed') this.state$.next('closed');
    this.messages$.complete();
  }
}

type Choice = { surface: Surface; widthPx: number; heightPx: number };

/** A desktop whose picker is the test. `calls` tells what was done, in order. */
export class ScriptedDesktop {
  readonly captureEnded$ = new Subject<void>();
  readonly calls: string[] = [];
  readonly track = null;
  #picker: { resolve(choice: Choice): void; reject(cause: unknown): void } | null = null;
  #report: ((event: { type: 'media.up' | 'media.failed' }) => void) | null = null;

  choose(): Promise<Choice> {
    this.calls.push('choose');
    return new Promise((resolve, reject) => {
      this.#picker = { resolve, reject };
    });
  }

  publish(grant: { grantId: string }, report: (event: { type: 'media.up' | 'media.failed' }) => void): () => void {
    this.calls.push(`publish ${grant.grantId}`);
    this.#report = report;
    return () => this.calls.push('unpublish');
  }

  stop(): void {
    this.calls.push('stop');
  }

  /** The customer picks something. */
  pick(surface: Surface = 'monitor'): void {
    this.#picker?.resolve({ surface, widthPx: 1_920, heightPx: 1_080 });
  }

  /** The customer closes the picker, or the computer forbids capturing. */
  fail(reason: 'pickerCancelled' | 'captureUnavailable'): void {
    this.#picker?.reject(Object.assign(new Error(reason), { reason }));
  }

  mediaUp(): void {
    this.#report?.({ type: 'media.up' });
  }
}

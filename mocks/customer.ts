import { Subject } from 'rxjs';
import type { ContinueView, ControlView, CustomerSessionView, Outcome, QuestionView, ShareView } from '../gateway/protocol/views.ts';
import type { RequestEndReason, Surface } from '../gateway/protocol/vocabulary.ts';
import type { ScriptedLink } from './scripted-link.ts';

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
  control: null,
  agentShare: null,
  agentOutcome: null,
  agentControl: null,
  keepsHelper: false,
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
  owner: 'customer',
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
    'Did somebody call you unexpectedly and ask for this? Choose Not now and end the session. Acme Support does not ask for passwords, bank details or gift cards.',
  remainingInMs: 42_000,
  totalInMs: 60_000,
  extensionsLeft: 2,
  ...change,
});

export const share = (phase: ShareView['phase'] = 'watched', surface: Surface = 'monitor', change: Partial<ShareView> = {}): ShareView => ({
  requestId: REQUEST_ID,
  grantId: GRANT_ID,
  epoch: 7,
  capability: 'view',
  phase,
  surface,
  widthPx: 1_920,
  heightPx: 1_080,
  sinceAtMs: SINCE_AT_MS,
  ...change,
});

/** Control that was added to what is viewed; with the share's own grant it came with it. */
export const control = (change: Partial<ControlView> = {}): ControlView => ({
  requestId: 'request-control-aaaaaa',
  grantId: 'grant-control-bbbbbbbb',
  epoch: 9,
  phase: 'armed',
  helper: 'ready',
  helperPercent: null,
  ...change,
});

/** The agent's desktop, as this customer sees it. */
export const agentShare = (change: Partial<ShareView> = {}): ShareView =>
  share('watched', 'monitor', { requestId: 'request-show-aaaaaaaaa', grantId: 'grant-show-bbbbbbbbbbb', epoch: 8, capability: 'show', ...change });

/** Control of it, added to what is shown. */
export const agentControl = (change: Partial<ControlView> = {}): ControlView =>
  control({ requestId: 'request-give-aaaaaaaaa', grantId: 'grant-give-bbbbbbbbbbb', epoch: 10, ...change });

export const outcome = (reason: RequestEndReason, granted = false): Outcome => ({
  requestId: REQUEST_ID,
  capability: 'view',
  reason,
  granted,
  atMs: SINCE_AT_MS,
});

/** The server's offer to go on with a share that nobody wanted to end. */
export const continuable = (change: Partial<ContinueView> = {}): ContinueView => ({
  requestId: REQUEST_ID,
  grantId: share().grantId,
  capability: 'view',
  locale: 'en',
  textVersion: 1,
  title: 'Continue sharing your desktop with Mia Keller?',
  points: [
    'The connection was interrupted, so sharing stopped.',
    'The same screen or window is shared again.',
    'You can stop at any time with one click.',
  ],
  warning: question().warning,
  remainingInMs: 48_000,
  ...change,
});

/** What the server says to a customer's page: the link opens with the first view. */
export function show(link: ScriptedLink, session: CustomerSessionView): void {
  if (link.state$.value !== 'open') link.open();
  link.tell({ type: 'customer.session', session });
}

type Choice = { surface: Surface; widthPx: number; heightPx: number };

/** A desktop whose picker is the test. `calls` tells what was done, in order. */
export class ScriptedDesktop {
  readonly captureEnded$ = new Subject<void>();
  readonly calls: string[] = [];
  readonly track = null;
  /** What is captured as it is now; a test may change its size. */
  surface: Choice | null = null;
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

  suspend(): void {
    this.calls.push('suspend');
  }

  stop(): void {
    this.surface = null;
    this.calls.push('stop');
  }

  /** The customer picks something. */
  pick(surface: Surface = 'monitor'): void {
    this.surface = { surface, widthPx: 1_920, heightPx: 1_080 };
    this.#picker?.resolve(this.surface);
  }

  /** The customer closes the picker, or the computer forbids capturing. */
  fail(reason: 'pickerCancelled' | 'captureUnavailable'): void {
    this.#picker?.reject(Object.assign(new Error(reason), { reason }));
  }

  mediaUp(): void {
    this.#report?.({ type: 'media.up' });
  }

  mediaFailed(): void {
    this.#report?.({ type: 'media.failed' });
  }
}

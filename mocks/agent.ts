import type { AgentAccount, Site } from '../gateway/protocol/http.ts';
import type { AgentSessionView, ControlView, LogEntry, Outcome, ShareView } from '../gateway/protocol/views.ts';
import type { RequestEndReason } from '../gateway/protocol/vocabulary.ts';
import { isContinuable } from '../state-machines/continuable.ts';
import { SAMPLE_PAGE } from './shared-page.ts';

/** An agent's sessions as the server tells of them, for tests and development pages. */

/** A moment for everything in the samples: 2023-11-14, 22:13:20 UTC. */
export const SAMPLE_AT_MS = 1_700_000_000_000;

/** An id in the protocol's form, readable in a failure. */
export const sampleId = (name: string): string => name.padEnd(22, '_').slice(0, 22);

export const sampleAccount: AgentAccount = {
  agentId: sampleId('agent'),
  name: 'Mia Keller',
  company: 'Acme Support',
  joinUrls: ['https://help.acme.example/join', 'https://203.0.113.7/join'],
  helperPlatforms: ['linux-x64'],
  rights: { startPrivateSessions: true, usePin: true },
};

/** What anybody may know of the server. */
export const sampleSite: Site = {
  company: 'Acme Support',
  joinUrls: sampleAccount.joinUrls,
  pinLength: 6,
  joined: false,
  helperPlatforms: sampleAccount.helperPlatforms,
};

/** A session that is Active with nothing shared; `change` replaces what a test is about. */
export function sampleSession(change: Partial<AgentSessionView> = {}): AgentSessionView {
  const asked = change.request != null;
  const status = change.status ?? 'active';
  return {
    sessionId: sampleId('ada'),
    name: 'Ada Byron',
    status,
    createdAtMs: SAMPLE_AT_MS,
    endReason: status === 'ended' ? 'customerEnded' : null,
    page: null,
    unclaimed: false,
    invite:
      status === 'connecting' ? { kind: 'pin', code: '482915', expired: false, expiresInMs: 600_000 } : null,
    joining: false,
    customerPresence: status === 'connecting' || status === 'ended' ? 'absent' : 'online',
    words: status === 'connecting' ? null : 'maple river',
    request: null,
    share: null,
    outcome: null,
    control: null,
    agentShare: null,
    agentOutcome: null,
    agentControl: null,
    keepsHelper: false,
    continueInMs: status === 'active' && change.outcome?.granted && isContinuable(change.outcome.reason) ? 60_000 : 0,
    ...change,
    askAgainInMs: { requestView: 0, requestControl: 0, showDesktop: 0, giveControl: 0, requestCobrowseView: 0, requestCobrowseControl: 0 },
    availability: {
      start: status === 'waiting' ? null : status === 'ended' ? 'E_SESSION_ENDED' : 'E_SESSION_NOT_WAITING',
      end: status === 'ended' ? 'E_SESSION_ENDED' : null,
      requestView: requestAvailability(status, asked, change.share != null),
      requestControl: requestAvailability(status, asked, change.control != null),
      showDesktop: requestAvailability(status, asked, change.agentShare != null),
      giveControl: requestAvailability(status, asked, change.agentControl != null),
      requestCobrowseView: pageAvailability(status, asked, change),
      requestCobrowseControl: pageAvailability(status, asked, { ...change, share: change.control ? (change.share ?? null) : null }),
      invitePin: status === 'connecting' ? null : 'E_NOT_ALLOWED',
      inviteLink: status === 'connecting' ? null : 'E_NOT_ALLOWED',
      ...change.availability,
    },
  };
}

function pageAvailability(status: AgentSessionView['status'], asked: boolean, { page, unclaimed, share }: Partial<AgentSessionView>) {
  if (!page) return 'E_NO_PAGE';
  return unclaimed ? null : requestAvailability(status, asked, share != null);
}

function requestAvailability(status: AgentSessionView['status'], asked: boolean, shared: boolean) {
  if (status === 'ended') return 'E_SESSION_ENDED';
  if (status !== 'active') return 'E_SESSION_NOT_ACTIVE';
  if (shared) return 'E_ALREADY_SHARED';
  return asked ? 'E_REQUEST_OPEN' : null;
}

/** A visitor of a website who clicked to connect, and whom nobody has taken yet. */
export const sampleVisitor = (change: Partial<AgentSessionView> = {}): AgentSessionView =>
  sampleSession({
    sessionId: sampleId('visitor'),
    name: 'Visitor',
    status: 'waiting',
    page: SAMPLE_PAGE,
    unclaimed: true,
    words: null,
    ...change,
  });

/** The share of a page by `sampleRequest` for `cobrowseView`. */
export const samplePageShare = (change: Partial<ShareView> = {}): ShareView =>
  sampleShare({ capability: 'cobrowseView', surface: 'page', widthPx: 1_280, heightPx: 720, ...change });

export const sampleRequest = (
  phase: 'asking' | 'choosing' = 'asking',
  remainingInMs = 42_000,
  change: Partial<NonNullable<AgentSessionView['request']>> = {},
): NonNullable<AgentSessionView['request']> => ({
  requestId: sampleId('request'),
  capability: 'view',
  owner: 'customer',
  phase,
  remainingInMs,
  ...change,
});

export const sampleShare = (change: Partial<ShareView> = {}): ShareView => ({
  requestId: sampleId('request'),
  grantId: sampleId('grant'),
  epoch: 7,
  capability: 'view',
  phase: 'watched',
  surface: 'monitor',
  widthPx: 1_920,
  heightPx: 1_080,
  sinceAtMs: SAMPLE_AT_MS + 60_000,
  ...change,
});

/** Control that was added to `sampleShare`. */
export const sampleControl = (change: Partial<ControlView> = {}): ControlView => ({
  requestId: sampleId('control'),
  grantId: sampleId('controlled'),
  epoch: 9,
  phase: 'armed',
  helper: 'ready',
  helperPercent: null,
  ...change,
});

/** Control over the agent's own desktop, added to `sampleOwnShare`. */
export const sampleGivenControl = (change: Partial<ControlView> = {}): ControlView =>
  sampleControl({ requestId: sampleId('giving'), grantId: sampleId('given'), epoch: 10, ...change });

/** The agent's own desktop, which the customer sees. */
export const sampleOwnShare = (change: Partial<ShareView> = {}): ShareView =>
  sampleShare({ requestId: sampleId('show'), grantId: sampleId('shown'), epoch: 8, capability: 'show', ...change });

export const sampleOutcome = (reason: RequestEndReason, granted = false): Outcome => ({
  requestId: sampleId('request'),
  capability: 'view',
  reason,
  granted,
  atMs: SAMPLE_AT_MS + 120_000,
});

/** The log of a session in which the desktop was seen and the customer stopped. */
export const sampleLog: readonly LogEntry[] = (
  [
    ['created', { name: 'Ada Byron' }],
    ['pinCreated', { pin: '482915' }],
    ['customerLinked', { words: 'maple river' }],
    ['customerLost', {}],
    ['customerReturned', {}],
    ['started', {}],
    ['requested', { capability: 'view' }],
    ['extended', {}],
    ['answered', { answer: 'ok' }],
    ['continued', { capability: 'view' }],
    ['granted', { capability: 'view', surface: 'monitor' }],
    ['lookedAway', {}],
    ['lookedAgain', {}],
    ['paused', {}],
    ['resumed', {}],
    ['ended', { reason: 'revoked', granted: 'true' }],
  ] as const
).map(([kind, params], index) => {
  return { seq: index + 1, atMs: SAMPLE_AT_MS + index * 20_000, kind, params: { ...params } };
});

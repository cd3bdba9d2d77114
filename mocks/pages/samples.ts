import { BehaviorSubject, NEVER } from 'rxjs';
import type { PageFeed, PageFeedState } from '../../gateway/client/page-feed.ts';
import type { PageEvent } from '../../gateway/protocol/cobrowse-events.ts';
import type { AgentSessionView } from '../../gateway/protocol/views.ts';
import type { AgentClient } from '../../plugin/agent/agent-client.ts';
import { NO_PICTURE, type AgentSession, type AgentState, type PictureFrames } from '../../plugin/agent/agent-state.ts';
import { sampleAccount, sampleSession } from '../agent.ts';
import { FakeClock } from '../fake-clock.ts';
import { answerHelperDownloads } from '../helper-downloads.ts';
import { samplePage, type Unnumbered } from '../shared-page.ts';

/** The agent's sessions as a page knows them, and a client without a server; for states of elements and their tests. */

answerHelperDownloads();

/** The clock of every sample. */
export const clock = new FakeClock();

/** A session as the page knows it; `view` changes what the server told, `page` what the page adds. */
export function agentSession(view: Partial<AgentSessionView> = {}, page: Partial<AgentSession> = {}): AgentSession {
  return {
    view: sampleSession(view),
    receivedAtMs: clock.now(),
    log: [],
    picture: NO_PICTURE,
    ownCapture: { phase: 'none', reason: null },
    helper: { origin: 'https://help.acme.example', listPlatforms: async () => ['linux-x64'], invite: async () => '7K3MQ9TX2B' },
    hand: { take: () => undefined, send: () => undefined, release: () => undefined },
    command: null,
    ...page,
  };
}

/** The frames of a picture without a connection, the latest of which came `agoMs` ago; 30 a second until then. */
export function sampleFrames(agoMs = 0, change: Partial<PictureFrames> = {}): PictureFrames {
  const seconds = (): number => clock.now() / 1_000;
  const inbound = () => ({
    type: 'inbound-rtp',
    timestamp: clock.now(),
    frameWidth: 1_920,
    frameHeight: 1_080,
    framesDecoded: seconds() * 30,
    bytesReceived: seconds() * 155_000,
    packetsReceived: seconds() * 198,
    packetsLost: seconds() * 2,
    jitterBufferDelay: seconds() * 30 * 0.009,
    jitterBufferEmittedCount: seconds() * 30,
    totalDecodeTime: seconds() * 30 * 0.003,
  });
  const pair = { type: 'candidate-pair', selected: true, currentRoundTripTime: 0.012 };
  return {
    lastFrameAtMs: clock.now() - agoMs,
    getStats: async () => new Map<string, unknown>([['i', inbound()], ['p', pair]]) as unknown as RTCStatsReport,
    show: () => () => undefined,
    ...change,
  };
}

/** The frames of a page that is shared, with what happens in it after its first picture. `behindSinceMs`: it is not current. */
export function pageFrames(more: readonly Unnumbered[] = [], behindSinceMs: number | null = null): PictureFrames {
  const events = [...samplePage(), ...more].map((event, index) => ({ ...event, seq: index + 1 }) as PageEvent);
  const page: PageFeed = {
    state$: new BehaviorSubject<PageFeedState>(behindSinceMs === null ? 'current' : 'behind'),
    behindSinceMs,
    source: { link: { messages$: NEVER, send: () => true }, sessionId: '' },
    follow(take) {
      events.forEach(take);
      return () => undefined;
    },
    wantSnapshot: () => undefined,
    point: () => undefined,
    pause: () => undefined,
    resume: () => undefined,
    stop: () => undefined,
  };
  return sampleFrames(0, { page, lastFrameAtMs: behindSinceMs });
}

export function agentState(change: Partial<AgentState> = {}): AgentState {
  return {
    phase: 'signedIn',
    account: sampleAccount,
    link: 'open',
    loaded: true,
    sessions: [],
    gone: null,
    creation: { phase: 'idle' },
    notices: [],
    wasSignedOut: false,
    signInEndsAtMs: null,
    signIn: { phase: 'idle' },
    ...change,
  };
}

/** A client without a server: it says what a test tells it, and notes what it is asked. */
export class FakeClient implements AgentClient {
  readonly state$: BehaviorSubject<AgentState>;
  /** Every command that it was asked to run, oldest first. */
  readonly ran: { sessionId: string; name: string }[] = [];

  constructor(change: Partial<AgentState> = {}) {
    this.state$ = new BehaviorSubject(agentState(change));
  }

  /** The server told something, or the page did. */
  tell(change: Partial<AgentState>): void {
    this.state$.next({ ...this.state$.value, ...change });
  }

  async run(sessionId: string, name: string): Promise<void> {
    this.ran.push({ sessionId, name });
  }

  async signIn(): Promise<void> {}
  async signOut(): Promise<void> {}
  async create(): Promise<void> {}
  async renewInvite(): Promise<void> {}
  resetCreation(): void {}
  async signInAgain(): Promise<void> {}
  dismissNotice(): void {}
  close(): void {}
}

/** A picture without a camera or a network. */
export function samplePicture(widthPx = 320, heightPx = 180): MediaStream {
  const canvas = Object.assign(document.createElement('canvas'), { width: widthPx, height: heightPx });
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#3a6ea5';
  context.fillRect(0, 0, widthPx, heightPx);
  return canvas.captureStream(10);
}

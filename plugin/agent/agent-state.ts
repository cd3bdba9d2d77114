import type { PageFeed } from '../../gateway/client/page-feed.ts';
import type { LinkState } from '../../gateway/client/session-link.ts';
import type { AgentAccount } from '../../gateway/protocol/http.ts';
import type { AgentSessionView, LogEntry } from '../../gateway/protocol/views.ts';
import type { RequestEndReason } from '../../gateway/protocol/vocabulary.ts';
import type { ShowingEndReason } from '../../state-machines/showing.machine.ts';
import type { RemoteHand } from '../shared/control/remote-hand.ts';
import type { InviteHelper } from '../shared/helper/helper-code.ts';
import type { ListPlatforms } from '../shared/helper/helper-download.ts';
import type { Failure } from '../shared/texts/texts.ts';
import type { Notice } from './notices.ts';

/** What an agent can do with one session, besides creating it. */
export type CommandName =
  | 'start'
  | 'end'
  | 'requestView'
  | 'requestControl'
  | 'showDesktop'
  | 'giveControl'
  | 'requestCobrowseView'
  | 'requestCobrowseControl'
  | 'withdraw'
  | 'look'
  | 'lookAway'
  | 'release'
  | 'stopShowing'
  | 'takeControl'
  | 'releaseControl'
  | 'takeControlBack'
  | 'giveControlAgain'
  | 'stopGivingControl'
  | 'invite';

/** The latest command of a session, while it runs or after it was refused. */
export type CommandState =
  | { name: CommandName; phase: 'busy' }
  | { name: CommandName; phase: 'refused'; failure: Failure; atMs: number };

/** A picture that is watched, or about to be. */
export interface PictureFrames {
  /** The customer's page, where that itself is shared and no picture of it. */
  readonly page?: PageFeed;
  /** When the latest one came, in UTC milliseconds by this computer's steady clock; of a page, when it fell behind. */
  readonly lastFrameAtMs: number | null;
  /** The browser's numbers about them; `null` while there is no connection. */
  getStats(): Promise<RTCStatsReport | null>;
  /**
   * Whoever shows it on a screen says so: what is on no screen is paused at the media server.
   * @returns a function for the moment in which it is not on this screen any more; further calls do nothing
   */
  show(): () => void;
}

/**
 * The picture of a session's share. `blank`: it was taken away, for `reason` where that is known; `away`: the agent
 * looks away; `paused`: it is, or was until a moment ago, on no screen. There is a stream, or a page, in `connecting`,
 * `playing`, `stale` and `paused` at most, and what it shows is current in `playing` only.
 */
export interface Picture {
  phase: 'none' | 'connecting' | 'playing' | 'stale' | 'paused' | 'away' | 'blank';
  stream: MediaStream | null;
  frames: PictureFrames | null;
  reason: RequestEndReason | 'linkLost' | null;
}
export const NO_PICTURE: Picture = { phase: 'none', stream: null, frames: null, reason: null };

/**
 * What this page captures of the agent's own desktop for a session: nothing (`unsupported`: the browser cannot), nothing yet
 * while its picker is open, a surface of which nothing leaves before the customer has agreed, or one that is shown.
 */
export interface OwnCapture {
  phase: 'none' | 'unsupported' | 'choosing' | 'holding' | 'sending';
  /** Why the latest capture ended. */
  reason: ShowingEndReason | null;
}
export const NO_CAPTURE: OwnCapture = { phase: 'none', reason: null };

/** What a helper on the agent's own computer is started with: where the session server is, and a code. */
export interface OwnHelper {
  origin: string;
  listPlatforms: ListPlatforms;
  invite: InviteHelper;
}

/** A session with everything that the page knows of it. */
export interface AgentSession {
  view: AgentSessionView;
  /** This computer's time when the view came; its `…InMs` count from here. */
  receivedAtMs: number;
  /** By `seq`, oldest first. */
  log: readonly LogEntry[];
  picture: Picture;
  ownCapture: OwnCapture;
  /** Of the customer's desktop. */
  hand: RemoteHand;
  helper: OwnHelper;
  command: CommandState | null;
}

/** A visitor who was offered to this agent, and is not any more. */
export interface GoneVisitor {
  sessionId: string;
  name: string;
  /** `taken`: another agent has the session. */
  why: 'taken' | 'left';
}

/** How the creation of a session stands. */
export type Creation =
  | { phase: 'idle' }
  | { phase: 'busy' }
  | { phase: 'refused'; failure: Failure; atMs: number }
  | { phase: 'done'; sessionId: string };

/** What the dashboard shows. */
export interface AgentState {
  /** `unreachable`: it could not even be found out whether somebody is signed in. */
  phase: 'loading' | 'unreachable' | 'signedOut' | 'signedIn';
  account: AgentAccount | null;
  link: LinkState;
  /** Whether the list of sessions has come. */
  loaded: boolean;
  /** In order of creation; also those of visitors who were offered to this agent, and whom nobody has taken yet. */
  sessions: readonly AgentSession[];
  /** The latest one. */
  gone: GoneVisitor | null;
  creation: Creation;
  /** What the server warned of; the dismissed ones too. */
  notices: readonly Notice[];
  /** The server ended the signing in, not the agent. */
  wasSignedOut: boolean;
  /** This computer's time when the signing in ends by its age; `null` where the server does not tell. */
  signInEndsAtMs: number | null;
  signIn: { phase: 'idle' | 'busy' } | { phase: 'refused'; failure: Failure; atMs: number };
}

/** Milliseconds left of a wait that came with the view, never below 0. */
export const remainingMs = (session: Pick<AgentSession, 'receivedAtMs'>, inMs: number, nowMs: number): number =>
  Math.max(0, session.receivedAtMs + inMs - nowMs);

/** Whether some command waits until it may be asked again. */
export const waitsToAsk = (session: Pick<AgentSession, 'view'> | undefined): boolean =>
  session !== undefined && Object.values(session.view.askAgainInMs).some((inMs) => inMs > 0);

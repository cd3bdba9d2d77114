import * as v from 'valibot';
import {
  CAPABILITIES,
  ERROR_CODES,
  LOCALES,
  PEOPLE,
  REQUEST_END_REASONS,
  SESSION_END_REASONS,
  SESSION_STATUSES,
  SURFACES,
} from './vocabulary.ts';
import { Epoch, Id } from './schemas.ts';

/**
 * What a browser renders. The server derives these from the session's state; a browser never decides anything itself.
 * Moments are UTC milliseconds by the server's clock (`…AtMs`); waits are durations from the moment of sending (`…InMs`).
 */

const AtMs = v.number();
const InMs = v.number();

const ShareView = v.object({
  /** The request that the customer's OK answered. */
  requestId: Id,
  grantId: Id,
  epoch: Epoch,
  capability: v.picklist(CAPABILITIES),
  /**
   * `opening` until the picture flows, then `watched`, or `unwatched` while an agent who views looks away or has it on no
   * screen.
   */
  phase: v.picklist(['opening', 'watched', 'unwatched']),
  surface: v.picklist(SURFACES),
  widthPx: v.number(),
  heightPx: v.number(),
  sinceAtMs: AtMs,
});
export type ShareView = v.InferOutput<typeof ShareView>;

/**
 * How far the program on the owner's computer is: `absent`, on its way (`downloading`, `downloaded`), `started` but not tried
 * out yet, `ready`; or `unable` where it runs, but not on a display that it can use.
 */
export const HELPER_STATES = ['absent', 'downloading', 'downloaded', 'started', 'ready', 'unable'] as const;
export type HelperState = (typeof HELPER_STATES)[number];

/** Live control over a desktop, or over a page that is shared. */
const ControlView = v.object({
  /** The request that the customer's OK answered: the share's own, or one that was added to it. */
  requestId: Id,
  grantId: Id,
  epoch: Epoch,
  /**
   * `armed`: the next click into the picture takes the mouse. `active`: mouse and keyboard act on the desktop; `paused`: the
   * same, and nothing passes for the moment: the owner's own hand moves, a question is open, or a page does not answer.
   * `takenBack`, only of an agent's desktop: the agent clicked on it, and gives it again by `control.giveAgain`.
   */
  phase: v.picklist(['armed', 'active', 'paused', 'takenBack']),
  /** Of a page, which needs none, it is always `ready`. */
  helper: v.picklist(HELPER_STATES),
  /** While it is `downloading`, from 0 to 100: how much of it the server has sent. */
  helperPercent: v.nullable(v.number()),
});
export type ControlView = v.InferOutput<typeof ControlView>;

/** How the latest request about one person's desktop ended; stays until the next one. */
const Outcome = v.object({
  requestId: Id,
  capability: v.picklist(CAPABILITIES),
  reason: v.picklist(REQUEST_END_REASONS),
  /** Whether something was shared before it ended. */
  granted: v.boolean(),
  atMs: AtMs,
});
export type Outcome = v.InferOutput<typeof Outcome>;

/** Whose desktop it is about. */
const owner = v.picklist(PEOPLE);

const AgentRequestView = v.object({
  requestId: Id,
  capability: v.picklist(CAPABILITIES),
  owner,
  /** `asking`: the question is on the customer's screen; `choosing`: OK was pressed, the owner's surface is awaited. */
  phase: v.picklist(['asking', 'choosing']),
  remainingInMs: InMs,
});

/** Commands whose availability the server tells; `null` means available, a code says why not. */
export const AGENT_COMMANDS = [
  'start',
  'end',
  'requestView',
  'requestControl',
  'showDesktop',
  'giveControl',
  'requestCobrowseView',
  'requestCobrowseControl',
  'invitePin',
  'inviteLink',
] as const;
export type AgentCommand = (typeof AGENT_COMMANDS)[number];
const Availability = v.nullable(v.picklist(ERROR_CODES));

/** A session as its agent sees it. */
export const AgentSessionView = v.object({
  sessionId: Id,
  name: v.string(),
  status: v.picklist(SESSION_STATUSES),
  createdAtMs: AtMs,
  endReason: v.nullable(v.picklist(SESSION_END_REASONS)),
  /** Where the customer clicked to connect; `null` where an agent invited the customer. */
  page: v.nullable(v.object({ siteName: v.string(), title: v.string(), address: v.string() })),
  /** Nobody has taken the session yet: whoever starts it first, or asks to see the page, has it. */
  unclaimed: v.boolean(),
  /**
   * While the session is Connecting: how the customer gets in; `null` once it is used, and where the server was restarted
   * since. `code` is the PIN, or the link's path `/s/<token>`.
   */
  invite: v.nullable(
    v.object({ kind: v.picklist(['pin', 'link']), code: v.string(), expired: v.boolean(), expiresInMs: InMs }),
  ),
  /** While the session is Connecting: the PIN or link was used, and that customer's page is not there yet. */
  joining: v.boolean(),
  /** `late`: no sign of life for more than a second; `absent`: no page is connected. */
  customerPresence: v.picklist(['online', 'late', 'absent']),
  /** The two words to compare with the customer; `null` until a page was linked. */
  words: v.nullable(v.string()),
  request: v.nullable(AgentRequestView),
  /** The customer's desktop, and how the latest request about it ended. */
  share: v.nullable(ShareView),
  outcome: v.nullable(Outcome),
  /** Whether the agent may control it. */
  control: v.nullable(ControlView),
  /** The same of the agent's own desktop. */
  agentShare: v.nullable(ShareView),
  agentOutcome: v.nullable(Outcome),
  /** Whether the customer may control it. */
  agentControl: v.nullable(ControlView),
  /** Whether helpers of this session stay on their computers when it is over, instead of removing themselves. */
  keepsHelper: v.boolean(),
  /** For how long the customer may still continue what ended last; 0 where that is not possible, or was declined. */
  continueInMs: InMs,
  /** For each command that is refused with E_ASKED_TOO_OFTEN: when it may be asked again; otherwise 0. */
  askAgainInMs: v.object({ requestView: InMs, requestControl: InMs, showDesktop: InMs, giveControl: InMs, requestCobrowseView: InMs, requestCobrowseControl: InMs }),
  availability: v.object({
    start: Availability,
    end: Availability,
    requestView: Availability,
    requestControl: Availability,
    showDesktop: Availability,
    giveControl: Availability,
    requestCobrowseView: Availability,
    requestCobrowseControl: Availability,
    invitePin: Availability,
    inviteLink: Availability,
  }),
});
export type AgentSessionView = v.InferOutput<typeof AgentSessionView>;

/** A question, in the customer's language, exactly as the server records it with the answer. */
export const QuestionView = v.object({
  requestId: Id,
  capability: v.picklist(CAPABILITIES),
  owner,
  locale: v.picklist(LOCALES),
  textVersion: v.number(),
  agentName: v.string(),
  company: v.string(),
  /** For example "Mia Keller asks to see your desktop". */
  title: v.string(),
  /** What OK means, one sentence each. */
  points: v.array(v.string()),
  /** The warning against scams. */
  warning: v.string(),
  remainingInMs: InMs,
  totalInMs: InMs,
  /** How often More time can still be pressed. */
  extensionsLeft: v.number(),
});
export type QuestionView = v.InferOutput<typeof QuestionView>;

/** The offer to go on with a share that ended by a failure; the page shows it only while it still holds the capture. */
export const ContinueView = v.object({
  /** The request whose share ended, and its grant: a page that holds nothing to go on with says so by `share.stop`. */
  requestId: Id,
  grantId: Id,
  capability: v.picklist(CAPABILITIES),
  locale: v.picklist(LOCALES),
  textVersion: v.number(),
  title: v.string(),
  points: v.array(v.string()),
  warning: v.string(),
  remainingInMs: InMs,
});
export type ContinueView = v.InferOutput<typeof ContinueView>;

/** The session as its customer sees it. */
export const CustomerSessionView = v.object({
  sessionId: Id,
  status: v.picklist(SESSION_STATUSES),
  company: v.string(),
  /** The agent's name; `null` until Start. */
  agentName: v.nullable(v.string()),
  agentPresence: v.picklist(['online', 'late', 'absent']),
  words: v.nullable(v.string()),
  endReason: v.nullable(v.picklist(SESSION_END_REASONS)),
  question: v.nullable(QuestionView),
  /** OK was recorded and the owner's surface is awaited. */
  choosing: v.nullable(v.object({ requestId: Id, capability: v.picklist(CAPABILITIES), owner })),
  /** Set while the customer may continue what ended; needs the agent's page to be there. */
  continuable: v.nullable(ContinueView),
  /** The customer's desktop, and how the latest request about it ended. */
  share: v.nullable(ShareView),
  outcome: v.nullable(Outcome),
  /** Whether the agent may control it. */
  control: v.nullable(ControlView),
  /** The same of the agent's desktop, which this customer sees. */
  agentShare: v.nullable(ShareView),
  agentOutcome: v.nullable(Outcome),
  /** Whether the customer may control it. */
  agentControl: v.nullable(ControlView),
  /** Whether helpers of this session stay on their computers when it is over, instead of removing themselves. */
  keepsHelper: v.boolean(),
});
export type CustomerSessionView = v.InferOutput<typeof CustomerSessionView>;

/**
 * Kinds of lines in a session's log, with the parameters that their texts use.
 * `created {name}`, `visitorConnected {site}`, `pinCreated {pin}`, `linkCreated`, `customerJoined`, `customerLinked {words}`, `customerReturned`,
 * `customerLost`, `agentLost`, `started`, `requested {capability}`, `extended`, `answered {answer}`,
 * `continued {capability}`, `granted {capability, surface}`, `lookedAway`, `lookedAgain`, `paused`, `resumed`,
 * `notContinued`, `ended {reason, granted, capability}`, `sessionEnded {reason}`, `serverRestarted`,
 * `controlTaken {owner}`, `controlReleased {owner}`, `controlTakenBack`, `controlGivenAgain`, `helperDownloaded {owner}`,
 * `helperJoined {owner}`, `helperLost {owner}`, `inputRefused {count, owner}`. `owner`: whose desktop it is, `customer` or
 * `agent`.
 */
export const LOG_KINDS = [
  'created',
  'visitorConnected',
  'pinCreated',
  'linkCreated',
  'customerJoined',
  'customerLinked',
  'customerReturned',
  'customerLost',
  'agentLost',
  'started',
  'requested',
  'extended',
  'answered',
  'continued',
  'granted',
  'lookedAway',
  'lookedAgain',
  'paused',
  'resumed',
  'ended',
  'notContinued',
  'sessionEnded',
  'serverRestarted',
  'controlTaken',
  'controlReleased',
  'controlTakenBack',
  'controlGivenAgain',
  'helperDownloaded',
  'helperJoined',
  'helperLost',
  'inputRefused',
] as const;
export type LogKind = (typeof LOG_KINDS)[number];
export const LogEntry = v.object({
  seq: v.number(),
  atMs: AtMs,
  kind: v.picklist(LOG_KINDS),
  params: v.record(v.string(), v.string()),
});
export type LogEntry = v.InferOutput<typeof LogEntry>;

import * as v from 'valibot';
import type { ActRefusal } from './cobrowse-act-kinds.ts';
import type { PageAct, PagePoint } from './cobrowse-acts.ts';
import type { PageEvent } from './cobrowse-events.ts';
import { CAPABILITIES, ERROR_CODES, REQUEST_END_REASONS } from './vocabulary.ts';
import { CommandId, Epoch, Id } from './schemas.ts';
import { AgentSessionView, CustomerSessionView, LogEntry } from './views.ts';

/** Everything the server sends over a socket. Fields that a page does not know are dropped, so additions do not raise the version. */

const code = v.picklist(ERROR_CODES);
/** What is read by whoever uses it, with a schema or checks that are not loaded before. */
const unread = <T>() => v.custom<T>((value) => value !== undefined);

/** First frame of every socket. */
const Welcome = v.object({
  type: v.literal('welcome'),
  protocolVersion: v.number(),
  role: v.picklist(['agent', 'customer']),
  /** Milliseconds between pings; a page that hears nothing for three of them is cut off. */
  pingEveryMs: v.number(),
});
/**
 * STUN and TURN servers, as RTCIceServer, for the peer connection that the next message is about: the `customer.session`
 * or `agent.session` with a new share of one's own desktop, or a `viewer.offer`. Credentials are made anew each time, and last as long as a share may.
 */
const IceServers = v.object({
  type: v.literal('ice.servers'),
  iceServers: v.array(
    v.object({ urls: v.string(), username: v.exactOptional(v.string()), credential: v.exactOptional(v.string()) }),
  ),
});
const Ping = v.object({ type: v.literal('ping'), n: v.number() });
const CommandDone = v.object({
  type: v.literal('command.done'),
  commandId: CommandId,
  /** The session that `session.create` made. */
  sessionId: v.optional(Id),
  /** The request that `request.create` made. */
  requestId: v.optional(Id),
  /** The code that `helper.invite` made. */
  helperCode: v.optional(v.string()),
});
const CommandRefused = v.object({
  type: v.literal('command.refused'),
  commandId: CommandId,
  code,
  /** When asking again makes sense, where the server knows. */
  retryInMs: v.optional(v.number()),
});
/** A frame was not understood or not allowed; the socket lives on. */
const Failure = v.object({ type: v.literal('failure'), code, field: v.optional(v.string()) });

/**
 * For how long the agent is still signed in; told after `welcome`, and anew to every page of an agent who signed in again.
 * Then the socket ends, and what is shared with it. Agents of a host are not told: the host signs them in.
 */
const SignInEnds = v.object({ type: v.literal('signIn.ends'), inMs: v.number() });
/** All sessions of the agent, in order of creation; sent once after `welcome`. */
const AgentSessions = v.object({ type: v.literal('agent.sessions'), sessions: v.array(AgentSessionView) });
const AgentSession = v.object({ type: v.literal('agent.session'), session: AgentSessionView });
/**
 * New lines of a session's log, oldest first; after `agent.sessions` the latest ones so far. Lines are numbered from 1: where
 * the first has a higher `seq`, there are earlier ones, on the record alone.
 */
const SessionLog = v.object({ type: v.literal('session.log'), sessionId: Id, entries: v.array(LogEntry) });
/**
 * Something that people ought to know of, at most once a minute for each. Nothing is asked for, and nothing is blocked.
 * `pinGuessing`: more wrong PINs come in than customers make, whoever sends them; told to supervisors, and to agents
 * with a PIN that is open. `askedTooOften`: an agent asked one customer as often as it is allowed; told to supervisors.
 * `abuseReported`: a customer reported an agent; told once to supervisors who are there, and to the others when they come,
 * for three days. `mediaViolation`: something was at the media server that no grant allows; `stopNotObeyed`: a stop took more
 * than one try; told to supervisors who are there, and on record (`media.violation`).
 */
const AlarmRaised = v.object({
  type: v.literal('alarm.raised'),
  alarm: v.variant('kind', [
    v.object({ kind: v.literal('pinGuessing') }),
    v.object({ kind: v.literal('askedTooOften'), agentName: v.string(), capability: v.picklist(CAPABILITIES) }),
    v.object({
      kind: v.literal('abuseReported'),
      sessionId: Id,
      sessionName: v.string(),
      agentName: v.string(),
      /** When it was reported, in UTC milliseconds by the server's clock. */
      atMs: v.number(),
    }),
    /** `cut`: whether what was to be gone was seen gone. */
    v.object({ kind: v.literal('mediaViolation'), cut: v.boolean() }),
    v.object({ kind: v.literal('stopNotObeyed'), cut: v.boolean() }),
  ]),
});
export type Alarm = v.InferOutput<typeof AlarmRaised>['alarm'];
/** The server offers the picture to a viewer; it is answered by `viewer.answer`. */
const ViewerOffer = v.object({
  type: v.literal('viewer.offer'),
  sessionId: Id,
  grantId: Id,
  epoch: Epoch,
  viewerId: Id,
  sdp: v.string(),
});
const CustomerSession = v.object({ type: v.literal('customer.session'), session: CustomerSessionView });
const PublisherAnswer = v.object({ type: v.literal('publisher.answer'), grantId: Id, epoch: Epoch, sdp: v.string() });
/** Blank the picture and stop capturing now; sent to both ends before the end is recorded. */
const ShareCut = v.object({
  type: v.literal('share.cut'),
  sessionId: Id,
  grantId: Id,
  reason: v.picklist(REQUEST_END_REASONS),
});
/**
 * What happened in the page that the customer shares, checked and cut to what may be built again. Whoever builds it checks it
 * once more, with the schema of `cobrowse-events.ts`.
 */
const PageEventOf = v.object({
  type: v.literal('page.event'),
  sessionId: Id,
  grantId: Id,
  epoch: Epoch,
  event: unread<PageEvent>(),
});
/** What the agent's page shows of the customer's is old from now on: a snapshot comes, as soon as it can. */
const PageBehind = v.object({ type: v.literal('page.behind'), sessionId: Id, grantId: Id });
/** To the owner: the events that come next begin with a snapshot. */
const PageResync = v.object({ type: v.literal('page.resync'), grantId: Id });
/** To the owner: more came than may pass, and was dropped. Nothing passes before `page.resync`, which comes by itself. */
const PageSlow = v.object({ type: v.literal('page.slow'), grantId: Id });
/** To the owner: where the agent points in the page, as `page.pointer` of the agent says. The frame in the page checks it. */
const PagePointer = v.object({
  type: v.literal('page.pointer'),
  grantId: Id,
  pointed: unread<{ at: PagePoint | null; isPressed?: true }>(),
});
/** To the owner: what the agent does in the page, read by its schema. The frame in the page looks at the grant once more. */
const PageActOf = v.object({
  type: v.literal('page.act'),
  grantId: Id,
  epoch: Epoch,
  seq: v.number(),
  act: unread<PageAct>(),
});
/** To the agent: the customer's page did not do what the act of that number says. */
const PageRefused = v.object({
  type: v.literal('page.refused'),
  sessionId: Id,
  grantId: Id,
  seq: v.number(),
  reason: unread<ActRefusal>(),
});
/** A session that was offered to this agent is not any more: another agent took it (`taken`), or the visitor `left`. */
const SessionGone = v.object({ type: v.literal('session.gone'), sessionId: Id, why: v.picklist(['taken', 'left']) });
/** A newer page of the same person took over; this one shows so and does not reconnect. */
const LinkReplaced = v.object({ type: v.literal('link.replaced') });

export const ServerMessage = v.variant('type', [
  Welcome,
  IceServers,
  Ping,
  CommandDone,
  CommandRefused,
  Failure,
  SignInEnds,
  AgentSessions,
  AgentSession,
  SessionLog,
  AlarmRaised,
  ViewerOffer,
  CustomerSession,
  PublisherAnswer,
  ShareCut,
  PageEventOf,
  PageBehind,
  PageResync,
  PageSlow,
  PagePointer,
  PageActOf,
  PageRefused,
  SessionGone,
  LinkReplaced,
]);
export type ServerMessage = v.InferOutput<typeof ServerMessage>;
export type ServerMessageOf<T extends ServerMessage['type']> = Extract<ServerMessage, { type: T }>;

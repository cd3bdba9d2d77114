import * as v from 'valibot';
import { Candidate, Epoch, Id, Sdp } from './schemas.ts';

/**
 * Between the session server and a media guard, over one WebSocket that the server opens.
 *
 * Both sides prove that they know the shared secret before anything else: the guard greets with a nonce, the server
 * answers with `HMAC-SHA256(secret, "server:" + guardNonce + ":" + serverNonce + ":" + incarnation)` and the guard with
 * `HMAC-SHA256(secret, "guard:" + serverNonce + ":" + guardNonce)`, both in base64url.
 */

/** Longest silence of the server, in milliseconds, after which the guard destroys every room. */
export const GUARD_SILENCE_MS = 1_000;
/** How often the server's heartbeat is sent, in milliseconds. */
export const GUARD_BEAT_EVERY_MS = 250;
/** Close codes of the guard. */
export const GUARD_CLOSE = {
  /** The proof does not fit the shared secret. */
  notProven: 4001,
  /** A server with a higher incarnation has been here, or one with the same is connected. */
  staleIncarnation: 4002,
  /** A frame that does not fit its schema. */
  badFrame: 4003,
  /** The server was silent for too long. */
  silent: 4004,
} as const;

/** 256 random bits in base64url. */
const Nonce = v.pipe(v.string(), v.regex(/^[\w-]{43}$/));
const CallId = v.pipe(v.number(), v.safeInteger());

/** First frame of the server. */
export const GuardHello = v.strictObject({
  type: v.literal('hello'),
  /** Rises with every start of a session server; the guard remembers the highest and refuses lower ones. */
  incarnation: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  serverNonce: Nonce,
  proof: v.pipe(v.string(), v.maxLength(64)),
});
const Beat = v.strictObject({ type: v.literal('beat'), n: CallId });

/**
 * Calls of the server. Each carries `id`, echoed in its reply, and `byGuardMs`: the guard's own clock (as its last
 * greeting or `beat.ack` told) after which the call must not be carried out any more.
 */
const call = { id: CallId, byGuardMs: v.number() };
/** Opens a room for one share. Refused where `epoch` is not higher than every epoch seen. */
const ShareOpen = v.strictObject({ type: v.literal('share.open'), ...call, shareId: Id, epoch: Epoch });
/** The owner's offer; the reply's `sdp` is the answer. */
const SharePublish = v.strictObject({ type: v.literal('share.publish'), ...call, shareId: Id, sdp: Sdp });
/** Destroys the room, hangs up every handle and verifies that they are gone. Never late: `byGuardMs` is not looked at. */
const ShareClose = v.strictObject({ type: v.literal('share.close'), ...call, shareId: Id });
/** A viewer's handle; the reply's `sdp` is the offer for that viewer. */
const ViewerOpen = v.strictObject({ type: v.literal('viewer.open'), ...call, shareId: Id, viewerId: Id });
const ViewerAnswer = v.strictObject({ type: v.literal('viewer.answer'), ...call, shareId: Id, viewerId: Id, sdp: Sdp });
/** Sends nothing to one viewer until `viewer.resume`; its connection stays. Never late. */
const ViewerPause = v.strictObject({ type: v.literal('viewer.pause'), ...call, shareId: Id, viewerId: Id });
const ViewerResume = v.strictObject({ type: v.literal('viewer.resume'), ...call, shareId: Id, viewerId: Id });
/** Hangs up one viewer and verifies it. */
const ViewerClose = v.strictObject({ type: v.literal('viewer.close'), ...call, shareId: Id, viewerId: Id });
/** A candidate of the owner (no `viewerId`) or of a viewer; not answered. */
const GuardCandidate = v.strictObject({
  type: v.literal('candidate'),
  shareId: Id,
  viewerId: v.optional(Id),
  candidate: Candidate,
});
/** The owner's encoder is asked for a key frame; not answered. */
const GuardKeyFrame = v.strictObject({ type: v.literal('keyFrame'), shareId: Id });

export const ServerToGuard = v.variant('type', [
  GuardHello,
  Beat,
  ShareOpen,
  SharePublish,
  ShareClose,
  ViewerOpen,
  ViewerAnswer,
  ViewerPause,
  ViewerResume,
  ViewerClose,
  GuardCandidate,
  GuardKeyFrame,
]);
export type ServerToGuard = v.InferOutput<typeof ServerToGuard>;

export const GUARD_ERRORS = [
  /** The deadline had passed, or the epoch or incarnation is too low. */
  'stale',
  /** No such share or viewer. */
  'unknown',
  /** Janus refused, did not answer in time, or is away. */
  'janus',
] as const;
export type GuardError = (typeof GUARD_ERRORS)[number];

const Greeting = v.object({ type: v.literal('greeting'), guardNonce: Nonce, nowMs: v.number() });
const Accepted = v.object({
  type: v.literal('accepted'),
  proof: v.string(),
  nowMs: v.number(),
  /** Whether Janus can be used at this moment. */
  janusUp: v.boolean(),
});
const BeatAck = v.object({ type: v.literal('beat.ack'), n: CallId, nowMs: v.number(), janusUp: v.boolean() });
const Reply = v.object({
  type: v.literal('reply'),
  id: CallId,
  error: v.optional(v.picklist(GUARD_ERRORS)),
  detail: v.optional(v.string()),
  sdp: v.optional(v.string()),
  /** For closes: whether Janus showed that every handle is gone; for a pause: whether Janus has taken it. */
  verified: v.optional(v.boolean()),
  /** For closes and pauses: milliseconds until that was so. */
  tookMs: v.optional(v.number()),
});
/** The connection of the owner (no `viewerId`) or of a viewer came up, or went down by itself. */
const MediaState = v.object({
  type: v.literal('media'),
  shareId: Id,
  viewerId: v.optional(Id),
  state: v.picklist(['up', 'down']),
  reason: v.optional(v.string()),
});
/** Janus went away or came back. When it goes away every room is gone too. */
const JanusState = v.object({ type: v.literal('janus'), up: v.boolean() });

/**
 * Media of the owner (no `viewerId`) or of a viewer began or ended, as Janus's event handler tells, whoever caused it.
 * The independent witness that the server compares its grants with, and records.
 */
const MediaFlow = v.object({
  type: v.literal('flow'),
  shareId: Id,
  viewerId: v.optional(Id),
  state: v.picklist(['up', 'down']),
  /** When it happened, by the guard's clock: however long this lies unread, it was no later. */
  atGuardMs: v.number(),
});

export const VIOLATION_KINDS = [
  /** Somebody attached a handle that is none of the guard's. */
  'strangeHandle',
  /** A handle publishes, subscribes or carries media that ought not to. */
  'strangePublisher',
  'strangeViewer',
  'strangeMedia',
  /** A connection came up after it had been closed. */
  'lateMedia',
  /** A stop was not carried out at the first try. */
  'stopNotObeyed',
] as const;
export type ViolationKind = (typeof VIOLATION_KINDS)[number];

/** Something was in Janus that no grant allows. It is cut before this is sent. */
const Violation = v.object({
  type: v.literal('violation'),
  kind: v.picklist(VIOLATION_KINDS),
  /** The share that is concerned, and is closed; absent: none of the server's. */
  shareId: v.optional(Id),
  viewerId: v.optional(Id),
  /** Janus's own number. */
  handleId: v.optional(v.number()),
  /** How many milliseconds ago it began. */
  agoMs: v.pipe(v.number(), v.minValue(0)),
  /** Whether Janus, or its end, showed that it is gone. */
  cut: v.boolean(),
});

export const GuardToServer = v.variant('type', [
  Greeting,
  Accepted,
  BeatAck,
  Reply,
  MediaState,
  MediaFlow,
  Violation,
  JanusState,
]);
export type GuardToServer = v.InferOutput<typeof GuardToServer>;

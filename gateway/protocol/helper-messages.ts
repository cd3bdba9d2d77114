import * as v from 'valibot';
import { decodeFrame } from './decode-frame.ts';
import { RemoteInput } from './input.ts';
import { Epoch, Id, Pixels, ScreenId } from './schemas.ts';
import { PEOPLE } from './vocabulary.ts';

/**
 * What passes between the server and a helper, the program that moves mouse and keyboard on a person's desktop. The helper
 * offers `HELPER_SUBPROTOCOL` on `HELPER_SOCKET_PATH`, and beside it `code.<code>` the first time, `key.<key>` when it comes
 * back, and `nonce.<nonce>` each time. Browsers, which always send an Origin, are refused there.
 */
export const HELPER_SOCKET_PATH = '/helper/socket';
/** Raised by any change that an older helper does not understand: that one is refused, and injects nothing. */
export const HELPER_PROTOCOL_VERSION = 3;
export const HELPER_SUBPROTOCOL = `sideseat-helper.v${HELPER_PROTOCOL_VERSION}`;

/** What a helper draws anew for each socket, so that no proof of before fits it: 128 random bits in hex. */
export const HELPER_NONCE = /^[0-9a-f]{32}$/;
/**
 * In the server's answer to the handshake: the release key's Ed25519 signature over `helperProofText`, in base64. A helper
 * with a pinned key injects nothing without it. Missing where the server has no release.
 */
export const HELPER_PROOF_HEADER = 'Sideseat-Helper-Proof';
export const helperProofText = (nonce: string): string => `sideseat-helper-proof\n${nonce}`;

/** How often the server speaks, in milliseconds, so that either end knows at once of a link that hangs. */
export const HELPER_PING_EVERY_MS = 250;
/** A link that was silent for this long counts as lost, at both ends. */
export const HELPER_LINK_LOST_MS = 1_000;

/** Why the server closes a helper's link for good. */
export const HELPER_BYE_REASONS = ['sessionEnded', 'replaced', 'refused'] as const;
export type HelperByeReason = (typeof HELPER_BYE_REASONS)[number];

/** What a person allowed the other one to do with this desktop. */
export const HelperControl = v.object({
  grantId: Id,
  epoch: Epoch,
  /** The shared screen, in its own pixels. */
  widthPx: Pixels,
  heightPx: Pixels,
  /** Which screen it is, where the owner's browser tells. */
  screenId: v.exactOptional(ScreenId),
  /** Whether input passes: somebody took the mouse, and no question is open. */
  active: v.boolean(),
});
export type HelperControl = v.InferOutput<typeof HelperControl>;

export const ServerToHelper = v.variant('type', [
  /**
   * First frame. `key` finds this helper's session again after a lost link, as often as needed while the session lasts.
   * `owner`: whose desktop this is; `viewerName`: who can control it; `company`: of the agent. `removesItself`: whether the
   * program is to be gone when the session is over.
   */
  v.object({
    type: v.literal('welcome'),
    key: v.string(),
    owner: v.picklist(PEOPLE),
    viewerName: v.string(),
    company: v.string(),
    removesItself: v.boolean(),
  }),
  v.object({ type: v.literal('ping'), n: v.number() }),
  /** Sent when it changes after `welcome`; the latest counts. */
  v.object({ type: v.literal('removal'), removesItself: v.boolean() }),
  /** Sent after `welcome` and with every change. */
  v.object({ type: v.literal('control'), control: v.nullable(HelperControl) }),
  v.object({
    type: v.literal('input'),
    grantId: Id,
    epoch: Epoch,
    seq: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
    input: RemoteInput,
  }),
  /** The helper does not come back after this. */
  v.object({ type: v.literal('bye'), reason: v.picklist(HELPER_BYE_REASONS) }),
]);
export type ServerToHelper = v.InferOutput<typeof ServerToHelper>;

/** Why a helper did not carry an input out: faults, never the owner's own hand. */
export const INPUT_REFUSALS = ['noGrant', 'inactive', 'sequence', 'budget'] as const;
/** No helper is offered so many inputs between two of its messages. */
const REFUSED_MAX = 10_000;
export type InputRefusal = (typeof INPUT_REFUSALS)[number];

export const HelperToServer = v.variant('type', [
  v.strictObject({ type: v.literal('pong'), n: v.pipe(v.number(), v.safeInteger()) }),
  /** Whether there is a display that it can use, and a screen as large as the shared one. Sent first, and when that changes with a grant. */
  v.strictObject({ type: v.literal('able'), able: v.boolean() }),
  /** The owner's own mouse or keyboard is at work: remote input waits until a second after that. */
  v.strictObject({ type: v.literal('ownerActs'), acts: v.boolean() }),
  /** The owner pressed a button of their own mouse, while somebody may control this desktop. */
  v.strictObject({ type: v.literal('ownerPressed') }),
  /** The owner pressed the kill key. Everything is released already. Said again after a lost link, until it is heard. */
  v.strictObject({ type: v.literal('killed'), grantId: Id }),
  /** The owner pressed End session in the helper's own window. */
  v.strictObject({ type: v.literal('endSession') }),
  /** Inputs that were not carried out since the last of these messages. */
  v.strictObject({
    type: v.literal('refused'),
    reason: v.picklist(INPUT_REFUSALS),
    count: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(REFUSED_MAX)),
  }),
]);
export type HelperToServer = v.InferOutput<typeof HelperToServer>;

/** Decoding never throws: a frame that does not fit is `undefined`. */
export const decodeServerToHelper = (frame: string): ServerToHelper | undefined => decodeFrame(ServerToHelper, frame);
export const decodeHelperToServer = (frame: string): HelperToServer | undefined => decodeFrame(HelperToServer, frame);
export const encodeHelperFrame = (message: ServerToHelper | HelperToServer): string => JSON.stringify(message);

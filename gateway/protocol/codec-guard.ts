import { decodeFrame } from './decode-frame.ts';
import { GuardToServer, ServerToGuard } from './guard-messages.ts';

/** Decoding never throws: a frame that does not fit is `undefined`, and its connection is not worth keeping. */
export const decodeServerToGuard = (frame: string): ServerToGuard | undefined => decodeFrame(ServerToGuard, frame);
export const decodeGuardToServer = (frame: string): GuardToServer | undefined => decodeFrame(GuardToServer, frame);
export const encodeGuardFrame = (message: ServerToGuard | GuardToServer): string => JSON.stringify(message);

/** What each side signs with the shared secret; see guard-messages. */
export const serverProofText = (guardNonce: string, serverNonce: string, incarnation: number): string =>
  `server:${guardNonce}:${serverNonce}:${incarnation}`;
export const guardProofText = (guardNonce: string, serverNonce: string): string =>
  `guard:${serverNonce}:${guardNonce}`;

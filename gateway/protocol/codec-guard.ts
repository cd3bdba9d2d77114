import * as v from 'valibot';
import { GuardToServer, ServerToGuard } from './guard-messages.ts';

/** Decoding never throws: a frame that does not fit is `undefined`, and its connection is not worth keeping. */
export const decodeServerToGuard = (frame: string): ServerToGuard | undefined => decode(ServerToGuard, frame);
export const decodeGuardToServer = (frame: string): GuardToServer | undefined => decode(GuardToServer, frame);
export const encodeGuardFrame = (message: ServerToGuard | GuardToServer): string => JSON.stringify(message);

/** What each side signs with the shared secret; see guard-messages. */
export const serverProofText = (guardNonce: string, serverNonce: string, incarnation: number): string =>
  `server:${guardNonce}:${serverNonce}:${incarnation}`;
export const guardProofText = (guardNonce: string, serverNonce: string): string =>
  `guard:${serverNonce}:${guardNonce}`;

function decode<T>(schema: v.GenericSchema<unknown, T>, frame: string): T | undefined {
  let json: unknown;
  try {
    json = JSON.parse(frame);
  } catch {
    return undefined;
  }
  const parsed = v.safeParse(schema, json);
  return parsed.success ? parsed.output : undefined;
}

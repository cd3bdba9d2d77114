import * as v from 'valibot';
import { ClientMessage } from './client-messages.ts';
import { ServerMessage } from './server-messages.ts';

/** Raised by any change that an older peer cannot parse; each raise has a line in PROTOCOL.md. */
export const PROTOCOL_VERSION = 1;
/** Offered by the browser in Sec-WebSocket-Protocol, beside `ticket.<ticket>`. */
export const SUBPROTOCOL = `sideseat.v${PROTOCOL_VERSION}`;
/** Largest frame in bytes; larger ones close the socket with 1009. */
export const FRAME_MAX_BYTES = 262_144;

export const DECODE_FAILURES = ['notJson', 'notObject', 'unknownType', 'invalidShape'] as const;
export type DecodeFailure = (typeof DECODE_FAILURES)[number];

/** Decoding never throws: a bad frame is a value. `field` is the dotted path of the first thing that is wrong. */
export type Decoded<T> = { ok: true; message: T } | { ok: false; failure: DecodeFailure; field?: string };

export const decodeClientMessage = (frame: string): Decoded<ClientMessage> => decode(ClientMessage, frame);
export const decodeServerMessage = (frame: string): Decoded<ServerMessage> => decode(ServerMessage, frame);
export const encode = (message: ClientMessage | ServerMessage): string => JSON.stringify(message);

function decode<T>(schema: v.GenericSchema<unknown, T>, frame: string): Decoded<T> {
  let json: unknown;
  try {
    json = JSON.parse(frame);
  } catch {
    return { ok: false, failure: 'notJson' };
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return { ok: false, failure: 'notObject' };
  const parsed = v.safeParse(schema, json);
  if (parsed.success) return { ok: true, message: parsed.output };
  const [issue] = parsed.issues;
  const field = v.getDotPath(issue) ?? '';
  return { ok: false, failure: field === 'type' ? 'unknownType' : 'invalidShape', field };
}

import { randomBytes, verify, type KeyObject } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { HELPER_PROOF_HEADER, helperProofText } from '../protocol/helper-messages.ts';

const NONCE_BYTES = 16;
const SIGNATURE = /^[A-Za-z0-9+/]{86}==$/;

/** Drawn anew for each socket, so that no proof of before fits it. */
export const newNonce = (): string => randomBytes(NONCE_BYTES).toString('hex');

/** Whether the answer to a handshake is from the server that this helper is from. */
export function provesItself(headers: IncomingHttpHeaders, nonce: string, publicKey: KeyObject): boolean {
  const proof = headers[HELPER_PROOF_HEADER.toLowerCase()];
  if (typeof proof !== 'string' || !SIGNATURE.test(proof)) return false;
  return verify(null, Buffer.from(helperProofText(nonce)), publicKey, Buffer.from(proof, 'base64'));
}

import { createHash } from 'node:crypto';

/**
 * The hash chain of a stream. The chain covers salted hashes of the payloads, not the payloads, so that personal data can
 * be erased later and the chain still verifies.
 */

/** What the first record of a stream is chained to. */
export const GENESIS = Buffer.alloc(32);

export const hashPayload = (salt: Uint8Array, payload: string): Buffer =>
  createHash('sha256').update(salt).update(payload).digest();

export interface ChainedRecord {
  streamId: string;
  seq: number;
  atMs: number;
  type: string;
  payloadHash: Uint8Array;
}

/** Hash of one record and, through `previous`, of all before it. The parts are framed by JSON, so none can run into the next. */
export const hashRecord = (previous: Uint8Array, record: ChainedRecord): Buffer =>
  createHash('sha256')
    .update(previous)
    .update(JSON.stringify([record.streamId, record.seq, record.atMs, record.type]))
    .update(record.payloadHash)
    .digest();

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

/** A record with everything that is kept of it. */
export interface RecordRow extends ChainedRecord {
  /** Empty where the payload was erased: with it, short payloads could be guessed from their hash. */
  salt: Uint8Array;
  /** JSON; `null` where it was erased. */
  payload: string | null;
  hash: Uint8Array;
}

/** Hash of one record and, through `previous`, of all before it. The parts are framed by JSON, so none can run into the next. */
export const hashRecord = (previous: Uint8Array, record: ChainedRecord): Buffer =>
  createHash('sha256')
    .update(previous)
    .update(JSON.stringify([record.streamId, record.seq, record.atMs, record.type]))
    .update(record.payloadHash)
    .digest();

/** The first record of a stream that is not what was once recorded, and in which way. */
export interface BrokenRecord {
  streamId: string;
  seq: number;
  what: string;
}

/**
 * Checks a stream record by record.
 * @param rows - In order of `seq`.
 * @param from - What the first of them follows; by default it must be the stream's first.
 * @returns The first broken record, or `undefined`.
 */
export function findBroken(
  streamId: string,
  rows: Iterable<RecordRow>,
  from: { seq: number; hash: Uint8Array } = { seq: 0, hash: GENESIS },
): BrokenRecord | undefined {
  let previous = from;
  for (const row of rows) {
    const seq = previous.seq + 1;
    const broken = (what: string): BrokenRecord => ({ streamId, seq, what });
    if (row.seq !== seq) return broken(`is missing: record ${row.seq} follows record ${previous.seq}`);
    if (row.payload !== null && !hashPayload(row.salt, row.payload).equals(row.payloadHash))
      return broken('has another content than was recorded');
    if (!hashRecord(previous.hash, row).equals(row.hash))
      return broken('does not follow from the record before it: it was changed, moved or put in between');
    previous = row;
  }
  return undefined;
}

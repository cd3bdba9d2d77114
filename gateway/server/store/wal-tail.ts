import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;

/**
 * Whether SQLite's write-ahead log ends in a transaction that was never finished: begun when the power went, or torn.
 * SQLite drops it without a word when it opens the file, which is right, since it was never acknowledged; this is so that
 * it can be told. To be called before the database is opened. Format: https://sqlite.org/fileformat2.html#walformat
 */
export function hasTornTail(file: string): boolean {
  const log = openIfThere(file);
  if (log === undefined) return false;
  try {
    const { size } = fstatSync(log);
    const header = readAt(log, 0, HEADER_BYTES);
    if (!header) return size > 0;
    const pageBytes = header.readUInt32BE(8);
    const salts = header.subarray(16, 24);
    let sum = checksum([0, 0], header.subarray(0, 24), header);
    if (!sameSum(sum, header, 24)) return true;

    let isFinished = true;
    for (let at = HEADER_BYTES; at < size; at += FRAME_HEADER_BYTES + pageBytes) {
      const frame = readAt(log, at, FRAME_HEADER_BYTES + pageBytes);
      const start = frame ?? readAt(log, at, Math.min(FRAME_HEADER_BYTES, size - at));
      // Frames behind the end are left from an earlier round of the log, which had other salts.
      if (!start || start.length < FRAME_HEADER_BYTES || !start.subarray(8, 16).equals(salts)) return !frame || !isFinished;
      if (!frame) return true;
      sum = checksum(sum, frame.subarray(0, 8), header);
      sum = checksum(sum, frame.subarray(FRAME_HEADER_BYTES), header);
      if (!sameSum(sum, frame, 16)) return true;
      isFinished = frame.readUInt32BE(4) !== 0;
    }
    return !isFinished;
  } finally {
    closeSync(log);
  }
}

type Sum = readonly [number, number];

/** SQLite's own checksum over pairs of words, in the byte order that the header's magic number names. */
function checksum([first, second]: Sum, data: Buffer, header: Buffer): Sum {
  const isBigEndian = (header.readUInt32BE(0) & 1) === 1;
  const word = (at: number): number => (isBigEndian ? data.readUInt32BE(at) : data.readUInt32LE(at));
  let a = first;
  let b = second;
  for (let at = 0; at < data.length; at += 8) {
    a = (a + word(at) + b) >>> 0;
    b = (b + word(at + 4) + a) >>> 0;
  }
  return [a, b];
}

const sameSum = ([first, second]: Sum, at: Buffer, offset: number): boolean =>
  at.readUInt32BE(offset) === first && at.readUInt32BE(offset + 4) === second;

/** @returns `undefined` where the file ends before. */
function readAt(file: number, position: number, length: number): Buffer | undefined {
  const buffer = Buffer.alloc(length);
  return readSync(file, buffer, 0, length, position) === length ? buffer : undefined;
}

function openIfThere(file: string): number | undefined {
  try {
    return openSync(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

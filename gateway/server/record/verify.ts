import { createPublicKey, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { findBroken, type BrokenRecord, type RecordRow } from '../store/chain.ts';
import { recordsOf } from '../store/sqlite-database.ts';
import { ADMIN_STREAM } from '../store/store.ts';
import { hashLine, NO_ANCHOR, readAnchor, type Anchor } from './anchor.ts';
import { ANCHOR_FILE } from './anchors.ts';
import { PUBLIC_KEY_FILE } from './keys.ts';
import { RECORD_FILE } from './record.ts';
import { readSessionFile, type SessionFile } from './session-file.ts';

/** What an audit found. Nothing is broken where `broken` is empty. */
export interface Verdict {
  readonly streams: number;
  readonly records: number;
  /** Records whose payload was erased, as the record itself says. */
  readonly erased: number;
  readonly anchors: number;
  /** Records that no anchor covers yet: normal for the newest ones, also after a crash. */
  readonly unanchored: number;
  /** The first broken record of each stream that has one. For an anchor `streamId` is its file and `seq` its line. */
  readonly broken: readonly BrokenRecord[];
}

/** There is nothing to verify at this place. */
export class AuditError extends Error {
  override readonly name = 'AuditError';
}

export interface FolderOptions {
  /** The second file of the anchors. */
  readonly anchorFile?: string | undefined;
  /** A copy of the public key that was kept elsewhere. */
  readonly keyFile?: string | undefined;
}

/** Verifies a data folder, also while a server runs on it. @throws {AuditError} */
export function verifyFolder(dataDir: string, { anchorFile, keyFile }: FolderOptions = {}): Verdict {
  // The anchors first: whatever they cover by then is in the record that is read after them.
  const key = readKey(keyFile ?? join(dataDir, PUBLIC_KEY_FILE), keyFile !== undefined);
  const own = checkAnchors(join(dataDir, ANCHOR_FILE), key);
  const copy = anchorFile === undefined ? undefined : checkAnchors(anchorFile, key);
  if (anchorFile !== undefined && !existsSync(anchorFile)) throw new AuditError(`${anchorFile} is not there`);
  const anchors = copy && copy.anchors.length > own.anchors.length ? copy : own;

  const database = openToRead(join(dataDir, RECORD_FILE));
  try {
    database.exec('BEGIN');
    const ids = database.prepare('SELECT DISTINCT stream FROM record ORDER BY stream').all() as { stream: string }[];
    const erasures = readErasures(recordsOf(database, ADMIN_STREAM));
    const streams = ids.map(({ stream }) => checkStream(stream, recordsOf(database, stream), anchors.anchors, erasures));
    const present = new Set(ids.map(({ stream }) => stream));
    const missing = [...new Set(anchors.anchors.flatMap((anchor) => Object.keys(anchor.heads)))]
      .filter((streamId) => !present.has(streamId))
      .map((streamId) => checkStream(streamId, [], anchors.anchors, erasures));
    return sum([...streams, ...missing], anchors.anchors.length, [
      ...own.broken,
      ...(copy?.broken ?? []),
      ...(copy ? compare(own, copy) : []),
    ]);
  } finally {
    database.close();
  }
}

/** Verifies an exported session by itself. @throws {AuditError} */
export function verifySessionFile(file: string, { keyFile }: FolderOptions = {}): Verdict {
  const session = readSessionFile(readFileSync(file, 'utf8'));
  if (!session) throw new AuditError(`${file} is no exported session`);
  const key = keyFile === undefined ? createPublicKey(session.publicKey) : readKey(keyFile, true);
  const read = session.anchors.map((line, index) => ({ anchor: readAnchor(line, key as KeyObject), seq: index + 1 }));
  const broken = read.flatMap(({ anchor, seq }) => ('what' in anchor ? [{ streamId: 'anchors', seq, what: anchor.what }] : []));
  const anchors = read.flatMap(({ anchor }) => ('what' in anchor ? [] : [anchor]));
  return sum([checkStream(session.streamId, rowsOf(session), anchors, undefined)], anchors.length, broken);
}

interface StreamVerdict {
  readonly records: number;
  readonly erased: number;
  readonly unanchored: number;
  readonly broken: BrokenRecord | undefined;
}

/** Highest record of each stream whose payload was erased for a reason that is on record. */
type Erasures = ReadonlyMap<string, number>;

/** @param erasures - `undefined`: not known, as in an exported session. */
function checkStream(
  streamId: string,
  rows: readonly RecordRow[],
  anchors: readonly Anchor[],
  erasures: Erasures | undefined,
): StreamVerdict {
  const lastSeq = rows.at(-1)?.seq ?? 0;
  const anchored = anchors.reduce((highest, { heads }) => Math.max(highest, heads[streamId]?.seq ?? 0), 0);
  return {
    records: rows.length,
    erased: rows.filter(({ payload }) => payload === null).length,
    unanchored: Math.max(0, lastSeq - anchored),
    broken:
      findBroken(streamId, rows) ?? findAgainstAnchors(streamId, rows, anchors) ?? findUnexplained(streamId, rows, erasures),
  };
}

function findAgainstAnchors(
  streamId: string,
  rows: readonly RecordRow[],
  anchors: readonly Anchor[],
): BrokenRecord | undefined {
  let goodSeq = 0;
  for (const { heads, atMs } of anchors) {
    const head = heads[streamId];
    if (!head) continue;
    const signed = `signed for at ${new Date(atMs).toISOString()}`;
    const row = rows[head.seq - 1]; // the chain is whole, so records stand at their number
    if (!row)
      return { streamId, seq: rows.length + 1, what: `is missing: the stream was cut off, record ${head.seq} was ${signed}` };
    if (Buffer.from(row.hash).toString('hex') !== head.hash)
      return {
        streamId,
        seq: goodSeq + 1,
        what: `or one after it was replaced, with the chain made anew: record ${head.seq} is not the one that was ${signed}`,
      };
    goodSeq = head.seq;
  }
  return undefined;
}

function findUnexplained(
  streamId: string,
  rows: readonly RecordRow[],
  erasures: Erasures | undefined,
): BrokenRecord | undefined {
  const upToSeq = erasures ? (erasures.get(streamId) ?? 0) : Infinity;
  const row = rows.find(({ payload, seq }) => payload === null && seq > upToSeq);
  return row && { streamId, seq: row.seq, what: 'has no content any more, and nothing on record says that it was erased' };
}

function readErasures(adminRows: readonly RecordRow[]): Erasures {
  const erasures = new Map<string, number>();
  for (const { type, payload } of adminRows) {
    if (type !== 'record.erased' || payload === null) continue;
    const { streamId, upToSeq } = parse(payload) as { streamId: string; upToSeq: number };
    erasures.set(streamId, Math.max(upToSeq, erasures.get(streamId) ?? 0));
  }
  return erasures;
}

interface AnchorsVerdict {
  readonly file: string;
  readonly lines: readonly string[];
  /** Up to the first line that is not good. */
  readonly anchors: readonly Anchor[];
  readonly broken: readonly BrokenRecord[];
}

function checkAnchors(file: string, key: KeyObject | undefined): AnchorsVerdict {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  // What stands behind the last line's end is an anchor that was being written.
  const lines = text.split('\n').slice(0, -1);
  const anchors: Anchor[] = [];
  let previous = NO_ANCHOR;
  for (const [index, line] of lines.entries()) {
    const anchor = key ? readAnchor(line, key) : { what: `cannot be checked: ${PUBLIC_KEY_FILE} is missing` };
    const what = 'what' in anchor ? anchor.what : anchor.previous === previous ? undefined : 'does not follow the line before it';
    if ('what' in anchor || what !== undefined)
      return { file, lines, anchors, broken: [{ streamId: file, seq: index + 1, what: what ?? '' }] };
    anchors.push(anchor);
    previous = hashLine(line);
  }
  return { file, lines, anchors, broken: [] };
}

/** The copy may lag behind; otherwise both are the same. */
function compare(own: AnchorsVerdict, copy: AnchorsVerdict): BrokenRecord[] {
  const differs = copy.lines.findIndex((line, index) => line !== own.lines[index]);
  if (differs < 0) return [];
  const what = own.lines[differs] === undefined ? `is missing, though ${copy.file} has it` : `is another one in ${copy.file}`;
  return [{ streamId: own.file, seq: differs + 1, what }];
}

function sum(streams: readonly StreamVerdict[], anchors: number, broken: readonly BrokenRecord[]): Verdict {
  const total = (of: (stream: StreamVerdict) => number): number => streams.reduce((count, stream) => count + of(stream), 0);
  return {
    streams: streams.length,
    records: total(({ records }) => records),
    erased: total(({ erased }) => erased),
    anchors,
    unanchored: total(({ unanchored }) => unanchored),
    broken: [...streams.flatMap((stream) => stream.broken ?? []), ...broken],
  };
}

const rowsOf = ({ streamId, records }: SessionFile): RecordRow[] =>
  records.map(({ salt, payloadHash, hash, ...rest }) => ({
    ...rest,
    streamId,
    salt: Buffer.from(salt, 'hex'),
    payloadHash: Buffer.from(payloadHash, 'hex'),
    hash: Buffer.from(hash, 'hex'),
  }));

/** @throws {AuditError} */
export function openToRead(file: string): DatabaseSync {
  if (!existsSync(file)) throw new AuditError(`${file} is not there`);
  try {
    return new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  } catch (cause) {
    throw new AuditError(`${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

function readKey(file: string, isWanted: boolean): KeyObject | undefined {
  if (!existsSync(file)) {
    if (isWanted) throw new AuditError(`${file} is not there`);
    return undefined;
  }
  return createPublicKey(readFileSync(file));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

import { DatabaseSync } from 'node:sqlite';
import { findBroken, GENESIS, type RecordRow } from './chain.ts';
import {
  ADMIN_STREAM,
  EVIDENCE_ENDS,
  LOAD_ENDED_FOR_MS,
  SESSION_ENDS,
  StoreError,
  type DocumentVersion,
  type Head,
  type KeptRecord,
  type SignInRecord,
  type StoredFact,
} from './store.ts';

/** The embedded store's one file: its tables, and what is read from them. */

export interface StreamHead {
  seq: number;
  hash: Uint8Array;
}

/** Milliseconds that somebody else's lock is waited for. An audit that reads at this moment holds its own for a few. */
export const BUSY_TIMEOUT_MS = 2_000;
/** Lines of the administration's stream that are checked at a start; the rest is for the audit. */
const ADMIN_CHECKED = 1_000;
const quoted = (types: readonly string[]): string => types.map((type) => `'${type}'`).join(', ');
const ENDS = quoted(SESSION_ENDS);
const COLUMNS = 'stream AS streamId, seq, at_ms AS atMs, type, salt, payload, payload_hash AS payloadHash, hash';

/** @throws {StoreError | Error} It cannot be opened, or is no database. */
export function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  // Checkpoints are made by hand, because SQLite keeps a failure of its own ones to itself. The first one rewrites what the
  // time before left in the log: pages that were only ever in the cache of a disk that failed are written once more.
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA secure_delete = ON;
    PRAGMA wal_autocheckpoint = 0;
    CREATE TABLE IF NOT EXISTS record (
      stream TEXT NOT NULL, seq INTEGER NOT NULL, at_ms INTEGER NOT NULL, type TEXT NOT NULL,
      salt BLOB NOT NULL, payload TEXT, payload_hash BLOB NOT NULL, hash BLOB NOT NULL,
      PRIMARY KEY (stream, seq)
    ) STRICT;
    CREATE INDEX IF NOT EXISTS record_end ON record (stream, at_ms) WHERE type IN (${ENDS});
    CREATE TABLE IF NOT EXISTS sign_in (
      token_hash TEXT PRIMARY KEY, agent_id TEXT NOT NULL, expires_at_ms INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, value TEXT NOT NULL, expires_at_ms INTEGER NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS document (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS document_version (
      key TEXT NOT NULL, number INTEGER NOT NULL, about TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (key, number)
    ) STRICT;
    CREATE TABLE IF NOT EXISTS incarnation (id INTEGER PRIMARY KEY CHECK (id = 1), value INTEGER NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS probe (id INTEGER PRIMARY KEY CHECK (id = 1), value INTEGER NOT NULL) STRICT;
    PRAGMA wal_checkpoint(TRUNCATE);
  `);
  return database;
}

/** @returns The number of this start, durable. @throws {Error} The disk did not take it. */
export function nextIncarnation(database: DatabaseSync): number {
  // Not one statement with RETURNING: that gives its row before it commits, and nobody hears that the commit failed.
  database.exec(`
    BEGIN IMMEDIATE;
    INSERT INTO incarnation VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET value = value + 1;
    COMMIT;
  `);
  return (database.prepare('SELECT value FROM incarnation').get() as { value: number }).value;
}

export interface LoadedStreams {
  readonly streams: Map<string, StoredFact[]>;
  readonly heads: Map<string, StreamHead>;
}

/**
 * Reads the sessions that still matter, and checks their chains on the way.
 * @param anchored - Heads that were signed; the record must contain each of them.
 * @throws {StoreError} The record is not what was recorded.
 */
export function loadStreams(database: DatabaseSync, nowMs: number, anchored: readonly Head[]): LoadedStreams {
  const streams = new Map<string, StoredFact[]>();
  const heads = new Map<string, StreamHead>();
  const read = database.prepare(`SELECT ${COLUMNS} FROM record WHERE stream = ? AND seq > ? ORDER BY seq`);
  const load = (streamId: string, from: { seq: number; hash: Uint8Array }): RecordRow[] => {
    const rows = read.all(streamId, from.seq) as unknown as RecordRow[];
    const broken = findBroken(streamId, rows, from);
    if (broken) throw tampered(broken.streamId, broken.seq, broken.what);
    const last = rows.at(-1);
    if (last) heads.set(streamId, { seq: last.seq, hash: last.hash });
    return rows;
  };

  const ids = database
    .prepare(
      `SELECT DISTINCT stream FROM record WHERE stream <> ? AND stream NOT IN
         (SELECT stream FROM record WHERE type IN (${ENDS}) AND at_ms < ?)`,
    )
    .all(ADMIN_STREAM, nowMs - LOAD_ENDED_FOR_MS) as { stream: string }[];
  for (const { stream } of ids) {
    const facts = load(stream, { seq: 0, hash: GENESIS }).flatMap((row) => factOf(row) ?? []);
    if (facts.length > 0) streams.set(stream, facts);
  }
  const last = database.prepare('SELECT max(seq) AS seq FROM record WHERE stream = ?').get(ADMIN_STREAM) as { seq: number | null };
  const fromSeq = Math.max(0, (last.seq ?? 0) - ADMIN_CHECKED);
  load(ADMIN_STREAM, { seq: fromSeq, hash: hashAt(database, ADMIN_STREAM, fromSeq) ?? GENESIS });

  for (const { streamId, seq, hash } of anchored) {
    const present = hashAt(database, streamId, seq);
    if (!present) throw tampered(streamId, seq, 'is missing, though it was signed for');
    if (!present.equals(Buffer.from(hash, 'hex'))) throw tampered(streamId, seq, 'is not the one that was signed for');
  }
  return { streams, heads };
}

/** Every record, stream by stream, in order. */
export function allRecords(database: DatabaseSync): Iterable<RecordRow> {
  return database.prepare(`SELECT ${COLUMNS} FROM record ORDER BY stream, seq`).iterate() as unknown as Iterable<RecordRow>;
}

export function recordsOf(database: DatabaseSync, streamId: string): RecordRow[] {
  return database
    .prepare(`SELECT ${COLUMNS} FROM record WHERE stream = ? ORDER BY seq`)
    .all(streamId) as unknown as RecordRow[];
}

export function lastOfType(database: DatabaseSync, streamId: string, type: string): StoredFact | undefined {
  const row = database
    .prepare(`SELECT ${COLUMNS} FROM record WHERE stream = ? AND type = ? ORDER BY seq DESC LIMIT 1`)
    .get(streamId, type) as unknown as RecordRow | undefined;
  return row && factOf(row);
}

export function readAdminFacts(database: DatabaseSync, below: number, count: number): StoredFact[] {
  const rows = database
    .prepare(
      `SELECT seq, at_ms AS atMs, type, json_remove(payload, '$.config') AS payload FROM record
         WHERE stream = ? AND seq < ? ORDER BY seq DESC LIMIT ?`,
    )
    .all(ADMIN_STREAM, below, count) as unknown as (Omit<StoredFact, 'payload'> & { payload: string | null })[];
  return rows.map(({ payload, ...fact }) => ({ ...fact, payload: payload === null ? null : (JSON.parse(payload) as unknown) }));
}

export function endedBefore(database: DatabaseSync, beforeMs: number): string[] {
  const rows = database
    .prepare(
      `SELECT DISTINCT stream FROM record AS ended
         WHERE type IN (${ENDS}) AND type NOT IN (${quoted(EVIDENCE_ENDS)}) AND at_ms < ? AND EXISTS
         (SELECT 1 FROM record WHERE stream = ended.stream AND payload IS NOT NULL)`,
    )
    .all(beforeMs) as { stream: string }[];
  return rows.map(({ stream }) => stream);
}

/** @returns What was erased: how many payloads, and up to which record. */
export function erasePayloads(database: DatabaseSync, streamId: string, beforeMs: number): { records: number; upToSeq: number } {
  const rows = database
    .prepare(
      `UPDATE record SET payload = NULL, salt = x'' WHERE stream = ? AND at_ms < ? AND payload IS NOT NULL
         AND type NOT LIKE 'record.%' RETURNING seq`,
    )
    .all(streamId, beforeMs) as { seq: number }[];
  return { records: rows.length, upToSeq: rows.reduce((highest, { seq }) => Math.max(highest, seq), 0) };
}

export function readSignIns(database: DatabaseSync): Map<string, SignInRecord> {
  const rows = database
    .prepare('SELECT token_hash AS tokenHash, agent_id AS agentId, expires_at_ms AS expiresAtMs FROM sign_in')
    .all() as unknown as (SignInRecord & { tokenHash: string })[];
  return new Map(rows.map(({ tokenHash, agentId, expiresAtMs }) => [tokenHash, { agentId, expiresAtMs }]));
}

/** What has not expired. */
export function readKept(database: DatabaseSync, nowMs: number): Map<string, KeptRecord> {
  const rows = database
    .prepare('SELECT key, value, expires_at_ms AS expiresAtMs FROM kept WHERE expires_at_ms >= ?')
    .all(nowMs) as unknown as (KeptRecord & { key: string })[];
  return new Map(rows.map(({ key, value, expiresAtMs }) => [key, { value, expiresAtMs }]));
}

export function readDocuments(database: DatabaseSync): Map<string, string> {
  const rows = database.prepare('SELECT key, value FROM document ORDER BY key').all() as { key: string; value: string }[];
  return new Map(rows.map(({ key, value }) => [key, value]));
}

export function readDocumentVersions(database: DatabaseSync, key: string, below: number, count: number): Omit<DocumentVersion, 'value'>[] {
  return database
    .prepare('SELECT number, about FROM document_version WHERE key = ? AND number < ? ORDER BY number DESC LIMIT ?')
    .all(key, below, count) as unknown as Omit<DocumentVersion, 'value'>[];
}

export function readDocumentVersion(database: DatabaseSync, key: string, number: number): string | undefined {
  const row = database.prepare('SELECT value FROM document_version WHERE key = ? AND number = ?').get(key, number) as { value: string } | undefined;
  return row?.value;
}

/** @returns `undefined` where the payload was erased. */
function factOf({ seq, atMs, type, payload }: RecordRow): StoredFact | undefined {
  return payload === null ? undefined : { seq, atMs, type, payload: JSON.parse(payload) as unknown };
}

function hashAt(database: DatabaseSync, streamId: string, seq: number): Buffer | undefined {
  const row = database.prepare('SELECT hash FROM record WHERE stream = ? AND seq = ?').get(streamId, seq) as
    | { hash: Uint8Array }
    | undefined;
  return row && Buffer.from(row.hash);
}

const tampered = (streamId: string, seq: number, what: string): StoreError =>
  new StoreError(`the record was changed from outside: record ${seq} of ${streamId} ${what}. See: npm run audit`);

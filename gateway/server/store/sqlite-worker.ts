import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { GENESIS, hashPayload, hashRecord } from './chain.ts';
import { lockFolder } from './folder-lock.ts';
import {
  BUSY_TIMEOUT_MS,
  endedBefore,
  erasePayloads,
  lastOfType,
  loadStreams,
  nextIncarnation,
  openDatabase,
  readDocuments,
  readAdminFacts,
  readDocumentVersion,
  readDocumentVersions,
  readKept,
  readSignIns,
  type StreamHead,
} from './sqlite-database.ts';
import {
  ADMIN_STREAM,
  type DocumentChange,
  type DocumentVersion,
  type Head,
  type KeptRecord,
  type SignInRecord,
  type StoredFact,
  type StoreFault,
} from './store.ts';
import { hasTornTail } from './wal-tail.ts';

/** Runs in a worker thread; `sqlite-store.ts` is the other end. */

/** A fact whose payload is JSON already. */
export interface WrittenFact {
  type: string;
  atMs: number;
  payload: string;
}

/** Each call with the type of its result. */
export interface Calls {
  append: { request: { streamId: string; facts: readonly WrittenFact[] }; result: Head };
  putSignIn: { request: { tokenHash: string; record: SignInRecord }; result: undefined };
  removeSignIn: { request: { tokenHash: string }; result: undefined };
  keep: { request: { key: string; value: string; nowMs: number; expiresAtMs: number }; result: undefined };
  saveDocuments: { request: { documents: readonly DocumentChange[]; facts: readonly WrittenFact[] }; result: Head };
  documentVersions: { request: { key: string; below: number; count: number }; result: Omit<DocumentVersion, 'value'>[] };
  documentVersion: { request: { key: string; number: number }; result: string | undefined };
  adminFacts: { request: { below: number; count: number }; result: StoredFact[] };
  last: { request: { streamId: string; type: string }; result: StoredFact | undefined };
  endedBefore: { request: { beforeMs: number }; result: string[] };
  erase: { request: { streamId: string; beforeMs: number; atMs: number }; result: { records: number; head: Head | undefined } };
  probe: { request: object; result: undefined };
  close: { request: object; result: undefined };
}

export type ToWorker = { [Name in keyof Calls]: { callId: number; name: Name } & { request: Calls[Name]['request'] } }[keyof Calls];

export interface WorkerInput {
  readonly file: string;
  readonly nowMs: number;
  readonly anchored: readonly Head[];
}

export interface Opened {
  readonly incarnation: number;
  readonly tornTail: boolean;
  readonly streams: Map<string, StoredFact[]>;
  readonly heads: Head[];
  readonly signIns: Map<string, SignInRecord>;
  readonly kept: Map<string, KeptRecord>;
  readonly documents: Map<string, string>;
}

export type FromWorker =
  | ({ type: 'opened' } & Opened)
  | { type: 'done'; callId: number; result: unknown }
  /** `callId` 0: the opening. */
  | { type: 'failed'; callId: number; fault: StoreFault; reason: string };

/** Appends between two checkpoints; at about 4 kB each this keeps the log below some megabytes. */
export const CHECKPOINT_EVERY = 500;
/** Milliseconds until what was erased is scrubbed from the log once more, where somebody read it or there was no space. */
const SCRUB_AGAIN_MS = 500;

function serve(port: NonNullable<typeof parentPort>, input: WorkerInput): void {
  const post = (message: FromWorker): void => port.postMessage(message);
  let database: DatabaseSync;
  let unlock: () => void;
  let heads: Map<string, StreamHead>;
  try {
    unlock = lockFolder(join(dirname(input.file), 'lock.sqlite'));
    const tornTail = hasTornTail(`${input.file}-wal`);
    database = openDatabase(input.file);
    const loaded = loadStreams(database, input.nowMs, input.anchored);
    heads = loaded.heads;
    post({
      type: 'opened',
      incarnation: nextIncarnation(database),
      tornTail,
      streams: loaded.streams,
      heads: [...heads].map(([streamId, head]) => toHead(streamId, head)),
      signIns: readSignIns(database),
      kept: readKept(database, input.nowMs),
      documents: readDocuments(database),
    });
  } catch (error) {
    post({ type: 'failed', callId: 0, fault: 'refused', reason: reasonOf(error) });
    return;
  }

  const insert = database.prepare(
    'INSERT INTO record (stream, seq, at_ms, type, salt, payload, payload_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const readHead = database.prepare('SELECT seq, hash FROM record WHERE stream = ? ORDER BY seq DESC LIMIT 1');
  const putSignIn = database.prepare('INSERT OR REPLACE INTO sign_in (token_hash, agent_id, expires_at_ms) VALUES (?, ?, ?)');
  const removeSignIn = database.prepare('DELETE FROM sign_in WHERE token_hash = ?');
  const dropExpired = database.prepare('DELETE FROM kept WHERE expires_at_ms < ?');
  const keep = database.prepare('INSERT OR REPLACE INTO kept (key, value, expires_at_ms) VALUES (?, ?, ?)');
  const saveDocument = database.prepare('INSERT OR REPLACE INTO document (key, value) VALUES (?, ?)');
  const saveVersion = database.prepare('INSERT INTO document_version (key, number, about, value) VALUES (?, ?, ?, ?)');
  const forgetVersions = database.prepare('DELETE FROM document_version WHERE key = ? AND number <= ?');
  const truncateLog = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)');
  const probe = database.prepare('INSERT INTO probe VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET value = value + 1');

  let queue: ToWorker[] = [];
  let sinceCheckpoint = 0;
  /** The write-ahead log still has what was erased from the record. */
  let holdsErased = false;
  let scrubAgain: NodeJS.Timeout | undefined;
  let lost: string | undefined;
  port.on('message', (message: ToWorker) => {
    if (queue.length === 0) setImmediate(flush); // every call that arrived until then shares one sync
    queue.push(message);
  });

  function flush(): void {
    const calls = queue;
    queue = [];
    if (lost !== undefined) return failAll(calls, 'lost', lost);
    const results: FromWorker[] = [];
    const changed = new Map<string, StreamHead>();
    try {
      database.exec('BEGIN IMMEDIATE');
      for (const call of calls) results.push({ type: 'done', callId: call.callId, result: carryOut(call, changed) });
      database.exec('COMMIT');
    } catch (error) {
      const fault = faultOf(error);
      // After a failed sync nothing that SQLite would read back or write on is sure; not even a rollback is asked of it.
      if (fault === 'lost') lost = reasonOf(error);
      else if (database.isTransaction) database.exec('ROLLBACK');
      return failAll(calls, fault, reasonOf(error));
    }
    for (const [streamId, head] of changed) heads.set(streamId, head);
    if (calls.some(({ name }) => name === 'erase')) {
      holdsErased = true;
      checkpoint(); // before the answer, so that what is said to be erased is no longer in the log either
    }
    const isClosing = calls.some(({ name }) => name === 'close');
    if (isClosing) {
      clearTimeout(scrubAgain);
      database.close();
      unlock();
    }
    results.forEach(post);
    sinceCheckpoint += calls.length;
    // After the answers, so that nobody waits for it.
    if (!isClosing && sinceCheckpoint >= CHECKPOINT_EVERY && queue.length === 0) checkpoint();
  }

  /** What cannot be done now, for want of space or because somebody reads the record, is done later. */
  function checkpoint(): void {
    if (lost !== undefined) return;
    sinceCheckpoint = 0;
    clearTimeout(scrubAgain);
    try {
      if (holdsErased) holdsErased = !scrubLog();
      else database.exec('PRAGMA wal_checkpoint(PASSIVE)');
    } catch (error) {
      if (faultOf(error) === 'lost') {
        lost = reasonOf(error);
        post({ type: 'failed', callId: -1, fault: 'lost', reason: lost });
        return;
      }
      // No space now; the log is as durable as the file.
    }
    if (holdsErased) scrubAgain = setTimeout(checkpoint, SCRUB_AGAIN_MS);
  }

  /** Empties the write-ahead log, unless somebody reads: an audit is not waited for. @returns whether it is empty */
  function scrubLog(): boolean {
    database.exec('PRAGMA busy_timeout = 0');
    try {
      return Number(truncateLog.get()?.['busy']) === 0;
    } finally {
      database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    }
  }

  function failAll(calls: readonly ToWorker[], fault: StoreFault, reason: string): void {
    for (const { callId, name } of calls)
      post(name === 'close' ? { type: 'done', callId, result: undefined } : { type: 'failed', callId, fault, reason });
  }

  function carryOut(call: ToWorker, changed: Map<string, StreamHead>): Calls[keyof Calls]['result'] {
    switch (call.name) {
      case 'append':
        return append(call.request.streamId, call.request.facts, changed);
      case 'putSignIn': {
        const { tokenHash, record } = call.request;
        putSignIn.run(tokenHash, record.agentId, record.expiresAtMs);
        return undefined;
      }
      case 'removeSignIn':
        removeSignIn.run(call.request.tokenHash);
        return undefined;
      case 'keep': {
        const { key, value, nowMs, expiresAtMs } = call.request;
        dropExpired.run(nowMs);
        keep.run(key, value, expiresAtMs);
        return undefined;
      }
      case 'saveDocuments': {
        const { documents, facts } = call.request;
        for (const { key, value, version } of documents) {
          saveDocument.run(key, value);
          if (!version) continue;
          saveVersion.run(key, version.number, version.about, version.value);
          forgetVersions.run(key, version.forgetUpTo);
        }
        return append(ADMIN_STREAM, facts, changed);
      }
      case 'documentVersions':
        return readDocumentVersions(database, call.request.key, call.request.below, call.request.count);
      case 'documentVersion':
        return readDocumentVersion(database, call.request.key, call.request.number);
      case 'adminFacts':
        return readAdminFacts(database, call.request.below, call.request.count);
      case 'last':
        return lastOfType(database, call.request.streamId, call.request.type);
      case 'endedBefore':
        return endedBefore(database, call.request.beforeMs);
      case 'erase': {
        const { streamId, beforeMs, atMs } = call.request;
        const { records, upToSeq } = erasePayloads(database, streamId, beforeMs);
        if (records === 0) return { records, head: undefined };
        const payload = JSON.stringify({ streamId, upToSeq, records });
        return { records, head: append(ADMIN_STREAM, [{ type: 'record.erased', atMs, payload }], changed) };
      }
      case 'probe':
        probe.run();
        return undefined;
      case 'close':
        return undefined;
    }
  }

  function append(streamId: string, facts: readonly WrittenFact[], changed: Map<string, StreamHead>): Head {
    let head = changed.get(streamId) ?? heads.get(streamId) ?? (readHead.get(streamId) as StreamHead | undefined);
    for (const { type, atMs, payload } of facts) {
      const seq = (head?.seq ?? 0) + 1;
      const salt = randomBytes(16);
      const payloadHash = hashPayload(salt, payload);
      const hash = hashRecord(head?.hash ?? GENESIS, { streamId, seq, atMs, type, payloadHash });
      insert.run(streamId, seq, atMs, type, salt, payload, payloadHash, hash);
      head = { seq, hash };
    }
    if (!head) throw new Error('an append needs a fact');
    changed.set(streamId, head);
    return toHead(streamId, head);
  }
}

const toHead = (streamId: string, { seq, hash }: StreamHead): Head => ({
  streamId,
  seq,
  hash: Buffer.from(hash).toString('hex'),
});

const SQLITE_BUSY = 5;
const SQLITE_FULL = 13;

/** https://sqlite.org/rescode.html; the low byte is the kind. Whatever is not understood counts as the worst. */
function faultOf(error: unknown): StoreFault {
  const code = (error as { errcode?: number }).errcode;
  if (code === undefined) return 'refused';
  const kind = code & 0xff;
  return kind === SQLITE_FULL ? 'full' : kind === SQLITE_BUSY ? 'refused' : 'lost';
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

if (parentPort) serve(parentPort, workerData as WorkerInput);

import { randomBytes } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { GENESIS, hashPayload, hashRecord } from './chain.ts';
import type { NewFact, SignInRecord, StoredFact } from './store.ts';

/** Runs in a worker thread; `sqlite-store.ts` is the other end. */

export type ToWorker = { callId: number } & (
  | { type: 'append'; streamId: string; facts: readonly NewFact[] }
  | { type: 'putSignIn'; tokenHash: string; record: SignInRecord }
  | { type: 'removeSignIn'; tokenHash: string }
  | { type: 'close' }
);

export type FromWorker =
  | {
      type: 'opened';
      incarnation: number;
      streams: Map<string, StoredFact[]>;
      signIns: Map<string, SignInRecord>;
    }
  | { type: 'done'; callId: number; stored: StoredFact[] | undefined }
  | { type: 'failed'; callId: number; reason: string };

const port = parentPort;
if (port) serve(port, (workerData as { file: string }).file);

function serve(port: NonNullable<typeof parentPort>, file: string): void {
  const post = (message: FromWorker): void => port.postMessage(message);
  let database: DatabaseSync;
  try {
    database = openDatabase(file);
  } catch (error) {
    post({ type: 'failed', callId: 0, reason: reasonOf(error) });
    return;
  }
  const incarnation = nextIncarnation(database);
  const heads = readHeads(database);
  const insert = database.prepare(
    'INSERT INTO record (stream, seq, at_ms, type, salt, payload, payload_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const putSignIn = database.prepare('INSERT OR REPLACE INTO sign_in (token_hash, agent_id, expires_at_ms) VALUES (?, ?, ?)');
  const removeSignIn = database.prepare('DELETE FROM sign_in WHERE token_hash = ?');

  let queue: ToWorker[] = [];
  port.on('message', (message: ToWorker) => {
    if (queue.length === 0) setImmediate(flush); // every call that arrived until then shares one sync
    queue.push(message);
  });

  function flush(): void {
    const calls = queue;
    queue = [];
    const results: FromWorker[] = [];
    const changedHeads = new Map<string, { seq: number; hash: Uint8Array }>();
    try {
      database.exec('BEGIN IMMEDIATE');
      for (const call of calls) results.push({ type: 'done', callId: call.callId, stored: carryOut(call, changedHeads) });
      database.exec('COMMIT');
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      for (const call of calls) post({ type: 'failed', callId: call.callId, reason: reasonOf(error) });
      return;
    }
    for (const [streamId, head] of changedHeads) heads.set(streamId, head);
    if (calls.some((call) => call.type === 'close')) database.close();
    results.forEach(post);
  }

  function carryOut(
    call: ToWorker,
    changedHeads: Map<string, { seq: number; hash: Uint8Array }>,
  ): StoredFact[] | undefined {
    switch (call.type) {
      case 'append':
        return call.facts.map((fact) => {
          const { streamId } = call;
          const head = changedHeads.get(streamId) ?? heads.get(streamId) ?? { seq: 0, hash: GENESIS };
          const seq = head.seq + 1;
          const salt = randomBytes(16);
          const payload = JSON.stringify(fact.payload);
          const payloadHash = hashPayload(salt, payload);
          const hash = hashRecord(head.hash, { streamId, seq, atMs: fact.atMs, type: fact.type, payloadHash });
          insert.run(streamId, seq, fact.atMs, fact.type, salt, payload, payloadHash, hash);
          changedHeads.set(streamId, { seq, hash });
          return { ...fact, seq };
        });
      case 'putSignIn':
        putSignIn.run(call.tokenHash, call.record.agentId, call.record.expiresAtMs);
        return undefined;
      case 'removeSignIn':
        removeSignIn.run(call.tokenHash);
        return undefined;
      case 'close':
        return undefined;
    }
  }

  post({ type: 'opened', incarnation, streams: readStreams(database), signIns: readSignIns(database) });
}

function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 0 });
  // Exclusive: a second server on the same folder is refused here, before it could do anything.
  database.exec(`
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE IF NOT EXISTS record (
      stream TEXT NOT NULL, seq INTEGER NOT NULL, at_ms INTEGER NOT NULL, type TEXT NOT NULL,
      salt BLOB NOT NULL, payload TEXT, payload_hash BLOB NOT NULL, hash BLOB NOT NULL,
      PRIMARY KEY (stream, seq)
    ) STRICT;
    CREATE TABLE IF NOT EXISTS sign_in (
      token_hash TEXT PRIMARY KEY, agent_id TEXT NOT NULL, expires_at_ms INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS incarnation (id INTEGER PRIMARY KEY CHECK (id = 1), value INTEGER NOT NULL) STRICT;
  `);
  return database;
}

function nextIncarnation(database: DatabaseSync): number {
  const row = database
    .prepare('INSERT INTO incarnation VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET value = value + 1 RETURNING value')
    .get() as { value: number };
  return row.value;
}

function readHeads(database: DatabaseSync): Map<string, { seq: number; hash: Uint8Array }> {
  const rows = database
    .prepare('SELECT stream, seq, hash FROM record AS r WHERE seq = (SELECT max(seq) FROM record WHERE stream = r.stream)')
    .all() as { stream: string; seq: number; hash: Uint8Array }[];
  return new Map(rows.map(({ stream, seq, hash }) => [stream, { seq, hash }]));
}

function readStreams(database: DatabaseSync): Map<string, StoredFact[]> {
  const streams = new Map<string, StoredFact[]>();
  const rows = database.prepare('SELECT stream, seq, at_ms, type, payload FROM record ORDER BY stream, seq').all() as {
    stream: string;
    seq: number;
    at_ms: number;
    type: string;
    payload: string;
  }[];
  for (const { stream, seq, at_ms: atMs, type, payload } of rows) {
    const facts = streams.get(stream) ?? [];
    facts.push({ seq, atMs, type, payload: JSON.parse(payload) });
    streams.set(stream, facts);
  }
  return streams;
}

function readSignIns(database: DatabaseSync): Map<string, SignInRecord> {
  const rows = database.prepare('SELECT token_hash, agent_id, expires_at_ms FROM sign_in').all() as {
    token_hash: string;
    agent_id: string;
    expires_at_ms: number;
  }[];
  return new Map(rows.map((row) => [row.token_hash, { agentId: row.agent_id, expiresAtMs: row.expires_at_ms }]));
}

function reasonOf(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return reason.includes('locked') ? 'another server is using this data folder' : reason;
}

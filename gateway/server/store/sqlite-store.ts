import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { StoreError, type Head, type NewFact, type Store, type StoreEvent } from './store.ts';
import type { Calls, FromWorker, Opened, ToWorker, WorkerInput, WrittenFact } from './sqlite-worker.ts';

export interface SqliteStoreOptions {
  /** UTC milliseconds, by which it is decided which ended sessions are loaded. */
  readonly nowMs: number;
  /** Heads that were signed: the record must contain each of them. */
  readonly anchored?: readonly Head[];
}

/**
 * The embedded store: one SQLite file (WAL, `synchronous=FULL`) in a worker, because a sync of the disk takes
 * milliseconds, with rare stalls of hundreds, and the heartbeat to the media guard must not wait for it.
 * @param file - Path of the database; made if missing. Its folder must exist.
 * @throws {StoreError} Another server has it open, it cannot be read, or it was tampered with.
 */
export async function openSqliteStore(file: string, { nowMs, anchored = [] }: SqliteStoreOptions): Promise<Store> {
  const input: WorkerInput = { file, nowMs, anchored };
  const worker = new Worker(new URL('./sqlite-worker.ts', import.meta.url), { workerData: input });
  const opened = await opening(worker);
  try {
    await syncFolder(dirname(file));
  } catch (cause) {
    await worker.terminate();
    throw new StoreError(`the folder of the record cannot be synced: ${(cause as Error).message}`, { cause });
  }
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: StoreError): void }>();
  const listeners = new Set<(event: StoreEvent) => void>();
  let lastCallId = 0;
  let lost: StoreError | undefined;
  let isClosed = false;

  const emit = (event: StoreEvent): void => listeners.forEach((listener) => listener(event));
  const failed = (error: StoreError): void => {
    if (error.fault === 'refused' || lost || isClosed) return;
    if (error.fault === 'lost') lost = error;
    emit({ type: 'fault', error });
  };
  worker.on('message', (message: FromWorker) => {
    if (message.type === 'opened') return;
    const call = waiting.get(message.callId);
    waiting.delete(message.callId);
    if (message.type === 'done') return call?.resolve(message.result);
    const error = new StoreError(message.reason, { fault: message.fault });
    failed(error);
    call?.reject(error);
  });
  const gone = (cause: unknown): void => {
    const error = new StoreError('the store is gone', { cause, fault: 'lost' });
    failed(error);
    for (const call of waiting.values()) call.reject(error);
    waiting.clear();
  };
  worker.on('error', gone);
  worker.on('exit', gone);

  const call = <Name extends keyof Calls>(name: Name, request: Calls[Name]['request']): Promise<Calls[Name]['result']> =>
    new Promise((resolve, reject) => {
      if (lost || isClosed) return reject(lost ?? new StoreError('the store is closed'));
      const callId = ++lastCallId;
      waiting.set(callId, { resolve, reject });
      worker.postMessage({ callId, name, request } as ToWorker);
    });
  const appended = (head: Head, types: readonly string[]): void => emit({ type: 'appended', head, types });
  const write = (facts: readonly NewFact[]): WrittenFact[] =>
    facts.map(({ type, atMs, payload }) => ({ type, atMs, payload: JSON.stringify(payload) }));

  return {
    loaded: opened.streams,
    incarnation: opened.incarnation,
    tornTail: opened.tornTail,
    heads: opened.heads,
    signIns: opened.signIns,
    kept: opened.kept,
    documents: opened.documents,
    async append(streamId, facts: readonly NewFact[]) {
      const head = await call('append', { streamId, facts: write(facts) });
      const firstSeq = head.seq - facts.length + 1;
      appended(head, facts.map(({ type }) => type));
      return facts.map((fact, index) => ({ ...fact, seq: firstSeq + index }));
    },
    putSignIn: (tokenHash, record) => call('putSignIn', { tokenHash, record }),
    removeSignIn: (tokenHash) => call('removeSignIn', { tokenHash }),
    keep: (key, value, times) => call('keep', { key, value, ...times }),
    async saveDocuments(documents, facts) {
      appended(await call('saveDocuments', { documents, facts: write(facts) }), facts.map(({ type }) => type));
    },
    documentVersions: (key, below, count) => call('documentVersions', { key, below, count }),
    documentVersion: (key, number) => call('documentVersion', { key, number }),
    adminFacts: (below, count) => call('adminFacts', { below, count }),
    last: (streamId, type) => call('last', { streamId, type }),
    endedBefore: (beforeMs) => call('endedBefore', { beforeMs }),
    async erase(streamId, atMs, beforeMs = Number.MAX_SAFE_INTEGER) {
      const { records, head } = await call('erase', { streamId, atMs, beforeMs });
      if (head) appended(head, ['record.erased']);
      return records;
    },
    probe: () => call('probe', {}),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      // Ending the worker would let SQLite write on a file that failed; that is left to the end of the process.
      if (isClosed || lost) return;
      await call('close', {}).catch(() => undefined);
      isClosed = true;
      await worker.terminate();
    },
  };
}

function opening(worker: Worker): Promise<Opened> {
  return new Promise((resolve, reject) => {
    worker.once('error', (cause) => reject(new StoreError('the store could not be opened', { cause })));
    worker.once('message', (message: FromWorker) => {
      if (message.type === 'opened') return resolve(message);
      void worker.terminate();
      reject(new StoreError(message.type === 'failed' ? message.reason : 'the store did not open'));
    });
  });
}

/** Makes the names of the files durable, too: SQLite tries that and does not tell when it fails. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return; // has no such thing
  await using handle = await open(folder, 'r');
  await handle.sync();
}

import { Worker } from 'node:worker_threads';
import { StoreError, type NewFact, type SignInRecord, type Store, type StoredFact } from './store.ts';
import type { FromWorker, ToWorker } from './sqlite-worker.ts';

/**
 * The embedded store: one SQLite file (WAL, `synchronous=FULL`) in a worker, because a sync of the disk takes
 * milliseconds, with rare stalls of hundreds, and the heartbeat to the media guard must not wait for it.
 * @param file - Path of the database; made if missing. Its folder must exist.
 * @throws {StoreError} Another server has it open, or it cannot be read.
 */
export async function openSqliteStore(file: string): Promise<Store> {
  const worker = new Worker(new URL('./sqlite-worker.ts', import.meta.url), { workerData: { file } });
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: StoreError) => void }>();
  let lastCallId = 0;

  const opened = await new Promise<Extract<FromWorker, { type: 'opened' }>>((resolve, reject) => {
    worker.once('error', (cause) => reject(new StoreError('the store could not be opened', { cause })));
    worker.once('message', (message: FromWorker) => {
      if (message.type === 'opened') resolve(message);
      else reject(new StoreError(message.type === 'failed' ? message.reason : 'the store did not open'));
    });
  });

  worker.on('message', (message: FromWorker) => {
    if (message.type === 'opened') return;
    const call = waiting.get(message.callId);
    waiting.delete(message.callId);
    if (message.type === 'done') call?.resolve(message.stored as never);
    else call?.reject(new StoreError(message.reason));
  });
  const failAll = (cause: unknown): void => {
    for (const call of waiting.values()) call.reject(new StoreError('the store is gone', { cause }));
    waiting.clear();
  };
  worker.on('error', failAll);
  worker.on('exit', failAll);

  const call = <T>(request: DistributiveOmit<ToWorker, 'callId'>): Promise<T> =>
    new Promise((resolve, reject) => {
      const callId = ++lastCallId;
      waiting.set(callId, { resolve, reject });
      worker.postMessage({ ...request, callId });
    });

  return {
    loaded: opened.streams,
    incarnation: opened.incarnation,
    signIns: opened.signIns,
    append: (streamId, facts: readonly NewFact[]) => call<StoredFact[]>({ type: 'append', streamId, facts }),
    putSignIn: (tokenHash, record: SignInRecord) => call<void>({ type: 'putSignIn', tokenHash, record }),
    removeSignIn: (tokenHash) => call<void>({ type: 'removeSignIn', tokenHash }),
    async close() {
      await call<void>({ type: 'close' });
      await worker.terminate();
    },
  };
}

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

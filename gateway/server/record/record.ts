import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import { openSqliteStore } from '../store/sqlite-store.ts';
import type { Store, StoreError } from '../store/store.ts';
import { AdminRecord } from './admin-record.ts';
import { Anchors, openAnchorFiles } from './anchors.ts';
import { openKeys } from './keys.ts';
import { RecordWatch, type RecordWatchDeps } from './record-watch.ts';
import { Retention } from './retention.ts';

export interface RecordOptions {
  readonly dataDir: string;
  /** A second file for the anchors, best on another disk. */
  readonly anchorFile: string | undefined;
  readonly retentionDays: number;
  readonly clock: Clock;
  /** What an administrator should know, in one line. */
  log(line: string): void;
}

/** What of the server the record must be able to end. */
export interface Recorded {
  isSharing: RecordWatchDeps['isSharing'];
  cut: RecordWatchDeps['cut'];
}

/** The whole record of one data folder: the streams, the administration's among them, and their anchors. */
export interface ServerRecord {
  readonly store: Store;
  readonly admin: AdminRecord;
  /** Resolves when the disk failed. Everything shared was cut by then; the process must end without touching the file. */
  readonly lost: Promise<StoreError>;
  /** From now on faults of the disk end what is shared, and old payloads are erased. Once. */
  watch(recorded: Recorded): void;
  /** Anchors once more, and gives the folder back. */
  close(): Promise<void>;
}

export const RECORD_FILE = 'record.sqlite';

/** @throws {StoreError} In one sentence: another server has it, it was tampered with, it cannot be written. */
export async function openRecord({ dataDir, anchorFile, retentionDays, clock, log }: RecordOptions): Promise<ServerRecord> {
  const keys = await openKeys(dataDir);
  const files = await openAnchorFiles(dataDir, anchorFile, keys);
  const store = await openSqliteStore(join(dataDir, RECORD_FILE), { nowMs: clock.nowMs(), anchored: files.anchored });
  const admin = new AdminRecord(store, keys, clock);
  const late = new Set<string>();
  const anchors = new Anchors({
    store,
    files,
    keys,
    clock,
    failed(file, error) {
      const reason = error instanceof Error ? error.message : String(error);
      log(`the record's anchor is late: ${reason}`);
      if (!late.has(file)) void admin.tell({ type: 'record.anchorFailed', file, reason });
      late.add(file);
    },
    written: (file) => void late.delete(file),
  });
  const { promise: lost, resolve: lose } = Promise.withResolvers<StoreError>();
  const parts: { close(): void }[] = [];
  if (store.tornTail) {
    log('the record ended in a transaction that was never finished, and so never acknowledged: it was dropped');
    await admin.note({ type: 'record.tornTail' });
  }
  return {
    store,
    admin,
    lost,
    watch({ isSharing, cut }) {
      parts.push(
        new RecordWatch({ store, admin, clock, isSharing, cut, lost: lose, log }),
        new Retention({ store, clock, days: retentionDays, log }),
      );
    },
    async close() {
      parts.forEach((part) => part.close());
      await anchors.close();
      await store.close();
    },
  };
}

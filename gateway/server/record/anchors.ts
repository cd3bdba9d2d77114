import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import { SESSION_ENDS, StoreError, type Head, type Store, type StoreEvent } from '../store/store.ts';
import { AnchorFile } from './anchor-file.ts';
import { hashLine, headsOf, NO_ANCHOR, readAnchor, signAnchor } from './anchor.ts';
import type { RecordKeys } from './keys.ts';

/** The record is anchored after so long … */
export const ANCHOR_EVERY_MS = 60_000;
/** … or so many records, whichever is first; and at the end of each session. */
export const ANCHOR_EVERY_RECORDS = 100;
/** When an anchor that could not be written is tried again. */
const RETRY_MS = 5_000;
/** As much of the file as a start looks at. */
const TAIL_BYTES = 262_144;

export const ANCHOR_FILE = 'anchors.jsonl';

export interface AnchorFiles {
  readonly own: AnchorFile;
  readonly copy: AnchorFile | undefined;
  /** The latest anchored head of each stream, as far as the file's last part tells. */
  readonly anchored: readonly Head[];
  readonly lastHash: string;
}

/**
 * Reads where the anchors ended, before the record is opened.
 * @param copyPath - A second file, best on another disk or machine: it gets the same bytes.
 * @throws {StoreError} They are not signed with this key, or they and their copy disagree.
 */
export async function openAnchorFiles(dataDir: string, copyPath: string | undefined, keys: RecordKeys): Promise<AnchorFiles> {
  const own = new AnchorFile(join(dataDir, ANCHOR_FILE));
  await own.open();
  const lines = (await own.tail(TAIL_BYTES)).split('\n').filter((line) => line !== '');
  const anchored = new Map<string, Head>();
  for (const line of lines) {
    const anchor = readAnchor(line, keys.publicKey);
    if ('what' in anchor) throw new StoreError(`an anchor of the record in ${own.path} ${anchor.what}. See: npm run audit`);
    for (const head of headsOf(anchor)) anchored.set(head.streamId, head);
  }
  const last = lines.at(-1);
  return {
    own,
    copy: copyPath === undefined ? undefined : await openCopy(copyPath, own),
    anchored: [...anchored.values()],
    lastHash: last === undefined ? NO_ANCHOR : hashLine(last),
  };
}

async function openCopy(path: string, own: AnchorFile): Promise<AnchorFile> {
  const copy = new AnchorFile(path);
  try {
    await copy.open();
  } catch (cause) {
    throw new StoreError(`SIDESEAT_ANCHOR_FILE cannot be used: ${(cause as Error).message}`, { cause });
  }
  if (copy.length > own.length)
    throw new StoreError(`${own.path} lacks anchors that ${path} has: it was truncated, or the copy is of another record`);
  const from = Math.max(0, copy.length - TAIL_BYTES);
  if (!(await copy.read(from, copy.length)).equals(await own.read(from, copy.length)))
    throw new StoreError(`${path} has other anchors than ${own.path}: one was changed, or the copy is of another record`);
  return copy;
}

export interface AnchorsDeps {
  readonly store: Pick<Store, 'heads' | 'incarnation' | 'subscribe'>;
  readonly files: AnchorFiles;
  readonly keys: RecordKeys;
  readonly clock: Clock;
  /** An anchor is late. Nothing is stopped for that: what is late is not anchored yet, and no more. */
  failed(file: string, error: unknown): void;
  /** This file has every anchor now. */
  written(file: string): void;
}

/** Signs the heads of the streams that changed, now and then. */
export class Anchors {
  readonly #deps: AnchorsDeps;
  readonly #changed = new Map<string, Head>();
  readonly #unsubscribe: () => void;
  #records = 0;
  #lastHash: string;
  #cancelTimer: (() => void) | undefined;
  #running: Promise<void> = Promise.resolve();
  #isQueued = false;

  constructor(deps: AnchorsDeps) {
    this.#deps = deps;
    this.#lastHash = deps.files.lastHash;
    const anchored = new Map(deps.files.anchored.map((head) => [head.streamId, head]));
    for (const head of deps.store.heads) if (anchored.get(head.streamId)?.hash !== head.hash) this.#changed.set(head.streamId, head);
    if (this.#changed.size > 0) this.#wait(ANCHOR_EVERY_MS);
    this.#unsubscribe = deps.store.subscribe((event) => this.#noticed(event));
  }

  /** Anchors what there is. Never rejects. */
  anchor(): Promise<void> {
    if (!this.#isQueued) {
      this.#isQueued = true;
      this.#running = this.#running.then(() => this.#write());
    }
    return this.#running;
  }

  /** Anchors once more, and ends. */
  async close(): Promise<void> {
    this.#unsubscribe();
    await this.anchor();
    this.#cancelTimer?.();
  }

  #noticed(event: StoreEvent): void {
    if (event.type !== 'appended') return;
    const { head, types } = event;
    this.#changed.set(head.streamId, head);
    this.#records += types.length;
    if (this.#records >= ANCHOR_EVERY_RECORDS || types.some((type) => SESSION_ENDS.includes(type))) void this.anchor();
    else this.#wait(ANCHOR_EVERY_MS);
  }

  #wait(delayMs: number): void {
    this.#cancelTimer ??= this.#deps.clock.after(delayMs, () => {
      this.#cancelTimer = undefined;
      void this.anchor();
    });
  }

  async #write(): Promise<void> {
    this.#isQueued = false;
    this.#records = 0; // what is appended from here on counts for the next one
    const { store, files, keys, clock, failed, written } = this.#deps;
    const heads = [...this.#changed.values()];
    if (heads.length > 0) {
      const line = signAnchor(
        {
          atMs: clock.nowMs(),
          incarnation: store.incarnation,
          heads: Object.fromEntries(heads.map(({ streamId, seq, hash }) => [streamId, { seq, hash }])),
          previous: this.#lastHash,
        },
        keys.privateKey,
      );
      try {
        await files.own.append(Buffer.from(`${line}\n`));
      } catch (error) {
        this.#wait(RETRY_MS);
        return failed(files.own.path, error);
      }
      written(files.own.path);
      this.#lastHash = hashLine(line);
      for (const head of heads) if (this.#changed.get(head.streamId) === head) this.#changed.delete(head.streamId);
    }
    await this.#copy();
  }

  /** Brings the copy up to date, also with what it missed while its disk was away. */
  async #copy(): Promise<void> {
    const { own, copy } = this.#deps.files;
    if (!copy || copy.length === own.length) return;
    try {
      await copy.append(await own.read(copy.length, own.length));
      this.#deps.written(copy.path);
    } catch (error) {
      this.#wait(RETRY_MS);
      this.#deps.failed(copy.path, error);
    }
  }
}

/**
 * Where facts become durable: one append-only stream per session, and one for the administration. The embedded
 * implementation is `openSqliteStore`.
 */
export interface Store {
  /**
   * Appends in order and resolves once every fact is synced to the disk; several appends share one sync.
   * @throws {StoreError} Nothing of this call may be acknowledged. With the fault `lost` it may be on the record all the
   *   same: a disk that fails while it syncs does not tell.
   */
  append(streamId: string, facts: readonly NewFact[]): Promise<StoredFact[]>;
  /** Streams of the sessions that are open or ended lately, as they were when the store was opened. */
  readonly loaded: ReadonlyMap<string, readonly StoredFact[]>;
  /** Number of this start of the server, persisted before it is returned; see architecture, "Consent and grants" 9. */
  readonly incarnation: number;
  /** Transactions of the time before that were never finished, and so never acknowledged; dropped by this start. */
  readonly tornTail: boolean;
  /** Last record of every stream that `loaded` has, and of the administration's. */
  readonly heads: readonly Head[];
  /** Sign-ins that outlive a restart, by the hash of their cookie. */
  readonly signIns: ReadonlyMap<string, SignInRecord>;
  putSignIn(tokenHash: string, record: SignInRecord): Promise<void>;
  removeSignIn(tokenHash: string): Promise<void>;
  /** Small things of no record that outlive a restart until they expire, by a key that begins with their kind. */
  readonly kept: ReadonlyMap<string, KeptRecord>;
  /** Resolves when it is durable; one of the same key is replaced. Whatever expired by `nowMs` is dropped on the way. */
  keep(key: string, value: string, times: { nowMs: number; expiresAtMs: number }): Promise<void>;
  /** What stays until it is changed, by a key that begins with its kind; as it was when the store was opened, without versions. */
  readonly documents: ReadonlyMap<string, string>;
  /**
   * Puts documents in the place of those with their keys, adds their new versions, and puts the facts that tell of it on the
   * administration's stream: all are durable when it resolves, or nothing is. @throws {StoreError}
   */
  saveDocuments(documents: readonly DocumentChange[], facts: readonly NewFact[]): Promise<void>;
  /** What is told about the versions of a document below a number, the newest first. @param count - At most so many. */
  documentVersions(key: string, below: number, count: number): Promise<Omit<DocumentVersion, 'value'>[]>;
  /** The value of one version; `undefined` where there is none. */
  documentVersion(key: string, number: number): Promise<string | undefined>;
  /**
   * Facts of the administration's stream below a number, the newest first, without the configurations that they tell of. `payload` is
   * `null` where it was erased. @param count - At most so many.
   */
  adminFacts(below: number, count: number): Promise<StoredFact[]>;
  /** The newest fact of a type. */
  last(streamId: string, type: string): Promise<StoredFact | undefined>;
  /** Ids of the sessions that ended before a moment, and whose payloads are still there; without those that are evidence. */
  endedBefore(beforeMs: number): Promise<string[]>;
  /**
   * Erases the payloads of a stream for good, and puts a fact about that on the administration's stream. The hashes
   * stay, so the chain still verifies. Facts about the record itself (`record.*`) keep theirs.
   * @param atMs - Time of the fact.
   * @param beforeMs - Only records from before this moment; all of them by default.
   * @returns Number of records whose payload was erased; where it is 0 there is no fact.
   */
  erase(streamId: string, atMs: number, beforeMs?: number): Promise<number>;
  /** Writes and syncs something that is not a record. @throws {StoreError} A record would not have been taken either. */
  probe(): Promise<void>;
  /** Called after each append that is durable, and once with each fault of the disk. @returns A function that ends it. */
  subscribe(listener: (event: StoreEvent) => void): () => void;
  /** Takes nothing more, and ends. After the fault `lost` nothing of the file is touched any more. */
  close(): Promise<void>;
}

export interface NewFact {
  type: string;
  /** Anything that JSON carries. */
  payload: unknown;
  /** UTC milliseconds by the server's clock. */
  atMs: number;
}

export interface StoredFact extends NewFact {
  /** 1 for the first of a stream, without gaps. */
  seq: number;
}

/** The last record of a stream, which stands for all before it. */
export interface Head {
  streamId: string;
  seq: number;
  /** SHA-256, hex. */
  hash: string;
}

export interface SignInRecord {
  agentId: string;
  expiresAtMs: number;
}

export interface KeptRecord {
  value: string;
  expiresAtMs: number;
}

/** `version`: one more of those that are kept beside it; those up to `forgetUpTo` go. */
export interface DocumentChange {
  readonly key: string;
  readonly value: string;
  readonly version?: DocumentVersion & { readonly forgetUpTo: number };
}

/** `about`: what lists show of it, without its `value`. */
export interface DocumentVersion {
  readonly number: number;
  readonly about: string;
  readonly value: string;
}

export type StoreEvent =
  /** `types` of the facts that were appended. */
  | { type: 'appended'; head: Head; types: readonly string[] }
  | { type: 'fault'; error: StoreError };

/** The stream that is no session: sign-ins, starts, alarms, faults. */
export const ADMIN_STREAM = 'admin';

/** Facts that end a session; after them its stream gets no more. */
export const SESSION_ENDS: readonly string[] = ['agent.ended', 'customer.left', 'customer.reportedAbuse'];

/** Ends after which the record of a session is evidence: it is not erased when its time is over. */
export const EVIDENCE_ENDS: readonly string[] = ['customer.reportedAbuse'];

/** For so long after its end a session is loaded again, so that its customer's page can be told that it ended. */
export const LOAD_ENDED_FOR_MS = 3_600_000;

/**
 * `full`: no space; it may come back. `lost`: the disk failed, and nothing that this process read or wrote is to be
 * trusted before a start anew. `refused`: this call alone, or the opening.
 */
export type StoreFault = 'full' | 'lost' | 'refused';

/** The disk is full, failed, was tampered with, or another server owns the folder. The message is for a person. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly fault: StoreFault;
  constructor(message: string, options?: ErrorOptions & { fault?: StoreFault }) {
    super(message, options);
    this.fault = options?.fault ?? 'refused';
  }
}

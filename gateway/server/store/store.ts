/**
 * Where facts become durable. One append-only stream per session; the embedded implementation is `openSqliteStore`.
 */
export interface Store {
  /**
   * Appends in order and resolves once every fact is synced to the disk; several appends share one sync.
   * @throws {StoreError} Nothing of this call was written.
   */
  append(streamId: string, facts: readonly NewFact[]): Promise<StoredFact[]>;
  /** All streams with their facts, as they were when the store was opened. */
  readonly loaded: ReadonlyMap<string, readonly StoredFact[]>;
  /** Number of this start of the server, persisted before it is returned; see architecture, "Consent and grants" 9. */
  readonly incarnation: number;
  /** Sign-ins that outlive a restart, by the hash of their cookie. */
  readonly signIns: ReadonlyMap<string, SignInRecord>;
  putSignIn(tokenHash: string, record: SignInRecord): Promise<void>;
  removeSignIn(tokenHash: string): Promise<void>;
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

export interface SignInRecord {
  agentId: string;
  expiresAtMs: number;
}

/** The disk is full, failed, or another server owns the folder. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

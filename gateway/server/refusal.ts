import type { ErrorCode } from '../protocol/vocabulary.ts';

/** A command or call that is refused, with the reason that the page shows. Not a fault of the server. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: ErrorCode;
  /** When asking again makes sense, in milliseconds. */
  readonly retryInMs: number | undefined;

  constructor(code: ErrorCode, options?: ErrorOptions & { retryInMs?: number }) {
    super(code, options);
    this.code = code;
    this.retryInMs = options?.retryInMs;
  }
}

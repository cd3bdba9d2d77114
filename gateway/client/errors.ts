import type { ErrorCode } from '../protocol/vocabulary.ts';

/** What an `ApiError` and a `CommandError` may know besides the code. */
export interface RefusalDetails {
  /** Milliseconds after which asking again makes sense, where the server knows. */
  retryInMs?: number | undefined;
  /** The field of the body that is wrong. */
  field?: string | undefined;
  cause?: unknown;
}

/** An HTTP call was refused or did not get through. The interface translates `code`. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ErrorCode;
  readonly retryInMs: number | undefined;
  readonly field: string | undefined;
  /** Nothing was reached at all; `code` is `E_INTERNAL` then. */
  readonly offline: boolean;

  constructor(code: ErrorCode, details: RefusalDetails & { offline?: boolean } = {}) {
    super(`refused: ${code}`, { cause: details.cause });
    this.code = code;
    this.retryInMs = details.retryInMs;
    this.field = details.field;
    this.offline = details.offline ?? false;
  }
}

/** The server refused a command. The interface translates `code`. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly code: ErrorCode;
  readonly retryInMs: number | undefined;

  constructor(code: ErrorCode, details: RefusalDetails = {}) {
    super(`command refused: ${code}`, { cause: details.cause });
    this.code = code;
    this.retryInMs = details.retryInMs;
  }
}

/** No reply came: the socket was not open, closed first, or stayed silent. The command may have been carried out. */
export class LinkLostError extends Error {
  override readonly name = 'LinkLostError';

  constructor(cause?: unknown) {
    super('the connection to the server is lost', { cause });
  }
}

/** Why there is no picture of the own desktop, or nothing of the own page, in the words of `capture.fail`. */
export type CaptureFailure = 'pickerCancelled' | 'captureUnavailable' | 'pageUnavailable';

/** The browser's picker ended without a surface, or the page could not be told. */
export class CaptureError extends Error {
  override readonly name = 'CaptureError';
  readonly reason: CaptureFailure;

  constructor(reason: CaptureFailure, cause?: unknown) {
    super(`no capture: ${reason}`, { cause });
    this.reason = reason;
  }
}

/**
 * Any error as elements show it. A lost connection reads as "cannot be reached": whether it was done is unknown. What
 * nobody expected is a fault of ours.
 */
export function toFailure(cause: unknown): { code: ErrorCode; retryInMs?: number; offline?: boolean } {
  if (cause instanceof LinkLostError) return { code: 'E_INTERNAL', offline: true };
  if (!(cause instanceof ApiError || cause instanceof CommandError)) return { code: 'E_INTERNAL' };
  const { code, retryInMs } = cause;
  return {
    code,
    ...(retryInMs === undefined ? {} : { retryInMs }),
    ...(cause instanceof ApiError && cause.offline ? { offline: true } : {}),
  };
}

/** Why a media node cannot start; the message is one line for the person at the terminal. */
export const MEDIA_NODE_FAILURES = [
  'janusMissing',
  /** The machine has no IPv4 address beside loopback, which Janus does not use. */
  'noAddress',
  'badOption',
  /** Janus or the guard did not come up; the log says why. */
  'startFailed',
] as const;
export type MediaNodeFailure = (typeof MEDIA_NODE_FAILURES)[number];

export class MediaNodeError extends Error {
  override readonly name = 'MediaNodeError';
  readonly reason: MediaNodeFailure;
  constructor(reason: MediaNodeFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

import * as v from 'valibot';
import type { Capability } from '../../../gateway/protocol/vocabulary.ts';
import { ALL_GRANTS, type HostAdapter, type HostEvent, type HostGrants, type HostNotice, type HostProblem } from '../host-adapter.ts';

/** What the host's page sends through the port besides the events of `HostEvent`. */
const RequestId = v.pipe(v.number(), v.safeInteger());
export const FrameMessage = v.variant('type', [
  v.strictObject({ type: v.literal('token'), requestId: RequestId, token: v.pipe(v.string(), v.maxLength(8_192)) }),
  /** The host has nobody to sign in. */
  v.strictObject({ type: v.literal('token.refused'), requestId: RequestId }),
  /** Shows one session alone; `null`: the whole dashboard. */
  v.strictObject({ type: v.literal('session.show'), sessionId: v.nullable(v.pipe(v.string(), v.maxLength(64))) }),
  /** What the host's agents may use here from now on; all of it until this comes. Unknown names grant nothing. */
  v.strictObject({
    type: v.literal('grants'),
    capabilities: v.union([v.literal('all'), v.pipe(v.array(v.pipe(v.string(), v.maxLength(40))), v.maxLength(20))]),
    startSessions: v.boolean(),
  }),
]);

/** What the frame sends through the port. */
export type FrameAnswer =
  | { type: 'ready' }
  /** A fresh token is wanted; answered by `token` or `token.refused` with this id. */
  | { type: 'token.request'; requestId: number }
  | ({ type: 'notice' } & HostNotice)
  /** A message was not acted on. */
  | { type: 'problem'; code: HostProblem };

/** How long the host may take for a token, in milliseconds; somebody may have to sign in there first. */
const TOKEN_LIMIT_MS = 60_000;

interface Waiting {
  resolve(token: string): void;
  reject(reason: Error): void;
}

/** A page that shows Sideseat in a frame, behind a port that only it and this page have. */
export class FrameHost implements HostAdapter {
  readonly name = 'frame';
  grants: HostGrants = ALL_GRANTS;
  readonly getToken = (): Promise<string> => this.#askForToken();
  readonly #port: MessagePort;
  readonly #show: (sessionId: string | null) => void;
  readonly #waiting = new Map<number, Waiting>();
  #requests = 0;

  /** @param show - Shows one session alone, or the whole dashboard. */
  constructor(port: MessagePort, show: (sessionId: string | null) => void) {
    this.#port = port;
    this.#show = show;
  }

  connect(tell: (event: unknown) => HostProblem | null): () => void {
    this.#port.onmessage = ({ data }: MessageEvent<unknown>) => {
      const problem = this.#take(data, tell) ? null : tell(data);
      if (problem) this.#send({ type: 'problem', code: problem });
    };
    this.#send({ type: 'ready' });
    return () => {
      this.#port.onmessage = null;
    };
  }

  notify(notice: HostNotice): void {
    this.#send({ type: 'notice', ...notice });
  }

  /** @returns whether it was one of the messages that are none of `HostEvent`. */
  #take(data: unknown, tell: (event: HostEvent) => unknown): boolean {
    const parsed = v.safeParse(FrameMessage, data);
    if (!parsed.success) return false;
    const message = parsed.output;
    if (message.type === 'session.show') this.#show(message.sessionId);
    else if (message.type === 'grants') {
      const { capabilities, startSessions } = message;
      this.grants = { capabilities: capabilities as 'all' | Capability[], startSessions };
      tell({ type: 'grants.changed' });
    } else this.#settle(message);
    return true;
  }

  #settle(message: { requestId: number; token?: string }): void {
    const waiting = this.#waiting.get(message.requestId);
    this.#waiting.delete(message.requestId);
    if (message.token === undefined) waiting?.reject(new Error('the host has no token'));
    else waiting?.resolve(message.token);
  }

  #askForToken(): Promise<string> {
    const requestId = ++this.#requests;
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    this.#waiting.set(requestId, { resolve, reject });
    AbortSignal.timeout(TOKEN_LIMIT_MS).addEventListener('abort', () => this.#settle({ requestId }));
    this.#send({ type: 'token.request', requestId });
    return promise;
  }

  #send(answer: FrameAnswer): void {
    this.#port.postMessage(answer);
  }
}

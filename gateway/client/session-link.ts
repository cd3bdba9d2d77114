import { BehaviorSubject, defer, EMPTY, Observable, retry, Subject, switchMap, timer, type Subscription } from 'rxjs';
import type { ClientMessage } from '../protocol/client-messages.ts';
import { decodeServerMessage, encode, PROTOCOL_VERSION, SUBPROTOCOL, type DecodeFailure } from '../protocol/codec.ts';
import type { ServerMessage, ServerMessageOf } from '../protocol/server-messages.ts';
import { ApiError } from './errors.ts';
import { PendingCommands, type CommandResult } from './pending-commands.ts';
import { backoffMs, type RetryDelayMs } from './retry.ts';

/**
 * `connecting` during the first attempt, `open` between welcome and loss, `retrying` after a loss or a failed attempt.
 * Final: `replaced` (a newer page of the same person took over), `refused` (sign in or join again, or reload an old
 * page), `closed` (by `close()`).
 */
export type LinkState = 'connecting' | 'open' | 'retrying' | 'replaced' | 'refused' | 'closed';

/** A stream that always has a current value and replays it to each new subscriber. */
export interface Behavior<T> extends Observable<T> {
  readonly value: T;
}

type WithoutCommandId<M> = M extends { commandId: string } ? Omit<M, 'commandId'> : never;
/** A message that gets a reply; the link gives it its id. */
export type Command = WithoutCommandId<ClientMessage>;

/** A frame of the server that was not understood. It is dropped and harms nothing else. */
export interface RejectedFrame {
  failure: DecodeFailure;
  field?: string;
}

/** A page's connection to the session server: one socket at a time, made anew when it is lost. */
export interface SessionLink {
  readonly state$: Behavior<LinkState>;
  /** For the peer connection that is made now; told anew before each, since TURN credentials expire. */
  readonly iceServers: readonly RTCIceServer[];
  /** Every message in order, hot; pings too, which the link has answered. Completes in a final state. */
  readonly messages$: Observable<ServerMessage>;
  readonly rejected$: Observable<RejectedFrame>;
  /** @returns `false` when the link is not open. Nothing is queued. */
  send(message: ClientMessage): boolean;
  /** Bytes of what was sent that the line has not taken yet. */
  readonly unsentBytes: number;
  /** Resolves when the server carried the command out. Rejects with `CommandError` or `LinkLostError`. */
  command(command: Command): Promise<CommandResult>;
  close(): void;
}

export interface SessionLinkOptions {
  /** Default: `/socket` at the page's own host. */
  url?: string;
  /** Called for every socket, because a ticket is good for one. */
  getTicket: () => Promise<string>;
  retryDelayMs?: RetryDelayMs;
  /** Tests put a scripted one here. */
  WebSocketClass?: typeof WebSocket;
}

/** Longest wait for the reply to a command, in milliseconds. */
export const COMMAND_LIMIT_MS = 10_000;
/** Longest wait for the welcome of a new socket, in milliseconds; then another one is tried, over another connection. */
export const WELCOME_LIMIT_MS = 5_000;
/** Close code of a page that leaves on purpose. */
const GOODBYE = 1_000;
/** A server that is silent for this many of its own ping intervals is gone; so people are told within 1.5 s, drawing included. */
export const SILENT_PINGS = 2.8;

export function createSessionLink(options: SessionLinkOptions): SessionLink {
  const { url = ownSocketUrl(), getTicket, retryDelayMs = backoffMs, WebSocketClass = WebSocket } = options;
  const state$ = new BehaviorSubject<LinkState>('connecting');
  const messages$ = new Subject<ServerMessage>();
  const rejected$ = new Subject<RejectedFrame>();
  const pending = new PendingCommands(COMMAND_LIMIT_MS);
  let socket: WebSocket | null = null;
  let running: Subscription | null = null;
  let iceServers: readonly RTCIceServer[] = [];

  const send = (message: ClientMessage): boolean => {
    if (state$.value !== 'open' || socket?.readyState !== WebSocketClass.OPEN) return false;
    socket.send(encode(message));
    return true;
  };

  const lose = (state: LinkState, cause: unknown): void => {
    if (state$.value !== state) state$.next(state);
    pending.loseAll(cause);
  };

  const finish = (state: 'replaced' | 'refused' | 'closed', cause?: unknown): void => {
    if (isFinal(state$.value)) return;
    lose(state, cause);
    running?.unsubscribe();
    messages$.complete();
    rejected$.complete();
  };

  /** One socket, from its handshake to its loss, which is an error. Unsubscribing closes it. */
  const openSocket = (ticket: string): Observable<ServerMessage> =>
    new Observable<ServerMessage>((subscriber) => {
      const opened = new WebSocketClass(url, [SUBPROTOCOL, `ticket.${ticket}`]);
      socket = opened;
      let limitMs = WELCOME_LIMIT_MS;
      let silence: Subscription | undefined;
      const listen = (): void => {
        silence?.unsubscribe();
        silence = timer(limitMs).subscribe(() => subscriber.error(new Error('the server is silent')));
      };
      listen();
      opened.onmessage = ({ data }: MessageEvent<unknown>) => {
        const decoded = decodeServerMessage(String(data));
        if (decoded.ok && decoded.message.type === 'welcome') limitMs = decoded.message.pingEveryMs * SILENT_PINGS;
        listen();
        if (decoded.ok) subscriber.next(decoded.message);
        else rejected$.next(decoded.field === undefined ? { failure: decoded.failure } : decoded);
      };
      opened.onclose = ({ code, reason }) => subscriber.error(new SocketClosed(code, reason));
      return () => {
        silence?.unsubscribe();
        opened.onmessage = null;
        opened.onclose = null;
        // A goodbye tells the server that nobody comes back; without one it waits for as long as a lease.
        if (isFinal(state$.value)) opened.close(GOODBYE, state$.value);
        else opened.close();
        socket = null;
      };
    });

  const receive = (message: ServerMessage): void => {
    switch (message.type) {
      case 'ping':
        // Here and not in a timer: a hidden page's timers are throttled, its socket's messages are not.
        send({ type: 'pong', n: message.n });
        break;
      case 'welcome':
        if (message.protocolVersion !== PROTOCOL_VERSION) return finish('refused', 'E_VERSION');
        state$.next('open');
        break;
      case 'ice.servers':
        iceServers = message.iceServers;
        return;
      case 'command.done':
      case 'command.refused':
        pending.settle(message);
        return;
      case 'link.replaced':
        return finish('replaced');
      case 'failure':
        if (isVersionFailure(message)) return finish('refused', message.code);
        break;
      default:
        break;
    }
    messages$.next(message);
  };

  running = defer(getTicket)
    .pipe(
      switchMap(openSocket),
      retry({
        delay: (cause: unknown, attempt) => {
          const end = endOf(cause);
          if (end) {
            finish(end, cause);
            return EMPTY;
          }
          lose('retrying', cause);
          return timer(Math.max(retryDelayMs(attempt), retryInMsOf(cause)));
        },
        resetOnSuccess: true,
      }),
    )
    .subscribe(receive);

  return {
    state$,
    messages$: messages$.asObservable(),
    rejected$: rejected$.asObservable(),
    get iceServers() {
      return iceServers;
    },
    send,
    get unsentBytes() {
      return socket?.bufferedAmount ?? 0;
    },
    command(command) {
      const { commandId, reply } = pending.open();
      if (!send({ ...command, commandId } as ClientMessage)) pending.lose(commandId);
      return reply;
    },
    close: () => finish('closed'),
  };
}

class SocketClosed extends Error {
  override readonly name = 'SocketClosed';
  readonly code: number;
  readonly reason: string;

  constructor(code: number, reason: string) {
    super(`socket closed with ${code} ${reason}`);
    this.code = code;
    this.reason = reason;
  }
}

const isFinal = (state: LinkState): boolean => state === 'replaced' || state === 'refused' || state === 'closed';

const isVersionFailure = ({ code }: ServerMessageOf<'failure'>): boolean => code === 'E_VERSION';

const REFUSALS: readonly string[] = ['E_NOT_SIGNED_IN', 'E_NOT_JOINED', 'E_VERSION'];

/** The final state where trying again cannot help: signed out, no session to return to, an old page, another page. */
function endOf(cause: unknown): 'refused' | 'replaced' | null {
  const code = cause instanceof ApiError ? cause.code : cause instanceof SocketClosed ? cause.reason : '';
  if (REFUSALS.includes(code)) return 'refused';
  return code === 'replaced' ? 'replaced' : null;
}

const retryInMsOf = (cause: unknown): number => (cause instanceof ApiError ? (cause.retryInMs ?? 0) : 0);

function ownSocketUrl(): string {
  const { protocol, host } = location;
  return `${protocol === 'https:' ? 'wss:' : 'ws:'}//${host}/socket`;
}

import assert from 'node:assert/strict';
import { once, setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { ClientMessage } from '../../gateway/protocol/client-messages.ts';
import { SUBPROTOCOL } from '../../gateway/protocol/codec.ts';
import type { ServerMessage, ServerMessageOf } from '../../gateway/protocol/server-messages.ts';
import type { Codec } from '../../gateway/protocol/vocabulary.ts';
import { newId } from '../../gateway/server/ids.ts';
import { assertDescribed } from './api-check.ts';

type Command = Extract<ClientMessage, { commandId: string }>;
/** A command without its id, which the client adds. */
export type CommandBody = Command extends infer T ? (T extends unknown ? Omit<T, 'commandId'> : never) : never;

type Account = { name: string; rights: object };

/** Fields of all answers and problems together; those that an answer lacks are `undefined`. */
export interface Answer {
  status: number;
  body: { code: string; message: string; retryInMs: number; ticket: string; bearer: string; name: string; rights: object; account: Account | null; joined: boolean; pinLength: number };
}

/**
 * A browser without a page: keeps cookies, calls, and opens one socket. It follows no rule of the interface, so tests can
 * send whatever they like.
 */
export class RawClient {
  readonly origin: string;
  readonly pageId = newId();
  /** Everything received over the socket, pings excepted. */
  readonly received: ServerMessage[] = [];
  answersPings = true;
  socket: WebSocket | undefined;
  closeCode: number | undefined;
  #cookies = new Map<string, string>();
  #commands = 0;
  /** Of a page of a host, which has no cookies. */
  #host: { readonly origin: string; readonly authorization: string } | undefined;
  /** What its page says of itself. */
  #page: { readonly decodes?: readonly Codec[] } = {};
  /** What a proxy in front of the server adds. */
  #proxied: Record<string, string> = {};
  readonly #arrived = new EventTarget();

  constructor(origin: string) {
    this.origin = origin;
    setMaxListeners(0, this.#arrived); // one for each thing that a test awaits
  }

  /** Acts as a page of a host dashboard at `origin` from now on. */
  withBearer(bearer: string, origin: string): this {
    this.#host = { origin, authorization: `Bearer ${bearer}` };
    return this;
  }

  /** Says which pictures it can show; a page that does not is taken to know VP8 alone. */
  showing(...decodes: Codec[]): this {
    this.#page = { decodes };
    return this;
  }

  /** Comes from this address, as a trusted proxy tells it. */
  from(address: string): this {
    this.#proxied = { 'x-forwarded-for': address };
    return this;
  }

  async call(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(`${this.origin}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        cookie: this.cookies.join('; '),
        ...(body === undefined ? {} : { 'content-type': 'application/json', origin: this.origin }),
        ...this.#host,
        ...this.#proxied,
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    const text = await response.text();
    const answer = (text.startsWith('{') ? JSON.parse(text) : {}) as Answer['body'];
    assertDescribed(body === undefined ? 'GET' : 'POST', path, { status: response.status, type: response.headers.get('content-type') ?? '', body: answer });
    return { status: response.status, body: answer };
  }

  async signIn(userName: string, password: string): Promise<this> {
    const { status, body } = await this.call('/api/agent/sign-in', { userName, password });
    assert.equal(status, 200, JSON.stringify(body));
    return this;
  }

  /** As a browser sends them: `name=value`. */
  get cookies(): string[] {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`);
  }

  /** Somebody who has the same cookies. */
  copy(): RawClient {
    const other = new RawClient(this.origin);
    other.#cookies = new Map(this.#cookies);
    return other;
  }

  /** Whether the server opens a socket for this ticket. */
  async redeems(ticket: string): Promise<boolean> {
    const socket = new WebSocket(`${this.origin.replace('http', 'ws')}/socket`, [SUBPROTOCOL, `ticket.${ticket}`], {
      headers: { origin: this.origin },
    });
    const opened = await once(socket, 'open').then(() => true, () => false);
    socket.terminate();
    return opened;
  }

  /** A ticket; where this person had too many lately, it waits as a page does. */
  async ticket(role: 'agent' | 'customer', pageId: string = this.pageId): Promise<string> {
    const { status, body } = await this.call(`/api/${role}/ticket`, { pageId, ...this.#page });
    if (status === 429) return wait(body.retryInMs).then(() => this.ticket(role, pageId));
    assert.equal(status, 200, JSON.stringify(body));
    return body.ticket;
  }

  /** Opens the socket, with a ticket of its own or with any other, and waits for the first frames. */
  async connect(role: 'agent' | 'customer', given?: string): Promise<this> {
    const ticket = given ?? (await this.ticket(role));
    const socket = new WebSocket(`${this.origin.replace('http', 'ws')}/socket`, [SUBPROTOCOL, `ticket.${ticket}`], {
      headers: { origin: this.#host?.origin ?? this.origin, ...this.#proxied },
    });
    this.socket = socket;
    this.closeCode = undefined;
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as ServerMessage;
      if (message.type === 'ping') {
        if (this.answersPings) this.send({ type: 'pong', n: message.n });
        return;
      }
      this.received.push(message);
      this.#arrived.dispatchEvent(new Event('message'));
    });
    socket.on('close', (code) => {
      if (socket !== this.socket) return;
      this.closeCode = code;
      this.#arrived.dispatchEvent(new Event('message'));
    });
    await once(socket, 'open');
    await this.next(role === 'agent' ? 'agent.sessions' : 'customer.session');
    return this;
  }

  /** Sends anything, also what no page would. */
  send(message: ClientMessage | object | string): void {
    this.socket?.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** Sends a command and resolves with its reply. */
  async command(body: CommandBody): Promise<ServerMessageOf<'command.done'> | ServerMessageOf<'command.refused'>> {
    const commandId = `c${++this.#commands}`;
    this.send({ ...body, commandId });
    return this.until(() =>
      this.received.find(
        (message): message is ServerMessageOf<'command.done'> | ServerMessageOf<'command.refused'> =>
          (message.type === 'command.done' || message.type === 'command.refused') && message.commandId === commandId,
      ),
    );
  }

  /** The same, and it must be done. */
  async done(body: CommandBody): Promise<ServerMessageOf<'command.done'>> {
    const reply = await this.command(body);
    assert.equal(reply.type, 'command.done', JSON.stringify(reply));
    return reply as ServerMessageOf<'command.done'>;
  }

  /** The same, at the pace that the server allows. */
  async patiently(body: CommandBody): Promise<ServerMessageOf<'command.done'>> {
    for (;;) {
      const reply = await this.command(body);
      if (reply.type === 'command.done') return reply;
      assert.equal(reply.code, 'E_SLOW_DOWN');
      await wait(reply.retryInMs);
    }
  }

  /** The same, and it must be refused with this code. */
  async refused(body: CommandBody, code: string): Promise<ServerMessageOf<'command.refused'>> {
    const reply = await this.command(body);
    assert.equal(reply.type === 'command.refused' ? reply.code : reply.type, code);
    return reply as ServerMessageOf<'command.refused'>;
  }

  /** The newest message of a type that is there or comes. */
  next<T extends ServerMessage['type']>(
    type: T,
    matches: (message: ServerMessageOf<T>) => boolean = () => true,
  ): Promise<ServerMessageOf<T>> {
    return this.until(() =>
      this.received.findLast(
        (message): message is ServerMessageOf<T> => message.type === type && matches(message as ServerMessageOf<T>),
      ),
    );
  }

  /** The session as this agent sees it once `matches` holds. */
  async session(sessionId: string, matches: (view: ServerMessageOf<'agent.session'>['session']) => boolean = () => true) {
    return this.until(() => {
      const newest = this.received.findLast(
        (message): message is ServerMessageOf<'agent.session'> =>
          message.type === 'agent.session' && message.session.sessionId === sessionId,
      )?.session;
      return newest && matches(newest) ? newest : undefined;
    });
  }

  /** The session as this customer sees it once `matches` holds. */
  async view(matches: (view: ServerMessageOf<'customer.session'>['session']) => boolean = () => true) {
    return this.until(() => {
      const newest = this.received.findLast(
        (message): message is ServerMessageOf<'customer.session'> => message.type === 'customer.session',
      )?.session;
      return newest && matches(newest) ? newest : undefined;
    });
  }

  /** Resolves once `find` finds something; looks again whenever a frame arrives. Fails after five seconds. */
  async until<T>(find: () => T | undefined): Promise<T> {
    const deadline = AbortSignal.timeout(5_000);
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      if (deadline.aborted)
        assert.fail(`nothing matched; last received: ${JSON.stringify(this.received.slice(-3))}, close code ${this.closeCode}`);
      await Promise.race([
        once(this.#arrived, 'message', { signal: deadline }).catch(() => undefined),
        once(deadline, 'abort'),
      ]);
    }
  }

  /** @returns The code the server closed the socket with. */
  closed(): Promise<number> {
    return this.until(() => this.closeCode);
  }

  /** Closes as a page that is left, or cuts the connection as a broken network does. */
  leave(how: 'clean' | 'cut' = 'clean'): void {
    if (how === 'clean') this.socket?.close(1_001);
    else this.socket?.terminate();
  }
}

import { decodeClientMessage, encode } from '../../gateway/protocol/codec.ts';
import type { ClientMessage } from '../../gateway/protocol/client-messages.ts';
import type { ServerMessage } from '../../gateway/protocol/server-messages.ts';

/**
 * A WebSocket whose other end is the test. `FakeSocket.opened` lists every socket since `FakeSocket.reset()`; give the
 * class to a link as `WebSocketClass: FakeSocket.asClass`.
 */
export class FakeSocket {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  static opened: FakeSocket[] = [];
  /** For code that wants the browser's own class; the fake has the part of it that links use. */
  static readonly asClass = FakeSocket as unknown as typeof WebSocket;

  static reset(): void {
    FakeSocket.opened = [];
  }

  /** The newest socket. */
  static get latest(): FakeSocket {
    const latest = FakeSocket.opened.at(-1);
    if (!latest) throw new Error('no socket was opened');
    return latest;
  }

  readonly url: string;
  readonly protocols: readonly string[];
  readyState = FakeSocket.CONNECTING;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  /** Every message of the page, in order. */
  readonly sent: ClientMessage[] = [];
  /** Whether the page closed the socket. */
  closedByPage = false;
  /** The code that the page gave, if any: 1000 says goodbye. */
  closeCode: number | undefined;

  constructor(url: string, protocols: readonly string[]) {
    this.url = url;
    this.protocols = protocols;
    FakeSocket.opened.push(this);
  }

  send(frame: string): void {
    if (this.readyState !== FakeSocket.OPEN) throw new Error('the socket is not open');
    const decoded = decodeClientMessage(frame);
    if (!decoded.ok) throw new Error(`the page sent a bad frame: ${decoded.failure} ${decoded.field ?? ''}`);
    this.sent.push(decoded.message);
  }

  close(code?: number): void {
    this.closedByPage = true;
    this.closeCode = code;
    this.readyState = FakeSocket.CLOSED;
  }

  // --- the server's hands ---

  /** Completes the handshake and greets. */
  welcome(pingEveryMs = 500, protocolVersion = 1): void {
    this.readyState = FakeSocket.OPEN;
    this.deliver({ type: 'welcome', protocolVersion, role: 'agent', pingEveryMs });
  }

  deliver(message: ServerMessage): void {
    this.deliverText(encode(message));
  }

  deliverText(frame: string): void {
    this.onmessage?.({ data: frame });
  }

  drop(code = 1006, reason = ''): void {
    this.readyState = FakeSocket.CLOSED;
    this.onclose?.({ code, reason });
  }
}

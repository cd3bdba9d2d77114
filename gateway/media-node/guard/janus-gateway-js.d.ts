/** The part of janus-gateway-js 2.0.2 that the guard uses: signalling, no media. See DECISIONS.md. */
declare module 'janus-gateway-js' {
  interface Emitter {
    on(event: string, listener: (argument: unknown) => void): this;
    off(event: string, listener: (argument: unknown) => void): this;
    setMaxListeners(count: number): void;
  }

  interface JanusMessage {
    getPlainMessage(): unknown;
  }

  interface ClientOptions {
    apisecret?: string;
    /** Milliseconds between keep-alives of a session that is otherwise silent. */
    keepalive?: number;
  }

  class Client {
    constructor(address: string, options?: ClientOptions);
    /** Opens a WebSocket; rejects with an event object, not an error. */
    createConnection(id: string): Promise<Connection>;
  }

  /** Emits `close` once the socket is gone, and `error`. */
  interface Connection extends Emitter {
    createSession(): Promise<Session>;
    close(): Promise<void>;
  }

  /** Emits `destroy` and `error`. */
  interface Session extends Emitter {
    getId(): number;
    /** An `attach` message resolves with the plugin's object; `attachPlugin` would send no `opaque_id`. */
    sendSync(message: { janus: 'attach'; plugin: string; opaque_id: string }): Promise<Plugin>;
    destroy(): Promise<unknown>;
  }

  /** Emits `message` for everything that Janus says about this handle, `detach` and `error`. */
  class Plugin {
    static register(name: string, pluginClass: typeof Plugin): void;
    constructor(session: Session, name: string, id: number);
    getId(): number;
    getResponseAlias(): string;
    send(message: object): Promise<unknown>;
    /** Resolves with the event that follows the `ack`. */
    sendWithTransaction(message: object): Promise<JanusMessage>;
    on(event: string, listener: (argument: unknown) => void): this;
  }

  const Janus: { Client: typeof Client; Plugin: typeof Plugin };
  export default Janus;
  export type { Client, Connection, Session, Plugin, JanusMessage };
}

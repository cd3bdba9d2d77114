import { once } from 'node:events';
import { WebSocket, WebSocketServer } from 'ws';

/** Stands between a guard and the API of its Janus, and loses what a test names. */
export interface JanusProxy {
  url: string;
  /** Decides for each frame; `toJanus` false: on the way to the guard. Default: nothing is lost. */
  loses: (frame: string, toJanus: boolean) => boolean;
  /** How many frames were lost. */
  lost: number;
  close(): void;
}

export async function startJanusProxy(apiUrl: string): Promise<JanusProxy> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  const proxy: JanusProxy = {
    url: `ws://127.0.0.1:${address.port}`,
    loses: () => false,
    lost: 0,
    close() {
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
  const pass = (frame: string, to: WebSocket, toJanus: boolean): void => {
    if (proxy.loses(frame, toJanus)) proxy.lost += 1;
    else to.send(frame);
  };
  server.on('connection', (guard) => {
    const janus = new WebSocket(apiUrl, 'janus-protocol');
    const early: string[] = [];
    guard.on('message', (data) => {
      if (janus.readyState === WebSocket.OPEN) pass(String(data), janus, true);
      else early.push(String(data));
    });
    janus.on('open', () => early.forEach((frame) => pass(frame, janus, true)));
    janus.on('message', (data) => pass(String(data), guard, false));
    for (const [one, other] of [[guard, janus], [janus, guard]] as const) {
      one.on('close', () => other.terminate());
      one.on('error', () => other.terminate());
    }
  });
  return proxy;
}

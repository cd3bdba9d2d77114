import { once } from 'node:events';
import { createServer, request, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketFrames } from './fault-frames.ts';

/** Everything that browsers behind it send, by the host that gets it, as text. */
export interface RecordingProxy extends AsyncDisposable {
  readonly address: string;
  readonly hosts: readonly string[];
  /** Requests with their heads and bodies, and messages over sockets, unmasked. */
  sentTo(host: string): string;
  /** Messages over sockets. */
  readonly messages: number;
}

/** A proxy for plain HTTP and WebSockets to this machine. */
export async function startRecordingProxy(): Promise<RecordingProxy> {
  const sent = new Map<string, string[]>();
  const tunnels: Duplex[] = [];
  let messages = 0;
  const note = (host: string, text: string): void => {
    const texts = sent.get(host);
    if (texts) texts.push(text);
    else sent.set(host, [text]);
  };

  const server = createServer((incoming, outgoing) => {
    const { host, hostname, port, pathname, search } = new URL(incoming.url ?? '');
    void bodyOf(incoming).then((body) => {
      note(host, `${incoming.method} ${incoming.url}\n${incoming.rawHeaders.join('\n')}\n${body.toString('latin1')}\n${String(body)}`);
      const passed = request({ host: addressOf(hostname), port, path: pathname + search, method: incoming.method, headers: incoming.headers }, (response) => {
        outgoing.writeHead(response.statusCode ?? 502, response.rawHeaders);
        response.pipe(outgoing);
      });
      passed.on('error', () => outgoing.destroy());
      passed.end(body);
    });
  });
  server.on('connect', ({ url = '' }: IncomingMessage, socket, head) => {
    const { hostname, port } = new URL(`http://${url}`);
    const other = connect(Number(port), addressOf(hostname), () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
    const frames = new WebSocketFrames();
    const pass = (chunk: Buffer): void => {
      for (const part of frames.take(chunk)) {
        if (part.kind === 'frame') messages += 1;
        // A frame that is compressed could not be read.
        if (part.kind === 'frame' && ((part.bytes[0] ?? 0) & 0x40) !== 0) throw new Error('a compressed frame');
        note(url, part.kind === 'frame' && part.text ? part.text : part.bytes.toString('latin1'));
      }
      other.write(chunk);
    };
    if (head.length > 0) pass(head);
    socket.on('data', pass);
    other.pipe(socket);
    // A server's socket stays half open by itself.
    socket.on('end', () => other.end());
    for (const end of [socket, other]) end.on('error', () => [socket, other].forEach((one) => one.destroy()));
    tunnels.push(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    get hosts() {
      return [...sent.keys()];
    },
    sentTo: (host) => (sent.get(host) ?? []).join('\n'),
    get messages() {
      return messages;
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      for (const tunnel of tunnels) tunnel.destroy();
      await once(server, 'close');
    },
  };
}

const addressOf = (hostname: string): string => (hostname === 'localhost' ? '127.0.0.1' : hostname);

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

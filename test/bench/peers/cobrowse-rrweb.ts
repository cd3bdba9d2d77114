import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { WebSocketServer, type WebSocket } from 'ws';
import type { TestBrowser } from '../../support/desktop.ts';
import { root } from '../../support/run-report.ts';
import { BEGAN, type CobrowsePeer, type CobrowseVisit } from './cobrowse-peer.ts';

/**
 * rrweb as it comes, over a socket: each event as JSON, passed on as it is by a server that does nothing else, and played by its
 * own player in live mode. Nothing is masked beyond its defaults, and pictures are addresses.
 *
 * @param shop - Origin of a running sample shop; the customer's browser lets rrweb into it past the shop's own policy
 */
export async function openCobrowseRrweb(customers: TestBrowser, agents: TestBrowser, shop: string): Promise<CobrowsePeer> {
  const stack = new AsyncDisposableStack();
  const record = await bundle(RECORD);
  const replay = await bundle(REPLAY);
  const relay = await startRelay(replay);
  stack.defer(() => relay.close());
  return {
    name: 'rrweb',
    loads: { record: gzipSync(await bundle(`export { record } from 'rrweb'`), { level: 9 }).length },
    async open(file): Promise<CobrowseVisit> {
      const agent = await agents.newPerson(`${relay.url}/`);
      await agent.waitForFunction('isListening');
      const customer = await customers.newPerson('about:blank');
      await customer.setBypassCSP(true);
      await customer.evaluateOnNewDocument(`const benchRelay = ${JSON.stringify(relay.socketUrl)}, benchMark = ${JSON.stringify(BEGAN)};\n${record}`);
      await customer.goto(`${shop}/demo/shop/${file}`);
      return {
        customer,
        agent,
        share: () => customer.evaluate('startRecording()') as Promise<void>,
        beganMs: () => customer.evaluate('benchBeganMs') as Promise<number>,
        async [Symbol.asyncDispose]() {
          await customer.browserContext().close();
          await agent.browserContext().close();
        },
      };
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** In the customer's pages: once it was started, it starts by itself in each page of the tab. */
const RECORD = `
  import { record } from 'rrweb';
  const KEY = 'bench-rrweb';
  globalThis.startRecording = () => {
    sessionStorage.setItem(KEY, 'on');
    const socket = new WebSocket(benchRelay);
    let waiting = [];
    socket.onopen = () => {
      waiting.forEach((text) => socket.send(text));
      waiting = null;
    };
    performance.mark(benchMark);
    globalThis.benchBeganMs = performance.timeOrigin + performance.now();
    record({
      emit(event) {
        const text = JSON.stringify(event);
        if (waiting) waiting.push(text);
        else socket.send(text);
      },
    });
  };
  const isPage = window === window.top && location.protocol.startsWith('http');
  if (isPage && sessionStorage.getItem(KEY)) addEventListener('DOMContentLoaded', startRecording);
`;

/** In the agent's page. */
const REPLAY = `
  import { Replayer } from 'rrweb';
  const socket = new WebSocket(location.href.replace('http', 'ws') + 'agent');
  const replayer = new Replayer([], { liveMode: true, root: document.body });
  replayer.startLive();
  socket.onmessage = ({ data }) => replayer.addEvent(JSON.parse(data));
  globalThis.isListening = false;
  socket.onopen = () => (globalThis.isListening = true);
`;

async function bundle(contents: string): Promise<string> {
  const built = await build({ stdin: { contents, resolveDir: root }, bundle: true, minify: true, format: 'iife', write: false, logLevel: 'error' });
  return built.outputFiles[0]?.text ?? '';
}

interface Relay {
  readonly url: string;
  /** Where a customer's page sends. */
  readonly socketUrl: string;
  close(): void;
}

/** Whatever one page sends goes to all agents' pages. */
async function startRelay(script: string): Promise<Relay> {
  const page = `<!doctype html><meta charset="utf-8"><title>rrweb</title><body><script>${script.replaceAll('</script', '<\\/script')}</script></body>`;
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(page);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const agents = new Set<WebSocket>();
  const sockets = new WebSocketServer({ server, maxPayload: 256 * 1_048_576 });
  sockets.on('connection', (socket, { url }) => {
    if (url === '/agent') {
      agents.add(socket);
      socket.on('close', () => agents.delete(socket));
      return;
    }
    socket.on('message', (data) => agents.forEach((agent) => agent.send(String(data))));
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    socketUrl: `ws://127.0.0.1:${port}/customer`,
    close() {
      for (const socket of sockets.clients) socket.terminate();
      server.close();
    },
  };
}

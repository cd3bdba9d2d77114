import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import path from 'node:path';
import { WebSocketServer } from 'ws';
import { startChromium } from '../../support/desktop.ts';
import { root } from '../../support/run-report.ts';
import { freePort } from '../../support/test-server.ts';
import type { BadLink } from '../bad-link.ts';
import { processIds } from '../processor-time.ts';
import { shownPicture } from './page-media.ts';
import { VIEWER_WINDOW, type Desktops, type Peer } from './peer.ts';

const NOVNC = path.join(root, 'node_modules/@novnc/novnc');

/** noVNC in the viewer's browser, x11vnc on the owner's display, and a bridge from WebSocket to TCP between them. */
export const openNoVnc = (desktops: Desktops): Promise<Peer> => open(desktops, true);

/** The same, with the viewer's mouse and keyboard. */
export const openControlledNoVnc = (desktops: Desktops): Promise<Peer> => open(desktops, false);

async function open({ owner, viewer, link }: Desktops, isViewOnly: boolean): Promise<Peer> {
  const stack = new AsyncDisposableStack();
  const vncPort = await freePort();
  const vnc = spawn(
    'x11vnc',
    ['-display', owner.display, '-rfbport', String(vncPort), '-localhost', '-forever', '-shared', '-nopw', '-quiet'],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const exited = once(vnc, 'exit');
  stack.defer(async () => {
    vnc.kill();
    await exited;
  });
  await once(vnc.stdout, 'data'); // "PORT=…" once it listens
  const bridge = await serve(vncPort, isViewOnly, link);
  stack.defer(() => void bridge.server.close());
  return {
    name: 'noVNC and x11vnc',
    async connect() {
      const viewers = await startChromium({ desktop: viewer, args: VIEWER_WINDOW });
      const page = await viewers.newPerson(`http://127.0.0.1:${(bridge.server.address() as AddressInfo).port}/`);
      await page.waitForFunction('connected');
      return {
        receivedBytes: async () => bridge.sentBytes,
        parts: { capture: processIds(vnc.pid), viewer: processIds(viewers.browser.process()?.pid) },
        picture: () => shownPicture(page),
        [Symbol.asyncDispose]: () => viewers[Symbol.asyncDispose](),
      };
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

interface Bridge {
  readonly server: Server;
  /** From x11vnc to the viewer. */
  readonly sentBytes: number;
}

/** The page, noVNC's own files, and the bridge. */
async function serve(vncPort: number, isViewOnly: boolean, link?: BadLink): Promise<Bridge> {
  const bridge = { sentBytes: 0 };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/') return void response.setHeader('content-type', 'text/html').end(pageOf(isViewOnly));
    readFile(path.join(NOVNC, path.normalize(pathname))).then(
      (file) => response.setHeader('content-type', 'text/javascript').end(file),
      () => response.writeHead(404).end(),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  new WebSocketServer({ server }).on('connection', (socket) => {
    const tcp = connect({ port: vncPort, host: '127.0.0.1', noDelay: true });
    tcp.on('data', (data) => {
      bridge.sentBytes += data.length;
      if (link) link.up.carry(data.length, () => socket.send(data), true);
      else socket.send(data);
    });
    tcp.on('close', () => socket.close());
    tcp.on('error', () => socket.close());
    socket.on('message', (data: Buffer) => {
      if (link) link.down.carry(data.length, () => tcp.write(data), true);
      else tcp.write(data);
    });
    socket.on('close', () => tcp.destroy());
  });
  return Object.assign(bridge, { server });
}

const pageOf = (isViewOnly: boolean): string => `<!doctype html><title>noVNC</title>
<style>body { margin: 0; background: #000 } #screen { position: fixed; inset: 0 }</style>
<div id="screen"></div>
<script>var connected = false;</script>
<script type="module">
import RFB from '/core/rfb.js';
const rfb = new RFB(document.querySelector('#screen'), 'ws://' + location.host + '/vnc');
rfb.viewOnly = ${isViewOnly};
rfb.scaleViewport = true;
rfb.addEventListener('connect', () => { connected = true; });
</script>`;

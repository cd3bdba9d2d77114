import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { SECRETS_POLICY } from './cobrowse-secrets.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const KEY = 'site-of-secrets-0123456789';

/** A web site of an origin of its own, another one than the product's, with the snippet in its page. */
export interface LeakSite extends AsyncDisposable {
  readonly origin: string;
  /** For `SIDESEAT_SITES`. */
  readonly sites: string;
  /** What stands in the page, once it is known where the product is. */
  write(productUrl: string, title: string, html: string): void;
}

/** Every path below `/shop` is its page; what runs in that is served from here, with nothing but its types taken out. */
export async function startLeakSite(): Promise<LeakSite> {
  let page = '';
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://site');
    const script = /^\/(?:test\/support|gateway)\/[\w/-]+\.ts$/.test(pathname) ? readFile(path.join(ROOT, pathname), 'utf8') : null;
    if (!script) return void response.writeHead(pathname.startsWith('/shop') ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' }).end(page);
    void script.then((text) => response.writeHead(200, { 'content-type': 'text/javascript' }).end(stripTypeScriptTypes(text)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // By name: for the browser that is another site than the product's, which is at an address.
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    sites: JSON.stringify({ version: 1, sites: [{ key: KEY, name: 'Site of secrets', origins: [origin], cobrowse: { view: true }, masks: SECRETS_POLICY }] }),
    write(productUrl, title, html) {
      page =
        `<!doctype html><html lang=en><head><title>${title}</title>` +
        `<script async src="${productUrl}/cobrowse/v1/connect.js" data-site="${KEY}"></script></head>` +
        `<body><h1>Everything private</h1>${html}<main></main><script type=module src=/test/support/leak-driver.ts></script></body></html>`;
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

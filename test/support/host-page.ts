import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startTokenHost, type TokenHost } from './token-host.ts';

/** A dashboard of somebody else, on another site than the product: pages, and an address that gives its agent tokens. */
export interface HostPage extends AsyncDisposable {
  /** For example `http://localhost:4711`, which is another site than `http://127.0.0.1`. */
  readonly origin: string;
  /** Settings of the product that make it known there. */
  readonly settings: Readonly<Record<string, string>>;
  readonly tokens: TokenHost;
  /** How often a token was asked for. */
  readonly tokensGiven: number;
  /** Pages by path, with the policy that plugin/hosts/README.md tells hosts to send. */
  serve(path: string, body: string, script?: string): void;
  /** Where the product is, for the policy. */
  product: string;
}

export async function startHostPage(): Promise<HostPage> {
  const tokens = await startTokenHost();
  const files = new Map<string, { type: string; text: string }>();
  let product = '';
  let tokensGiven = 0;
  const policy = (): string =>
    [
      "default-src 'self'",
      `script-src 'self' ${product} ${product.replace('127.0.0.1', 'localhost')}`,
      `connect-src 'self' ${product} ${product.replace('http', 'ws')}`,
      `frame-src ${product}`,
      "media-src 'self' blob:",
      "require-trusted-types-for 'script'",
      'trusted-types lit-html',
    ].join('; ');
  const server = createServer((request, response) => {
    void (async () => {
      if (request.method === 'POST' && request.url === '/token') {
        tokensGiven += 1;
        return response.end(await tokens.token());
      }
      const file = files.get(request.url ?? '');
      response.writeHead(file ? 200 : 404, { 'content-type': file?.type ?? 'text/plain', 'content-security-policy': policy() });
      return response.end(file?.text ?? '');
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    tokens,
    settings: { ...tokens.settings, SIDESEAT_ORIGINS: origin },
    get product() {
      return product;
    },
    set product(url) {
      product = url;
    },
    get tokensGiven() {
      return tokensGiven;
    },
    serve(path, body, script = '') {
      const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>My dashboard</title>${body}<script src="${path}.js"></script></html>`;
      files.set(path, { type: 'text/html', text: html });
      files.set(`${path}.js`, { type: 'text/javascript', text: script });
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await tokens[Symbol.asyncDispose]();
    },
  };
}

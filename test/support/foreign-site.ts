import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const KEY = 'elsewhere-key-0123456789';

/** A web site of another origin than the product's, and for browsers another site: `localhost` is not `127.0.0.1`. It pauses at `/private`. */
export interface ForeignSite extends AsyncDisposable {
  readonly url: string;
  /** For the product that it belongs to. */
  readonly env: Readonly<Record<string, string>>;
  /** Where the snippet is; set once the product runs. */
  help: string;
}

/** @param headers - Of each of its pages; `HELP` in them is the product's origin. */
export async function startForeignSite(headers: Readonly<Record<string, string>> = {}): Promise<ForeignSite> {
  const folder = await mkdtemp(join(tmpdir(), 'sideseat-sites-'));
  const server = createServer(({ url = '/' }, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value.replaceAll('HELP', site.help));
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    const snippet = `<script async src="${site.help}/cobrowse/v1/connect.js" data-site="${KEY}"></script>`;
    response.end(`<!doctype html><html lang="en"><title>Elsewhere</title>${snippet}<h1>Page ${url}</h1><a href="/next">Next page</a> <a href="/private">Private page</a>`);
  });
  server.listen(0, 'localhost');
  await once(server, 'listening');
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const file = join(folder, 'sites.json');
  await writeFile(file, JSON.stringify({ version: 1, sites: [{ key: KEY, name: 'Elsewhere', origins: [url], cobrowse: { view: true }, masks: { pausedPaths: ['/private'] } }] }));
  const site: ForeignSite = {
    url,
    env: { SIDESEAT_SITES: file },
    help: '',
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await rm(folder, { recursive: true });
    },
  };
  return site;
}

import path from 'node:path';
import { msw } from 'msw/vite';
import { createServer } from 'vite';
import type { Plugin } from 'vite';

export interface DevServer {
  /** Without a path. */
  readonly url: string;
  stop(): Promise<void>;
}

export interface DevServerOptions {
  /** The next free one is taken where it is in use; 0: any free one. */
  port: number;
  /** Whether pages follow changes of the sources. */
  hotReload?: boolean;
}

/**
 * Serves the pages of `mocks/pages/` on the loopback interface, straight from the sources; `/` is the catalogue.
 * @param root the repository's folder
 */
export async function startDevServer(root: string, { port, hotReload = true }: DevServerOptions): Promise<DevServer> {
  const server = await createServer({
    configFile: false,
    root,
    // Not beside the packages, which several checkouts may share.
    cacheDir: path.join(root, '.sideseat/vite'),
    appType: 'mpa',
    logLevel: 'warn',
    plugins: [msw({ mode: 'worker-only' }), catalogueAtRoot()],
    optimizeDeps: { entries: ['mocks/pages/*.html'] },
    server: { host: '127.0.0.1', port, ...(hotReload ? {} : { hmr: false, watch: null }) },
  });
  await server.listen();
  const address = server.httpServer?.address();
  if (typeof address !== 'object' || address === null) throw new Error('the development server has no address');
  return { url: `http://127.0.0.1:${address.port}`, stop: () => server.close() };
}

function catalogueAtRoot(): Plugin {
  return {
    name: 'sideseat:catalogue-at-root',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (request.url !== '/') return next();
        response.writeHead(302, { location: '/mocks/pages/index.html' }).end();
      });
    },
  };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { msw } from 'msw/vite';
import { build, preview } from 'vite';
import { root } from './run-report.ts';

/** The development page's frame (`mocks/pages/frame.html`) and what it can show. */
export interface StateServer {
  /** Without a path. */
  readonly url: string;
  /** A module that exports `catalogue`. */
  readonly catalogueUrl: string;
  stop(): Promise<void>;
}

/**
 * Serves the states of `mocks/pages/` on the loopback interface, bundled: a page of many hundred single files, as the
 * development server has it, takes seconds to load, and a test loads hundreds of states.
 */
export async function startStateServer(): Promise<StateServer> {
  const outDir = await mkdtemp(path.join(tmpdir(), 'sideseat-states-'));
  const shared = { configFile: false, root, logLevel: 'error' } as const;
  await build({
    ...shared,
    plugins: [msw({ mode: 'worker-only' })],
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      minify: false,
      rollupOptions: {
        input: { frame: path.join(root, 'mocks/pages/frame.html'), catalogue: path.join(root, 'mocks/pages/catalogue.ts') },
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: '[name].js' },
      },
    },
  });
  const server = await preview({ ...shared, appType: 'mpa', build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
  const address = server.httpServer.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server of states has no address');
  const url = `http://127.0.0.1:${address.port}`;
  return {
    url,
    catalogueUrl: `${url}/catalogue.js`,
    async stop() {
      await server.close();
      await rm(outDir, { recursive: true });
    },
  };
}

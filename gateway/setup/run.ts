/**
 * The product on this machine: brings what is still missing, builds the pages where they changed, starts a media node
 * and the session server, keeps both running, and ends everything again. `npm start` comes here on Node 24.
 *
 * Exit code 0 after Ctrl-C, SIGTERM, SIGHUP or the end of the process that started it; 1 when something could not be
 * started. A part that ends by itself later is started again, with the reason on stderr.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startMediaNode } from '../media-node/launcher.ts';
import { MediaNodeError } from '../media-node/media-node-error.ts';
import { ensureBuilt } from './build.ts';
import { prepareHelper } from './helper/prepare.ts';
import { step } from './progress.ts';
import { startSessionServer } from './session-server.ts';
import { SetupError } from './setup-error.ts';
import type { StopSignals } from './stop-signals.ts';
import { listenForStop } from './stop-signals.ts';
import type { SupervisedServer } from './supervisor.ts';
import { superviseServer } from './supervisor.ts';
import { ensureSystemPackages, systemNeeds } from './system-packages.ts';
import { welcome } from './welcome.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

const { env } = process;
/** Last first: whatever was started later leans on what was started earlier. */
const running: (() => Promise<void>)[] = [];
/** Asked twice: children do not outlive this process, however it ends. */
const stopSignals = listenForStop(() => process.exit(1));

process.exitCode = await run(stopSignals).finally(stopEverything);
// Nothing is left to do; an IPC channel to a parent would keep the process waiting.
process.exit();

async function run({ requested, signal }: StopSignals): Promise<number> {
  try {
    await ensureSystemPackages(systemNeeds('start', env));
    await ensureBuilt(root, signal);
    if (signal.aborted) return 0;
    const helperPrepared = prepareHelper(root, env, signal);
    const media = await startMedia(signal);
    await helperPrepared();
    if (signal.aborted) return 0;
    const server = await startServer(media.env, signal);
    process.stdout.write(`${welcome(server.ready)}\n`);

    const problem = await Promise.race([
      requested.then(() => undefined),
      media.ended.then((why) => `The media node ended by itself (${why}). Stopping everything.`),
    ]);
    if (problem === undefined || signal.aborted) {
      process.stdout.write('\nStopping …\n');
      return 0;
    }
    process.stderr.write(`${problem}\n`);
    return 1;
  } catch (error) {
    if (signal.aborted) return 0;
    if (!(error instanceof SetupError || error instanceof MediaNodeError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

interface Media {
  /** The environment in which the session server finds the media nodes. */
  readonly env: NodeJS.ProcessEnv;
  /** Resolves, with the reason, when media cannot go on; never for nodes that others run. */
  readonly ended: Promise<string>;
}

async function startMedia(signal: AbortSignal): Promise<Media> {
  if (env['SIDESEAT_MEDIA_NODES']) return { env, ended: new Promise(() => undefined) };
  const { SIDESEAT_RTP_PORTS: rtpPorts, SIDESEAT_NAT_1_1: nat1to1 } = env;
  const node = await step('Starting the media node', () =>
    startMediaNode({
      dataDir: path.resolve(root, env['SIDESEAT_DATA'] || '.sideseat'),
      ...(rtpPorts && { rtpPorts }),
      ...(nat1to1 && { nat1to1 }),
      // A terminal's Ctrl-C reaches the guard directly; that it ended is no news then.
      log: (line) => signal.aborted || process.stderr.write(`${line}\n`),
    }),
  );
  running.push(() => node.stop());
  return {
    env: { ...env, SIDESEAT_MEDIA_NODES: node.guardUrl, SIDESEAT_MEDIA_SECRET_FILE: node.secretFile },
    ended: node.exited,
  };
}

async function startServer(serverEnv: NodeJS.ProcessEnv, signal: AbortSignal): Promise<SupervisedServer> {
  const main = path.join(root, 'gateway/server/main.ts');
  const server = await step('Starting the session server', () =>
    superviseServer({
      start: (over) => startSessionServer(main, serverEnv, over),
      log: (line) => process.stderr.write(`${line}\n`),
      signal,
    }),
  );
  running.push(() => server.stop());
  return server;
}

async function stopEverything(): Promise<void> {
  for (const stop of running.reverse()) {
    await stop().catch((error: unknown) => process.stderr.write(`Something did not stop in good order: ${error}\n`));
  }
}

import { step, type Terminal } from '../progress.ts';
import { orderOf } from './order.ts';
import { buildRelease, isReleased } from './release.ts';

/**
 * Begins to build the helper's release where something that it is made of has changed.
 * @returns What waits for it, and says so. It never fails: without a release there is no download, and the helper can be
 *   started in a terminal.
 */
export function prepareHelper(
  root: string,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
  errors: Terminal = process.stderr,
): () => Promise<void> {
  const building = begin(root, env, signal);
  building.catch(() => undefined); // waited for later
  return async () => {
    try {
      const { isNeeded, done } = await building;
      if (isNeeded) await step('Building the helper', () => done);
    } catch (error) {
      if (signal.aborted) return;
      const reason = error instanceof Error ? error.message : String(error);
      errors.write(`The helper could not be built, so it is not offered for download: ${reason}\n`);
    }
  };
}

interface Begun {
  readonly isNeeded: boolean;
  readonly done: Promise<void>;
}

/** The promise of the build is inside another one, so that whoever waits knows first whether there is anything to wait for. */
async function begin(root: string, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<Begun> {
  const order = orderOf(root, env);
  if (!order || (await isReleased(order))) return { isNeeded: false, done: Promise.resolve() };
  const done = buildRelease({ ...order, signal });
  done.catch(() => undefined);
  return { isNeeded: true, done };
}

/**
 * `npm run build:helper -- [--out FOLDER] [--origin URL]… [--platform NAME]…`: builds the pages and the helper's release,
 * for this installation where nothing else is said. Exit code 0 when the release is there, 1 when it is not.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../build.ts';
import { step } from '../progress.ts';
import { SetupError } from '../setup-error.ts';
import { listenForStop } from '../stop-signals.ts';
import { orderOf } from './order.ts';
import { buildRelease } from './release.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const { signal } = listenForStop(() => process.exit(1));

try {
  const { out, origin, platform } = parseArgs({
    options: {
      out: { type: 'string' },
      origin: { type: 'string', multiple: true },
      platform: { type: 'string', multiple: true },
    },
  }).values;
  const order = orderOf(root, { ...process.env, ...(platform && { SIDESEAT_HELPER_PLATFORMS: platform.join(',') }) });
  if (!order) throw new SetupError('SIDESEAT_HELPER_PLATFORMS wants no helper: name one with --platform.');
  const asked = {
    ...order,
    ...(out && { folder: path.resolve(out) }),
    ...(origin && { origins: origin.map((url) => new URL(url).origin) }),
    signal,
  };
  await ensureBuilt(root, signal);
  await step(`Building the helper for ${asked.platforms.join(', ')}`, () => buildRelease(asked));
  process.stdout.write(`It is in ${asked.folder}, for ${asked.origins.join(' and ')}\n`);
  process.exit(0);
} catch (error) {
  // Wrong arguments are TypeErrors, with a sentence.
  if (!(error instanceof SetupError || error instanceof TypeError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

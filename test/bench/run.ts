/**
 * All benchmarks, or those named as arguments; `npm run bench` comes here. `--quick` takes fewer samples and says so;
 * `--with-meshcentral` installs one more peer.
 * Prints a table and writes `test-results/bench.json`. Exit code 1 where a target is missed.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ensureBuilt } from '../../gateway/setup/build.ts';
import { SetupError } from '../../gateway/setup/setup-error.ts';
import { ensureSystemPackages, systemNeeds } from '../../gateway/setup/system-packages.ts';
import { root } from '../support/run-report.ts';
import { badLinks } from './bad-links.ts';
import type { Bench } from './bench.ts';
import { toTable, type Figure } from './figures.ts';
import { clickToPixel } from './click-to-pixel.ts';
import { cobrowse } from './cobrowse.ts';
import { cobrowseControl } from './cobrowse-control.ts';
import { bandwidth } from './bandwidth.ts';
import { firstFrame } from './first-frame.ts';
import { glassToGlass } from './glass-to-glass.ts';
import { pages } from './pages.ts';
import { processor } from './processor.ts';
import { sessionServer } from './session-server.ts';

const benches: readonly Bench[] = [glassToGlass, clickToPixel, firstFrame, bandwidth, processor, badLinks, cobrowse, cobrowseControl, pages, sessionServer];

const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const isQuick = process.argv.includes('--quick');
const withMeshCentral = process.argv.includes('--with-meshcentral');

try {
  const chosen = choose(names);
  await ensureSystemPackages(systemNeeds('bench', process.env));
  await ensureBuilt(root);
  const figures: Figure[] = [];
  for (const bench of chosen) {
    console.log(`\n${bench.name}${isQuick ? ' (quick: few samples)' : ''}`);
    const measured = await bench.run({ samples: (full, quick) => (isQuick ? quick : full), withMeshCentral });
    console.log(toTable(measured));
    figures.push(...measured);
  }
  await keep(figures);
  process.exit(figures.some(({ reached }) => reached === false) ? 1 : 0);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exit(1);
}

function choose(wanted: readonly string[]): readonly Bench[] {
  const unknown = wanted.filter((name) => !benches.some((bench) => bench.name === name));
  if (unknown.length > 0) {
    const known = benches.map(({ name }) => name).join(', ');
    throw new SetupError(`There is no benchmark "${unknown.join('", "')}". There are: ${known}.`);
  }
  return wanted.length === 0 ? benches : benches.filter(({ name }) => wanted.includes(name));
}

async function keep(figures: readonly Figure[]): Promise<void> {
  const folder = path.join(root, 'test-results');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'bench.json'), `${JSON.stringify({ quick: isQuick, figures }, null, 2)}\n`);
}

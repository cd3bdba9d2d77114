/**
 * `npm run screenshots`: PNGs of every state in light and dark, and of every page in German and Japanese, also at 320 px,
 * and with forced colours, in `.sideseat/screenshots/`, with an `index.html`. An argument takes only the states whose id
 * contains it. A page that fails is told, and the others are taken all the same; exit code 1 then.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupError } from '../../gateway/setup/setup-error.ts';
import { listenForStop } from '../../gateway/setup/stop-signals.ts';
import { ensureSystemPackages, systemNeeds } from '../../gateway/setup/system-packages.ts';
import type { Shot, Shown, Studio } from './screenshots.ts';
import { openStudio } from './screenshots.ts';

const folder = fileURLToPath(new URL('../../.sideseat/screenshots/', import.meta.url));
const BROWSER_NEEDS = ['Chromium', 'a Japanese font'];
const { signal } = listenForStop(() => process.exit(1));

try {
  const needs = systemNeeds('test', process.env).filter(({ name }) => BROWSER_NEEDS.includes(name));
  await ensureSystemPackages(needs);
  const studio = await openStudio();
  process.exitCode = await takeAll(studio, process.argv[2] ?? '').finally(() => studio.stop());
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
process.exit();

async function takeAll(studio: Studio, only: string): Promise<number> {
  const states = (await studio.list()).filter(({ id }) => id.includes(only));
  if (only === '') await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const taken: string[] = [];
  let failures = 0;
  for (const shot of states.flatMap(shotsOf)) {
    if (signal.aborted) break;
    try {
      await writeFile(path.join(folder, fileOf(shot)), await studio.take(shot));
      taken.push(fileOf(shot));
    } catch (error) {
      failures++;
      process.stderr.write(`${fileOf(shot)}: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  await writeFile(path.join(folder, 'index.html'), indexPage(taken));
  process.stdout.write(`${taken.length} pictures in ${path.relative(process.cwd(), folder)}/index.html\n`);
  return failures === 0 && !signal.aborted ? 0 : 1;
}

function shotsOf({ id, isPage }: Shown): Shot[] {
  const both: Shot[] = [{ id, theme: 'light' }, { id, theme: 'dark' }];
  if (!isPage) return both;
  return [
    ...both,
    { id, theme: 'light', locale: 'de' },
    { id, theme: 'light', locale: 'ja' },
    { id, theme: 'light', widthPx: 320 },
    { id, theme: 'light', widthPx: 320, locale: 'de' },
    { id, theme: 'light', widthPx: 320, locale: 'ja' },
    { id, theme: 'light', forcedColours: true },
    { id, theme: 'dark', forcedColours: true },
  ];
}

function fileOf({ id, theme, locale, widthPx, forcedColours }: Shot): string {
  const parts = [id, theme, forcedColours && 'forced', locale, widthPx && `${widthPx}px`];
  return `${parts.filter(Boolean).join('.')}.png`;
}

function indexPage(files: readonly string[]): string {
  const figures = files.map(
    (file) =>
      `<figure><a href="${file}"><img loading="lazy" src="${file}" alt="" /></a><figcaption>${file}</figcaption></figure>`,
  );
  return `<!doctype html>
<meta charset="utf-8" />
<title>Sideseat: screenshots</title>
<style>
  body { display: grid; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); gap: 1rem; font: 14px sans-serif; }
  figure { margin: 0; }
  img { max-width: 100%; border: 1px solid #999; }
</style>
${figures.join('\n')}
`;
}

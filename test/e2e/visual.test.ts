import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestContext } from 'node:test';
import { after, before, describe, it } from 'node:test';
import { comparePictures, TOLERANCE } from '../support/picture-compare.ts';
import type { Shot, Studio } from '../support/screenshots.ts';
import { openStudio } from '../support/screenshots.ts';

/**
 * Fifteen states look as they did when somebody looked at them last. `npm run screenshots:accept` takes the references
 * in `test/visual/` anew; look at them before they are committed.
 */

/** What the references are drawn with. Other fonts have other widths, which no tolerance covers. */
const FONTS = 'DejaVu Sans, Noto Sans CJK JP';

const shots: Readonly<Record<string, Shot>> = {
  'agent-signed-out': { id: 'agent.page.signed-out', theme: 'light' },
  'agent-three-sessions': { id: 'agent.page.three-sessions', theme: 'light' },
  'agent-connecting-dark': { id: 'agent.page.connecting', theme: 'dark' },
  'agent-asking-de': { id: 'agent.page.asking', theme: 'light', locale: 'de' },
  'agent-viewing': { id: 'agent.page.viewing', theme: 'light' },
  'agent-stopped-320': { id: 'agent.page.stopped-by-the-customer', theme: 'light', widthPx: 320 },
  'customer-joining': { id: 'customer.page.joining', theme: 'light' },
  'customer-asked-de': { id: 'customer.page.asked', theme: 'light', locale: 'de' },
  'customer-asked-dark-320': { id: 'customer.page.asked', theme: 'dark', widthPx: 320 },
  'customer-sharing-ja': { id: 'customer.page.sharing', theme: 'light', locale: 'ja' },
  'customer-continue': { id: 'customer.page.continue-offered', theme: 'light' },
  'visit-asked-de': { id: 'customer.visit.asked', theme: 'light', locale: 'de', widthPx: 600 },
  'visit-sharing': { id: 'customer.visit.sharing', theme: 'light', widthPx: 600 },
  'visit-small-dark-320': { id: 'customer.visit.small-while-sharing', theme: 'dark', widthPx: 320 },
  'customer-ended-forced': { id: 'customer.page.ended', theme: 'dark', forcedColours: true },
};

const references = fileURLToPath(new URL('../visual/', import.meta.url));
const results = fileURLToPath(new URL('../../test-results/visual/', import.meta.url));
const isAccepting = process.env['SIDESEAT_ACCEPT_PICTURES'] === '1';

describe('what people see looks as it did', () => {
  let studio: Studio;
  let fonts = '';
  before(async () => {
    rmSync(results, { recursive: true, force: true });
    studio = await openStudio();
    fonts = await studio.fonts();
  });
  after(() => studio?.stop());

  for (const [name, shot] of Object.entries(shots)) {
    it(name, async (t) => {
      if (fonts !== FONTS) return t.diagnostic(`${name} not compared: drawn with ${fonts}, not with ${FONTS}`);
      const picture = await studio.take(shot);
      if (isAccepting) return accept(t, name, picture);
      check(name, picture);
    });
  }
});

function accept(t: TestContext, name: string, picture: Uint8Array): void {
  mkdirSync(references, { recursive: true });
  const file = path.join(references, `${name}.png`);
  // What looks the same stays the same file.
  if (existsSync(file) && comparePictures(readFileSync(file), picture).differing === 0) return;
  writeFileSync(file, picture);
  t.diagnostic(`${name} accepted`);
}

function check(name: string, picture: Uint8Array): void {
  const file = path.join(references, `${name}.png`);
  assert.ok(existsSync(file), `${file} is missing; npm run screenshots:accept takes it`);
  const { differing, difference } = comparePictures(readFileSync(file), picture);
  if (differing <= TOLERANCE.differing) return;
  mkdirSync(results, { recursive: true });
  const actual = path.join(results, `${name}.actual.png`);
  writeFileSync(actual, picture);
  if (difference) writeFileSync(path.join(results, `${name}.difference.png`), difference);
  const what = difference ? `${(differing * 100).toFixed(2)} % of its pixels differ` : 'its size differs';
  assert.fail(`${name} looks different: ${what}. See ${actual}; npm run screenshots:accept takes it as it is now.`);
}

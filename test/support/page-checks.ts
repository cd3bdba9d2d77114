import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'puppeteer-core';
import type { Person } from './people.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** All that axe knows, and what of it another look can change. */
const ALL_RULES: RunOptions = {};
const RULES_OF_COLOUR: RunOptions = { runOnly: ['color-contrast', 'link-in-text-block'] };

/** How a page can be looked at; `features` as CSS names them. */
const LOOKS = [
  { name: 'light', features: [{ name: 'prefers-color-scheme', value: 'light' }], rules: ALL_RULES },
  { name: 'dark', features: [{ name: 'prefers-color-scheme', value: 'dark' }], rules: RULES_OF_COLOUR },
  { name: 'forced colours', features: [{ name: 'forced-colors', value: 'active' }], rules: RULES_OF_COLOUR },
];

/** Fails with what axe objects to, in light, in dark and in forced colours. */
export async function accessible({ page }: Person, state: string): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
  const client = await page.createCDPSession();
  for (const { name, features, rules } of LOOKS) {
    await client.send('Emulation.setEmulatedMedia', { features });
    const objections = await page.evaluate(async (options) => {
      const { axe } = globalThis as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } };
      const { violations } = await axe.run(options);
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => [id, html, failureSummary]));
    }, rules);
    assert.deepEqual(objections, [], `${state}, ${name}`);
  }
  await client.detach();
}

/** What follows the window's size by a script has done so by then, also on a busy machine. */
const FITS_WITHIN_MS = 2_000;

/**
 * Nothing sticks out at the side, and nothing is cut off.
 * @param mayScroll - Selector of what may be wider than its place: a row of tabs that scrolls.
 */
export async function fitsItsWindow({ page }: Person, state = '', mayScroll = 'no-such-element'): Promise<void> {
  const untilMs = performance.now() + FITS_WITHIN_MS;
  let found = await tooWide(page, mayScroll);
  while (found.length > 0 && performance.now() < untilMs) found = await tooWide(page, mayScroll);
  assert.deepEqual(found, [], state);
}

const tooWide = (page: Page, mayScroll: string): Promise<string[]> =>
  page.evaluate((scrollers) => {
    const found: string[] = [];
    const visit = (root: ParentNode): void => {
      for (const element of root.querySelectorAll<HTMLElement>('*')) {
        if (element.shadowRoot) visit(element.shadowRoot);
        const { clip, clipPath, overflowX } = getComputedStyle(element);
        if (!element.checkVisibility() || clip !== 'auto' || clipPath !== 'none') continue;
        if (element.closest(scrollers)) continue;
        const sticksOut = element.getBoundingClientRect().right > innerWidth + 1;
        const isCut = overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
        if (sticksOut || isCut) found.push(`${element.localName}.${element.className}: ${element.textContent.trim()}`);
      }
    };
    visit(document.body);
    return found;
  }, mayScroll);

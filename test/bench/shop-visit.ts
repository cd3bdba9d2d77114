import { setTimeout } from 'node:timers/promises';
import type { Page } from 'puppeteer-core';
import { byRole } from '../support/people.ts';

/** Between two things that the customer does. */
const PAUSE_MS = 700;

/**
 * A customer who looks through the catalogue of the sample shop, writes to it, and pays; always the same, at the same pace.
 * @param page - At the shop's first page
 * @returns how long it took, in milliseconds
 */
export async function visitShop(page: Page): Promise<number> {
  const startedMs = performance.now();
  const press = (role: string, name: string): Promise<void> => page.locator(byRole(role, name)).click();
  const follow = async (name: string): Promise<void> => {
    await Promise.all([page.waitForNavigation(), press('link', name)]);
  };
  const write = async (name: string, text: string, role = 'textbox'): Promise<void> => {
    await press(role, name);
    await page.keyboard.type(text, { delay: 60 });
  };
  const steps: readonly (() => Promise<unknown>)[] = [
    () => page.mouse.move(600, 500, { steps: 20 }),
    () => page.mouse.wheel({ deltaY: 400 }),
    () => page.mouse.wheel({ deltaY: -400 }),
    () => write('Search the shop', 'table', 'searchbox'),
    () => press('button', 'Add to basket'),
    () => page.mouse.move(200, 300, { steps: 20 }),
    () => follow('Contact'),
    () => write('Name', 'Ada Byron'),
    () => write('E-mail', 'ada@example.org'),
    () => press('radio', 'By telephone'),
    () => write('Your question', 'Does the side table fit beside a sofa of forty centimetres?'),
    () => press('button', 'Send'),
    () => follow('Basket 1'),
    () => write('Name', 'Ada Byron'),
    () => write('Street and number', 'St James Square 12'),
    () => write('Postcode', 'SW1Y 4LB'),
    () => write('City', 'London'),
    () => write('Card number', '4111 1111 1111 1111'),
    () => write('Valid until', '12/29'),
    () => write('Security code', '123'),
    () => page.mouse.wheel({ deltaY: 500 }),
    () => press('button', 'Order and pay'),
  ];
  for (const step of steps) {
    await step();
    await setTimeout(PAUSE_MS);
  }
  return performance.now() - startedMs;
}

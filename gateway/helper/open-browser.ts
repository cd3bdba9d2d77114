import { spawn } from 'node:child_process';

/** The desktop's own way to open an address. */
const OPENER = 'xdg-open';
/** Where it runs for longer, it has become the browser. */
const OPENED_AFTER_MS = 3_000;

/** Opens an `https:` or `http:` address in the owner's browser. @returns Whether the desktop took it. */
export function openBrowser(url: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  // A process of its own group: it outlives the helper.
  const opener = spawn(OPENER, [new URL(url).href], { stdio: 'ignore', detached: true });
  const taken = setTimeout(() => resolve(true), OPENED_AFTER_MS);
  opener.once('error', () => resolve(false));
  opener.once('exit', (code) => resolve(code === 0));
  opener.unref();
  return promise.finally(() => clearTimeout(taken));
}

import { rmdirSync } from 'node:fs';
import { getCompileCacheDir } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { stopCoverage } from 'node:v8';

/**
 * With these, Node and its libraries load and write files that whoever starts this program does not know of,
 * or believe certificates that this computer does not.
 */
const MEDDLING = /^(?:NODE|OPENSSL)_|^SSL_CERT_(?:FILE|DIR)$/;

/** The environment without what would make a Node program do more than it does by itself. */
export function cleanEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !MEDDLING.test(name)));
}

/**
 * Starts the single executable once more in its own place, where the environment meddles with Node: by the time that a
 * program runs, Node has read it, and writes at the end what it was told to. Windows puts no program in another one's place.
 */
export function runInCleanEnvironment(): void {
  if (process.platform === 'win32') return;
  if (!Object.keys(process.env).some((name) => MEDDLING.test(name))) return;
  stopCoverage();
  removeEmptyCache(getCompileCacheDir());
  const executable = process.platform === 'linux' ? '/proc/self/exe' : process.execPath;
  process.execve?.(executable, [process.argv0, ...process.argv.slice(2)], cleanEnvironment(process.env));
}

/** Node makes the folder of NODE_COMPILE_CACHE as it starts. A folder with anything in it stays. */
function removeEmptyCache(folder: string | undefined): void {
  if (folder === undefined) return;
  try {
    rmdirSync(folder);
    rmdirSync(path.dirname(folder));
  } catch {
    // Somebody uses it.
  }
}

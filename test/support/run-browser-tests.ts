import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Tally } from './run-report.ts';
import { root } from './run-report.ts';

/**
 * Runs all tests of `test/browser` in Chromium, as `test/browser/web-test-runner.config.mjs` says, and prints results.
 * A run that ends without its counts (Chromium is missing, say) counts as one failure; why has been printed then.
 */
export async function runBrowserTests(signal: AbortSignal): Promise<Tally> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sideseat-browser-tests-'));
  const tallyFile = path.join(folder, 'tally.json');
  const runner = path.join(root, 'node_modules/@web/test-runner/dist/bin.js');
  const configuration = path.join(root, 'test/browser/web-test-runner.config.mjs');
  try {
    const exitCode = await runPrinting([runner, '--config', configuration], signal, {
      ...process.env,
      SIDESEAT_TEST_TALLY: tallyFile,
    });
    const tally = readTally(tallyFile);
    // The runner also fails for reasons that are no test's.
    return exitCode === 0 || tally.failed > 0 ? tally : { ...tally, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readTally(file: string): Tally {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Tally;
  } catch {
    return { passed: 0, failed: 1 };
  }
}

function runPrinting(args: readonly string[], signal: AbortSignal, env: NodeJS.ProcessEnv): Promise<number | null> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, env, signal, stdio: ['ignore', 'pipe', 'inherit'] });
    // The runner moves the cursor even where there is no terminal.
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      process.stdout.write(stripVTControlCharacters(text).replace(/^\s*\n|^Running \d+ test files\.\.\.\s*/gm, ''));
    });
    child.once('error', () => resolve(null));
    child.once('close', resolve);
  });
}

import { cpus, loadavg } from 'node:os';
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';

/** Large numbers of trials, for `npm run test:nightly`. */
export const NIGHTLY = process.env['SIDESEAT_NIGHTLY'] === '1';

/** How many trials: few in every run, many at night. */
export const trials = (few: number, many: number): number => (NIGHTLY ? many : few);

/** Beyond so many runnable processes for each processor a measured time says more about the machine than about us. */
const LOADED_AT = 2;

/**
 * A gate as it is taken now. Where the machine is loaded (other work beside the tests), twice the time is taken as
 * passed, and the printed line says so.
 */
function gateNow(gateMs: number, isFirm: boolean): { limitMs: number; text: string } {
  const [load = 0] = loadavg();
  const processors = cpus().length;
  if (isFirm || load <= processors * LOADED_AT) return { limitMs: gateMs, text: `gate ${gateMs} ms` };
  return { limitMs: gateMs * 2, text: `gate ${gateMs} ms, twice that taken: load ${load.toFixed(1)} on ${processors}` };
}

const PARTS = { max: 1, p95: 0.95, p99: 0.99 } as const;

/**
 * Prints a measured figure with its number of trials, and holds its largest value (or its 95th or 99th percentile) to a gate.
 * @param gateMs - `null` where it is told for information only
 * @param isFirm - Not taken twice on a loaded machine
 */
export function figure(
  t: TestContext,
  what: string,
  samplesMs: readonly number[],
  gateMs: number | null,
  of: 'max' | 'p95' | 'p99' = 'max',
  isFirm = false,
): void {
  const sorted = samplesMs.map(Math.round).sort((a, b) => a - b);
  const last = sorted.length - 1;
  const at = (part: number): number => sorted[Math.min(last, Math.ceil(part * sorted.length) - 1)] ?? NaN;
  const spread = last < 2 ? sorted.join(', ') : `median ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, max ${at(1)}`;
  const { limitMs, text } = gateMs === null ? { limitMs: Infinity, text: 'no gate' } : gateNow(gateMs, isFirm);
  const line = `${what}: ${spread} ms (n = ${sorted.length}; ${text})`;
  t.diagnostic(line);
  assert.ok(at(PARTS[of]) <= limitMs, line);
}

/** Prints that something never happened, with the bound that so many trials give. */
export function never(t: TestContext, what: string, times: number, of: number): void {
  t.diagnostic(`${what}: ${times} of ${of} (below ${(3 / of).toPrecision(2)} with 95 %)`);
  assert.equal(times, 0, what);
}

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RandomWorld } from '../support/random-world.ts';

/** `SIDESEAT_SEED=n` runs one seed again, to look at what it found. */
const SEED = Number(process.env['SIDESEAT_SEED'] ?? 0);
const EVENTS = process.env['SIDESEAT_NIGHTLY'] === '1' ? 1_000_000 : 100_000;
const EVENTS_PER_SEED = 2_000;

describe('a seeded random run of the sessions, with failing pages, media, disk and clock', () => {
  it('[I1] [I3] [I5] [I12] [I13] [I18] [I20] breaks no invariant', async () => {
    const totals = { events: 0, done: 0, refused: 0, grants: 0, restarts: 0 };
    const seeds = SEED > 0 ? [SEED] : Array.from({ length: EVENTS / EVENTS_PER_SEED }, (_, n) => n + 1);
    for (const seed of seeds) {
      const world = new RandomWorld(seed);
      try {
        for (let n = 0; n < EVENTS_PER_SEED; n++) await world.step();
        await world.checkRecord();
      } catch (cause) {
        throw new Error(`seed ${seed}, event ${world.counts.events}: ${(cause as Error).message}`, { cause });
      }
      for (const key of Object.keys(totals) as (keyof typeof totals)[]) totals[key] += world.counts[key];
    }
    console.log(
      `# 0 violations in ${totals.events} events (${totals.done} done, ${totals.refused} refused, ${totals.grants} grants, ${totals.restarts} restarts), bound ${(3 / totals.events).toExponential(1)}`,
    );
    assert.ok(totals.grants > seeds.length, 'the run reaches grants');
  });
});

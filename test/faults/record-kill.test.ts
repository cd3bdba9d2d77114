import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { damageOf, startAnew } from '../support/record-check.ts';
import { startRecordLoad, tempFolder } from '../support/record-child.ts';
import { never, trials } from '../support/fault-figures.ts';

const RUNS = trials(100, 1_000);
/** Two at a time: the machine has no more to give. */
const SIDE_BY_SIDE = 2;
/** Each folder lives through so many kills, so that restarts after restarts are tried too. */
const RUNS_PER_FOLDER = 10;

/** Kills at any microsecond: most while it records, some while it still opens. */
async function killSometime(dataDir: string, options: readonly string[] = []) {
  const child = startRecordLoad(dataDir, options);
  if (randomInt(8) === 0) await delay(randomInt(400));
  else await child.line('ready').then(() => delay(randomInt(200)));
  const untilMs = performance.now() + Math.random();
  while (performance.now() < untilMs);
  child.process.kill('SIGKILL');
  assert.equal(await child.exited, 'SIGKILL', child.stderr());
  return child.acknowledged();
}

describe('the record of a server that is killed', () => {
  it('[I3] [T-AUDIT-KILL] loses and doubles nothing that was acknowledged, and shares nothing after it', async (t) => {
    const found = { lost: 0, doubled: 0, broken: 0, acknowledged: 0, torn: 0, kills: 0 };
    const work = async (): Promise<void> => {
      while (found.kills < RUNS) {
        using folder = tempFolder();
        for (let run = 0; run < RUNS_PER_FOLDER && found.kills < RUNS; run++) {
          found.kills += 1;
          const acknowledged = await killSometime(folder.path);
          if (acknowledged.length === 0) continue; // killed before it had a record
          const { lost, doubled, broken } = damageOf(folder.path, acknowledged);
          broken.forEach((line) => t.diagnostic(line));
          found.broken += broken.length;
          found.lost += lost;
          found.doubled += doubled;
          found.acknowledged += acknowledged.length;
        }
        const said = await startAnew(folder.path);
        found.torn += said.filter((line) => /never finished/.test(line)).length;
      }
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
    t.diagnostic(`${found.kills} kills, ${found.acknowledged} facts acknowledged, ${found.torn} torn tails said at a last start`);
    assert.ok(found.acknowledged > found.kills, 'the kills hit a server that records');
    never(t, 'acknowledged facts lost', found.lost, found.acknowledged);
    never(t, 'facts doubled', found.doubled, found.acknowledged);
    never(t, 'chains broken by a kill', found.broken, found.kills);
  });

  it('[I3] shows that the check can fail: what is acknowledged before it is durable gets lost', async (t) => {
    let lost = 0;
    let kills = 0;
    for (; lost === 0 && kills < 20; kills++) {
      using folder = tempFolder();
      const acknowledged = await killSometime(folder.path, ['--ack-first']);
      if (acknowledged.length > 0) lost += damageOf(folder.path, acknowledged).lost;
    }
    t.diagnostic(`acknowledging first lost ${lost} facts within ${kills} kills`);
    assert.ok(lost > 0);
  });
});

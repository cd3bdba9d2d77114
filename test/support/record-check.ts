import assert from 'node:assert/strict';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { systemClock } from '../../gateway/server/clock.ts';
import { openRecord } from '../../gateway/server/record/record.ts';
import { verifyFolder } from '../../gateway/server/record/verify.ts';
import { SessionActor } from '../../gateway/server/sessions/session-actor.ts';
import { openRequests } from '../../state-machines/support-session.ts';
import { FakeMedia } from './fake-media.ts';
import type { Acknowledged } from './record-child.ts';

/** What is wrong with a data folder after its server ended in some way. */
export interface Damage {
  /** Acknowledged facts that are not on the record. */
  readonly lost: number;
  /** Facts that are on it twice: each type comes once in a session of the load program. */
  readonly doubled: number;
  /** Streams whose chain does not verify, and anchors. */
  readonly broken: readonly string[];
}

/** Opens nothing for writing: the folder stays as it is. */
export function damageOf(dataDir: string, acknowledged: readonly Acknowledged[]): Damage {
  const database = new DatabaseSync(path.join(dataDir, 'record.sqlite'), { readOnly: true });
  const rows = database.prepare("SELECT stream, seq, type FROM record WHERE stream <> 'admin'").all() as {
    stream: string;
    seq: number;
    type: string;
  }[];
  database.close();
  const present = new Set(rows.map(({ stream, seq, type }) => `${stream} ${seq} ${type}`));
  const kinds = new Set(rows.map(({ stream, type }) => `${stream} ${type}`));
  return {
    lost: acknowledged.filter(({ streamId, seq, type }) => !present.has(`${streamId} ${seq} ${type}`)).length,
    doubled: rows.length - kinds.size,
    broken: verifyFolder(dataDir).broken.map(({ streamId, seq, what }) => `${streamId}: record ${seq} ${what}`),
  };
}

/**
 * Starts anew on the folder, as the server does: everything is restored, and nothing is shared.
 * @returns What was said in the log.
 */
export async function startAnew(dataDir: string): Promise<string[]> {
  const said: string[] = [];
  const record = await openRecord({
    dataDir,
    anchorFile: undefined,
    retentionDays: 90,
    clock: systemClock,
    log: (line) => said.push(line),
  });
  for (const [sessionId, facts] of record.store.loaded) {
    const nothing = (): void => undefined;
    const media = new FakeMedia();
    const actor = new SessionActor(
      sessionId,
      { store: { append: async () => [] }, media, clock: systemClock, failed: (error) => assert.fail(String(error)) },
      { changed: nothing, logged: nothing, cut: nothing, forbiddenPaths: () => [], documentChanged: nothing, send: nothing, unsentBytes: () => 0 },
    );
    actor.restore(facts);
    actor.restarted();
    assert.deepEqual(openRequests(actor.state), [], 'nothing is open after a start anew');
    assert.deepEqual([actor.liveShares, media.calls], [[], []], 'nothing is shared after a start anew');
  }
  await record.close();
  return said;
}

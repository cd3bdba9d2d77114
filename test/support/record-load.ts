/**
 * A program that records sessions as fast as it can, with the real record and session actors and without media, and tells
 * each acknowledged fact on stdout as `<session> <seq> <type>`. Tests kill it, or take its disk away.
 *
 * `record-load.ts DIR [--sessions N] [--ack-first] [--pause MS]`; ends by itself after N sessions.
 */
import { writeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { systemClock } from '../../gateway/server/clock.ts';
import { newId } from '../../gateway/server/ids.ts';
import { openRecord } from '../../gateway/server/record/record.ts';
import { REQUEST_TIMES } from '../../gateway/server/sessions/limits.ts';
import { SessionActor } from '../../gateway/server/sessions/session-actor.ts';
import { StoreError, type Store } from '../../gateway/server/store/store.ts';
import type { SessionFact } from '../../state-machines/support-session.ts';
import { FakeMedia } from './fake-media.ts';

/** Sessions that go on side by side, so that appends share a sync. */
const SIDE_BY_SIDE = 4;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { sessions: { type: 'string' }, 'ack-first': { type: 'boolean' }, pause: { type: 'string' } },
});

/** Writes at once and whole, so that what a kill leaves was told; waits where the reader lags behind. */
const say = (line: string): void => {
  let unsaid = Buffer.from(`${line}\n`);
  while (unsaid.length > 0) {
    try {
      unsaid = unsaid.subarray(writeSync(1, unsaid));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
};

try {
  const record = await openRecord({
    dataDir: positionals[0] ?? '',
    anchorFile: undefined,
    retentionDays: 90,
    clock: systemClock,
    log: (line) => void writeSync(2, `${line}\n`),
  });
  record.watch({ isSharing: () => true, cut: () => say('cut') });
  void record.lost.then(() => process.kill(process.pid, 'SIGKILL')); // as the server's own process does
  say(`ready ${record.store.incarnation}`);
  const store = values['ack-first'] ? ackFirst(record.store) : record.store;
  let left = Number(values.sessions ?? Infinity);
  const work = async (): Promise<void> => {
    while (left-- > 0) await recordSession(store);
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  await record.close();
  say('closed');
  process.exit(0);
} catch (error) {
  if (!(error instanceof StoreError)) throw error;
  writeSync(2, `${error.message}\n`);
  process.exit(1);
}

async function recordSession(store: Pick<Store, 'append'>): Promise<void> {
  const sessionId = newId();
  const failed = (error: unknown): never => {
    throw error;
  };
  const deps = { store, media: new FakeMedia(), clock: systemClock, failed };
  const nothing = (): void => undefined;
  const actor = new SessionActor(sessionId, deps, { changed: nothing, logged: nothing, cut: nothing, forbiddenPaths: () => [], documentChanged: nothing, send: nothing, unsentBytes: () => 0 });
  for (const fact of factsOfASession()) {
    try {
      await actor.submit(fact);
    } catch {
      say('refused');
      await delay(50);
      return;
    }
    say(`${sessionId} ${actor.facts.at(-1)?.seq} ${fact.type}`);
    if (values.pause !== undefined) await delay(Number(values.pause));
  }
}

function factsOfASession(): SessionFact[] {
  const requestId = newId();
  return [
    { type: 'session.created', name: 'Ada Byron', agentId: 'agent', agentName: 'Mia Keller', company: 'Acme' },
    { type: 'customer.linked', words: 'river lamp', customerKeyHash: newId() },
    { type: 'agent.started' },
    { type: 'request.created', requestId, capability: 'view', continues: null, ...REQUEST_TIMES },
    {
      type: 'customer.answered',
      requestId,
      answer: 'ok',
      shown: { locale: 'en', textVersion: 1, agentName: 'Mia Keller', title: 'May Mia see?', points: ['One'], warning: '' },
    },
    { type: 'owner.surfaceChosen', requestId, grantId: newId(), epoch: 1, surface: 'monitor', widthPx: 1, heightPx: 1 },
    { type: 'media.opened', requestId },
    { type: 'customer.stopped', requestId },
    { type: 'agent.ended' },
  ];
}

/** The fault that the order rule is about: told before it is durable. */
function ackFirst(real: Store): Pick<Store, 'append'> {
  const heads = new Map<string, number>();
  return {
    async append(streamId, facts) {
      const first = heads.get(streamId) ?? 0;
      heads.set(streamId, first + facts.length);
      void real.append(streamId, facts).catch(() => undefined);
      return facts.map((fact, index) => ({ ...fact, seq: first + index + 1 }));
    },
  };
}

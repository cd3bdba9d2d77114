import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import { AdminRecord } from '../../gateway/server/record/admin-record.ts';
import { readAnchor } from '../../gateway/server/record/anchor.ts';
import { ANCHOR_EVERY_MS, ANCHOR_EVERY_RECORDS } from '../../gateway/server/record/anchors.ts';
import { openKeys } from '../../gateway/server/record/keys.ts';
import { openRecord, RECORD_FILE, type ServerRecord } from '../../gateway/server/record/record.ts';
import { RecordWatch } from '../../gateway/server/record/record-watch.ts';
import { verifyFolder } from '../../gateway/server/record/verify.ts';
import { ADMIN_STREAM, StoreError, type NewFact, type StoreEvent } from '../../gateway/server/store/store.ts';
import { macrotask } from '../support/machines.ts';
import { tempFolder } from '../support/record-child.ts';
import { SimulatedServerClock } from '../support/simulated-clock.ts';

const DAY_MS = 86_400_000;

interface Opened extends AsyncDisposable {
  readonly record: ServerRecord;
  readonly clock: SimulatedServerClock;
  readonly said: string[];
  session(sessionId: string, ...types: string[]): Promise<void>;
}

async function open(dataDir: string, anchorFile?: string, clock = new SimulatedServerClock()): Promise<Opened> {
  const said: string[] = [];
  const log = (line: string): void => void said.push(line);
  const record = await openRecord({ dataDir, anchorFile, retentionDays: 90, clock, log });
  return {
    record,
    clock,
    said,
    async session(sessionId, ...types) {
      for (const type of types)
        await record.store.append(sessionId, [{ type, payload: { name: `canary of ${sessionId}` }, atMs: clock.nowMs() }]);
    },
    [Symbol.asyncDispose]: () => record.close(),
  };
}

/** Waits for what a simulated clock set going on a real disk. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = AbortSignal.timeout(10_000);
  while (!(await holds())) {
    assert.ok(!deadline.aborted, 'it did not happen within ten seconds');
    await macrotask();
  }
}

const anchorsIn = (dataDir: string): string[] =>
  readFileSync(path.join(dataDir, 'anchors.jsonl'), 'utf8').split('\n').slice(0, -1);

/** How many facts of a type the administration's record has. */
function recorded(dataDir: string, type: string): number {
  const record = new DatabaseSync(path.join(dataDir, RECORD_FILE), { readOnly: true });
  try {
    const { n } = record.prepare('SELECT count(*) AS n FROM record WHERE stream = ? AND type = ?').get(ADMIN_STREAM, type) ?? {};
    return Number(n);
  } finally {
    record.close();
  }
}

/** Whether any file of a folder holds a text. */
const isOnDisk = (dataDir: string, text: string): boolean =>
  readdirSync(dataDir)
    .filter((name) => name !== 'lock.sqlite') // touching it would let its lock go
    .some((name) => readFileSync(path.join(dataDir, name)).includes(text));

describe('personal data on the record', () => {
  it('[I19] is gone from the disk when it was erased, and the chain still verifies', async () => {
    using folder = tempFolder();
    await using opened = await open(folder.path);
    const { record, clock } = opened;
    await opened.session('s1', 'session.created', 'agent.ended');
    await opened.session('s2', 'session.created');
    assert.equal(isOnDisk(folder.path, 'canary of s1'), true);
    assert.equal(await record.store.erase('s1', clock.nowMs()), 2);
    assert.equal(isOnDisk(folder.path, 'canary of s1'), false);
    assert.equal(isOnDisk(folder.path, 'canary of s2'), true);
    const verdict = verifyFolder(folder.path);
    assert.deepEqual([verdict.broken, verdict.erased], [[], 2]);
    const fact = await record.store.last(ADMIN_STREAM, 'record.erased');
    assert.deepEqual(fact?.payload, { streamId: 's1', upToSeq: 2, records: 2 });
    assert.equal(await record.store.erase('s1', clock.nowMs()), 0, 'there is nothing left to erase, and no fact for that');
  });

  it('[I19] is gone as soon as nobody reads the record any more, where somebody did when it was erased', async () => {
    using folder = tempFolder();
    await using opened = await open(folder.path);
    const { record, clock } = opened;
    await opened.session('s1', 'session.created', 'agent.ended');
    const audit = new DatabaseSync(path.join(folder.path, RECORD_FILE), { readOnly: true });
    audit.exec('BEGIN; SELECT count(*) FROM record');
    assert.equal(await record.store.erase('s1', clock.nowMs()), 2);
    assert.equal(isOnDisk(folder.path, 'canary of s1'), true, 'the audit still reads it');
    audit.close();
    await until(() => !isOnDisk(folder.path, 'canary of s1'));
  });

  it('[I19] [B-08] [T-SCAM-UX] is erased by itself 90 days after its session’s end, not a day before, and never as evidence', async () => {
    using folder = tempFolder();
    await using opened = await open(folder.path);
    const { record, clock } = opened;
    record.watch({ isSharing: () => false, cut: () => undefined });
    await opened.session('ended', 'session.created', 'agent.ended');
    await opened.session('open', 'session.created');
    await opened.session('reported', 'session.created', 'customer.reportedAbuse');
    await record.admin.note({ type: 'signIn.accepted', agentId: 'canary agent' });
    // Days pass on the calendar alone, else the disk would be looked at millions of times; the first sweep is a minute away.
    clock.wallMs += 90 * DAY_MS - 60_000;
    clock.advance(60_000);
    // The store answers in order: behind these, all that the sweep may have asked for is done.
    for (let answer = 0; answer < 5; answer++) await record.store.last(ADMIN_STREAM, 'record.erased');
    assert.equal(verifyFolder(folder.path).erased, 0);
    clock.advance(DAY_MS);
    await until(() => verifyFolder(folder.path).erased === 3);
    // The files are scrubbed right after the records are erased.
    await until(() => !isOnDisk(folder.path, 'canary of ended') && !isOnDisk(folder.path, 'canary agent'));
    assert.equal(isOnDisk(folder.path, 'canary of open'), true);
    assert.equal(isOnDisk(folder.path, 'canary of reported'), true);
  });

  it('is not missed by a start: an erased session is not loaded, others are, and the administration is none', async () => {
    using folder = tempFolder();
    const clock = new SimulatedServerClock();
    {
      await using opened = await open(folder.path, undefined, clock);
      await opened.session('erased', 'session.created', 'agent.ended');
      await opened.session('open', 'session.created');
      await opened.record.admin.note({ type: 'server.stopped' });
      await opened.record.store.erase('erased', clock.nowMs());
    }
    await using again = await open(folder.path, undefined, clock);
    assert.deepEqual([...again.record.store.loaded.keys()], ['open']);
  });

  it('of ended sessions is loaded for an hour, so that their customers can be told', async () => {
    using folder = tempFolder();
    const clock = new SimulatedServerClock();
    {
      await using opened = await open(folder.path, undefined, clock);
      await opened.session('ended', 'session.created', 'customer.left');
    }
    clock.advance(3_600_000);
    {
      await using again = await open(folder.path, undefined, clock);
      assert.equal(again.record.store.loaded.size, 1);
    }
    clock.advance(1);
    await using later = await open(folder.path, undefined, clock);
    assert.equal(later.record.store.loaded.size, 0);
  });
});

describe('anchors', () => {
  it('[I3] are written after a minute, after a hundred records, at the end of a session, and at the end of the server', async () => {
    using folder = tempFolder();
    const opened = await open(folder.path);
    const lines = (count: number) => until(() => anchorsIn(folder.path).length === count);
    await opened.session('s1', 'session.created');
    await macrotask();
    await lines(0);
    opened.clock.advance(ANCHOR_EVERY_MS);
    await lines(1);
    await opened.session('s1', ...Array.from({ length: ANCHOR_EVERY_RECORDS }, () => 'customer.returned'));
    await lines(2);
    await opened.session('s1', 'agent.ended');
    await lines(3);
    opened.clock.advance(10 * ANCHOR_EVERY_MS);
    await macrotask();
    await lines(3); // nothing new, nothing to anchor
    await opened.record.admin.note({ type: 'server.stopped' });
    await opened.record.close();
    await lines(4);
    assert.deepEqual(verifyFolder(folder.path).unanchored, 0);
    const { publicKey } = await openKeys(folder.path);
    assert.ok(anchorsIn(folder.path).every((line) => 'heads' in readAnchor(line, publicKey)));
  });

  it('are signed with a key that only its owner may read', async () => {
    using folder = tempFolder();
    await using _opened = await open(folder.path);
    assert.equal(statSync(path.join(folder.path, 'record.key')).mode & 0o777, 0o600);
  });

  it('what a crash left without one is anchored by the next start', async () => {
    using folder = tempFolder();
    const first = await open(folder.path);
    await first.session('s1', 'session.created');
    await first.record.store.close(); // as if it had been killed
    assert.equal(verifyFolder(folder.path).unanchored, 1);
    await using again = await open(folder.path);
    again.clock.advance(ANCHOR_EVERY_MS);
    await until(() => verifyFolder(folder.path).unanchored === 0);
  });

  it('are written a second time elsewhere, also what was missed while that place was away', async () => {
    using folder = tempFolder();
    using elsewhere = tempFolder();
    const copy = path.join(elsewhere.path, 'copy.jsonl');
    const opened = await open(folder.path, copy);
    await opened.session('s1', 'session.created', 'agent.ended');
    await until(() => readFileSync(copy, 'utf8') !== '');
    rmSync(copy);
    await opened.session('s2', 'session.created', 'agent.ended');
    await until(() => opened.said.some((line) => line.startsWith('the record’s anchor is late') || /anchor is late/.test(line)));
    writeFileSync(copy, `${anchorsIn(folder.path)[0]}\n`);
    await opened.session('s3', 'session.created', 'agent.ended');
    await opened.record.close();
    assert.equal(readFileSync(copy, 'utf8'), readFileSync(path.join(folder.path, 'anchors.jsonl'), 'utf8'));
    assert.ok(opened.said.length > 0);
  });

  it('that are late are on record once for each time that they were', async () => {
    using folder = tempFolder();
    using elsewhere = tempFolder();
    const copy = path.join(elsewhere.path, 'copy.jsonl');
    await using opened = await open(folder.path, copy);
    const outages = (): number => recorded(folder.path, 'record.anchorFailed');
    await opened.session('s0', 'session.created', 'agent.ended');
    await until(() => readFileSync(copy, 'utf8') !== '');
    for (const outage of [1, 2]) {
      const known = readFileSync(copy);
      rmSync(copy);
      const late = opened.said.length;
      for (const again of ['a', 'b']) {
        await opened.session(`s${outage}${again}`, 'session.created', 'agent.ended');
        await until(() => opened.said.length > late + (again === 'b' ? 1 : 0));
      }
      await until(() => outages() === outage);
      writeFileSync(copy, known);
      await opened.session(`s${outage}c`, 'session.created', 'agent.ended');
      await until(() => readFileSync(copy, 'utf8') === readFileSync(path.join(folder.path, 'anchors.jsonl'), 'utf8'));
    }
    assert.equal(outages(), 2);
  });

  it('refuse a start on a record that lacks what they signed, or on the copy of another record', async () => {
    using folder = tempFolder();
    using elsewhere = tempFolder();
    const copy = path.join(elsewhere.path, 'copy.jsonl');
    const opened = await open(folder.path, copy);
    await opened.session('s1', 'session.created', 'agent.ended');
    await opened.record.close();
    truncateSync(path.join(folder.path, 'anchors.jsonl'), 0);
    await assert.rejects(open(folder.path, copy), /lacks anchors that .* has/);
    await open(folder.path).then(({ record }) => record.close());
    using other = tempFolder();
    await assert.rejects(open(other.path, copy), StoreError);
  });

  it('refuse a start on a record from which a session’s end was taken', async () => {
    using folder = tempFolder();
    const opened = await open(folder.path);
    await opened.session('s1', 'session.created', 'agent.ended');
    await opened.record.close();
    rmSync(path.join(folder.path, 'record.sqlite'));
    await assert.rejects(open(folder.path), /the record was changed from outside: record 2 of s1 is missing/);
  });
});

describe('the administration’s record', () => {
  function createAdmin() {
    const facts: NewFact[] = [];
    const world = { failing: false };
    const clock = new SimulatedServerClock();
    const store = {
      async append(streamId: string, added: readonly NewFact[]) {
        assert.equal(streamId, ADMIN_STREAM);
        if (world.failing) throw new StoreError('the disk is full', { fault: 'full' });
        facts.push(...added);
        return [];
      },
      last: async (_streamId: string, type: string) => {
        const fact = facts.findLast((each) => each.type === type);
        return fact && { ...fact, seq: 1 };
      },
    };
    return { admin: new AdminRecord(store, { pseudonym: (text) => `p(${text.length})` }, clock), clock, facts, world };
  }

  it('names a known agent whose sign-in was refused, and strangers by a pseudonym', async () => {
    const { admin, facts } = createAdmin();
    admin.signInRefused('mia', 'mia', '192.0.2.1');
    admin.signInRefused(undefined, 'my.password', '192.0.2.1');
    await macrotask();
    const [known, stranger] = facts.map(({ payload }) => payload);
    assert.deepEqual(known, { agentId: 'mia', userName: null, address: 'p(17)', unrecorded: 0 });
    assert.deepEqual(stranger, { agentId: null, userName: 'p(16)', address: 'p(17)', unrecorded: 0 });
    assert.ok(!JSON.stringify(facts).includes('my.password'));
  });

  it('counts refused sign-ins that come too fast, so that a guesser cannot fill the disk', async () => {
    const { admin, clock, facts } = createAdmin();
    for (let guess = 0; guess < 1_000; guess++) admin.signInRefused(undefined, 'x', 'y');
    clock.advance(1_000);
    admin.signInRefused(undefined, 'x', 'y');
    await macrotask();
    assert.equal(facts.length, 61);
    assert.equal((facts.at(-1)?.payload as { unrecorded: number } | undefined)?.unrecorded, 940);
  });

  it('has a change of the accounts once', async () => {
    const { admin, facts } = createAdmin();
    for (const hash of ['a', 'a', 'b', 'b']) await admin.accountsAre(hash);
    assert.deepEqual(facts.map(({ payload }) => payload), [{ hash: 'a' }, { hash: 'b' }]);
  });

  it('[I3] refuses what widens when it cannot be recorded, and never what narrows', async () => {
    const { admin, world } = createAdmin();
    world.failing = true;
    await assert.rejects(admin.note({ type: 'signIn.accepted', agentId: 'mia' }), StoreError);
    await admin.tell({ type: 'signIn.ended', agentId: 'mia' });
  });
});

describe('the watch over the disk', () => {
  function createWatch() {
    const clock = new SimulatedServerClock();
    const journal: string[] = [];
    const listeners: ((event: StoreEvent) => void)[] = [];
    const world = { disk: 'works' as 'works' | 'full' | 'silent', sharing: true };
    const emit = (event: StoreEvent): void => listeners.forEach((listener) => listener(event));
    const store = {
      async probe() {
        journal.push('probe');
        if (world.disk === 'silent') await new Promise(() => undefined);
        if (world.disk === 'works') return;
        const error = new StoreError('no space', { fault: 'full' });
        emit({ type: 'fault', error });
        throw error;
      },
      subscribe(listener: (event: StoreEvent) => void) {
        listeners.push(listener);
        return () => undefined;
      },
    };
    const watch = new RecordWatch({
      store,
      clock,
      admin: { tell: async ({ type }) => void journal.push(type) },
      isSharing: () => world.sharing,
      cut: () => {
        world.sharing = false;
        journal.push('cut');
      },
      lost: () => journal.push('lost'),
      log: () => journal.push('log'),
    });
    const pass = async (ms: number): Promise<void> => {
      for (let passed = 0; passed < ms; passed += 500) {
        clock.advance(500);
        await macrotask();
      }
    };
    return { watch, journal, world, emit, pass };
  }

  it('asks the disk only while something is shared, and not while records are taken', async () => {
    const { journal, world, emit, pass } = createWatch();
    for (let second = 0; second < 3; second++) {
      emit({ type: 'appended', head: { streamId: 's', seq: 1, hash: '' }, types: ['x'] });
      await pass(500);
    }
    assert.deepEqual(journal, []);
    await pass(1_000);
    assert.deepEqual(journal, ['probe']);
    world.sharing = false;
    await pass(5_000);
    assert.deepEqual(journal, ['probe']);
  });

  for (const disk of ['full', 'silent'] as const) {
    it(`[I20] cuts what is shared within 5 s of a disk that is ${disk}, though nothing is due to be recorded`, async () => {
      const { journal, world, pass } = createWatch();
      await pass(1_000);
      world.disk = disk;
      await pass(4_500);
      assert.ok(journal.includes('cut'), journal.join());
    });
  }

  it('says once that the disk is full, asks on, and says once that it works again', async () => {
    const { journal, world, pass } = createWatch();
    world.disk = 'full';
    await pass(4_000);
    assert.equal(journal.filter((line) => line === 'log').length, 1);
    world.disk = 'works';
    await pass(1_000);
    assert.deepEqual(journal.slice(-2), ['log', 'record.recovered']);
    assert.equal(journal.filter((line) => line === 'log').length, 2);
  });

  it('[T-AUDIT-EIO] cuts what is shared when the disk failed, gives the record up, and asks it nothing more', async () => {
    const { journal, emit, pass } = createWatch();
    emit({ type: 'fault', error: new StoreError('EIO', { fault: 'lost' }) });
    await pass(5_000);
    assert.deepEqual(journal, ['log', 'cut', 'lost']);
  });
});

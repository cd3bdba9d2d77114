import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { CHECKPOINT_EVERY } from '../../gateway/server/store/sqlite-worker.ts';
import { verifyFolder } from '../../gateway/server/record/verify.ts';
import { openSqliteStore } from '../../gateway/server/store/sqlite-store.ts';
import { figure, never, NIGHTLY, trials } from '../support/fault-figures.ts';
import { damageOf, startAnew } from '../support/record-check.ts';
import { startChild, startRecordLoad, tempFolder } from '../support/record-child.ts';
import { checkOrder, needsStrace, readTrace, SKIP_UNLESS_ROOT } from '../support/record-trace.ts';
import { RawClient } from '../support/raw-client.ts';
import { root } from '../support/run-report.ts';
import { freePort, PASSWORD, startTestServer } from '../support/test-server.ts';
import { agree } from '../support/raw-share.ts';

/** Longest time from a full disk to the end of what is shared. */
const DISK_FULL_STOP_MS = 5_000;

describe('what is acknowledged', () => {
  it('[T-AUDIT-ORDER] [I3] is sent only after the sync of its record returned, by the system’s own account', async (t) => {
    needsStrace();
    using folder = tempFolder();
    const trace = path.join(folder.path, 'trace');
    const port = await freePort();
    const options = ['-f', '-y', '-s', '600', '-e', 'trace=fsync,fdatasync,pwrite64,write,writev,sendto,sendmsg'];
    const program = [path.join(root, 'test/support/record-server.ts'), folder.path, String(port)];
    const server = startChild(['strace', ...options, '-o', trace, process.execPath, ...program]);
    const [, url = ''] = (await server.line('ready')).split(' ');
    const agent = await (await new RawClient(url).signIn('agent', PASSWORD)).connect('agent');
    const commandIds: string[] = [];
    for (let session = 0; session < trials(10, 100); session++) {
      const { sessionId = '', commandId } = await agent.patiently({ type: 'session.create', name: 'Ada', invite: 'link' });
      const again = await agent.patiently({ type: 'session.invite', sessionId, invite: 'pin' });
      const end = await agent.patiently({ type: 'session.end', sessionId });
      commandIds.push(commandId, again.commandId, end.commandId);
    }
    agent.leave();
    server.process.kill('SIGTERM');
    // strace passes the signal on to nobody: the program that it runs is its only child.
    spawnSync('pkill', ['-TERM', '-P', String(server.process.pid)]);
    await server.exited;

    const calls = readTrace(readFileSync(trace, 'utf8'));
    const { acknowledged, early } = checkOrder(calls, commandIds);
    assert.equal(acknowledged, commandIds.length, 'every acknowledgement was seen in the trace');
    never(t, 'acknowledgements sent before the sync of their record had returned', early.length, acknowledged);

    const isSync = ({ name }: { name: string }): boolean => name === 'fsync' || name === 'fdatasync';
    const unsynced = checkOrder(calls.filter((call) => !isSync(call)), commandIds);
    assert.equal(unsynced.early.length, commandIds.length, 'the check can fail: without the syncs all are early');
  });
});

describe('a disk that fails to sync', () => {
  const prepared = tempFolder();
  before(async () => {
    needsStrace();
    const load = startRecordLoad(prepared.path, ['--sessions', '1']);
    assert.equal(await load.exited, 0, load.stderr());
  });
  after(() => prepared[Symbol.dispose]());

  it('[T-AUDIT-EIO] [I3] ends the server, which acknowledges nothing that is not on record, whichever sync fails', async (t) => {
    const at = NIGHTLY ? Array.from({ length: 50 }, (_, index) => index + 1) : [1, 2, 3, 4, 5, 8, 13, 21, 34, 50];
    const found = { fired: 0, lost: 0, broken: 0, goneOn: 0, notCut: 0, acknowledged: 0 };
    for (const sync of at) {
      using folder = tempFolder();
      const data = path.join(folder.path, 'data');
      cpSync(prepared.path, data, { recursive: true });
      const trace = path.join(folder.path, 'trace');
      const inject = `inject=fsync:error=EIO:when=${sync}`;
      const load = startRecordLoad(data, ['--sessions', '60'], ['strace', '-f', '-y', '-o', trace, '-e', 'trace=fsync', '-e', inject]);
      const ended = await load.exited;
      const fired = readTrace(readFileSync(trace, 'utf8')).filter(({ text }) => text.includes('(INJECTED)'));
      assert.ok(fired.length > 0, `the fault was injected at sync ${sync}`);
      // Each thread counts its own syncs, so the anchors' may fail too: those are only late. And SQLite's sync of the folder
      // is followed by one of ours.
      const isRecords = fired.some(({ text }) => /record\.sqlite[^/]*>/.test(text));
      found.fired += isRecords ? 1 : 0;
      const acknowledged = load.acknowledged();
      const { lost, broken } = damageOf(data, acknowledged);
      found.acknowledged += acknowledged.length;
      found.lost += lost;
      found.broken += broken.length;
      if (isRecords && ended === 0) found.goneOn += 1;
      if (isRecords && load.lines.some((line) => line.startsWith('ready')) && !load.lines.includes('cut')) found.notCut += 1;
      await startAnew(data);
      assert.deepEqual(damageOf(data, acknowledged), { lost: 0, doubled: 0, broken: [] });
    }
    t.diagnostic(`failed sync number ${at.join(', ')}; ${found.acknowledged} facts acknowledged before`);
    assert.ok(found.fired >= at.length - 2, 'all but the two of the folder were syncs of the record');
    never(t, 'servers that ended without cutting what was shared', found.notCut, found.fired);
    never(t, 'servers that went on after a failed sync of the record', found.goneOn, found.fired);
    never(t, 'acknowledged facts lost', found.lost, found.acknowledged);
    never(t, 'chains broken', found.broken, found.fired);
  });
});

describe('a disk that is full', { skip: SKIP_UNLESS_ROOT }, () => {
  const mount = tempFolder();
  const full = path.join(mount.path, 'filler');
  before(() => {
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', mount.path]);
    assert.equal(mounted.status, 0, `a small disk could not be mounted: ${mounted.stderr}`);
  });
  after(() => {
    spawnSync('umount', [mount.path]);
    mount[Symbol.dispose]();
  });
  /** Takes all that is left; the filler of a test before is gone. */
  const fill = (): void => {
    const { bavail, bsize } = statfsSync(mount.path);
    writeFileSync(full, Buffer.alloc(bavail * bsize));
    assert.equal(statfsSync(mount.path).bavail, 0);
  };

  it('[T-F-DISK] [I20] ends what is shared, refuses what is new in plain words, and works again with space', async (t) => {
    await using server = await startTestServer({ SIDESEAT_DATA: path.join(mount.path, 'data') });
    const { agent, customer, sessionId } = await server.pair();
    const other = await server.agent('agent2');
    const share = async (): Promise<string> => {
      await agent.done({ type: 'request.create', sessionId, capability: 'view' });
      return (await agree(customer)).grantId;
    };
    const grantId = await share();
    assert.equal(server.media.rooms.size, 1);

    const fullAtMs = performance.now();
    fill();
    await customer.next('share.cut', (message) => message.grantId === grantId);
    const stoppedAfterMs = performance.now() - fullAtMs;
    assert.equal(server.media.rooms.size, 0);
    const acknowledged = agent.received.length;
    await agent.refused({ type: 'request.create', sessionId, capability: 'view' }, 'E_RECORD');
    await other.refused({ type: 'session.create', name: 'Bea', invite: 'link' }, 'E_RECORD');
    const signIn = await server.client().call('/api/agent/sign-in', { userName: 'agent2', password: PASSWORD });
    assert.deepEqual([signIn.status, signIn.body.code], [503, 'E_RECORD']);
    assert.ok(!agent.received.slice(acknowledged).some(({ type }) => type === 'command.done'), 'nothing is acknowledged');

    rmSync(full);
    await agent.session(sessionId, (view) => view.outcome?.reason === 'mediaFailed');
    const again = await share();
    assert.notEqual(again, grantId);
    assert.deepEqual([...server.media.rooms], [again]);
    figure(t, 'from a full disk to the end of what was shared', [stoppedAfterMs], DISK_FULL_STOP_MS);
  });

  it('[T-F-DISK] [I3] [I19] erases in the room that there is, and scrubs the files when there is more', async () => {
    const folder = path.join(mount.path, 'erased');
    mkdirSync(folder);
    const store = await openSqliteStore(path.join(folder, 'record.sqlite'), { nowMs: 0 });
    const append = (stream: string, text: string) =>
      store.append(stream, [{ type: 'customer.answered', payload: { text }, atMs: 0 }]);
    const holds = (text: string): boolean =>
      readdirSync(folder).some((file) => readFileSync(path.join(folder, file)).includes(text));
    await append('s1', 'a private word');
    for (let n = 0; n < CHECKPOINT_EVERY; n++) await append('s2', 'x'.repeat(600));
    // These are in the log alone; its room from before is used again, but the file itself would have to grow.
    for (let n = 0; n < 100; n++) await append('s2', 'y'.repeat(600));
    fill();
    assert.equal(await store.erase('s1', 0), 1);
    rmSync(full);
    await append('s1', 'after it');
    await append('s2', 'and again');
    assert.equal(holds('a private word'), false);
    await store.close();
    assert.deepEqual(verifyFolder(folder).broken, []);
  });
});

describe('the time that a record takes', () => {
  it('[F7] is told: appends at a pace, and as fast as they go', async (t) => {
    using folder = tempFolder();
    const store = await openSqliteStore(path.join(folder.path, 'record.sqlite'), { nowMs: 0 });
    const append = async (): Promise<number> => {
      const sinceMs = performance.now();
      await store.append('s', [{ type: 'customer.answered', payload: { text: 'x'.repeat(600) }, atMs: 0 }]);
      return performance.now() - sinceMs;
    };
    const paced: number[] = [];
    for (let n = 0; n < trials(200, 3_000); n++) {
      paced.push(await append());
      await delay(10);
    }
    const tight: number[] = [];
    for (let n = 0; n < trials(500, 5_000); n++) tight.push(await append());
    await store.close();
    const exact = (samples: readonly number[], part: number): string =>
      ([...samples].sort((a, b) => a - b)[Math.floor(part * (samples.length - 1))] ?? NaN).toFixed(2);
    for (const [name, samples] of [['paced at 100/s', paced], ['in a tight loop', tight]] as const)
      t.diagnostic(`append, ${name}: p50 ${exact(samples, 0.5)} ms, p99 ${exact(samples, 0.99)} ms (n = ${samples.length})`);
  });
});

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import { systemClock, type Clock } from '../../gateway/server/clock.ts';
import { ANCHOR_FILE } from '../../gateway/server/record/anchors.ts';
import { openRecord } from '../../gateway/server/record/record.ts';
import { verifyFolder } from '../../gateway/server/record/verify.ts';
import { GENESIS, hashPayload, hashRecord, type BrokenRecord } from '../../gateway/server/store/chain.ts';
import { openSqliteStore } from '../../gateway/server/store/sqlite-store.ts';
import { never } from '../support/fault-figures.ts';
import { startRecordLoad, tempFolder } from '../support/record-child.ts';
import { startTestServer } from '../support/test-server.ts';
import { root } from '../support/run-report.ts';

const SESSIONS = 4;

interface Row {
  stream: string;
  seq: number;
}

describe('a record that somebody changed', () => {
  const folder = tempFolder();
  const copyOf = (): Disposable & { path: string } => {
    const copy = tempFolder();
    cpSync(folder.path, copy.path, { recursive: true });
    return copy;
  };
  let rows: Row[] = [];

  before(async () => {
    for (let start = 0; start < 3; start++) {
      const load = startRecordLoad(folder.path, ['--sessions', String(SESSIONS / 2)]);
      assert.equal(await load.exited, 0, load.stderr());
    }
    const database = new DatabaseSync(path.join(folder.path, 'record.sqlite'), { readOnly: true });
    rows = database.prepare('SELECT stream, seq FROM record ORDER BY stream, seq').all() as unknown as Row[];
    database.close();
    assert.deepEqual(verifyFolder(folder.path).broken, []);
  });
  after(() => folder[Symbol.dispose]());

  /** Does something to a copy of the record, and says what the audit finds first. */
  function tamper(sql: (database: DatabaseSync) => void): BrokenRecord | undefined {
    using copy = copyOf();
    const database = new DatabaseSync(path.join(copy.path, 'record.sqlite'));
    sql(database);
    database.close();
    return verifyFolder(copy.path).broken[0];
  }

  /** What is done to one record, and at which record the audit must name it. */
  const manipulations: Record<string, (row: Row) => { sql: (database: DatabaseSync) => void; seq: number | null } | undefined> = {
    'another content': ({ stream, seq }) => ({
      sql: (database) =>
        database.prepare(`UPDATE record SET payload = payload || ' ' WHERE stream = ? AND seq = ?`).run(stream, seq),
      seq,
    }),
    'another time': ({ stream, seq }) => ({
      sql: (database) => database.prepare('UPDATE record SET at_ms = at_ms + 1 WHERE stream = ? AND seq = ?').run(stream, seq),
      seq,
    }),
    'content erased without a fact': ({ stream, seq }) => ({
      sql: (database) =>
        database.prepare(`UPDATE record SET payload = NULL, salt = x'' WHERE stream = ? AND seq = ?`).run(stream, seq),
      seq,
    }),
    'taken out': ({ stream, seq }) => ({
      sql: (database) => database.prepare('DELETE FROM record WHERE stream = ? AND seq = ?').run(stream, seq),
      seq,
    }),
    'cut off from there on': ({ stream, seq }) => ({
      sql: (database) => database.prepare('DELETE FROM record WHERE stream = ? AND seq >= ?').run(stream, seq),
      seq,
    }),
    'changed places with the next': ({ stream, seq }) =>
      rows.some((row) => row.stream === stream && row.seq === seq + 1)
        ? {
            sql: (database) => {
              const move = database.prepare('UPDATE record SET seq = ? WHERE stream = ? AND seq = ?');
              move.run(-1, stream, seq);
              move.run(seq, stream, seq + 1);
              move.run(seq + 1, stream, -1);
            },
            seq,
          }
        : undefined,
    'one put in before it': ({ stream, seq }) => ({
      sql: (database) => {
        database.prepare('UPDATE record SET seq = -seq - 1 WHERE stream = ? AND seq >= ?').run(stream, seq);
        database.prepare('UPDATE record SET seq = -seq WHERE stream = ? AND seq < 0').run(stream);
        database
          .prepare(
            `INSERT INTO record SELECT stream, seq - 1, at_ms, 'made.up', salt, payload, payload_hash, hash
               FROM record WHERE stream = ? AND seq = ?`,
          )
          .run(stream, seq + 1);
      },
      seq,
    }),
    'the chain made anew from there on': ({ stream, seq }) => ({
      sql: (database) => makeAnew(database, stream, seq),
      seq: null, // with a good chain all that can be said is after which anchor it was
    }),
  };

  for (const [name, of] of Object.entries(manipulations)) {
    it(`[T-AUDIT-TAMPER] [I3] is named at the first bad record: ${name}`, (t) => {
      const cases = rows.flatMap((row) => {
        const manipulation = of(row);
        return manipulation ? [{ row, ...manipulation }] : [];
      });
      let missed = 0;
      for (const { row, sql, seq } of cases) {
        const broken = tamper(sql);
        if (broken?.streamId === row.stream && (seq === null ? broken.seq <= row.seq : broken.seq === seq)) continue;
        missed += 1;
        t.diagnostic(`${row.stream} ${row.seq}: ${JSON.stringify(broken)}`);
      }
      never(t, 'manipulations missed or named wrong', missed, cases.length);
    });
  }

  it('[T-AUDIT-TAMPER] is named where a whole session was taken out', () => {
    const { stream } = rows[0] ?? { stream: '' };
    const broken = tamper((database) => database.prepare('DELETE FROM record WHERE stream = ?').run(stream));
    assert.deepEqual([broken?.streamId, broken?.seq], [stream, 1]);
  });

  it('[T-AUDIT-TAMPER] is refused by the next start as well, in one line', async () => {
    using copy = copyOf();
    const database = new DatabaseSync(path.join(copy.path, 'record.sqlite'));
    database.exec("UPDATE record SET payload = '{}' WHERE seq = 1");
    database.close();
    const refused = startRecordLoad(copy.path, ['--sessions', '1']);
    assert.equal(await refused.exited, 1);
    assert.match(refused.stderr(), /^the record was changed from outside: record 1 of \S+ has another content.*\n$/);
  });

  it('[T-AUDIT-TAMPER] anchors that were changed, taken out or forged are named by their line', () => {
    const change: [string, (lines: string[]) => void, number][] = [
      ['changed', (lines) => (lines[1] = lines[1]?.replace('"seq":', '"seq":1') ?? ''), 2],
      ['taken out', (lines) => lines.splice(1, 1), 2],
      ['forged', (lines) => (lines[0] = lines[0]?.replace(/"signature":"..../, '"signature":"AAAA') ?? ''), 1],
    ];
    for (const [name, apply, line] of change) {
      using copy = copyOf();
      const file = path.join(copy.path, ANCHOR_FILE);
      const lines = readFileSync(file, 'utf8').split('\n');
      assert.ok(lines.length > 3);
      apply(lines);
      writeFileSync(file, lines.join('\n'));
      const broken = verifyFolder(copy.path).broken.find(({ streamId }) => streamId === file);
      assert.equal(broken?.seq, line, name);
    }
  });

  it('[T-AUDIT-TAMPER] anchors that were cut off are only missing, and their copy elsewhere tells that they were', () => {
    using copy = copyOf();
    const file = path.join(copy.path, ANCHOR_FILE);
    const elsewhere = path.join(copy.path, 'elsewhere.jsonl');
    copyFileSync(file, elsewhere);
    truncateSync(file, readFileSync(file, 'utf8').indexOf('\n') + 1);
    const alone = verifyFolder(copy.path);
    assert.deepEqual(alone.broken, []);
    assert.ok(alone.unanchored > 0);
    const { broken } = verifyFolder(copy.path, { anchorFile: elsewhere });
    assert.equal(broken[0]?.seq, 2);
    assert.match(broken[0]?.what ?? '', /is missing/);
  });

  it('[T-AUDIT-TAMPER] a log that is one ahead of its anchor, as after a crash, is not anchored yet, and nothing worse', () => {
    using copy = copyOf();
    const database = new DatabaseSync(path.join(copy.path, 'record.sqlite'));
    const { stream } = rows[0] ?? { stream: '' };
    appendTo(database, stream);
    database.close();
    const verdict = verifyFolder(copy.path);
    assert.deepEqual([verdict.broken, verdict.unanchored], [[], 1]);
  });

  it('the audit’s command says it in one line, with an exit code', () => {
    using copy = copyOf();
    const audit = (...args: string[]) =>
      spawnSync(process.execPath, [path.join(root, 'gateway/server/record/audit.ts'), ...args], { encoding: 'utf8' });
    const good = audit('verify', copy.path);
    assert.deepEqual([good.status, /^OK: .*\n$/.test(good.stdout)], [0, true], good.stdout + good.stderr);
    const { stream } = rows[0] ?? { stream: '' };
    const session = path.join(copy.path, 'session.json');
    writeFileSync(session, `\n> npm prints this\n\n${audit('export', copy.path, stream).stdout}`);
    assert.equal(audit('verify', session).status, 0);
    writeFileSync(session, readFileSync(session, 'utf8').replace('Ada Byron', 'Eve Byron'));
    const bad = audit('verify', session);
    assert.deepEqual([bad.status, bad.stdout], [1, `BROKEN: ${stream}: record 1 has another content than was recorded\n`]);
    assert.equal(audit('verify', '/nowhere').status, 2);
  });
});

/** What somebody does who knows how the chain is made, and has no key. */
function makeAnew(database: DatabaseSync, stream: string, fromSeq: number): void {
  const read = database.prepare('SELECT * FROM record WHERE stream = ? AND seq >= ? ORDER BY seq');
  const write = database.prepare('UPDATE record SET payload = ?, payload_hash = ?, hash = ? WHERE stream = ? AND seq = ?');
  const before = database.prepare('SELECT hash FROM record WHERE stream = ? AND seq = ?').get(stream, fromSeq - 1);
  let previous = (before?.['hash'] as Uint8Array | undefined) ?? GENESIS;
  for (const row of read.all(stream, fromSeq)) {
    const payload = '{"made":"anew"}';
    const payloadHash = hashPayload(row['salt'] as Uint8Array, payload);
    const [seq, atMs, type] = [Number(row['seq']), Number(row['at_ms']), String(row['type'])];
    previous = hashRecord(previous, { streamId: stream, seq, atMs, type, payloadHash });
    write.run(payload, payloadHash, previous, stream, seq);
  }
}

function appendTo(database: DatabaseSync, stream: string): void {
  const last = database.prepare('SELECT * FROM record WHERE stream = ? ORDER BY seq DESC LIMIT 1').get(stream);
  const [seq, salt, payload] = [Number(last?.['seq']) + 1, Buffer.alloc(16), '{}'];
  const payloadHash = hashPayload(salt, payload);
  const hash = hashRecord(last?.['hash'] as Uint8Array, { streamId: stream, seq, atMs: 1, type: 'x', payloadHash });
  database.prepare('INSERT INTO record VALUES (?, ?, 1, ?, ?, ?, ?, ?)').run(stream, seq, 'x', salt, payload, payloadHash, hash);
}

describe('a record that ends in the middle', () => {
  it('[T-AUDIT-TORN] loses only the unfinished tail, wherever the log was torn, and says so', async (t) => {
    using folder = tempFolder();
    const file = path.join(folder.path, 'record.sqlite');
    const store = await openSqliteStore(file, { nowMs: 0 });
    const fact = { type: 'customer.answered', payload: { text: 'x'.repeat(900) }, atMs: 0 };
    for (let seq = 1; seq <= 5; seq++) await store.append('s', [fact]);
    const wholeBytes = statSync(`${file}-wal`).size;
    await store.append('s', [fact]);
    const tornBytes = statSync(`${file}-wal`).size;
    const torn = tempFolder();
    cpSync(folder.path, torn.path, { recursive: true, filter: (source) => !source.endsWith('-shm') });
    await store.close();

    const step = Math.max(1, Math.floor((tornBytes - wholeBytes) / 24));
    let [tried, wrong, silent] = [0, 0, 0];
    for (let bytes = wholeBytes; bytes < tornBytes; bytes += step) {
      using copy = tempFolder();
      cpSync(torn.path, copy.path, { recursive: true });
      truncateSync(path.join(copy.path, 'record.sqlite-wal'), bytes);
      const opened = await openSqliteStore(path.join(copy.path, 'record.sqlite'), { nowMs: 0 });
      tried += 1;
      if (opened.loaded.get('s')?.length !== 5) wrong += 1;
      if (opened.tornTail !== bytes > wholeBytes) silent += 1;
      await opened.close();
      if (verifyFolder(copy.path).broken.length > 0) wrong += 1;
    }
    torn[Symbol.dispose]();
    never(t, 'records lost or invented beyond the unfinished tail', wrong, tried);
    never(t, 'torn tails not said, or said where there was none', silent, tried);
  });

  it('[T-AUDIT-TORN] has it in the log of the start, and on the administration’s record', async () => {
    using folder = tempFolder();
    const load = startRecordLoad(folder.path);
    await load.line('ready');
    while (load.acknowledged().length < 5) await new Promise(setImmediate);
    load.process.kill('SIGKILL');
    await load.exited;
    const log = path.join(folder.path, 'record.sqlite-wal');
    truncateSync(log, statSync(log).size - 100);
    const said: string[] = [];
    const options = { dataDir: folder.path, anchorFile: undefined, retentionDays: 90, clock: systemClock };
    const record = await openRecord({ ...options, log: (line) => said.push(line) });
    assert.deepEqual(said, ['the record ended in a transaction that was never finished, and so never acknowledged: it was dropped']);
    assert.ok(await record.store.last('admin', 'record.tornTail'));
    await record.close();
  });
});

describe('two servers', () => {
  it('[T-SPLIT] the second on a folder is refused in one line, while an audit of it works', async () => {
    using folder = tempFolder();
    const first = startRecordLoad(folder.path, ['--pause', '20']);
    await first.line('ready');
    const second = startRecordLoad(folder.path);
    assert.equal(await second.exited, 1);
    const remedy = 'stop that one, or set SIDESEAT_DATA to another folder';
    assert.equal(second.stderr(), `${folder.path} is in use by another server: ${remedy}\n`);
    await first.line('ready'); // it goes on
    assert.deepEqual(verifyFolder(folder.path).broken, []);
    first.process.kill('SIGKILL');
    await first.exited;
    const third = startRecordLoad(folder.path, ['--sessions', '1']);
    assert.equal(await third.exited, 0, 'the lock went with its process');
    assert.ok(readdirSync(folder.path).includes('record.sqlite'));
  });
});

describe('time on the record', () => {
  it('[T-AUDIT-CLOCK] is never a client’s: a server in another year has only its own on record', async (t) => {
    const shiftMs = -20 * 365 * 86_400_000;
    const clock: Clock = { ...systemClock, nowMs: () => Date.now() + shiftMs };
    await using server = await startTestServer({}, { clock });
    const { agent, customer, sessionId } = await server.pair();
    const clientMs = Date.now();
    await agent.done({ type: 'request.create', sessionId, capability: 'view' });
    const { question } = await customer.view((view) => view.question !== null);
    const { requestId = '', locale = 'en', textVersion = 0 } = question ?? {};
    const answer = { type: 'question.answer', requestId, answer: 'ok', locale, textVersion } as const;
    const forged = { ...answer, commandId: 'forged', atMs: clientMs, nowMs: clientMs, at: new Date(clientMs).toISOString() };
    customer.send(forged);
    assert.equal((await customer.next('failure')).code, 'E_BAD_MESSAGE');
    await customer.command(answer);

    const database = new DatabaseSync(path.join(server.dataDir, 'record.sqlite'), { readOnly: true });
    const records = database.prepare('SELECT at_ms AS atMs, payload FROM record').all() as { atMs: number; payload: string }[];
    database.close();
    const isClients = (ms: number): boolean => Math.abs(ms - clientMs) < 86_400_000;
    const numbers = records.flatMap(({ atMs, payload }) => [atMs, ...(payload.match(/\d{12,}/g) ?? []).map(Number)]);
    assert.ok(records.length >= 7 && records.every(({ atMs }) => Math.abs(atMs - shiftMs - clientMs) < 86_400_000));
    assert.ok(!records.some(({ payload }) => payload.includes(new Date(clientMs).toISOString().slice(0, 10))));
    never(t, 'times of a client on the record', numbers.filter(isClients).length, numbers.length);
  });

  it('[T-AUDIT-CLOCK] is the server’s, and its order is the number, whatever clock jumps', async () => {
    using folder = tempFolder();
    const clock: Clock = { ...systemClock, nowMs: () => times.shift() ?? 0 };
    const times = [0, 5_000, 86_400_000, -86_400_000, 3, 3, 3, 3];
    const record = await openRecord({ dataDir: folder.path, anchorFile: undefined, retentionDays: 90, clock, log: () => undefined });
    const stored = [];
    for (let fact = 0; fact < 4; fact++)
      stored.push(...(await record.store.append('s', [{ type: 'x', payload: {}, atMs: clock.nowMs() }])));
    await record.close();
    assert.deepEqual(stored.map(({ seq }) => seq), [1, 2, 3, 4]);
    assert.deepEqual(verifyFolder(folder.path).broken, []);
  });
});

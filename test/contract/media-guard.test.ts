import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { GUARD_CLOSE, type GuardToServer, type ServerToGuard } from '../../gateway/protocol/guard-messages.ts';
import { systemClock } from '../../gateway/server/clock.ts';
import { newId } from '../../gateway/server/ids.ts';
import { GuardSocket } from '../../gateway/server/media/guard-socket.ts';
import { isRunning, MediaLab, processesNaming, until } from '../support/media-lab.ts';

/** The guard's door and its calls, over sockets that a test holds in its hand; no picture flows here. */
describe('media guard', { timeout: 60_000 }, () => {
  let lab: MediaLab;
  before(async () => (lab = await MediaLab.start()));
  after(() => lab.stop());

  interface RawServer {
    socket: GuardSocket;
    replies: GuardToServer[];
    call(call: object): Promise<Extract<GuardToServer, { type: 'reply' }>>;
    closed: Promise<string>;
  }

  /** Resolves once the guard has let it in, or has closed. */
  async function rawServer(incarnation: number, secret?: string): Promise<RawServer> {
    const known = secret ?? (await lab.secret());
    const replies: GuardToServer[] = [];
    const waiting = new Map<number, (reply: Extract<GuardToServer, { type: 'reply' }>) => void>();
    let opened = (): void => {};
    let tellClosed: (reason: string) => void = () => {};
    const open = new Promise<void>((resolve) => (opened = resolve));
    const closed = new Promise<string>((resolve) => (tellClosed = resolve));
    const socket = new GuardSocket({
      url: lab.node.guardUrl,
      secret: known,
      incarnation,
      clock: systemClock,
      onOpen: opened,
      onJanus: () => {},
      onMessage: (message) => {
        replies.push(message);
        if (message.type === 'reply') waiting.get(message.id)?.(message);
      },
      onClose: tellClosed,
    });
    await Promise.race([open, closed]);
    let calls = 0;
    return {
      socket,
      replies,
      closed,
      call: (call) =>
        new Promise((resolve) => {
          const id = (calls += 1);
          waiting.set(id, resolve);
          socket.send({ byGuardMs: socket.guardNowMs() + 5_000, ...call, id } as ServerToGuard);
        }),
    };
  }

  const openShare = (shareId = newId()): object => ({ type: 'share.open', shareId, epoch: lab.nextEpoch() });

  it('[T-LATE-START] a call that arrives after its deadline is refused as stale', async () => {
    const server = await rawServer(lab.nextIncarnation());
    const reply = await server.call({ ...openShare(), byGuardMs: server.socket.guardNowMs() - 1 });
    assert.equal(reply.error, 'stale');
    assert.deepEqual(await lab.leftInJanus(), { sessions: 0, rooms: 0 });
    server.socket.close();
  });

  it('[I12] an epoch that is not higher than every one before is refused', async () => {
    const server = await rawServer(lab.nextIncarnation());
    lab.nextEpoch(); // there is none below the first
    const epoch = lab.nextEpoch();
    assert.equal((await server.call({ type: 'share.open', shareId: newId(), epoch })).error, undefined);
    assert.equal((await server.call({ type: 'share.open', shareId: newId(), epoch })).error, 'stale');
    assert.equal((await server.call({ type: 'share.open', shareId: newId(), epoch: epoch - 1 })).error, 'stale');
    assert.deepEqual(await lab.leftInJanus(), { sessions: 1, rooms: 1 });
    server.socket.close();
    await until(async () => (await lab.leftInJanus()).rooms === 0, 1_000, 'rooms gone');
  });

  it('[I12] a lower incarnation is refused, and one that is connected keeps its place', async () => {
    const incarnation = lab.nextIncarnation();
    const server = await rawServer(incarnation);
    for (const other of [incarnation - 1, incarnation]) {
      assert.equal(await (await rawServer(other)).closed, 'refused: staleIncarnation');
    }
    assert.equal((await server.call({ type: 'share.close', shareId: newId() })).verified, true);
    server.socket.close();
  });

  it('[I12] the highest incarnation is remembered when the guard is killed', async () => {
    const incarnation = lab.nextIncarnation();
    const client = await lab.connect(incarnation);
    process.kill(lab.guardProcess(), 'SIGKILL');
    await client.ready(false);
    await client.ready(true);
    client.port.close();
    assert.equal(await (await rawServer(incarnation - 1)).closed, 'refused: staleIncarnation');
  });

  it('a server without the secret is refused', async () => {
    const server = await rawServer(lab.nextIncarnation(), 'not the secret');
    assert.equal(await server.closed, 'refused: notProven');
    assert.ok(lab.log.some((line) => line.includes('without the right secret')));
  });

  it('calls of shares and viewers that are not there are refused as unknown', async () => {
    const server = await rawServer(lab.nextIncarnation());
    const shareId = newId();
    for (const call of [
      { type: 'share.publish', shareId, sdp: 'v=0' },
      { type: 'viewer.open', shareId, viewerId: newId() },
      { type: 'viewer.answer', shareId, viewerId: newId(), sdp: 'v=0' },
    ]) {
      assert.equal((await server.call(call)).error, 'unknown');
    }
    server.socket.close();
  });

  it('an SDP that Janus does not take is refused, and the guard goes on', async () => {
    const server = await rawServer(lab.nextIncarnation());
    const shareId = newId();
    await server.call(openShare(shareId));
    assert.equal((await server.call({ type: 'share.publish', shareId, sdp: 'v=0\r\nnonsense' })).error, 'janus');
    assert.equal((await server.call({ type: 'share.close', shareId })).verified, true);
    assert.equal((await server.call(openShare())).error, undefined);
    server.socket.close();
  });

  it('fifty shares open and close at once, and nothing is left', async () => {
    const server = await rawServer(lab.nextIncarnation());
    const ids = Array.from({ length: 50 }, () => newId());
    const opened = await Promise.all(ids.map((shareId) => server.call(openShare(shareId))));
    assert.deepEqual(opened.map(({ error }) => error), Array<undefined>(50).fill(undefined));
    assert.deepEqual(await lab.leftInJanus(), { sessions: 50, rooms: 50 });
    const closed = await Promise.all(ids.map((shareId) => server.call({ type: 'share.close', shareId })));
    assert.deepEqual(closed.map(({ verified }) => verified), Array<boolean>(50).fill(true));
    assert.deepEqual(await lab.leftInJanus(), { sessions: 0, rooms: 0 });
    server.socket.close();
  });

  const hello = { type: 'hello', incarnation: 999, serverNonce: randomBytes(32).toString('base64url'), proof: 'x' };
  const early = { type: 'share.open', id: 1, byGuardMs: 1e9, shareId: newId(), epoch: 1 };
  const badFirstFrames: [string, string | Buffer, number][] = [
    ['text that is not JSON', 'hello', GUARD_CLOSE.badFrame],
    ['an array', '[]', GUARD_CLOSE.badFrame],
    ['a call before the proof', JSON.stringify(early), GUARD_CLOSE.badFrame],
    ['a proof of another length', JSON.stringify(hello), GUARD_CLOSE.notProven],
    ['an unknown field', JSON.stringify({ ...hello, extra: 1 }), GUARD_CLOSE.badFrame],
    ['a short nonce', JSON.stringify({ ...hello, serverNonce: 'abc' }), GUARD_CLOSE.badFrame],
    ['binary', randomBytes(64), GUARD_CLOSE.badFrame],
    ['more than a frame may hold', 'x'.repeat(300_000), 1009],
  ];
  for (const [title, frame, code] of badFirstFrames) {
    it(`a stranger that sends ${title} is closed with ${code}`, async () => {
      const socket = new WebSocket(lab.node.guardUrl);
      await once(socket, 'message');
      socket.send(frame);
      const [closedWith] = (await once(socket, 'close')) as [number];
      assert.equal(closedWith, code);
    });
  }

  it('a web page cannot open a socket to the guard', async () => {
    const socket = new WebSocket(lab.node.guardUrl, { origin: 'http://127.0.0.1:8080' });
    const [error] = (await once(socket, 'error')) as [Error];
    assert.match(error.message, /401/);
  });

  it('[T-JANUS-CONF] Janus runs with what is needed and no more', async () => {
    const janusFolder = join(lab.runFolder(), 'janus');
    const config = await readFile(join(janusFolder, 'janus.jcfg'), 'utf8');
    for (const line of ['session_timeout = 2', 'reclaim_session_timeout = 0', 'full_trickle = false', 'ipv6 = false']) {
      assert.ok(config.includes(line), line);
    }
    assert.doesNotMatch(config, /janusoverlord|videoroom\.so/);
    for (const path of [lab.runFolder(), janusFolder]) assert.equal((await stat(path)).mode & 0o777, 0o700);
    for (const name of await readdir(janusFolder)) {
      assert.equal((await stat(join(janusFolder, name))).mode & 0o777, 0o600, name);
    }
    assert.equal((await stat(lab.node.secretFile)).mode & 0o777, 0o600);
    const facts = processFacts(await readFile(`/proc/${lab.janusProcess()}/status`, 'utf8'));
    assert.deepEqual(facts, { name: 'janus', noNewPrivileges: '1', capabilities: '0000000000000000' });
    assert.match(await readFile(`/proc/${lab.janusProcess()}/limits`, 'utf8'), /Max core file size\s+0\s+0/);
    const loaded = await readFile(`/proc/${lab.janusProcess()}/maps`, 'utf8');
    const libraries = new Set(loaded.match(/libjanus_\w+\.so/g));
    assert.deepEqual([...libraries].sort(), ['libjanus_videoroom.so', 'libjanus_websockets.so', 'libjanus_wsevh.so']);
  });

  it('[T-JANUS-CONF] each room is private, has a PIN, one publisher, and no viewer without a publisher’s own word', async () => {
    const server = await rawServer(lab.nextIncarnation());
    await server.call(openShare());
    const admin = await lab.admin();
    const { list } = await admin.videoRoom({ request: 'list', admin_key: lab.access().roomAdminKey });
    admin.close();
    const wanted = { is_private: true, pin_required: true, require_pvtid: true, max_publishers: 1, record: false, lock_record: true };
    const rooms = list as Record<string, unknown>[];
    const keys = Object.keys(wanted);
    assert.deepEqual(rooms.map((room) => Object.fromEntries(keys.map((key) => [key, room[key]]))), [wanted]);
    server.socket.close();
    await until(async () => (await lab.leftInJanus()).rooms === 0, 1_000, 'rooms gone');
  });

  it('stopping the media node leaves no process and no folder with secrets', async () => {
    const other = await MediaLab.start();
    const ids = processesNaming(other.folder);
    assert.equal(ids.length, 2);
    await other.node.stop();
    assert.equal(await other.node.exited, 'stopped');
    assert.deepEqual(ids.filter(isRunning), []);
    assert.deepEqual((await readdir(join(other.folder, 'media'))).filter((name) => name.startsWith('run-')), []);
    await other.stop();
  });

  it('nothing outlives a parent that is killed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sideseat-media-'));
    const program = fileURLToPath(new URL('../support/media-parent.ts', import.meta.url));
    const parent = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(parent.stdout, 'data');
    const ids = processesNaming(folder);
    assert.equal(ids.length, 3);
    parent.kill('SIGKILL');
    await until(() => ids.every((id) => !isRunning(id)), 3_000, 'everything gone');
    await rm(folder, { recursive: true, force: true });
  });
});

function processFacts(status: string): { name: string; noNewPrivileges: string; capabilities: string } {
  const find = (pattern: RegExp): string => pattern.exec(status)?.[1] ?? '';
  return {
    name: find(/^Name:\s+(\S+)/m),
    noNewPrivileges: find(/^NoNewPrivs:\s+(\d)/m),
    capabilities: find(/^CapEff:\s+(\S+)/m),
  };
}

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { WebSocket } from 'ws';
import { FEED_PROTOCOL } from '../../gateway/media-node/guard/event-feed.ts';
import { JanusConnection } from '../../gateway/media-node/guard/janus-api.ts';
import { newId } from '../../gateway/server/ids.ts';
import type { MediaEvent } from '../../gateway/server/media/media-port.ts';
import { openMediaBrowser, type MediaBrowser } from '../support/media-browser.ts';
import { MediaLab, until, type LabClient, type LiveShare } from '../support/media-lab.ts';
import { localPorts } from '../support/media-ports.ts';

type Violation = Extract<MediaEvent, { type: 'violation' }>;

/** From what Janus reports until it is gone. */
const CUT_WITHIN_MS = 200;
/** Janus’s `Invalid PeerConnection`: the handle was hung up while its offer was being read. */
const CUT_IN_THE_MIDDLE = 471;
const NIGHTLY = process.env['SIDESEAT_NIGHTLY'] === '1';

/** Real Janus, real guard: what the guard does where Janus holds what no share allows, or says nothing any more. */
describe('[I1] what is at Janus is compared with what was granted', () => {
  let lab: MediaLab;
  let browser: MediaBrowser;
  let client: LabClient;
  let share: LiveShare | undefined;

  before(async () => {
    [lab, browser] = await Promise.all([MediaLab.start(), openMediaBrowser()]);
    client = await lab.connect();
  });
  afterEach(async () => {
    if (share !== undefined) await client.port.closeShare(share.shareId);
    await share?.closePages();
    share = undefined;
  });
  after(async () => {
    await browser.close();
    await lab.stop();
  });

  const violation = async (): Promise<Violation> =>
    (await client.event((event) => event.type === 'violation')) as Violation;

  const sessions = async (): Promise<number[]> => {
    const admin = await lab.admin();
    try {
      return await admin.sessions();
    } finally {
      admin.close();
    }
  };

  it('a stranger with every secret of Janus who attaches a handle is cut within 200 ms and reported', async (t) => {
    const tookMs: number[] = [];
    for (let trial = 0; trial < (NIGHTLY ? 200 : 20); trial += 1) {
      const stranger = await JanusConnection.open(lab.access(), () => {});
      await stranger.attach('stranger', () => {}).catch(() => {});
      const reported = await violation();
      tookMs.push(reported.agoMs);
      assert.deepEqual([reported.kind, reported.shareId, reported.cut], ['strangeHandle', undefined, true]);
      assert.equal((await sessions()).includes(stranger.sessionId), false);
      stranger.close();
    }
    const longest = Math.max(...tookMs);
    t.diagnostic(`gone at most ${Math.round(longest)} ms after Janus told of it, n = ${tookMs.length}`);
    assert.ok(longest <= CUT_WITHIN_MS);
  });

  it('a stranger who publishes and watches in a room of their own never gets a connection', async (t) => {
    const access = lab.access();
    const stranger = await JanusConnection.open(access, () => {});
    const page = await browser.newPage(() => {});
    const offer = await page.offer();
    const seen: string[] = [];
    const rogue = async (): Promise<void> => {
      const handle = await stranger.attach('stranger', ({ state }) => seen.push(state));
      await handle.request({ request: 'create', room: 'mine', admin_key: access.roomAdminKey, publishers: 9 }, undefined, 500);
      await handle.request({ request: 'join', ptype: 'publisher', room: 'mine' }, undefined, 500);
      await handle.request({ request: 'publish' }, { type: 'offer', sdp: offer }, 500);
    };
    const [reported] = await Promise.all([violation(), rogue().catch(() => {})]);
    await until(async () => !(await sessions()).includes(stranger.sessionId), CUT_WITHIN_MS, 'the stranger is gone');
    t.diagnostic(`${reported.kind}, gone after ${Math.round(reported.agoMs)} ms`);
    assert.ok(reported.agoMs <= CUT_WITHIN_MS);
    assert.deepEqual(seen.filter((state) => state === 'up'), []);
    stranger.close();
    await page.close();
    // The room may have been made before the cut. It is empty, and nobody can enter it unseen.
    const admin = await lab.admin();
    await admin.videoRoom({ request: 'destroy', room: 'mine' });
    admin.close();
  });

  it('a strange handle on the session of a running share ends that share, and no other', async (t) => {
    const other = await lab.share(client, browser);
    const before = await sessions();
    share = await lab.share(client, browser);
    const [session] = (await sessions()).filter((id) => !before.includes(id));
    const fromMs = Date.now();
    const { error } = await rawApi({ janus: 'attach', plugin: 'janus.plugin.videoroom', session_id: session });
    assert.equal(error, undefined, 'whoever has the API secret can attach to any session');
    const reported = await violation();
    const lastMs = await share.lastFrameAfter(share.viewer, fromMs);
    t.diagnostic(`reported after ${Math.round(reported.agoMs)} ms, last frame after ${lastMs} ms`);
    assert.deepEqual([reported.kind, reported.shareId, reported.cut], ['strangeHandle', share.shareId, true]);
    assert.ok(reported.agoMs <= CUT_WITHIN_MS && lastMs <= CUT_WITHIN_MS);
    await other.viewer.frames(11);
    await client.port.closeShare(other.shareId);
    await other.closePages();
  });

  it('a connection on the handle that only lets a viewer in is cut before it comes up, and the share with it', async (t) => {
    share = await lab.share(client, browser);
    const companion = (await rawHandles()).find(({ hasMedia }) => !hasMedia);
    assert.ok(companion);
    const { session, handle } = companion;
    const page = await browser.newPage(() => {});
    const jsep = { type: 'offer', sdp: await page.offer() };
    const publish = { janus: 'message', session_id: session, handle_id: handle, body: { request: 'publish' }, jsep };
    const fromMs = Date.now();
    const { error } = await rawApi(publish);
    // Whoever has the API secret may speak on any handle; it can be cut while Janus is still answering.
    assert.ok(error === undefined || error.code === CUT_IN_THE_MIDDLE, JSON.stringify(error));
    const reported = await violation();
    const lastMs = await share.lastFrameAfter(share.viewer, fromMs);
    t.diagnostic(`gone after ${Math.round(reported.agoMs)} ms, last frame after ${lastMs} ms`);
    assert.deepEqual([reported.kind, reported.shareId, reported.cut], ['strangeMedia', share.shareId, true]);
    assert.ok(reported.agoMs <= CUT_WITHIN_MS && lastMs <= 250);
    assert.deepEqual(await lab.leftInJanus(), { sessions: 0, rooms: 0 });
    await page.close();
  });

  it('[I19] whoever may speak on the handles of a share cannot have it recorded without the secret of the room', async () => {
    share = await lab.share(client, browser);
    for (const { session, handle } of await rawHandles()) {
      const body = { request: 'configure', record: true, filename: join(lab.runFolder(), `recorded-${handle}`) };
      const { error } = await rawApi({ janus: 'message', session_id: session, handle_id: handle, body });
      assert.equal(error, undefined, 'whoever has the API secret may speak on any handle');
    }
    await share.viewer.frames(20);
    assert.deepEqual(readdirSync(lab.runFolder()).filter((file) => file.startsWith('recorded-')), []);
  });

  it('with every secret of Janus a stranger still does not know the PIN of the room', async () => {
    share = await lab.share(client, browser);
    const admin = await lab.admin();
    const { list } = await admin.videoRoom({ request: 'list', admin_key: lab.access().roomAdminKey });
    const [room] = list as { room: string; pin_required: boolean }[];
    assert.equal(room?.pin_required, true);
    for (const request of ['destroy', 'edit', 'kick', 'enable_recording', 'rtp_forward', 'listforwarders']) {
      const answer = await admin.videoRoom({ request, room: room.room, id: 'x', host: '127.0.0.1', record: true, streams: [] });
      assert.ok('error' in answer, `${request} without the room's own secret: ${JSON.stringify(answer)}`);
    }
    admin.close();
    await share.viewer.frames(5);
  });

  it('[T-JANUS-CONF] without its secrets nothing of Janus answers, and nothing listens beyond loopback', async () => {
    const { apiUrl, adminUrl } = lab.access();
    for (const apisecret of [undefined, '', 'janusrocks']) {
      const reply = await ask(apiUrl, 'janus-protocol', { janus: 'create', ...(apisecret === undefined ? {} : { apisecret }) });
      assert.equal(reply.error?.code, 403);
    }
    for (const request of ['list_sessions', 'set_log_level', 'message_plugin', 'handle_info', 'loops_info']) {
      for (const admin_secret of ['', 'janusoverlord']) {
        const reply = await ask(adminUrl, 'janus-admin-protocol', { janus: request, admin_secret });
        assert.equal(reply.error?.code, 403, request);
      }
    }
    const listening = localPorts(lab.janusProcess());
    assert.deepEqual([...new Set(listening.tcp.map(({ address }) => address))], ['127.0.0.1']);
    assert.equal(listening.tcp.length, 2);
    const feed = new URL(feedUrl());
    assert.equal(feed.hostname, '127.0.0.1');
    assert.ok(feed.pathname.length > 30);
    assert.deepEqual(localPorts(lab.guardProcess()).tcp.map(({ address }) => address), ['127.0.0.1', '127.0.0.1']);
  });

  it('[T-JANUS-CONF] the running Janus has one plugin, one transport, one event handler and our settings', async () => {
    const info = (await ask(lab.access().adminUrl, 'janus-admin-protocol', {
      janus: 'info',
      admin_secret: lab.access().adminSecret,
    })) as Record<string, unknown>;
    assert.deepEqual(Object.keys(info['plugins'] as object), ['janus.plugin.videoroom']);
    assert.deepEqual(Object.keys(info['transports'] as object), ['janus.transport.websockets']);
    assert.deepEqual(Object.keys(info['events'] as object), ['janus.eventhandler.wsevh']);
    assert.deepEqual(info['loggers'] ?? {}, {});
    const expected = {
      'session-timeout': 2,
      'reclaim-session-timeout': 0,
      'auth_token': false,
      'ipv6': false,
      'ice-tcp': false,
      'full-trickle': false,
      'mdns-enabled': false,
      'api_secret': true,
      'event_handlers': true,
    };
    const actual = Object.fromEntries(Object.keys(expected).map((key) => [key, info[key]]));
    assert.deepEqual(actual, expected);
    const admin = await lab.admin();
    const refused = await admin.videoRoom({ request: 'create', room: 'x' });
    assert.match(String(refused['error']), /admin_key/);
    admin.close();
  });

  it('a stranger at the event feed is refused without the secret path and the protocol', async () => {
    const { port } = new URL(feedUrl());
    for (const [path, protocol] of [['/', FEED_PROTOCOL], ['/x', FEED_PROTOCOL], [new URL(feedUrl()).pathname, 'other']]) {
      const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, protocol);
      const [error] = (await once(socket, 'error')) as [Error];
      assert.match(error.message, /40[01]/);
    }
    const browserLike = connect(Number(port), '127.0.0.1');
    browserLike.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    const [answer] = (await once(browserLike, 'data')) as [Buffer];
    assert.match(String(answer), /^HTTP\/1.1 4/);
    browserLike.destroy();
  });

  it('a feed that breaks and comes back within its grace ends nothing, and what happened meanwhile is told', async () => {
    share = await lab.share(client, browser);
    const backAgain = takeFeed();
    const another = await lab.view(client, browser, share.shareId);
    await backAgain;
    const told = await client.event((event) => event.type === 'flow' && event.viewerId === another.viewerId);
    assert.equal(told.type === 'flow' && told.state, 'up');
    await share.viewer.frames(11);
    await another.page.close();
    assert.equal(client.port.ready, true);
  });

  it('a feed that stays away ends everything within two seconds, and the server is told', async (t) => {
    share = await lab.share(client, browser);
    const fromMs = Date.now();
    await muteFeed();
    await client.ready(false);
    const toldMs = Date.now() - fromMs;
    const lastMs = await share.lastFrameAfter(share.viewer, fromMs);
    await client.ready(true);
    t.diagnostic(`told after ${toldMs} ms, last frame after ${lastMs} ms, ready again after ${Date.now() - fromMs} ms`);
    assert.ok(toldMs <= 2_200 && lastMs <= 2_200);
    assert.deepEqual(await lab.leftInJanus(), { sessions: 0, rooms: 0 });
    assert.ok(lab.log.some((line) => line.includes('its events were not heard')));
  });

  function feedUrl(): string {
    const config = readFileSync(join(lab.runFolder(), 'janus', 'janus.eventhandler.wsevh.jcfg'), 'utf8');
    return /backend = "(.+)"/.exec(config)?.[1] ?? '';
  }

  /** Takes the feed's place; resolves when Janus has come back, a second later, and taken it again. */
  async function takeFeed(): Promise<void> {
    const socket = new WebSocket(feedUrl(), FEED_PROTOCOL);
    await once(socket, 'open');
    await once(socket, 'close');
  }

  /** Janus goes on, and tells nothing any more. */
  async function muteFeed(): Promise<void> {
    const { adminUrl, adminSecret } = lab.access();
    const request = { request: 'tweak', events: 'none' };
    const mute = { janus: 'query_eventhandler', admin_secret: adminSecret, handler: 'janus.eventhandler.wsevh', request };
    assert.equal((await ask(adminUrl, 'janus-admin-protocol', mute)).error, undefined);
  }

  async function ask(url: string, protocol: string, message: object): Promise<{ error?: { code: number } }> {
    const socket = new WebSocket(url, protocol);
    await once(socket, 'open');
    socket.send(JSON.stringify({ ...message, transaction: newId() }));
    const [data] = (await once(socket, 'message')) as [Buffer];
    socket.terminate();
    return JSON.parse(String(data)) as { error?: { code: number } };
  }

  function rawApi(message: object): Promise<{ error?: { code: number } }> {
    const { apiUrl, apiSecret } = lab.access();
    return ask(apiUrl, 'janus-protocol', { ...message, apisecret: apiSecret });
  }

  async function rawHandles(): Promise<{ session: number; handle: number; hasMedia: boolean }[]> {
    const admin = await lab.admin();
    const found = [];
    for (const session of await admin.sessions()) {
      for (const handle of await admin.handles(session)) {
        found.push({ session, handle, hasMedia: await admin.hasMedia(session, handle) });
      }
    }
    admin.close();
    return found;
  }
});

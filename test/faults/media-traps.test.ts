import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { JanusConnection, type VideoRoomHandle } from '../../gateway/media-node/guard/janus-api.ts';
import { openMediaBrowser, type MediaBrowser, type MediaPage } from '../support/media-browser.ts';
import { startBareJanus, type BareJanus } from '../support/media-janus.ts';

/**
 * Ways to stop that look right, are answered with success, and leave the picture running: each is done here directly at
 * Janus, and must go on failing. Where one of these tests turns red, Janus has changed, and the reason why the product
 * destroys and hangs up instead wants to be looked at again.
 */
describe('[T-TRAP] [I1] what only looks like a stop', { timeout: 60_000 }, () => {
  let janus: BareJanus;
  let browser: MediaBrowser;
  before(async () => {
    [janus, browser] = await Promise.all([startBareJanus(), openMediaBrowser()]);
  });
  after(async () => {
    await browser.close();
    await janus.stop();
  });

  /** Frames that have to come after the wrong stop; a third of a second and more. */
  const GOES_ON = 15;

  class Room {
    readonly name = randomBytes(16).toString('hex');
    readonly secret = randomBytes(16).toString('hex');
    readonly pin = randomBytes(16).toString('hex');
    readonly connection: JanusConnection;
    readonly owner: VideoRoomHandle;
    ownerId = '';
    readonly pages: MediaPage[] = [];

    constructor(connection: JanusConnection, owner: VideoRoomHandle) {
      this.connection = connection;
      this.owner = owner;
    }

    /** @returns Janus's answer to a request with the room's secret */
    edit(request: object): Promise<{ data: Record<string, unknown> }> {
      return this.owner.request({ room: this.name, secret: this.secret, ...request });
    }

    async join(pin = this.pin, token?: string): Promise<{ id: string; private_id: number }> {
      const companion = await this.connection.attach('companion', () => {});
      const joined = await companion.request({ request: 'join', ptype: 'publisher', room: this.name, pin, token });
      return joined.data as { id: string; private_id: number };
    }

    /** A viewer that decodes frames. */
    async view(privateId: number | undefined, pin = this.pin): Promise<MediaPage> {
      const handle = await this.connection.attach('viewer', () => {});
      const page = await browser.newPage((candidate) => handle.trickle(candidate, '0'));
      this.pages.push(page);
      const streams = [{ feed: this.ownerId, mid: '0' }];
      const subscribe = { request: 'join', ptype: 'subscriber', room: this.name, pin, private_id: privateId, streams };
      const offer = (await handle.request(subscribe)).jsep?.sdp ?? '';
      await handle.request({ request: 'start' }, { type: 'answer', sdp: await page.answer(offer) });
      await page.frames(GOES_ON);
      return page;
    }

    async close(): Promise<void> {
      this.connection.close();
      await Promise.all(this.pages.map((page) => page.close()));
    }
  }

  async function room(settings: object = {}, token?: string): Promise<Room> {
    const { access } = janus.running;
    const connection = await JanusConnection.open(access, () => {});
    const made = new Room(connection, await connection.attach('owner', () => {}));
    const { name, secret, pin, owner } = made;
    const admin_key = access.roomAdminKey;
    await owner.request({ request: 'create', room: name, admin_key, secret, pin, publishers: 1, ...settings });
    const joined = await owner.request({ request: 'join', ptype: 'publisher', room: name, pin, token });
    made.ownerId = String(joined.data['id']);
    const page = await browser.newPage((candidate) => owner.trickle(candidate, '0'));
    made.pages.push(page);
    const answer = await owner.request({ request: 'publish' }, { type: 'offer', sdp: await page.offer() });
    await page.acceptAnswer(answer.jsep?.sdp ?? '');
    return made;
  }

  it('a kick without require_pvtid says success, and the picture goes on', async () => {
    const made = await room({ require_pvtid: false });
    const viewer = await made.join();
    const page = await made.view(viewer.private_id);
    const { data } = await made.edit({ request: 'kick', id: viewer.id });
    assert.equal(data['videoroom'], 'success');
    await page.frames(GOES_ON);
    await made.close();
  });

  it('a new PIN of the room lets no one else in, and the picture goes on', async () => {
    const made = await room({ require_pvtid: true });
    const page = await made.view((await made.join()).private_id);
    const { data } = await made.edit({ request: 'edit', new_pin: 'another' });
    assert.equal(data['videoroom'], 'edited');
    await assert.rejects(made.join());
    await page.frames(GOES_ON);
    await made.close();
  });

  it("taking the viewer's token off the list says success, and the picture goes on", async () => {
    const made = await room({ require_pvtid: true, allowed: ['owner-token', 'viewer-token'] }, 'owner-token');
    const page = await made.view((await made.join(made.pin, 'viewer-token')).private_id);
    const { data } = await made.edit({ request: 'allowed', action: 'remove', allowed: ['viewer-token'] });
    assert.deepEqual(data['allowed'], ['owner-token']);
    await assert.rejects(made.join(made.pin, 'viewer-token'));
    await page.frames(GOES_ON);
    await made.close();
  });

  it('after a correct kick whoever knows the PIN comes back, and the picture with them', async () => {
    const made = await room({ require_pvtid: true });
    const viewer = await made.join();
    const page = await made.view(viewer.private_id);
    await made.edit({ request: 'kick', id: viewer.id });
    const kickedAtMs = Date.now();
    const last = await page.lastFrame(400);
    assert.ok(last.atMs - kickedAtMs <= 250, 'this kick did stop the picture');
    await assert.rejects(made.view(viewer.private_id), 'the old private id is refused');
    const again = await made.join();
    await made.view(again.private_id);
    await made.close();
  });
});

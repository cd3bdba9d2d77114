import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Clock } from '../../gateway/media-node/clock.ts';
import type { JanusAdmin } from '../../gateway/media-node/guard/janus-admin.ts';
import type { VideoRoomHandle } from '../../gateway/media-node/guard/janus-api.ts';
import { stopRoom, stopViewer } from '../../gateway/media-node/guard/stopping.ts';

/** A clock that jumps to the next timer at once. */
function hurriedClock(): Clock {
  let nowMs = 0;
  return {
    monotonicMs: () => nowMs,
    after(delayMs, task) {
      let live = true;
      queueMicrotask(() => {
        nowMs += delayMs;
        if (live) task();
      });
      return () => (live = false);
    },
  };
}

/** A Janus with one room and two handles, that obeys as told. */
class ScriptedJanus {
  room = true;
  media = new Set([1, 2]);
  attached = new Set([1, 2]);
  readonly calls: string[] = [];
  obeys = { destroy: true, hangUp: true, adminDestroy: true, detach: true };

  readonly owner = {
    request: (body: { request: string }) => this.#do(body.request, this.obeys.destroy && body.request === 'destroy', () => (this.room = false)),
  } as unknown as VideoRoomHandle;

  readonly admin = {
    handles: async () => [...this.attached],
    hasMedia: async (_session: number, handle: number) => this.media.has(handle),
    hangUp: (_session: number, handle: number) =>
      this.#do('hangUp', this.obeys.hangUp, () => this.media.delete(handle)),
    detach: (_session: number, handle: number) =>
      this.#do('detach', this.obeys.detach, () => this.attached.delete(handle)),
    destroySession: () => this.#do('destroySession', true, () => this.media.clear()),
    videoRoom: async ({ request }: { request: string }) => {
      if (request === 'exists') return { exists: this.room };
      await this.#do('adminDestroy', this.obeys.adminDestroy, () => (this.room = false));
      return {};
    },
  } as unknown as JanusAdmin;

  async #do(name: string, obeys: boolean, effect: () => unknown): Promise<void> {
    this.calls.push(name);
    // Janus says success also where nothing happens.
    if (obeys) effect();
  }
}

describe('T-REVOKE-VERIFY a stop counts by what Janus shows', () => {
  const log: string[] = [];
  const stop = (janus: ScriptedJanus): Promise<boolean> =>
    stopRoom(
      { admin: janus.admin, sessionId: 7, owner: janus.owner, room: 'r', secret: 's' },
      { clock: hurriedClock(), notObeyed: (line) => log.push(line) },
    );

  it('destroys the room and hangs up every handle at the first try', async () => {
    const janus = new ScriptedJanus();
    assert.equal(await stop(janus), true);
    assert.deepEqual([janus.room, janus.media.size], [false, 0]);
    assert.deepEqual(janus.calls, ['destroy', 'hangUp', 'hangUp']);
  });

  it('goes on through the Admin API, and says so, when the room is still there', async () => {
    const janus = new ScriptedJanus();
    janus.obeys.destroy = false;
    log.length = 0;
    assert.equal(await stop(janus), true);
    assert.deepEqual(janus.calls.slice(3).sort(), ['adminDestroy', 'destroySession', 'hangUp', 'hangUp']);
    assert.equal(log.length, 1);
  });

  it('goes on when a connection is still up although the room is gone', async () => {
    const janus = new ScriptedJanus();
    janus.obeys.hangUp = false;
    assert.equal(await stop(janus), true);
    assert.ok(janus.calls.includes('destroySession'));
  });

  it('is not verified when Janus obeys nobody', async () => {
    const janus = new ScriptedJanus();
    janus.obeys = { destroy: false, hangUp: false, adminDestroy: false, detach: false };
    assert.equal(await stop(janus), false);
  });

  it('is not verified when Janus cannot be asked', async () => {
    const janus = new ScriptedJanus();
    Object.assign(janus.admin, { videoRoom: () => Promise.reject(new Error('Janus is gone')) });
    assert.equal(await stop(janus), false);
  });

  it('destroys a room that has no session any more', async () => {
    const janus = new ScriptedJanus();
    const target = { admin: janus.admin, sessionId: undefined, owner: undefined, room: 'r', secret: 's' };
    assert.equal(await stopRoom(target, { clock: hurriedClock(), notObeyed: () => {} }), true);
    assert.deepEqual(janus.calls, ['adminDestroy']);
  });

  it('hangs up a viewer, lets its handles go, and leaves the others', async () => {
    const janus = new ScriptedJanus();
    assert.equal(await stopViewer(janus.admin, 7, [2], { clock: hurriedClock(), notObeyed: () => {} }), true);
    assert.deepEqual([...janus.attached], [1]);
    assert.deepEqual(janus.calls, ['hangUp', 'detach']);
  });

  it('tries a viewer twice and then says that it did not end', async () => {
    const janus = new ScriptedJanus();
    janus.obeys.detach = false;
    assert.equal(await stopViewer(janus.admin, 7, [2], { clock: hurriedClock(), notObeyed: () => {} }), false);
    assert.deepEqual(janus.calls, ['hangUp', 'detach', 'hangUp', 'detach']);
  });
});

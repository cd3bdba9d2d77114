import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FeedEvent } from '../../gateway/media-node/guard/event-feed.ts';
import { ECHO_SCHEMA, readEvents } from '../../gateway/media-node/guard/janus-event.ts';
import { MediaWatch, type HandleRole } from '../../gateway/media-node/guard/media-watch.ts';

/** A watch whose clock a test sets, with one share: owner on handle 1, viewer `v` on 2, its companion on 3. */
function watched(): {
  at(nowMs: number): void;
  hear(what: FeedEvent['what'], handleId: number, atMs?: number, opaqueId?: string): void;
  names: Record<HandleRole, string>;
  watch: MediaWatch;
  found: string[];
  flows: string[];
} {
  let nowMs = 1_000;
  const found: string[] = [];
  const flows: string[] = [];
  const watch = new MediaWatch({
    onViolation: ({ kind, handleId, shareId, viewerId }) =>
      found.push(`${kind} on ${handleId} of ${shareId ?? 'nobody'}${viewerId === undefined ? '' : ` ${viewerId}`}`),
    onFlow: ({ viewerId, state }) => flows.push(`${viewerId ?? 'owner'} ${state}`),
    clock: { monotonicMs: () => nowMs, after: () => () => {} },
  });
  const names = {
    owner: watch.expect({ shareId: 's', viewerId: undefined, role: 'owner' }),
    viewer: watch.expect({ shareId: 's', viewerId: 'v', role: 'viewer' }),
    companion: watch.expect({ shareId: 's', viewerId: 'v', role: 'companion' }),
  };
  const hear = (what: FeedEvent['what'], handleId: number, atMs = nowMs, opaqueId?: string): void =>
    watch.hear({ what, sessionId: handleId > 9 ? 8 : 7, handleId, opaqueId, atMs });
  hear('attached', 1, nowMs, names.owner);
  hear('attached', 2, nowMs, names.viewer);
  hear('attached', 3, nowMs, names.companion);
  return { at: (ms) => (nowMs = ms), hear, names, watch, found, flows };
}

describe('what Janus tells is compared with what ought to be there', () => {
  it('lets an owner publish, a viewer subscribe, and tells when their media flows', () => {
    const { hear, found, flows } = watched();
    hear('preparing', 1);
    hear('published', 1);
    hear('up', 1);
    hear('preparing', 2);
    hear('subscribed', 2);
    hear('up', 2);
    hear('down', 2);
    hear('detached', 2);
    hear('detached', 1);
    assert.deepEqual(found, []);
    assert.deepEqual(flows, ['owner up', 'v up', 'v down', 'owner down']);
  });

  const wrong: [string, FeedEvent['what'], number, string][] = [
    ['a viewer that publishes', 'published', 2, 'strangePublisher on 2 of s v'],
    ['an owner that subscribes', 'subscribed', 1, 'strangeViewer on 1 of s'],
    ['a companion that publishes', 'published', 3, 'strangePublisher on 3 of s v'],
    ['a companion that subscribes', 'subscribed', 3, 'strangeViewer on 3 of s v'],
    ['a companion that prepares a connection', 'preparing', 3, 'strangeMedia on 3 of s v'],
    ['a companion that carries media', 'up', 3, 'strangeMedia on 3 of s v'],
    ['a stranger that publishes', 'published', 10, 'strangePublisher on 10 of nobody'],
    ['a stranger that subscribes', 'subscribed', 10, 'strangeViewer on 10 of nobody'],
    ['a stranger that prepares a connection', 'preparing', 10, 'strangeMedia on 10 of nobody'],
    ['a stranger that carries media', 'up', 10, 'strangeMedia on 10 of nobody'],
    ['a stranger that attaches', 'attached', 10, 'strangeHandle on 10 of nobody'],
    ["a stranger that attaches on a share's session", 'attached', 4, 'strangeHandle on 4 of s'],
  ];
  for (const [who, what, handleId, report] of wrong) {
    it(`reports ${who}, once`, () => {
      const { hear, found } = watched();
      hear(what, handleId);
      hear(what, handleId);
      assert.deepEqual(found, [report]);
    });
  }

  it('takes each name once: a copy of it is a stranger', () => {
    const { hear, names, found } = watched();
    hear('attached', 10, 1_000, names.viewer);
    assert.deepEqual(found, ['strangeHandle on 10 of nobody']);
  });

  for (const what of ['published', 'up'] as const) {
    it(`reports ${what} after the end of its share`, () => {
      const { at, hear, watch, found } = watched();
      at(2_000);
      watch.retire('s');
      hear(what, 1, 2_060);
      assert.deepEqual(found, ['lateMedia on 1 of s']);
    });

    it(`takes ${what} from before the end of its share for what it is, however late it is told`, () => {
      const { at, hear, watch, found } = watched();
      at(2_000);
      watch.retire('s');
      at(3_500);
      hear(what, 1, 1_990);
      assert.deepEqual(found, []);
    });
  }

  it('retires one viewer and leaves the rest of the share', () => {
    const { at, hear, watch, found } = watched();
    at(2_000);
    watch.retire('s', 'v');
    hear('up', 1, 2_500);
    hear('up', 2, 2_500);
    assert.deepEqual(found, ['lateMedia on 2 of s v']);
  });

  it('forgets what ended long ago: then it is strange', () => {
    const { at, hear, watch, found } = watched();
    at(2_000);
    watch.retire('s');
    at(13_000);
    watch.retire('another');
    hear('up', 2);
    assert.deepEqual(found, ['strangeMedia on 2 of nobody']);
  });

  it('says that everything has stopped when Janus is gone', () => {
    const { hear, watch, flows } = watched();
    hear('up', 1);
    hear('up', 2);
    watch.end();
    assert.deepEqual(flows, ['owner up', 'v up', 'owner down', 'v down']);
  });
});

describe("Janus's frames", () => {
  const about = { timestamp: 5_000, session_id: 7, handle_id: 1 };

  it('are read one by one or in groups, and what does not concern the guard is left out', () => {
    const attached = { type: 2, ...about, event: { name: 'attached', opaque_id: 'n' } };
    const ice = { type: 16, ...about, event: { 'local-candidate': 'x' } };
    const subscribed = { type: 64, ...about, event: { plugin: 'p', data: { event: 'subscribed', room: 0 } } };
    const echo = { type: 4, timestamp: 6_000, event: { schema: ECHO_SCHEMA, data: { n: 3 } } };
    const read = { sessionId: 7, handleId: 1, wallMs: 5 };
    assert.deepEqual(readEvents(JSON.stringify(attached)), [{ what: 'attached', ...read, opaqueId: 'n' }]);
    assert.deepEqual(readEvents(JSON.stringify([ice, subscribed, echo])), [
      { what: 'subscribed', ...read, opaqueId: undefined },
      { what: 'echo', n: 3, wallMs: 6 },
    ]);
  });

  for (const frame of ['', 'x', '"x"', '7', 'null']) {
    it(`are not: ${JSON.stringify(frame)}`, () => assert.equal(readEvents(frame), undefined));
  }
});

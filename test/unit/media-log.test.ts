import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Alarm } from '../../gateway/protocol/server-messages.ts';
import { MediaLog } from '../../gateway/server/media/media-log.ts';
import type { MediaEvent } from '../../gateway/server/media/media-port.ts';
import type { AdminFact } from '../../gateway/server/record/admin-record.ts';
import { FakeMedia } from '../support/fake-media.ts';

function keeping() {
  const media = new FakeMedia();
  const recorded: AdminFact[] = [];
  const alarms: Alarm[] = [];
  const warned: string[] = [];
  /** The shares that are live. */
  const shares = new Map([['g1', { sessionId: 's1', viewer: 'mia' }]]);
  const log = new MediaLog({
    media,
    admin: { tell: async (fact) => void recorded.push(fact) },
    partiesOf: (shareId) => shares.get(shareId),
    raise: (alarm) => alarms.push(alarm),
    warn: (_details, message) => warned.push(message),
  });
  const flow = (viewerId: string | undefined, state: 'up' | 'down', agoMs = 0): void =>
    media.emit({ type: 'flow', shareId: 'g1', viewerId, state, agoMs });
  return { media, recorded, alarms, warned, shares, log, flow };
}

describe('[T-AUDIT-MATCH] the log of what flowed', () => {
  it('keeps when media began and ended, from whom and to whom', () => {
    const { recorded, shares, flow } = keeping();
    flow(undefined, 'up', 3.4);
    flow('v', 'up');
    shares.clear(); // the share is over for its session before its media is
    flow('v', 'down', 7);
    flow(undefined, 'down');
    const share = { sessionId: 's1', shareId: 'g1' };
    assert.deepEqual(recorded, [
      { type: 'media.began', ...share, viewerId: null, to: null, agoMs: 3 },
      { type: 'media.began', ...share, viewerId: 'v', to: 'mia', agoMs: 0 },
      { type: 'media.ended', ...share, viewerId: 'v', to: 'mia', agoMs: 7, seen: true },
      { type: 'media.ended', ...share, viewerId: null, to: null, agoMs: 0, seen: true },
    ]);
  });

  it('keeps that whatever flowed went out of sight with the media server, once', () => {
    const { media, recorded, flow } = keeping();
    flow('v', 'up');
    media.emit({ type: 'ready', ready: false });
    media.emit({ type: 'ready', ready: true });
    media.emit({ type: 'ready', ready: false });
    const ended = { sessionId: 's1', shareId: 'g1', viewerId: 'v', to: 'mia', agoMs: 0 };
    assert.deepEqual(recorded.slice(1), [{ type: 'media.ended', ...ended, seen: false }]);
  });

  it('keeps also what flowed for nobody, and nothing after its end', () => {
    const { media, recorded, log } = keeping();
    const strange: MediaEvent = { type: 'flow', shareId: 'g9', viewerId: 'v', state: 'up', agoMs: 0 };
    media.emit(strange);
    log.close();
    media.emit(strange);
    assert.deepEqual(recorded, [{ type: 'media.began', sessionId: null, shareId: 'g9', viewerId: 'v', to: null, agoMs: 0 }]);
  });
});

describe('what no grant allowed', () => {
  it('[I1] is recorded, logged, and told to supervisors', () => {
    const { media, recorded, alarms, warned } = keeping();
    const strange = { shareId: undefined, viewerId: undefined, handleId: 7, agoMs: 3.2, cut: true, shareEnded: false };
    media.emit({ type: 'violation', kind: 'strangePublisher', ...strange });
    assert.deepEqual(recorded, [
      { type: 'media.violation', what: 'strangePublisher', shareId: null, viewerId: null, handleId: 7, agoMs: 3, cut: true },
    ]);
    assert.deepEqual(alarms, [{ kind: 'mediaViolation', cut: true }]);
    assert.match(warned.join(), /it is gone$/);
  });

  it('[T-REVOKE-VERIFY] a stop that took a second try is an alarm of its own', () => {
    const { media, recorded, alarms, warned } = keeping();
    const stop = { shareId: 'g1', viewerId: 'v', handleId: undefined, agoMs: 0, cut: false, shareEnded: false };
    media.emit({ type: 'violation', kind: 'stopNotObeyed', ...stop });
    assert.deepEqual(recorded.map((fact) => fact.type === 'media.violation' && [fact.what, fact.shareId, fact.cut]), [
      ['stopNotObeyed', 'g1', false],
    ]);
    assert.deepEqual(alarms, [{ kind: 'stopNotObeyed', cut: false }]);
    assert.match(warned.join(), /NOT known to be gone$/);
  });
});

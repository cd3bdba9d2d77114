import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EventFeed, FEED_SILENCE_MS } from '../../gateway/media-node/guard/event-feed.ts';
import { Guard } from '../../gateway/media-node/guard/guard.ts';
import type { RunningJanus } from '../../gateway/media-node/guard/janus-node.ts';
import type { GuardToServer } from '../../gateway/protocol/guard-messages.ts';
import { SimulatedServerClock } from '../support/simulated-clock.ts';

function createGuard(sessions?: Set<number>) {
  const clock = new SimulatedServerClock();
  clock.advance(10_000);
  const told: GuardToServer[] = [];
  const killed: string[] = [];
  const admin = {
    sessions: async () => [...(sessions ?? [])],
    hangUp: async () => undefined,
    destroySession: async (id: number) => void sessions?.delete(id),
  };
  const guard = new Guard({
    janus: {
      running: sessions && ({ admin } as unknown as RunningJanus),
      kill: async (reason) => void killed.push(reason),
    },
    tell: (message) => told.push(message),
    log: () => undefined,
    clock,
  });
  return { clock, guard, killed, sessions, told };
}

describe('the guard’s calls', () => {
  const open = { type: 'share.open', id: 1, shareId: 's', epoch: 1 } as const;

  it('[T-LATE-START] [I1] carries out nothing that comes after its deadline', async () => {
    const { clock, guard } = createGuard();
    const late = await guard.call({ ...open, byGuardMs: clock.monotonicMs() - 1 });
    assert.deepEqual([late.error, late.detail], ['stale', 'the deadline has passed']);
    const inTime = await guard.call({ ...open, byGuardMs: clock.monotonicMs() });
    assert.deepEqual([inTime.error, inTime.detail], ['janus', 'Janus is away']);
  });

  it('closes however late it is told to', async () => {
    const { guard } = createGuard();
    for (const call of [{ type: 'share.close' }, { type: 'viewer.close', viewerId: 'v' }] as const)
      assert.equal((await guard.call({ ...call, id: 1, shareId: 's', byGuardMs: 0 })).verified, true);
  });
});

describe('the guard and what ought not to be in Janus', () => {
  const strange = { kind: 'strangeHandle', sessionId: 7, handleId: 70, shareId: undefined, viewerId: undefined } as const;

  it('[I1] ends the session of a strange handle, and tells the server that it is gone', async () => {
    const { clock, guard, killed, sessions, told } = createGuard(new Set([7, 8]));
    await guard.violated({ ...strange, atMs: clock.monotonicMs() - 5 });
    assert.deepEqual([...(sessions ?? [])], [8]);
    assert.deepEqual(told, [{ type: 'violation', kind: 'strangeHandle', handleId: 70, agoMs: 5, cut: true }]);
    assert.deepEqual(killed, []);
  });

  it('[I1] does without Janus where its events are not heard any more', async () => {
    const clock = new SimulatedServerClock();
    const feed = await EventFeed.open(() => assert.fail('nothing happens'), clock);
    let silences = 0;
    void feed.follow({ echo: async () => undefined }, () => (silences += 1));
    clock.advance(FEED_SILENCE_MS - 1);
    assert.equal(silences, 0);
    clock.advance(1);
    assert.equal(silences, 1);
    feed.close();
  });
});

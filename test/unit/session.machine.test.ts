import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createActor } from 'xstate';
import { getSimplePaths } from 'xstate/graph';
import { sessionMachine, statusOf, type SessionEvent, type SessionSnapshot } from '../../state-machines/session.machine.ts';
import { SESSION_STATUSES } from '../../gateway/protocol/vocabulary.ts';
import { assertGolden, transitionTable } from '../support/machines.ts';

const EVENTS: SessionEvent[] = [
  ...(
    [
      'session.invited',
      'customer.joined',
      'customer.connected',
      'customer.linked',
      'visitor.gone',
      'agent.started',
      'agent.ended',
      'customer.left',
      'customer.reportedAbuse',
    ] as const
  ).map((type) => ({ type })),
  { type: 'agent.started', agentId: 'mia' },
];
const paths = getSimplePaths(sessionMachine, { events: EVENTS });
const snapshots = paths.map((path) => path.state as SessionSnapshot);
/** Every event that ends a session, and the reason that it leaves. */
const ENDS = {
  'agent.ended': 'agentEnded',
  'customer.left': 'customerEnded',
  'customer.reportedAbuse': 'abuseReported',
  'visitor.gone': 'visitorGone',
} as const;
/** Each status once for as long as it lasts. */
const statusesOf = (path: (typeof paths)[number]): string[] =>
  path.steps
    .map((step) => statusOf(step.state as SessionSnapshot))
    .filter((status, index, all) => status !== all[index - 1]);

/** Whether nobody was invited: somebody clicked to connect. */
const clicked = (path: (typeof paths)[number] | undefined): boolean =>
  path?.steps.some(({ event }) => event.type === 'customer.connected') ?? false;

describe('session machine', () => {
  it('declares exactly the transitions that were reviewed', () => {
    assertGolden('session.machine', transitionTable(sessionMachine));
  });

  it('[S1] goes through the statuses forward only', () => {
    for (const path of paths) {
      const order = statusesOf(path).map((status) => SESSION_STATUSES.indexOf(status as never));
      assert.deepEqual(order, [...new Set(order)].sort(), statusesOf(path).join(' > '));
    }
    assert.deepEqual(new Set(snapshots.map(statusOf)), new Set(SESSION_STATUSES));
  });

  it('[S2] is open until the agent or the customer ends it, or a visitor left before there was an agent', () => {
    for (const path of paths) {
      const last = path.steps.at(-1)?.event.type;
      const ended = !(path.state as SessionSnapshot).hasTag('open');
      assert.equal(ended, last !== undefined && Object.hasOwn(ENDS, last));
    }
  });

  it('[S3] [S4] [S5] is invitable while connecting, startable while waiting, requestable while active', () => {
    for (const [index, snapshot] of snapshots.entries()) {
      assert.equal(snapshot.hasTag('invitable'), statusOf(snapshot) === 'connecting' && !clicked(paths[index]));
      assert.equal(snapshot.hasTag('startable'), statusOf(snapshot) === 'waiting');
      assert.equal(snapshot.hasTag('requestable'), statusOf(snapshot) === 'active');
    }
  });

  it('[S3] [I4] is joinable from an invitation until it is used, and again from the next one', () => {
    for (const path of paths) {
      const events = path.steps.map(({ event }) => event.type);
      const invited = events.lastIndexOf('session.invited');
      const used = Math.max(...(['customer.joined', 'customer.linked'] as const).map((type) => events.lastIndexOf(type)));
      const snapshot = path.state as SessionSnapshot;
      assert.equal(snapshot.hasTag('joinable'), snapshot.hasTag('open') && invited > used, events.join(' > '));
      assert.equal(snapshot.can({ type: 'customer.joined' }), snapshot.hasTag('joinable'));
      if (snapshot.hasTag('joined')) assert.match(events.at(-1) ?? '', /^customer\.(joined|connected)$/);
    }
  });

  it('[S8] [002-27] belongs to nobody from a click to connect until an agent takes it, and goes with its visitor', () => {
    for (const path of paths) {
      const snapshot = path.state as SessionSnapshot;
      const isLinked = statusOf(snapshot) === 'waiting';
      assert.equal(snapshot.hasTag('unclaimed'), clicked(path) && isLinked);
      if (clicked(path) && isLinked) {
        assert.equal(snapshot.can({ type: 'agent.started' }), false, 'nobody starts it without taking it');
        assert.equal(snapshot.can({ type: 'agent.started', agentId: 'mia' }), true);
      }
      const isWithoutAgent = snapshot.hasTag('open') && !snapshot.hasTag('requestable') && clicked(path);
      assert.equal(snapshot.can({ type: 'visitor.gone' }), isWithoutAgent);
      if (isWithoutAgent) assert.equal(snapshot.can({ type: 'customer.reportedAbuse' }), false, 'there is nobody to report');
    }
  });

  it('[S7] keeps helpers only where it was started with that wish, and from then on', () => {
    const started = (event: { type: 'agent.started'; keepHelper?: true }) => {
      const actor = createActor(sessionMachine).start();
      for (const type of ['session.invited', 'customer.joined', 'customer.linked'] as const) actor.send({ type });
      assert.equal(actor.getSnapshot().context.keepsHelper, false);
      actor.send(event);
      actor.send({ type: 'agent.ended' });
      return actor.getSnapshot().context.keepsHelper;
    };
    assert.deepEqual([started({ type: 'agent.started' }), started({ type: 'agent.started', keepHelper: true })], [false, true]);
  });

  it('has no reason for an end while it is open', () => {
    for (const snapshot of snapshots) if (snapshot.hasTag('open')) assert.equal(snapshot.context.endReason, null);
  });

  it('[S6] takes nothing after its end and says who ended it', () => {
    for (const path of paths.filter(({ state }) => state.status === 'done')) {
      const snapshot = path.state as SessionSnapshot;
      assert.equal(snapshot.context.endReason, ENDS[path.steps.at(-1)?.event.type as keyof typeof ENDS]);
      assert.equal(snapshot.can({ type: 'agent.started' }), false);
      assert.equal(snapshot.can({ type: 'customer.linked' }), false);
    }
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createActor, SimulatedClock } from 'xstate';
import { getSimplePaths } from 'xstate/graph';
import { requestMachine, type RequestEvent, type RequestSnapshot } from '../../state-machines/request.machine.ts';
import { ANSWERS, CAPABILITIES, REFUSAL_REASONS, SURFACES, type Capability, type RequestEndReason } from '../../gateway/protocol/vocabulary.ts';
import { assertGolden, declaredTransitions, recordTransitions, transitionTable } from '../support/machines.ts';

const input = {
  capability: 'view',
  continues: null,
  promptTimeoutMs: 60_000,
  maxExtensions: 1,
  pickerTimeoutMs: 120_000,
  openTimeoutMs: 15_000,
  grantMaxLifeMs: 3_600_000,
  grantIdleMs: 600_000,
} as const;

const chosen = (surface: (typeof SURFACES)[number]): RequestEvent => ({
  type: 'owner.surfaceChosen',
  grantId: 'g',
  epoch: 7,
  surface,
  widthPx: 1280,
  heightPx: 720,
});

const EVENTS: RequestEvent[] = [
  ...ANSWERS.map((answer) => ({ type: 'customer.answered', answer }) as const),
  ...SURFACES.map(chosen),
  { type: 'owner.captureFailed', reason: 'pickerCancelled' },
  { type: 'owner.captureFailed', reason: 'captureUnavailable' },
  { type: 'owner.captureFailed', reason: 'pageUnavailable' },
  ...(
    [
      'customer.extended',
      'customer.stopped',
      'customer.lost',
      'owner.captureEnded',
      'agent.withdrew',
      'agent.lookedAway',
      'agent.lookedAgain',
      'agent.released',
      'agent.lost',
      'media.opened',
      'media.failed',
      'page.forbidden',
      'session.ended',
      'server.restarted',
    ] as const
  ).map((type) => ({ type })),
];

const timers = [...declaredTransitions(requestMachine)].flatMap((id) => id.match(/xstate\.after\.[^|]+/) ?? []);
const paths = getSimplePaths(requestMachine, {
  input,
  events: [...EVENTS, ...timers.map((type) => ({ type }) as unknown as RequestEvent)],
  limit: 100_000,
});
const typesOf = (path: (typeof paths)[number]): string[] => path.steps.map((step) => step.event.type);
const snapshotOf = (path: (typeof paths)[number]): RequestSnapshot => path.state as RequestSnapshot;
/** Each step with the snapshot before it. */
const steps = paths.flatMap((path) =>
  path.steps.map((step, index) => ({
    before: path.steps[index - 1]?.state as RequestSnapshot | undefined,
    event: step.event as RequestEvent,
    after: step.state as RequestSnapshot,
  })),
);
const after = (events: RequestEvent[]): RequestSnapshot => {
  const actor = createActor(requestMachine, { input, clock: new SimulatedClock() }).start();
  for (const event of events) actor.send(event);
  return actor.getSnapshot();
};
const OK: RequestEvent = { type: 'customer.answered', answer: 'ok' };
const granted = [OK, chosen('monitor')];

describe('request machine', () => {
  it('declares exactly the transitions that were reviewed', () => {
    assertGolden('request.machine', transitionTable(requestMachine));
  });

  it('replays every path on a real actor with a simulated clock, and leaves no transition out', () => {
    const covered = new Set<string>();
    for (const path of paths) {
      const clock = new SimulatedClock();
      const actor = createActor(requestMachine, { input, clock, inspect: recordTransitions(covered) }).start();
      for (const { event } of path.steps.slice(1)) {
        // Timers are sent as events here; their time is tested in [R7] and [R11].
        actor.send(event as RequestEvent);
      }
      assert.deepEqual(actor.getSnapshot().value, path.state.value);
      assert.deepEqual(actor.getSnapshot().context, path.state.context);
      actor.send({ type: 'agent.lookedAgain' }); // leads back, so no simple path has it
      actor.stop();
    }
    createActor(requestMachine, { input: { ...input, continues: 'r0' }, inspect: recordTransitions(covered) }).start().stop();
    const controls: RequestEvent[] = [{ type: 'viewer.tookControl' }, { type: 'viewer.releasedControl' }, { type: 'viewer.tookControl' }, { type: 'helper.lost' }, { type: 'viewer.tookControl' }, { type: 'agent.lookedAway' }, { type: 'base.ended', reason: 'revoked' }];
    const grant = { grantId: 'g', epoch: 7, surface: 'monitor', widthPx: 1280, heightPx: 720 } as const;
    for (const [upgrades, ok] of [[{}, granted], [{ upgrades: 'r0' }, [{ type: 'customer.answered', answer: 'ok', grant }]]] as const) {
      const actor = createActor(requestMachine, { input: { ...input, ...upgrades, capability: 'control' }, inspect: recordTransitions(covered) }).start();
      for (const event of [...ok, ...controls]) actor.send(event);
      assert.equal(actor.getSnapshot().context.endReason, 'revoked');
    }
    const giver = createActor(requestMachine, { input: { ...input, capability: 'giveControl' }, inspect: recordTransitions(covered) }).start();
    for (const event of [...granted, { type: 'viewer.tookControl' }, { type: 'owner.tookBack' }, { type: 'owner.gaveAgain' }, { type: 'owner.tookBack' }, { type: 'owner.gaveAgain' }] as const) giver.send(event);
    assert.ok(giver.getSnapshot().hasTag('armed'));
    giver.stop();
    assert.deepEqual([...declaredTransitions(requestMachine)].filter((id) => !covered.has(id)), []);
  });

  it('[R1] [B-04] asks only at the beginning, and stays asking only by More time', () => {
    for (const { before, event, after } of steps)
      if (after.hasTag('asking')) assert.ok(before === undefined || event.type === 'customer.extended');
  });

  it('[R2] [003-05] chooses only after the customer said OK to the open question', () => {
    for (const { before, event, after } of steps)
      if (after.hasTag('choosing') && !before?.hasTag('choosing')) {
        assert.deepEqual(event, OK);
        assert.ok(before?.hasTag('asking'));
      }
  });

  it('[R2] begins with the choice where the customer’s own click on Continue sharing made the request', () => {
    const actor = createActor(requestMachine, { input: { ...input, continues: 'r0' }, clock: new SimulatedClock() }).start();
    assert.deepEqual(actor.getSnapshot().value, { open: { pending: 'choosing' } });
    assert.equal(actor.getSnapshot().context.grant, null);
  });

  it('[R3] [002-13] lets an agent show a tab as well, but takes none where a desktop was asked for', () => {
    const ends = (capability: 'view' | 'show', surface: 'monitor' | 'browser') => {
      const actor = createActor(requestMachine, { input: { ...input, capability }, clock: new SimulatedClock() }).start();
      for (const event of [OK, chosen(surface)]) actor.send(event);
      return actor.getSnapshot().context.endReason;
    };
    assert.deepEqual([ends('view', 'monitor'), ends('view', 'browser')], [null, 'wrongSurface']);
    assert.deepEqual([ends('show', 'monitor'), ends('show', 'browser')], [null, null]);
  });

  it('[R15] [002-24] is taken back by the agent whose desktop it is, and by no customer', () => {
    for (const capability of ['control', 'giveControl'] as const) {
      const actor = createActor(requestMachine, { input: { ...input, capability }, clock: new SimulatedClock() }).start();
      for (const event of [...granted, { type: 'viewer.tookControl' }] as const) actor.send(event);
      actor.send({ type: 'owner.tookBack' });
      assert.equal(actor.getSnapshot().hasTag('takenBack'), capability === 'giveControl');
      actor.stop();
    }
  });

  it('[R4] is looked away from by an agent who views, and by nobody where the customer does', () => {
    for (const capability of ['view', 'show'] as const) {
      const actor = createActor(requestMachine, { input: { ...input, capability }, clock: new SimulatedClock() }).start();
      for (const event of granted) actor.send(event);
      assert.equal(actor.getSnapshot().can({ type: 'agent.lookedAway' }), capability === 'view');
      actor.send({ type: 'media.opened' });
      assert.equal(actor.getSnapshot().can({ type: 'agent.lookedAway' }), capability === 'view');
      for (const stop of ['customer.stopped', 'owner.captureEnded', 'agent.released', 'customer.lost', 'agent.lost'] as const)
        assert.ok(actor.getSnapshot().can({ type: stop }), `${capability} ${stop}`);
    }
  });

  it('[R3] [B-01] is granted only by a finished choice of the owner after an OK', () => {
    for (const path of paths.filter((candidate) => snapshotOf(candidate).hasTag('granted'))) {
      const events = path.steps.map((step) => step.event as RequestEvent);
      const choice = events.findIndex((event) => event.type === 'owner.surfaceChosen');
      assert.ok(events.slice(0, choice).some((event) => event.type === 'customer.answered' && event.answer === 'ok'));
    }
    for (const { before, event, after } of steps)
      if (after.hasTag('granted') && !before?.hasTag('granted')) {
        assert.equal(event.type, 'owner.surfaceChosen');
        assert.ok(before?.hasTag('choosing'));
        assert.ok(after.context.grant !== null && after.context.grant.surface !== 'browser');
      }
  });

  it('[R3] is granted for each surface that shows a desktop, exactly as it was chosen', () => {
    for (const surface of SURFACES) {
      const { context, tags } = after([OK, chosen(surface)]);
      const grant = { grantId: 'g', epoch: 7, surface, widthPx: 1280, heightPx: 720 };
      const isDesktop = surface !== 'browser' && surface !== 'page';
      assert.deepEqual(context.grant, isDesktop ? grant : null);
      assert.equal(tags.has('granted'), isDesktop, surface);
    }
  });

  it('[R3] [002-35] is granted for the page, or for a desktop in its place, where the page was asked for, and for a page in no other case', () => {
    const isGranted = (capability: Capability, surface: (typeof SURFACES)[number]): boolean => {
      const actor = createActor(requestMachine, { input: { ...input, capability } }).start();
      for (const event of [OK, chosen(surface)]) actor.send(event);
      return actor.getSnapshot().hasTag('granted');
    };
    assert.deepEqual(SURFACES.filter((surface) => isGranted('cobrowseView', surface)), ['monitor', 'window', 'unknown', 'page']);
    assert.deepEqual(SURFACES.filter((surface) => isGranted('cobrowseControl', surface)), ['page'], 'what stands in the place of a page cannot be used');
    assert.deepEqual(CAPABILITIES.filter((capability) => isGranted(capability, 'page')), ['cobrowseView', 'cobrowseControl']);
  });

  it('[R4] [001-09] is watched only while granted, and only the agent changes that', () => {
    for (const { before, event, after } of steps) {
      if (after.hasTag('watched')) assert.ok(after.hasTag('granted'));
      if (before?.hasTag('granted') && after.hasTag('granted') && before.hasTag('watched') !== after.hasTag('watched'))
        assert.match(event.type, /^agent\.looked(Away|Again)$/);
    }
  });

  it('[R5] is opening only until the picture flows', () => {
    for (const { before, event, after } of steps) {
      if (after.hasTag('opening')) assert.ok(after.hasTag('watched'));
      if (before?.hasTag('opening') && after.hasTag('granted') && !after.hasTag('opening'))
        assert.match(event.type, /^(media\.opened|agent\.lookedAway)$/);
    }
  });

  it('[R5] [I20] fails where the media did not open in its time, also where the agent looked away and again', () => {
    for (const looks of [[], ['agent.lookedAway'], ['agent.lookedAway', 'agent.lookedAgain']] as const) {
      const clock = new SimulatedClock();
      const actor = createActor(requestMachine, { input, clock }).start();
      for (const event of granted) actor.send(event);
      clock.increment(input.openTimeoutMs - 1);
      for (const type of looks) actor.send({ type });
      assert.equal(actor.getSnapshot().context.endReason, null);
      clock.increment(1);
      assert.equal(actor.getSnapshot().context.endReason, 'mediaFailed', looks.join());
    }
  });

  it('[R5] has all the time once the media opened, also while nobody looked', () => {
    const clock = new SimulatedClock();
    const actor = createActor(requestMachine, { input, clock }).start();
    for (const event of [...granted, { type: 'agent.lookedAway' }, { type: 'media.opened' }] as const) actor.send(event);
    clock.increment(input.openTimeoutMs);
    assert.ok(!actor.getSnapshot().hasTag('watched'));
    actor.send({ type: 'agent.lookedAgain' });
    assert.deepEqual([...actor.getSnapshot().tags], ['open', 'granted', 'relayed', 'watched']);
    clock.increment(input.openTimeoutMs);
    assert.equal(actor.getSnapshot().context.endReason, null);
  });

  it('[R6] names each refusal, and none leaves a grant', () => {
    const cases: [RequestEvent[], RequestEndReason][] = [
      [[{ type: 'customer.answered', answer: 'notNow' }], 'notNow'],
      [[{ type: 'customer.answered', answer: 'dismissed' }], 'dismissed'],
      [[{ type: 'agent.withdrew' }], 'withdrawn'],
      [[OK, { type: 'agent.withdrew' }], 'withdrawn'],
      [[OK, { type: 'owner.captureFailed', reason: 'pickerCancelled' }], 'pickerCancelled'],
      [[OK, { type: 'owner.captureFailed', reason: 'captureUnavailable' }], 'captureUnavailable'],
      [[OK, { type: 'owner.captureFailed', reason: 'pageUnavailable' }], 'pageUnavailable'],
      [[OK, chosen('browser')], 'wrongSurface'],
    ];
    for (const [events, reason] of cases) {
      const { context, status } = after(events);
      assert.deepEqual([status, context.endReason, context.grant], ['done', reason, null]);
    }
    for (const path of paths) {
      const { endReason, grant } = snapshotOf(path).context;
      if (REFUSAL_REASONS.includes(endReason as never)) assert.equal(grant, null, typesOf(path).join(' > '));
    }
  });

  it('[R7] [B-04] ends as no answer after its time, which More time starts anew so often and no more', () => {
    const clock = new SimulatedClock();
    const actor = createActor(requestMachine, { input, clock }).start();
    clock.increment(input.promptTimeoutMs - 1);
    actor.send({ type: 'customer.extended' });
    clock.increment(input.promptTimeoutMs - 1);
    actor.send({ type: 'customer.extended' }); // one more than allowed
    assert.ok(actor.getSnapshot().hasTag('asking'));
    clock.increment(1);
    assert.equal(actor.getSnapshot().context.endReason, 'noAnswer');
    assert.equal(actor.getSnapshot().context.grant, null);
  });

  it('[R7] counts how often More time was pressed', () => {
    const actor = createActor(requestMachine, { input: { ...input, maxExtensions: 2 }, clock: new SimulatedClock() }).start();
    for (const extensions of [1, 2, 2]) {
      actor.send({ type: 'customer.extended' });
      assert.equal(actor.getSnapshot().context.extensions, extensions);
    }
  });

  it('[R7] ends as timed out when nothing is chosen in the picker', () => {
    const clock = new SimulatedClock();
    const actor = createActor(requestMachine, { input, clock }).start();
    actor.send(OK);
    clock.increment(input.pickerTimeoutMs - 1);
    assert.ok(actor.getSnapshot().hasTag('choosing'));
    clock.increment(1);
    assert.equal(actor.getSnapshot().context.endReason, 'pickerTimedOut');
  });

  it('[R8] never refuses a narrowing while granted', () => {
    const narrowings = ['customer.stopped', 'owner.captureEnded', 'agent.released', 'agent.withdrew', 'page.forbidden'] as const;
    for (const path of paths.filter((candidate) => snapshotOf(candidate).hasTag('granted')))
      for (const type of narrowings) assert.ok(snapshotOf(path).can({ type }), `${type} in ${typesOf(path).join(' > ')}`);
    assert.equal(after([...granted, { type: 'customer.stopped' }]).context.endReason, 'revoked');
    assert.equal(after([...granted, { type: 'owner.captureEnded' }]).context.endReason, 'captureEnded');
    assert.equal(after([...granted, { type: 'agent.released' }]).context.endReason, 'released');
    assert.equal(after([...granted, { type: 'page.forbidden' }]).context.endReason, 'pageForbidden');
  });

  it('[R9] [D-8] ends in every open state when somebody is gone', () => {
    const ends = {
      'customer.lost': 'customerLost',
      'agent.lost': 'agentLost',
      'session.ended': 'sessionEnded',
      'server.restarted': 'serverRestarted',
    } as const;
    for (const path of paths.filter((candidate) => snapshotOf(candidate).hasTag('open')))
      for (const [type, reason] of Object.entries(ends)) {
        const actor = createActor(requestMachine, { input, clock: new SimulatedClock() }).start();
        for (const { event } of path.steps.slice(1)) actor.send(event as RequestEvent);
        actor.send({ type: type as keyof typeof ends });
        assert.equal(actor.getSnapshot().context.endReason, reason);
      }
  });

  it('[R10] takes nothing after its end, which has one reason', () => {
    for (const path of paths.filter((candidate) => snapshotOf(candidate).status === 'done')) {
      assert.notEqual(snapshotOf(path).context.endReason, null);
      for (const event of EVENTS) assert.equal(snapshotOf(path).can(event), false);
    }
  });

  it('[R11] [I14] ends a grant after its longest life, however it was used', () => {
    const clock = new SimulatedClock();
    const actor = createActor(requestMachine, { input, clock }).start();
    for (const event of granted) actor.send(event);
    actor.send({ type: 'media.opened' });
    clock.increment(input.grantMaxLifeMs / 2);
    actor.send({ type: 'agent.lookedAway' });
    actor.send({ type: 'agent.lookedAgain' });
    clock.increment(input.grantMaxLifeMs / 2 - 1);
    assert.ok(actor.getSnapshot().hasTag('granted'));
    clock.increment(1);
    assert.equal(actor.getSnapshot().context.endReason, 'expired');
  });

  it('[R11] [I14] ends a grant that nobody looks at, unless the agent looks again in time', () => {
    const clock = new SimulatedClock();
    const actor = createActor(requestMachine, { input, clock }).start();
    for (const event of granted) actor.send(event);
    actor.send({ type: 'media.opened' });
    actor.send({ type: 'agent.lookedAway' });
    clock.increment(input.grantIdleMs - 1);
    actor.send({ type: 'agent.lookedAgain' });
    clock.increment(input.grantIdleMs);
    assert.ok(actor.getSnapshot().hasTag('watched'));
    actor.send({ type: 'agent.lookedAway' });
    clock.increment(input.grantIdleMs);
    assert.equal(actor.getSnapshot().context.endReason, 'idle');
  });

  it('[R12] is open in every state but the end', () => {
    for (const path of paths) assert.equal(snapshotOf(path).hasTag('open'), snapshotOf(path).status === 'active');
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Control } from '../../gateway/server/sessions/control.ts';
import type { SessionFact } from '../../state-machines/support-session.ts';
import { FakeHelper } from '../support/fake-helper.ts';
import { choice, createWorld, requestId, toGrant } from '../support/session-actor.ts';

/** A session in which one person controls the other's desktop, with a record that can be held up. */
async function controlling(capability: 'control' | 'giveControl') {
  const world = createWorld();
  const { actor, clock } = world;
  const facts = [...toGrant, choice, { type: 'media.opened', requestId } as const].map(
    (fact): SessionFact => (fact.type === 'request.created' ? { ...fact, capability } : fact),
  );
  for (const fact of facts) await actor.submit(fact);
  const control: Control = new Control(actor, {
    clock,
    owner: capability === 'control' ? 'customer' : 'agent',
    names: () => ({ viewerName: 'Mia', company: 'Acme' }),
    bothOnline: () => true,
    taking: () => undefined,
    changed: () => control.push(),
    failed: (error) => assert.fail(String(error)),
  });
  const helper = new FakeHelper(control);
  const [entry] = actor.state.requests;
  assert.ok(entry);
  await control.take(entry);
  control.push();
  assert.ok(helper.isActive);
  return { ...world, control, helper, entry };
}

describe('the hand of the viewer, while the record is slow', () => {
  it('[I2] does not pass from one helper to a newer one', async () => {
    const { world, control } = await controlling('control');
    world.stalled = true;
    assert.equal(new FakeHelper(control).isActive, false);
  });

  it('[I2] [002-24] is off from the moment of the agent’s click on the own desktop', async () => {
    const { world, helper } = await controlling('giveControl');
    world.stalled = true;
    helper.says({ type: 'ownerPressed' });
    assert.equal(helper.isActive, false);
  });

  it('[I2] [002-24] is not on again by a click into the picture before that is on record', async () => {
    const { world, control, helper, entry } = await controlling('giveControl');
    world.stalled = true;
    void control.takeBack();
    assert.equal(control.hand.isTakenBack, true, 'so both people are told at once');
    void control.take(entry);
    helper.says({ type: 'ownerActs', acts: true });
    assert.deepEqual([helper.isActive, control.hand.isOn], [false, false]);
  });

  it('[I3] is on only once the click is on record, and not where it could not be recorded', async () => {
    const { world, control, helper, actor } = await controlling('control');
    await control.release();
    const [entry] = actor.state.requests;
    assert.ok(entry);
    world.failing = true;
    await assert.rejects(control.take(entry), { code: 'E_RECORD' });
    assert.deepEqual([helper.isActive, control.hand.isOn, control.isHeld], [false, false, false]);
  });

  it('[I8] counts as somebody else’s for a second after it was let go of', async () => {
    const { control, clock, helper } = await controlling('giveControl');
    assert.equal(control.remoteForMs, 1_000);
    for (let n = 1; n <= 3; n++) {
      clock.advance(900);
      helper.says({ type: 'pong', n });
    }
    assert.equal(control.remoteForMs, 1_000, 'while it is on, however long it keeps still');
    await control.release();
    clock.advance(400);
    assert.equal(control.remoteForMs, 600);
    clock.advance(600);
    assert.equal(control.remoteForMs, 0);
  });

  it('stays on where a customer clicks beside the agent', async () => {
    const { helper } = await controlling('control');
    helper.says({ type: 'ownerPressed' });
    assert.equal(helper.isActive, true);
  });
});

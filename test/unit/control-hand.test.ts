import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { HelperLink } from '../../gateway/server/helpers/helper-seat.ts';
import { Control } from '../../gateway/server/sessions/control.ts';
import type { SessionFact } from '../../state-machines/support-session.ts';
import type { ServerToHelper } from '../../gateway/protocol/helper-messages.ts';
import { choice, createWorld, requestId, toGrant } from '../support/session-actor.ts';

/** A helper that is told things, and goes where it is sent. */
function fakeLink() {
  const received: ServerToHelper[] = [];
  const link: HelperLink = {
    send: (message) => void received.push(message),
    dismiss: () => undefined,
    drop: () => undefined,
  };
  return { link, wasActive: () => received.some((message) => message.type === 'control' && message.control?.active) };
}

/** A session in which the agent controls, with a record that can be held up. */
async function controlling() {
  const world = createWorld();
  const { actor, clock } = world;
  const facts = [...toGrant, choice, { type: 'media.opened', requestId } as const].map(
    (fact): SessionFact => (fact.type === 'request.created' ? { ...fact, capability: 'control' } : fact),
  );
  for (const fact of facts) await actor.submit(fact);
  const control: Control = new Control(actor, {
    clock,
    names: () => ({ agentName: 'Mia', company: 'Acme' }),
    bothOnline: () => true,
    changed: () => control.push(),
    failed: (error) => assert.fail(String(error)),
  });
  const joins = (): ReturnType<typeof fakeLink> => {
    const helper = fakeLink();
    control.helper.attach(helper.link);
    control.helper.received(helper.link, { type: 'able', able: true });
    return helper;
  };
  const first = joins();
  const [entry] = actor.state.requests;
  assert.ok(entry);
  await control.take(entry);
  control.push();
  assert.ok(first.wasActive());
  return { ...world, joins };
}

describe('the hand of the viewer, while the record is slow', () => {
  it('[I2] does not pass from one helper to a newer one', async () => {
    const { world, joins } = await controlling();
    world.stalled = true;
    assert.equal(joins().wasActive(), false);
  });
});

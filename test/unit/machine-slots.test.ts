import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createActor, type AnyActorLogic } from 'xstate';
import { sharingMachine } from '../../state-machines/sharing.machine.ts';
import { showingMachine } from '../../state-machines/showing.machine.ts';
import { viewingMachine } from '../../state-machines/viewing.machine.ts';
import { macrotask } from '../support/machines.ts';

/** How an actor that nobody provided fails. */
async function failureOf(logic: unknown): Promise<string> {
  const actor = createActor(logic as AnyActorLogic);
  let failure = 'nothing';
  actor.subscribe({ error: (error) => (failure = String(error)) });
  actor.start();
  await macrotask();
  return failure;
}

describe('the machines of the pages, before a composition root provided anything', () => {
  for (const [machine, { implementations }, actions] of [
    ['sharing', sharingMachine, ['stopCapture', 'suspendCapture', 'reportCaptureFailure', 'reportStop']],
    ['showing', showingMachine, ['stopCapture', 'holdCapture', 'reportWithdrawal', 'reportStop']],
  ] as const) {
    for (const [name, logic] of Object.entries(implementations.actors))
      it(`${machine} names its actor ${name}`, async () => {
        const message = `Error: ${name} is not provided: give it to the machine's provide()`;
        assert.equal(await failureOf(logic), message);
      });

    for (const name of actions)
      it(`${machine} names its action ${name}`, () => {
        const action = Object.entries(implementations.actions).find(([key]) => key === name)?.[1];
        const message = `${name} is not provided: give it to the machine's provide()`;
        assert.throws(action as () => void, { message });
      });
  }

  it('viewing names its actor', async () => {
    const message = "Error: watch is not provided: give it to the machine's provide()";
    assert.equal(await failureOf(viewingMachine.implementations.actors['watch']), message);
  });

  it('the times are those of their documentation', () => {
    const sharing = createActor(sharingMachine).getSnapshot().context;
    assert.deepEqual(sharing, {
      leaseMs: 3_000,
      grantTimeoutMs: 15_000,
      keepMs: 60_000,
      requestId: null,
      choice: null,
      grant: null,
      wantsToContinue: false,
      endReason: null,
    });
    const viewing = createActor(viewingMachine).getSnapshot().context;
    assert.deepEqual(viewing, { leaseMs: 3_000, grant: null, endReason: null, seen: true });
  });

  it('the times can be chosen, each for itself', () => {
    const input = { leaseMs: 1, grantTimeoutMs: 2, keepMs: 3 };
    const { leaseMs, grantTimeoutMs, keepMs } = createActor(sharingMachine, { input }).getSnapshot().context;
    assert.deepEqual({ leaseMs, grantTimeoutMs, keepMs }, input);
    assert.equal(createActor(viewingMachine, { input: { leaseMs: 1 } }).getSnapshot().context.leaseMs, 1);
  });
});

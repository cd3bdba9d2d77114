import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sampleControl, sampleId, sampleSession, sampleShare } from '../../mocks/agent.ts';
import { createRemoteHand } from '../../plugin/agent/remote-hand.ts';

const move = { kind: 'move', x: 0.5, y: 0.5 } as const;

function setUp() {
  const sent: { grantId: string; epoch: number; seq: number }[] = [];
  const ran: string[] = [];
  let control = sampleControl({ phase: 'active' });
  const hand = createRemoteHand({
    getView: () => sampleSession({ share: sampleShare(), control }),
    send: (message) => void sent.push(message as (typeof sent)[number]),
    run: (name) => void ran.push(name),
  });
  return { hand, sent, ran, tell: (change: Partial<typeof control>) => (control = { ...control, ...change }) };
}

describe('mouse and keyboard of one session', () => {
  it('numbers the input of each grant from 1', () => {
    const { hand, sent, tell } = setUp();
    hand.send(move);
    hand.send(move);
    tell({ grantId: sampleId('other'), epoch: 12 });
    hand.send(move);
    tell({ grantId: sampleControl().grantId, epoch: 13 });
    hand.send(move);
    assert.deepEqual(sent.map(({ seq }) => seq), [1, 2, 1, 3]);
    assert.deepEqual(sent.map(({ epoch }) => epoch), [9, 9, 12, 13]);
    assert.deepEqual(sent[0], {
      type: 'control.input',
      sessionId: sampleId('ada'),
      grantId: sampleControl().grantId,
      epoch: 9,
      seq: 1,
      input: move,
    });
  });

  for (const phase of ['armed', 'paused'] as const) {
    it(`[002-12] [B-03] sends nothing while control is ${phase}`, () => {
      const { hand, sent, tell } = setUp();
      tell({ phase });
      hand.send(move);
      assert.deepEqual(sent, []);
    });
  }

  it('takes and lets go by command', () => {
    const { hand, ran } = setUp();
    hand.take();
    hand.release();
    assert.deepEqual(ran, ['takeControl', 'releaseControl']);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Share } from '../../gateway/server/sessions/share.ts';
import { FakeMedia } from '../support/fake-media.ts';
import { macrotask } from '../support/machines.ts';
import { SimulatedServerClock } from '../support/simulated-clock.ts';

/** A published share whose viewer has been offered, and what it told. */
async function createOffered() {
  const clock = new SimulatedServerClock();
  const told = { offers: [] as string[], failures: 0 };
  const grant = { grantId: 'g1', epoch: 1, surface: 'monitor', widthPx: 1, heightPx: 1 } as const;
  const share = new Share(grant, new FakeMedia(), clock, {
    offerViewer: ({ viewerId }) => told.offers.push(viewerId),
    failed: () => (told.failures += 1),
  });
  await share.publish('offer');
  share.ownerIsUp();
  await macrotask();
  return { clock, share, told };
}

describe('a viewer of a share', () => {
  it('[T-F-UDP] [I20] fails the share where its connection does not come up within ten seconds', async () => {
    const { clock, told } = await createOffered();
    assert.equal(told.offers.length, 1);
    clock.advance(9_999);
    assert.equal(told.failures, 0);
    clock.advance(1);
    assert.equal(told.failures, 1);
  });

  it('has all the time once its connection came up', async () => {
    const { clock, share, told } = await createOffered();
    share.viewerChanged(share.viewerId ?? '', 'up');
    clock.advance(60_000);
    assert.equal(told.failures, 0);
  });

  it('is not waited for while nobody looks, nor after the end', async () => {
    const { clock, share, told } = await createOffered();
    await share.lookAway();
    clock.advance(60_000);
    share.look();
    await macrotask();
    void share.close();
    clock.advance(60_000);
    assert.equal(told.failures, 0);
  });

  it('has the same time again where it is offered anew', async () => {
    const { clock, share, told } = await createOffered();
    clock.advance(8_000);
    share.agentReturned();
    await macrotask();
    assert.equal(told.offers.length, 2);
    clock.advance(8_000);
    assert.equal(told.failures, 0);
    clock.advance(2_000);
    assert.equal(told.failures, 1);
  });

  it('is offered anew a few times where its connection goes down; then the share fails', async () => {
    const { share, told } = await createOffered();
    for (let time = 0; time < 4; time += 1) {
      share.viewerChanged(share.viewerId ?? '', 'down');
      await macrotask();
    }
    assert.deepEqual([told.offers.length, told.failures], [4, 1]);
  });
});

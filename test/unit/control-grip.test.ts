import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { agentControl } from '../../mocks/customer.ts';
import { ControlGrip, type ControlSurroundings } from '../../plugin/shared/control/control-grip.ts';
import { toControlStatus } from '../../plugin/shared/control/control-status.ts';

/** A grip on a live picture, and what its hand did. */
function setUp() {
  const did: string[] = [];
  const hand = { take: () => void did.push('take'), release: () => void did.push('release'), send: () => undefined };
  const calm: ControlSurroundings = { hand, control: agentControl(), link: 'open', picture: 'live', asked: 'nobody', command: null };
  const grip = new ControlGrip(() => void did.push('loosen'));
  const follow = (change: Partial<ControlSurroundings> = {}) => {
    const surroundings = { ...calm, ...change };
    grip.follow(surroundings);
    return toControlStatus(surroundings, grip.phase);
  };
  const active = agentControl({ phase: 'active' });
  return {
    did,
    follow,
    active,
    hold() {
      grip.take(calm);
      follow({ control: active });
      did.length = 0;
    },
  };
}

describe('who holds mouse and keyboard of the desktop in a picture', () => {
  it('holds them from the server’s agreement on', () => {
    const { follow, hold, active } = setUp();
    assert.equal(follow(), 'armed');
    hold();
    assert.equal(follow({ control: active }), 'active');
    assert.equal(follow({ control: agentControl({ phase: 'paused' }) }), 'ownerActs');
  });

  it('[002-24] what its owner took back is not held, not owed, and armed again as if it had never been', () => {
    const { follow, hold, did, active } = setUp();
    hold();
    assert.equal(follow({ control: agentControl({ phase: 'takenBack' }) }), 'takenBack');
    assert.deepEqual(did, ['loosen']);
    assert.equal(follow(), 'armed');
    assert.equal(follow({ control: active }), 'armed', 'what is active now was not taken here');
  });

  it('lets go where this person is asked, and waits where the owner is', () => {
    const { follow, hold, did, active } = setUp();
    hold();
    assert.equal(follow({ control: agentControl({ phase: 'paused' }), asked: 'owner' }), 'asked');
    assert.deepEqual(did, []);
    assert.equal(follow({ control: active, asked: 'here' }), 'asked');
    assert.deepEqual(did, ['loosen', 'release']);
    assert.equal(follow(), 'released');
  });

  it('holds on to an old picture, unless that is let go of, and to no other that is not live', () => {
    for (const [picture, status] of [['old', 'oldPicture'], ['stopped', 'oldPicture'], ['paused', null], ['none', null]] as const) {
      const { follow, hold, did, active } = setUp();
      hold();
      assert.equal(follow({ control: active, picture }), status);
      assert.deepEqual(did, picture === 'old' ? [] : ['loosen', 'release']);
    }
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HostAgents } from '../../gateway/server/accounts/host-agents.ts';
import { SIGN_IN_LIFE_MS } from '../../gateway/server/accounts/sign-ins.ts';
import { MemoryRecord } from '../support/memory-store.ts';
import { SimulatedServerClock } from '../support/simulated-clock.ts';

function open(record = new MemoryRecord()) {
  const clock = new SimulatedServerClock();
  const rights = { startPrivateSessions: true, usePin: true };
  /** A token is the agent's id. */
  const tokens = { use: async (token: string) => ({ agentId: token, name: `Name of ${token}` }) };
  return { clock, record, agents: new HostAgents({ tokens, store: record.open(), clock, rights, group: 'Agents' }) };
}

describe('agents whom a host vouches for', () => {
  it('are known for as long as a sign-in lasts, whatever the wall clock says, and forgotten when others come', async () => {
    const { clock, agents } = open();
    await agents.arrive('host:1');
    clock.wallMs += 86_400_000;
    clock.advance(SIGN_IN_LIFE_MS);
    await agents.arrive('host:2');
    assert.equal(agents.find('host:1')?.name, 'Name of host:1');
    clock.advance(61_000);
    await agents.arrive('host:3');
    assert.deepEqual(
      ['host:1', 'host:2', 'host:3'].map((agentId) => agents.find(agentId)?.name),
      [undefined, 'Name of host:2', 'Name of host:3'],
    );
  });

  it('that come again are known anew, also after a restart', async () => {
    const { clock, record, agents } = open();
    await agents.arrive('host:1');
    clock.advance(SIGN_IN_LIFE_MS);
    await agents.arrive('host:1');
    clock.advance(SIGN_IN_LIFE_MS);
    await agents.arrive('host:2');
    assert.ok(agents.find('host:1'));
    assert.equal(open(record).agents.find('host:1')?.name, 'Name of host:1');
  });
});

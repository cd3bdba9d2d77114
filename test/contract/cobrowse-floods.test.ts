import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { FRAME_MAX_BYTES } from '../../gateway/protocol/codec.ts';
import { TAIL_MS } from '../../gateway/server/sessions/page-share.ts';
import { PAGE_BYTES_BURST, PAGE_BYTES_PER_SECOND } from '../../gateway/server/sockets/connection.ts';
import { startTestServer } from '../support/test-server.ts';
import { seen, sharePage, shows, snapshot, tell, textChanged, type SharedPage } from '../support/visitor.ts';

/** Changes whose frame is nearly as large as a frame may be. */
const large = (seq: number) => ({
  type: 'page.changed',
  seq,
  texts: Array.from({ length: 4 }, () => ({ id: 3, text: 'x'.repeat(60_000) })),
});

/** Answers each wish for a snapshot, as a recorder does, until one of them is with the agent. */
async function beginsAnew(shared: SharedPage, text: string): Promise<void> {
  const { agent, visitor } = shared;
  const wishes = (): number => visitor.received.filter(({ type }) => type === 'page.resync').length;
  let answered = 0;
  const answering = setInterval(() => {
    if (wishes() === answered) return;
    answered = wishes();
    tell(shared, snapshot(100 * answered, text));
  }, 20);
  await shows(agent, text).finally(() => clearInterval(answering));
}

describe('[F11] a page that floods', () => {
  it('with more than its bytes is told to slow down, harms nobody, and begins anew by itself', async () => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const shared = await sharePage(server, agent, 'Ada');
    const other = await sharePage(server, agent, 'Bea');
    tell(shared, snapshot());
    tell(other, snapshot(1, 'of Bea'));
    await shows(agent, 'of Bea');
    const frames = 80; // 19 MiB, where 8 may come at once
    const startedMs = performance.now();
    tell(shared, Array.from({ length: frames }, (_, index) => large(4 + index)));
    const { grantId } = await shared.visitor.next('page.slow');
    assert.equal(grantId, shared.grantId);
    tell(other, [textChanged(4, 'still of Bea')]);
    await shows(agent, 'still of Bea');
    const passed = seen(agent).filter(({ type }) => type === 'page.changed').length;
    const mayPass = PAGE_BYTES_BURST + (PAGE_BYTES_PER_SECOND * (performance.now() - startedMs)) / 1_000;
    assert.ok(passed < frames && passed * 240_000 <= mayPass, `${passed} of ${frames} passed`);
    // Whatever else the page has to say is heard meanwhile.
    await shared.visitor.done({ type: 'helper.invite' });
    await beginsAnew(shared, 'Ada again');
    await shared.visitor.done({ type: 'share.stop', grantId: shared.grantId, by: 'page' });
  });

  it('with more events than a page makes is told the same, and is cut off in the end', async () => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const shared = await sharePage(server, agent, 'Ada');
    const other = await sharePage(server, agent, 'Bea');
    tell(other, snapshot(1, 'of Bea'));
    tell(shared, snapshot());
    await shows(agent, 'Hello');
    tell(shared, Array.from({ length: 2_500 }, (_, index) => textChanged(4 + index, 'x')));
    await shared.visitor.next('page.slow');
    assert.equal(await shared.visitor.closed(), 1_008);
    tell(other, [textChanged(4, 'still of Bea')]);
    await shows(agent, 'still of Bea');
  });

  it('[T-COB-BOMB] with frames that are too large, or no page’s at all, is cut off as any page is, and nobody else is', async () => {
    const bombs: [what: string, code: number, frames: (grant: object) => unknown[]][] = [
      ['too large', 1_009, (grant) => [{ ...grant, event: textChanged(4, 'x'.repeat(FRAME_MAX_BYTES)) }]],
      ['too many nodes in a list', 1_008, (grant) => Array.from({ length: 10 }, () => ({ ...grant, event: { type: 'page.changed', seq: 4, removed: Array.from({ length: 5_001 }, () => 1) } }))],
      ['unknown fields', 1_008, (grant) => Array.from({ length: 10 }, () => ({ ...grant, event: { type: 'page.ready', seq: 4, hidden: 0, onload: 'alert(1)' } }))],
      ['nested without end', 1_008, () => Array.from({ length: 10 }, () => `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`)],
    ];
    for (const [what, code, frames] of bombs) {
      await using server = await startTestServer();
      const agent = await server.agent();
      const shared = await sharePage(server, agent);
      tell(shared, snapshot());
      await shows(agent, 'Hello');
      const grant = { type: 'page.event', grantId: shared.grantId, epoch: shared.epoch };
      for (const frame of frames(grant)) shared.visitor.send(frame as object);
      assert.equal(await shared.visitor.closed(), code, what);
      assert.deepEqual(seen(agent).length, 3, what);
      await agent.done({ type: 'share.release', sessionId: shared.sessionId, grantId: shared.grantId, epoch: shared.epoch });
    }
  });

  it('[002-29] is no faster towards an agent who does not read: what waits is bounded, and a snapshot follows', async () => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const shared = await sharePage(server, agent);
    tell(shared, snapshot());
    await shows(agent, 'Hello');
    await setTimeout(TAIL_MS); // what comes with the snapshot may wait
    agent.socket?.pause();
    tell(shared, Array.from({ length: 30 }, (_, index) => large(4 + index)));
    await shared.visitor.done({ type: 'helper.invite' });
    agent.socket?.resume();
    await agent.next('page.behind');
    await beginsAnew(shared, 'caught up');
    assert.equal(agent.closeCode, undefined);
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { FRAME_MAX_BYTES } from '../../gateway/protocol/codec.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

/** The WebSocket frame row of the bad-input table. */
describe('bad frames', () => {
  let server: TestServer;
  before(async () => void (server = await startTestServer()));
  after(() => server[Symbol.asyncDispose]());

  const BAD: [frame: string | Buffer, field: string | undefined][] = [
    ['', undefined],
    ['{', undefined],
    ['[]', undefined],
    ['null', undefined],
    ['7', undefined],
    ['['.repeat(100_000), undefined],
    [Buffer.from('{"type":"pong","n":1}'), undefined],
    ['{}', 'type'],
    ['{"type":"nope"}', 'type'],
    ['{"type":"__proto__"}', 'type'],
    ['{"type":"pong"}', 'n'],
    ['{"type":"pong","n":"1"}', 'n'],
    ['{"type":"pong","n":1e400}', 'n'],
    ['{"type":"pong","n":1,"extra":1}', 'extra'],
    ['{"type":"session.start","commandId":"c","sessionId":"../../etc"}', 'sessionId'],
    ['{"type":"session.create","commandId":"c","name":7,"invite":"pin"}', 'name'],
    ['{"type":"session.create","commandId":"<img>","name":"x","invite":"pin"}', 'commandId'],
  ];

  it('are answered with the field that is wrong, and the next good frame works', async () => {
    for (const [frame, field] of BAD) {
      const agent = await server.agent();
      agent.socket?.send(frame);
      const failure = await agent.next('failure');
      assert.equal(failure.code, 'E_BAD_MESSAGE');
      assert.equal(failure.field, field, String(frame).slice(0, 80));
      await agent.done({ type: 'session.create', name: 'Still here', invite: 'link' });
      agent.leave();
    }
  });

  it('echo nothing of what was sent', async () => {
    const agent = await server.agent();
    agent.send('{"type":"<script>alert(1)</script>"}');
    assert.doesNotMatch(JSON.stringify(await agent.next('failure')), /script/);
    agent.leave();
  });

  it('close the socket with 1008 when there are ten of them, and harm no other socket', async () => {
    const [bad, good] = [await server.agent('agent'), await server.agent('agent2')];
    for (let n = 0; n < 10; n++) bad.send('{');
    assert.equal(await bad.closed(), 1_008);
    assert.equal((await bad.next('failure', ({ code }) => code === 'E_TOO_MANY_BAD_MESSAGES')).code, 'E_TOO_MANY_BAD_MESSAGES');
    await good.done({ type: 'session.create', name: 'Untouched', invite: 'link' });
    good.leave();
  });

  it('close the socket with 1009 when they are too large', async () => {
    const agent = await server.agent();
    agent.send(`{"type":"pong","n":1,"x":"${'x'.repeat(FRAME_MAX_BYTES)}"}`);
    assert.equal(await agent.closed(), 1_009);
  });

  it('are counted by type when there are too many good ones', async () => {
    const agent = await server.agent();
    const replies = await Promise.all(
      Array.from({ length: 15 }, () => agent.command({ type: 'session.create', name: '', invite: 'link' })),
    );
    const codes = replies.map((reply) => (reply.type === 'command.refused' ? reply.code : 'done'));
    assert.ok(codes.includes('E_NAME_EMPTY'));
    assert.ok(codes.includes('E_SLOW_DOWN'));
    agent.leave();
  });
});

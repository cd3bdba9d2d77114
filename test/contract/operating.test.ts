import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Health, PROBE_EVERY_MS } from '../../gateway/server/http/health-routes.ts';
import { SimulatedServerClock } from '../support/simulated-clock.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const TOKEN = 'a token that is long enough to be one';

describe('the health of a server', () => {
  it('names what is missing: the guard, its media server', async () => {
    await using server = await startTestServer();
    const ask = async (): Promise<[number, unknown]> => {
      const answer = await fetch(`${server.url}/health/ready`);
      return [answer.status, await answer.json()];
    };
    assert.deepEqual(await ask(), [200, { ready: true, checks: { record: true, guard: true, janus: true } }]);
    server.media.ready = false;
    assert.deepEqual(await ask(), [503, { ready: false, checks: { record: true, guard: true, janus: false } }]);
    server.media.hasGuard = false;
    assert.deepEqual(await ask(), [503, { ready: false, checks: { record: true, guard: false, janus: false } }]);
    assert.equal((await fetch(`${server.url}/health/live`)).status, 200);
  });

  it('names a record that cannot be written, or does not answer; the disk is not asked more often for those who ask', async () => {
    const clock = new SimulatedServerClock();
    const disk = { asked: 0, answer: async (): Promise<void> => undefined };
    const store = {
      probe() {
        disk.asked += 1;
        return disk.answer();
      },
    };
    const health = new Health({ store, media: { ready: true, hasGuard: true }, clock });
    const isWritable = async (): Promise<boolean> => (await health.ready()).checks.record;
    for (let n = 0; n < 100; n++) assert.equal(await isWritable(), true);
    assert.equal(disk.asked, 1);
    disk.answer = () => Promise.reject(new Error('full'));
    assert.equal(await isWritable(), true, 'as it was a moment ago');
    clock.advance(PROBE_EVERY_MS);
    assert.equal(await isWritable(), false);
    disk.answer = () => new Promise(() => undefined);
    clock.advance(PROBE_EVERY_MS);
    const stalled = isWritable();
    clock.advance(2_000);
    assert.equal(await stalled, false);
    assert.equal(disk.asked, 3);
  });
});

describe('the figures of a server', () => {
  let server: TestServer;
  before(async () => void (server = await startTestServer({ SIDESEAT_METRICS_TOKEN: TOKEN, SIDESEAT_TRUST_PROXY: '127.0.0.1' })));
  after(() => server[Symbol.asyncDispose]());

  const read = async (headers: Record<string, string> = {}): Promise<{ status: number; text: string }> => {
    const answer = await fetch(`${server.url}/metrics`, { headers });
    return { status: answer.status, text: await answer.text() };
  };
  const figure = (text: string, name: string): number => Number(text.split('\n').find((line) => line.startsWith(`${name} `))?.split(' ')[1]);

  it('tell what goes on, and of nobody', async () => {
    const { agent, sessionId } = await server.pair();
    const { text } = await read();
    assert.equal(figure(text, 'sideseat_sessions{status="active"}'), 1);
    assert.equal(figure(text, 'sideseat_sessions{status="waiting"}'), 0);
    assert.equal(figure(text, 'sideseat_sockets{role="agent"}'), 1);
    assert.equal(figure(text, 'sideseat_sockets{role="customer"}'), 1);
    assert.equal(figure(text, 'sideseat_shares'), 0);
    assert.equal(figure(text, 'sideseat_ready{part="janus"}'), 1);
    assert.equal(figure(text, 'sideseat_facts_total{type="signIn.accepted"}'), 1);
    assert.ok(figure(text, 'sideseat_resident_memory_bytes') > 1e6);
    await agent.done({ type: 'session.end', sessionId });
    assert.equal(figure((await read()).text, 'sideseat_sessions{status="active"}'), 0);
    for (const personal of ['Ada', 'Byron', 'Mia', 'agent2', sessionId, '127.0.0.1', 'Acme']) assert.ok(!text.includes(personal), personal);
    const labels = new Set([...text.matchAll(/[{,](\w+)="/g)].map(([, label]) => label));
    assert.deepEqual([...labels].sort(), ['part', 'role', 'status', 'type', 'version']);
  });

  it('are read on this machine, or with the token, and by nobody else', async () => {
    assert.equal((await read()).status, 200);
    const far = { 'x-forwarded-for': '203.0.113.7' };
    assert.equal((await read(far)).status, 404);
    assert.equal((await read({ 'x-forwarded-for': '127.0.0.1' })).status, 404, 'what a proxy passed on is from anywhere');
    assert.equal((await read({ forwarded: 'for=203.0.113.7' })).status, 404);
    assert.equal((await read({ ...far, authorization: `Bearer ${TOKEN}` })).status, 200);
    for (const wrong of [`Bearer ${TOKEN}x`, 'Bearer ', `Basic ${TOKEN}`, TOKEN]) assert.equal((await read({ ...far, authorization: wrong })).status, 404, wrong);
  });

  it('have no token by default, and none that can be guessed', async () => {
    await using own = await startTestServer({ SIDESEAT_TRUST_PROXY: '127.0.0.1' });
    const answer = await fetch(`${own.url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.7', authorization: 'Bearer undefined' } });
    assert.equal(answer.status, 404);
    await assert.rejects(startTestServer({ SIDESEAT_METRICS_TOKEN: 'short' }), /SIDESEAT_METRICS_TOKEN is too short/);
  });
});

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startFakeWallClock, type FakeWallClock } from '../support/fault-clock.ts';
import { never } from '../support/fault-figures.ts';
import { until } from '../support/fault-scene.ts';
import { mediaInJanus } from '../support/janus-access.ts';
import { DEMO_PASSWORD, startProduct, type Product } from '../support/product.ts';
import { RawClient } from '../support/raw-client.ts';
import { freePort } from '../support/test-server.ts';

const JUMPS = ['+1s', '-1s', '+1h', '-1h', '+1d', '-1d', '+365d', '-365d', '+0'];

/**
 * The wall clock jumps, and somebody starts the product a second time. Ports that are taken: contract/start.test.ts.
 * Clocks of single parts, simulated: unit/session-actor.test.ts, unit/seat.test.ts, unit/invites.test.ts.
 */
describe('around the product', () => {
  let clock: FakeWallClock;
  let product: Product;
  before(async () => {
    clock = await startFakeWallClock();
    product = await startProduct(clock.env);
  });
  after(async () => {
    await product?.[Symbol.asyncDispose]();
    await clock?.[Symbol.asyncDispose]();
  });

  /** Long enough for every lease check and every ping. */
  const aMoment = (): Promise<void> => {
    const endMs = performance.now() + 600;
    return until(async () => performance.now() > endMs, 'a moment');
  };

  const serverClockMs = async (): Promise<number> =>
    Date.parse((await fetch(`${product.url}/health/ready`)).headers.get('date') ?? '');

  it('[T-CLOCK] [I14] the wall clock jumps by up to a year: no code, question or grant ends by it', async (t) => {
    const agent = await new RawClient(product.url).signIn('agent', DEMO_PASSWORD);
    await agent.connect('agent');
    const { sessionId = '' } = await agent.done({ type: 'session.create', name: 'Ada Byron', invite: 'pin' });
    const { invite } = await agent.session(sessionId, (view) => view.invite !== null);
    await clock.jump('+1d');
    const dayMs = 86_400_000;
    await until(async () => Math.abs((await serverClockMs()) - Date.now() - dayMs) < dayMs / 2, 'a server of tomorrow');
    const customer = new RawClient(product.url);
    assert.equal((await customer.call('/api/customer/join', { pin: invite?.code ?? '' })).status, 200);
    await customer.connect('customer');
    await agent.done({ type: 'session.start', sessionId });
    await agent.done({ type: 'request.create', sessionId, capability: 'view' });
    const { question } = await customer.view((view) => view.question !== null);
    const requestId = question?.requestId ?? '';
    await clock.jump('-1d');
    await aMoment();
    const textVersion = question?.textVersion ?? 0;
    await customer.done({ type: 'question.answer', requestId, answer: 'ok', locale: 'en', textVersion });
    await customer.done({ type: 'capture.choose', requestId, surface: 'monitor', widthPx: 1_280, heightPx: 720 });
    const { share } = await customer.view((view) => view.share !== null);
    await agent.next('session.log', ({ entries }) => entries.some(({ kind }) => kind === 'granted'));
    await agent.session(sessionId, (view) => view.share !== null);
    let ended = 0;
    const heard = [agent, customer].map(({ received }) => received.length);
    for (const offset of JUMPS) {
      await clock.jump(offset);
      await aMoment();
      const { rooms } = await mediaInJanus(product.dataDir);
      if (rooms !== 1 || agent.closeCode !== undefined || customer.closeCode !== undefined) ended += 1;
    }
    never(t, `T-CLOCK jumps that ended something (${JUMPS.join(' ')})`, ended, JUMPS.length);
    const told = [agent, customer].flatMap(({ received }, index) => received.slice(heard[index]));
    assert.deepEqual(told, [], 'nobody was told anything');
    await customer.done({ type: 'share.stop', grantId: share?.grantId ?? '', by: 'page' });
    assert.equal((await mediaInJanus(product.dataDir)).rooms, 0);
    agent.leave();
    customer.leave();
  });

  it('[T-SPLIT] [I12] a second start on the same data folder says so and ends; the first goes on', async () => {
    const second = spawn(process.execPath, [fileURLToPath(new URL('../../gateway/setup/run.ts', import.meta.url))], {
      env: { ...process.env, SIDESEAT_DATA: product.dataDir, SIDESEAT_PORT: String(await freePort()) },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let complaint = '';
    second.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
    const [code] = (await once(second, 'close')) as [number];
    assert.equal(code, 1);
    assert.match(complaint, /another|in use|locked/i);
    assert.equal(complaint.trim().split('\n').length, 1, complaint);
    assert.equal((await fetch(`${product.url}/health/ready`)).status, 200);
    assert.equal((await mediaInJanus(product.dataDir)).rooms, 0, 'its Janus still answers');
  });
});

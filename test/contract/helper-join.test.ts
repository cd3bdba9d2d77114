import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { after, before, beforeEach, describe, it } from 'node:test';
import { HELPER_SUBPROTOCOL } from '../../gateway/protocol/helper-messages.ts';
import type { HelperJoined } from '../../gateway/protocol/http.ts';
import { INVITE_LIFE_MS } from '../../gateway/server/invites/pin.ts';
import { SimulatedServerClock } from '../support/simulated-clock.ts';
import type { RawClient } from '../support/raw-client.ts';
import { RawHelper } from '../support/raw-helper.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly body: HelperJoined & { code: string; retryInMs?: number };
}

/** The program is started without the join page, and its owner types the PIN into it. */
describe('[001-04] joining by a PIN in the helper', () => {
  let server: TestServer;
  let agent: RawClient;
  before(async () => void (server = await startTestServer({ SIDESEAT_TRUST_PROXY: 'loopback' })));
  after(() => server[Symbol.asyncDispose]());
  beforeEach(async () => void (agent = await server.agent()));

  let networks = 0;
  const newNetwork = (): string => `198.51.100.${++networks}`;
  const post = async (path: string, body: unknown, headers: Record<string, string>): Promise<Answer> => {
    const response = await fetch(`${server.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, text, body: JSON.parse(text) as Answer['body'] };
  };
  const join = (pin: unknown, from = newNetwork()): Promise<Answer> => post('/helper/join', { pin }, { 'x-forwarded-for': from });
  const joinByPage = (pin: unknown, from: string): Promise<Answer> =>
    post('/api/customer/join', { pin }, { 'x-forwarded-for': from, origin: server.url });
  const create = async (): Promise<{ sessionId: string; pin: string }> => {
    const { sessionId = '' } = await agent.done({ type: 'session.create', name: 'Ada Byron', invite: 'pin' });
    const { invite } = await agent.session(sessionId, (view) => view.invite !== null);
    return { sessionId, pin: invite?.code ?? '' };
  };
  const tokenOf = ({ pageUrl }: HelperJoined): string => new URL(pageUrl).pathname.replace('/s/', '');

  it('uses the PIN up, brings the browser into the session, once, and the helper to the customer’s desktop', async () => {
    const { sessionId, pin } = await create();
    const { status, body } = await join(` ${pin.slice(0, 3)}-${pin.slice(3)} `);
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(body).sort(), ['code', 'pageUrl']);
    assert.ok(body.pageUrl.startsWith(`${server.url}/s/`));
    assert.equal((await agent.session(sessionId, (view) => view.joining)).status, 'connecting');
    assert.equal((await join(pin)).body.code, 'E_PIN_INVALID');
    assert.equal((await server.client().call('/api/customer/join', { pin })).body.code, 'E_PIN_INVALID');

    const browser = server.client();
    assert.equal((await browser.call('/api/customer/join', { link: tokenOf(body) })).status, 200);
    await browser.connect('customer');
    assert.equal((await browser.view()).sessionId, sessionId);
    assert.equal((await server.client().call('/api/customer/join', { link: tokenOf(body) })).body.code, 'E_LINK_INVALID');

    const helper = await RawHelper.connect(server.url, `code.${body.code}`);
    assert.equal(helper.welcome.owner, 'customer');
    const joined = await agent.next('session.log', ({ entries }) => entries.some(({ kind }) => kind === 'helperJoined'));
    assert.equal(joined.sessionId, sessionId);
  });

  it('[001-33] is told at the start that the agent wishes to keep the helper, where it was welcomed before that', async () => {
    const { sessionId, pin } = await create();
    const { body } = await join(pin);
    const browser = server.client();
    await browser.call('/api/customer/join', { link: tokenOf(body) });
    await browser.connect('customer');
    const helper = await RawHelper.connect(server.url, `code.${body.code}`);
    assert.equal(helper.welcome.removesItself, true);
    const removals = () => helper.received.filter(({ type }) => type === 'removal');
    assert.deepEqual(removals(), []);
    await agent.session(sessionId, (view) => view.status !== 'connecting');
    await agent.done({ type: 'session.start', sessionId, keepHelper: true });
    await helper.until(() => removals().length > 0, 'what was changed');
    await agent.session(sessionId, (view) => view.keepsHelper);
    assert.deepEqual(removals(), [{ type: 'removal', removesItself: false }]);
  });

  describe('a handshake of a helper', () => {
    const running = async () => {
      const { pin } = await create();
      const { body } = await join(pin);
      const browser = server.client();
      await browser.call('/api/customer/join', { link: tokenOf(body) });
      await browser.connect('customer');
      const helper = await RawHelper.connect(server.url, `code.${body.code}`);
      const { helperCode = '' } = await browser.done({ type: 'helper.invite' });
      return { helper, helperCode };
    };
    const refused = (credential: string, from: string): Promise<string> =>
      RawHelper.refused(server.url, [HELPER_SUBPROTOCOL, credential], { 'x-forwarded-for': from });

    it('that fails leaves the code good, and the key of the helper that runs', async () => {
      const { helper, helperCode } = await running();
      const asking = request(`${server.url}/helper/socket`, {
        headers: {
          connection: 'Upgrade',
          upgrade: 'websocket',
          'sec-websocket-version': '1',
          'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
          'sec-websocket-protocol': `${HELPER_SUBPROTOCOL}, code.${helperCode}`,
        },
      });
      const [response] = (await once(asking.end(), 'response')) as [IncomingMessage];
      response.resume();
      assert.equal(response.statusCode, 400);
      await RawHelper.connect(server.url, `key.${helper.key}`);
      await RawHelper.connect(server.url, `code.${helperCode}`);
    });

    it('that is one of too many does so, too', async () => {
      const { helper, helperCode } = await running();
      const from = newNetwork();
      /** Asks until the answer is another one. */
      const after = async (before: string, credential: string): Promise<string> => {
        const deadline = performance.now() + 10_000;
        for (;;) {
          const answer = await refused(credential, from);
          if (answer !== before) return answer;
          assert.ok(performance.now() < deadline, answer);
        }
      };
      const tooMany = await after('opened', `key.${helper.key}`);
      assert.match(tooMany, /^429 E_SLOW_DOWN/);
      assert.equal(await refused(`code.${helperCode}`, from), tooMany);
      assert.equal(await after(tooMany, `key.${helper.key}`), 'opened', 'the key is good');
      assert.equal(await after(tooMany, `code.${helperCode}`), 'opened', 'and so is the code');
    });

    it('[I4] with a key never waits for guesses of codes, and is no guess; a right code forgets the wrong ones', async () => {
      const { helper, helperCode } = await running();
      const from = newNetwork();
      for (let n = 0; n < 6; n++) assert.match(await refused('key.dead', from), /^403 E_HELPER_CODE/);
      for (let n = 0; n < 4; n++) assert.match(await refused(`code.GUESS${n}`, from), /^403 E_HELPER_CODE/);
      assert.equal(await refused(`code.${helperCode}`, from), 'opened');
      for (let n = 0; n < 5; n++) assert.match(await refused(`code.GUESS${n}`, from), /^403 E_HELPER_CODE/);
      assert.match(await refused('code.GUESS', from), /^429 E_TOO_MANY_ATTEMPTS/);
      const { helper: other } = await running();
      assert.equal(await refused(`key.${other.key}`, from), 'opened');
      assert.match(await refused(`key.${helper.key}`, from), /^403 E_HELPER_CODE/, 'a newer one took its place');
    });
  });

  it('[I4] lets exactly one of many win who use the same PIN at once, in the page or in the helper', async () => {
    const { pin } = await create();
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? join(pin) : joinByPage(pin, newNetwork()))),
    );
    assert.equal(results.filter(({ status }) => status === 200).length, 1);
    for (const { status, body } of results) assert.ok(status === 200 || body.code === 'E_PIN_INVALID');
  });

  it('[I4] gives wrong, used, replaced and never issued PINs the very same answer, and the page’s own', async () => {
    const used = await create();
    await join(used.pin);
    const replaced = await create();
    await agent.done({ type: 'session.invite', sessionId: replaced.sessionId, invite: 'pin' });
    const pins = [used.pin, replaced.pin, '', '🙂'.repeat(10)];
    const answers = [
      ...(await Promise.all(pins.map((pin) => join(pin)))),
      ...(await Promise.all(pins.map((pin) => joinByPage(pin, newNetwork())))),
    ];
    assert.equal(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size, 1);
    assert.deepEqual([answers[0]?.status, answers[0]?.body.code], [404, 'E_PIN_INVALID']);
  });

  it('[I4] counts the guesses of the page and of the helper together', async () => {
    const { pin } = await create();
    const from = newNetwork();
    for (let n = 0; n < 3; n++) assert.equal((await join('000000', from)).body.code, 'E_PIN_INVALID');
    for (let n = 0; n < 2; n++) assert.equal((await joinByPage('000000', from)).body.code, 'E_PIN_INVALID');
    const [byHelper, byPage] = [await join(pin, from), await joinByPage(pin, from)];
    for (const { status, body } of [byHelper, byPage]) {
      assert.deepEqual([status, body.code], [429, 'E_TOO_MANY_ATTEMPTS']);
      assert.ok((body.retryInMs ?? 0) > 0);
    }
    assert.equal((await join(pin)).status, 200, 'from elsewhere');
  });

  it('is refused to every page, ours and others, and with anything but a PIN', async () => {
    const { pin } = await create();
    for (const origin of [server.url, 'https://evil.example', 'null']) {
      const { status, body } = await post('/helper/join', { pin }, { origin });
      assert.deepEqual([status, body.code], [403, 'E_ORIGIN'], origin);
    }
    for (const body of [{}, { pin: 1 }, { link: 'x' }, { pin, extra: 1 }, [], null, { pin: '1'.repeat(17_000) }])
      assert.equal((await post('/helper/join', body, {})).body.code, 'E_BAD_MESSAGE', JSON.stringify(body)?.slice(0, 40));
    assert.equal((await post('/api/customer/join', { pin }, {})).body.code, 'E_ORIGIN', 'other calls are pages’ alone');
    for (const path of ['/helper/join/', '/helper//join', '/HELPER/join', '/helper/join;x'])
      assert.equal((await post(path, { pin }, {})).status, 403, path);
    assert.equal((await join(pin)).status, 200);
  });

  it('[I4] is not burnt where the browser never came: the agent invites anew, and the earlier link is dead', async () => {
    const { sessionId, pin } = await create();
    const { body } = await join(pin);
    await agent.done({ type: 'session.invite', sessionId, invite: 'pin' });
    const { invite } = await agent.session(sessionId, (view) => view.invite !== null && !view.joining);
    assert.equal((await server.client().call('/api/customer/join', { link: tokenOf(body) })).body.code, 'E_LINK_INVALID');
    assert.equal((await (await server.customer(invite?.code ?? '')).view()).sessionId, sessionId);
  });

  it('[I4] takes no PIN that is too old', async () => {
    const clock = new SimulatedServerClock();
    await using own = await startTestServer({}, { clock });
    const owner = await own.agent();
    const { sessionId = '' } = await owner.done({ type: 'session.create', name: 'Ada Byron', invite: 'pin' });
    const { invite } = await owner.session(sessionId, (view) => view.invite !== null);
    clock.advance(INVITE_LIFE_MS);
    const response = await fetch(`${own.url}/helper/join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ pin: invite?.code }),
    });
    assert.equal(response.status, 404);
  });
});

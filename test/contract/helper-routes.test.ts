import assert from 'node:assert/strict';
import { createHash, verify } from 'node:crypto';
import { once } from 'node:events';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { HELPER_SUBPROTOCOL, helperProofText } from '../../gateway/protocol/helper-messages.ts';
import type { Site } from '../../gateway/protocol/http.ts';
import type { HelperManifest } from '../../gateway/protocol/helper-release.ts';
import { DOWNLOADS_PER_NETWORK } from '../../gateway/server/helpers/download-places.ts';
import { QUESTION_TEXT_VERSION } from '../../gateway/server/questions/questions.ts';
import { readFromServer } from '../../gateway/setup/helper/offered.ts';
import { verifyRelease } from '../../gateway/setup/helper/verify.ts';
import { helperRelease, placeRelease, type BuiltRelease } from '../support/helper-release.ts';
import type { RawClient } from '../support/raw-client.ts';
import { RawHelper } from '../support/raw-helper.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const ORIGIN = 'https://support.example';
const PLAIN = '/helper/download/linux-x64';

/** A server with a real release; whoever downloads is a client that takes as many bytes as a test wants. */
describe('downloading the helper', () => {
  let release: BuiltRelease;
  let manifest: HelperManifest;
  let server: TestServer;
  before(async () => {
    release = await helperRelease(ORIGIN);
    manifest = JSON.parse(await readFile(path.join(release.folder, 'manifest.json'), 'utf8')) as HelperManifest;
    server = await started({ SIDESEAT_TRUST_PROXY: 'loopback' });
  }, { timeout: 300_000 });
  after(() => server[Symbol.asyncDispose]());

  const started = (env: Record<string, string> = {}): Promise<TestServer> =>
    startTestServer({ SIDESEAT_PUBLIC_URL: ORIGIN, ...env }, {}, (dataDir) => placeRelease(dataDir, release));

  /** Who comes from an own network, so that tests do not wait for one another. */
  let networks = 0;
  const newNetwork = (): string => `198.51.100.${++networks}`;

  interface Fetching {
    readonly request: ClientRequest;
    readonly response: IncomingMessage;
  }
  /** The answer's head; its body waits until it is read. */
  const ask = async (url: string, { method = 'GET', encoding = 'br', from = newNetwork() } = {}): Promise<Fetching> => {
    const asking = request(`${server.url}${url}`, { method, headers: { 'accept-encoding': encoding, 'x-forwarded-for': from } });
    asking.on('error', () => undefined);
    const [response] = (await once(asking.end(), 'response')) as [IncomingMessage];
    response.on('error', () => undefined);
    return { request: asking, response };
  };
  const status = async (url: string, options = {}): Promise<number | undefined> => {
    const { request: asking, response } = await ask(url, options);
    asking.destroy();
    return response.statusCode;
  };
  const problem = async (url: string, options = {}): Promise<{ code: string; retryInMs?: number }> => {
    const { response } = await ask(url, options);
    assert.match(response.headers['content-type'] ?? '', /^application\/problem\+json/);
    return JSON.parse((await response.toArray()).join('')) as { code: string; retryInMs?: number };
  };
  /** A session whose customer lets the agent control; with a code for the customer's helper. */
  const controlled = async () => {
    const pair = await server.pair();
    const { agent, customer, sessionId } = pair;
    const { requestId = '' } = await agent.done({ type: 'request.create', sessionId, capability: 'control' });
    await customer.view((view) => view.question?.requestId === requestId);
    await customer.done({ type: 'question.answer', requestId, answer: 'ok', locale: 'en', textVersion: QUESTION_TEXT_VERSION });
    await customer.done({ type: 'capture.choose', requestId, surface: 'monitor', widthPx: 1_280, heightPx: 720 });
    await agent.session(sessionId, (view) => view.control !== null);
    return { ...pair, code: await codeFor(customer) };
  };
  const codeFor = async (person: RawClient): Promise<string> => (await person.done({ type: 'helper.invite' })).helperCode ?? '';

  it('[000-10] is offered for what was built, and for nothing where nothing was built', async () => {
    const site = async (from: TestServer): Promise<Site> => (await fetch(`${from.url}/api/site`)).json() as Promise<Site>;
    assert.deepEqual((await site(server)).helperPlatforms, ['linux-x64']);
    await using bare = await startTestServer();
    assert.deepEqual((await site(bare)).helperPlatforms, []);
    for (const url of [PLAIN, '/helper/manifest.json']) assert.equal((await fetch(`${bare.url}${url}`)).status, 404);
  });

  it('[T-CONFIG-SIGNED] can be checked by anybody, as the server offers it: manifest, signature, key, programs, papers', async () => {
    const { checked, wrong } = await verifyRelease(readFromServer(server.url));
    assert.deepEqual(wrong, []);
    assert.equal(checked.length, 9, checked.join('\n'));
  });

  for (const encoding of ['br', 'gzip', 'identity'] as const) {
    it(`sends the very bytes of the release, ${encoding}, with their length`, async () => {
      const { response } = await ask(PLAIN, { encoding });
      const [program] = manifest.programs;
      const file = encoding === 'identity' ? program : program?.packed[encoding];
      const { headers } = response;
      assert.deepEqual(
        ['content-length', 'content-encoding', 'content-disposition', 'cache-control', 'vary'].map((name) => headers[name]),
        [
          String(file?.sizeBytes),
          encoding === 'identity' ? undefined : encoding,
          'attachment; filename="sideseat-helper"',
          'no-cache',
          'Accept-Encoding',
        ],
      );
      const hash = createHash('sha256');
      for await (const part of response) hash.update(part as Buffer);
      assert.equal(hash.digest('hex'), file?.sha256);
    });
  }

  it('[000-11] has the code in its name, in capitals, and is kept by no cache', async () => {
    const { code } = await controlled();
    for (const typed of [code, code.toLowerCase()]) {
      const { request: asking, response } = await ask(`${PLAIN}/${typed}`);
      asking.destroy();
      assert.equal(response.statusCode, 200);
      assert.equal(response.headers['content-disposition'], `attachment; filename="sideseat-helper_${code}"`);
      assert.equal(response.headers['cache-control'], 'no-store');
    }
  });

  it('[000-11] is gone where the code is used, replaced, or its session over; there is none for what was not built', async () => {
    const { agent, customer, sessionId, code: replaced } = await controlled();
    const code = await codeFor(customer);
    assert.equal(await status(`${PLAIN}/${code}`), 200);
    assert.equal(await status('/helper/download/win-x64'), 404);
    assert.equal(await status(`/helper/download/win-x64/${code}`), 404);
    assert.equal(await status('/helper/download/__proto__'), 404);
    await RawHelper.connect(server.url, `code.${code}`);
    for (const dead of [replaced, code, 'NEVERISSUED', '%00']) {
      assert.equal((await problem(`${PLAIN}/${dead}`)).code, 'E_HELPER_CODE', dead);
      assert.equal(await status(`${PLAIN}/${dead}`), 410, dead);
    }
    const last = await codeFor(customer);
    await agent.done({ type: 'session.end', sessionId });
    assert.equal(await status(`${PLAIN}/${last}`), 410);
  });

  it('[I4] makes whoever guesses codes wait, and nobody else', async () => {
    const { code } = await controlled();
    const from = newNetwork();
    for (let n = 0; n < 5; n++) assert.equal(await status(`${PLAIN}/GUESS${n}`, { from }), 410);
    const { code: refused, retryInMs = 0 } = await problem(`${PLAIN}/${code}`, { from });
    assert.ok(refused === 'E_TOO_MANY_ATTEMPTS' && retryInMs > 0, refused);
    assert.equal(await status(PLAIN, { from }), 200, 'without a code nothing is guessed');
    assert.equal(await status(`${PLAIN}/${code}`), 200);
  });

  it('[I4] forgets the wrong codes of whoever has a right one', async () => {
    const { code } = await controlled();
    const from = newNetwork();
    for (let n = 0; n < 4; n++) assert.equal(await status(`${PLAIN}/GUESS${n}`, { from }), 410);
    assert.equal(await status(`${PLAIN}/${code}`, { from }), 200);
    assert.equal(await status(`${PLAIN}/GUESS5`, { from }), 410);
    assert.equal(await status(`${PLAIN}/${code}`, { from }), 200);
  });

  it('is for so many at a time from one network; a cut connection and HEAD cost nothing', async () => {
    const from = newNetwork();
    const { code: helperCode } = await controlled();
    const withCode = `${PLAIN}/${helperCode}`;
    const half = DOWNLOADS_PER_NETWORK / 2;
    const taken = await Promise.all(Array.from({ length: half }, () => ask(PLAIN, { from })));
    assert.equal((await problem(PLAIN, { from })).code, 'E_SLOW_DOWN', 'without a code there is half of them');
    taken.push(...(await Promise.all(Array.from({ length: half }, () => ask(withCode, { from })))));
    assert.ok(taken.every(({ response }) => response.statusCode === 200));
    const { code, retryInMs = 0 } = await problem(withCode, { from });
    assert.ok(code === 'E_SLOW_DOWN' && retryInMs > 0, code);
    assert.equal(await status(PLAIN), 200, 'of another network');
    for (let n = 0; n < 40; n++) {
      const { response } = await ask(PLAIN, { method: 'HEAD', from });
      assert.deepEqual(
        [response.statusCode, response.headers['content-length'], (await response.toArray()).length],
        [200, String(manifest.programs[0]?.packed.br.sizeBytes), 0],
      );
    }
    for (const { request: asking } of taken) asking.destroy();
    await until(async () => (await status(PLAIN, { from })) === 200, 'their places are free');
  });

  it('[000-12] is followed by both people: how much was sent, a break, the last byte, and the start', async () => {
    const { agent, customer, sessionId, code } = await controlled();
    const both = async (helper: string): Promise<(number | null)[]> => {
      const { control } = await agent.session(sessionId, (view) => view.control?.helper === helper);
      const { control: seen } = await customer.view((view) => view.control?.helper === helper);
      return [control?.helperPercent ?? null, seen?.helperPercent ?? null];
    };
    assert.deepEqual(await both('absent'), [null, null]);
    const { response: head } = await ask(`${PLAIN}/${code}`, { method: 'HEAD' });
    await head.toArray();
    assert.ok(!agent.received.some((message) => JSON.stringify(message).includes('"downloading"')), 'HEAD is no download');
    const broken = await ask(`${PLAIN}/${code}`);
    for (const percent of await both('downloading')) assert.ok(percent !== null && percent < 60, `${percent} %`);
    broken.request.destroy();
    assert.deepEqual(await both('absent'), [null, null]);

    const { response } = await ask(`${PLAIN}/${code}`);
    const hash = createHash('sha256');
    for await (const part of response) hash.update(part as Buffer);
    assert.equal(hash.digest('hex'), manifest.programs[0]?.packed.br.sha256);
    assert.deepEqual(await both('downloaded'), [null, null]);
    const helper = await RawHelper.connect(server.url, `code.${code}`);
    await both('started');
    helper.send({ type: 'able', able: true });
    await both('ready');
    const helperLines = (): string[] =>
      agent.received
        .flatMap((message) => (message.type === 'session.log' && message.sessionId === sessionId ? message.entries : []))
        .map(({ kind }) => kind)
        .filter((kind) => kind.startsWith('helper'));
    await agent.until(() => helperLines()[1]);
    assert.deepEqual(helperLines(), ['helperDownloaded', 'helperJoined']);
    helper.socket.terminate();
    await both('absent');
  });

  it('[000-12] without a code is nobody’s: it changes nothing for anybody', async () => {
    const { agent, sessionId } = await controlled();
    const before = agent.received.length;
    const { response } = await ask(PLAIN);
    for await (const _part of response);
    assert.equal((await agent.session(sessionId)).control?.helper, 'absent');
    assert.equal(agent.received.length, before);
  });

  describe('the proof that it is this server', () => {
    const nonce = 'ab'.repeat(16);
    const isRight = (proof: string | undefined, text: string): Promise<boolean> =>
      readFile(path.join(release.folder, 'release.pub'), 'utf8').then((key) =>
        verify(null, Buffer.from(text), key, Buffer.from(proof ?? '', 'base64')),
      );

    it('[T-HELPER-PIN] is a signature over what the helper drew, anew for each socket, also when it comes back', async () => {
      const { code } = await controlled();
      const helper = await RawHelper.connect(server.url, `code.${code}`, `nonce.${nonce}`);
      assert.ok(await isRight(helper.proof, helperProofText(nonce)));
      const other = 'cd'.repeat(16);
      const back = await RawHelper.connect(server.url, `key.${helper.key}`, `nonce.${other}`);
      assert.deepEqual(
        [await isRight(back.proof, helperProofText(other)), await isRight(back.proof, helperProofText(nonce))],
        [true, false],
      );
    });

    it('is given to nobody without a code that is live, and of nothing but 32 hex digits', async () => {
      const { customer, code } = await controlled();
      for (const odd of ['', 'ab', 'AB'.repeat(16), 'zz'.repeat(16), `${nonce}00`]) {
        const nonces = odd === '' ? [] : [`nonce.${odd}`];
        const helper = await RawHelper.connect(server.url, `code.${await codeFor(customer)}`, ...nonces);
        assert.equal(helper.proof, undefined, odd);
      }
      const refused = await RawHelper.refused(server.url, [HELPER_SUBPROTOCOL, `code.${code}`, `nonce.${nonce}`]);
      assert.match(refused, /^403 E_HELPER_CODE/);
    });

    it('is missing where there is no release', async () => {
      await using bare = await startTestServer();
      const { customer } = await bare.pair();
      const helper = await RawHelper.connect(bare.url, `code.${await codeFor(customer)}`, `nonce.${nonce}`);
      assert.equal(helper.proof, undefined);
    });
  });
});

async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  const deadline = performance.now() + 5_000;
  while (!(await holds())) assert.ok(performance.now() < deadline, what);
}

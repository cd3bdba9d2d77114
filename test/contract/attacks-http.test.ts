import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { REPLAY_POLICY } from '../../gateway/protocol/replay-page.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { PASSWORD, startTestServer, type TestServer } from '../support/test-server.ts';

describe('attacks over HTTP', () => {
  let server: TestServer;
  before(async () => void (server = await startTestServer()));
  after(() => server[Symbol.asyncDispose]());

  const get = async (path: string): Promise<Response> => fetch(`${server.url}${path}`);
  /** Sends bytes as they are, which `fetch` would clean. @returns The status line, or '' when the server hung up. */
  const raw = async (bytes: string): Promise<string> => (await answerTo(bytes)).split('\r\n')[0] ?? '';
  const answerTo = async (bytes: string): Promise<string> => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    await once(socket, 'connect');
    let answer = '';
    socket.on('data', (part) => (answer += String(part)));
    socket.on('error', () => undefined);
    socket.end(bytes);
    await once(socket, 'close');
    return answer;
  };

  it('[T-HEADERS] gives every answer the headers that keep a page to itself', async () => {
    for (const path of ['/', '/dashboard', '/join', '/s/x', '/api/site', '/api/agent/me', '/nothing', '/health/ready']) {
      const { headers } = await get(path);
      const policy = headers.get('content-security-policy') ?? '';
      for (const part of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "require-trusted-types-for 'script'"])
        assert.ok(policy.includes(part), `${path}: ${part}`);
      assert.doesNotMatch(policy, /unsafe|\*|https?:/);
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.equal(headers.get('referrer-policy'), 'no-referrer');
      assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin');
      assert.equal(headers.get('access-control-allow-origin'), null);
      assert.match(headers.get('permissions-policy') ?? '', /display-capture=\(self\)/);
      assert.equal(headers.get('server') ?? headers.get('x-powered-by'), null);
    }
  });

  it('[I10] [T-HEADERS] gives the frame that shows a customer’s page a policy that lets it run, load and reach nothing', async () => {
    const { status, headers } = await get('/cobrowse/v1/replay');
    const policy = headers.get('content-security-policy') ?? '';
    assert.equal(status, 200);
    assert.equal(policy, `${REPLAY_POLICY}; frame-ancestors 'self'`);
    for (const part of ["default-src 'none'", "script-src 'none'", "frame-src 'none'", "form-action 'none'", "base-uri 'none'"])
      assert.ok(policy.includes(part), part);
    assert.match((await get('/dashboard')).headers.get('content-security-policy') ?? '', /frame-src 'self';/);
  });

  it('[T-HEADERS] lets the listed hosts frame the one page that is made for it, and everybody load the elements', async () => {
    await using own = await startTestServer({ SIDESEAT_ORIGINS: 'https://desk.example, http://localhost:4711/some/path' });
    const policyOf = async (from: string, path: string): Promise<string> =>
      (await fetch(`${from}${path}`)).headers.get('content-security-policy') ?? '';
    const framed = /frame-ancestors https:\/\/desk\.example http:\/\/localhost:4711;/;
    assert.match(await policyOf(own.url, '/embed/v1/frame.html'), framed);
    assert.match(await policyOf(own.url, '/embed/v1/frame.html?x=1'), framed);
    for (const path of ['/', '/dashboard', '/join', '/embed/v1/sideseat.js', '/embed/v1/%66rame.html', '/embed/v1/frame.html/', '/EMBED/v1/frame.html'])
      assert.match(await policyOf(own.url, path), /frame-ancestors 'none';/, path);
    assert.match(await policyOf(server.url, '/embed/v1/frame.html'), /frame-ancestors 'none';/, 'nobody is listed');
    for (const path of ['/embed/v1/sideseat.js', '/assets/embed-x.js']) {
      const { headers } = await fetch(`${own.url}${path}`);
      assert.deepEqual([headers.get('access-control-allow-origin'), headers.get('cross-origin-resource-policy')], ['*', 'cross-origin']);
    }
    const { headers } = await fetch(`${own.url}/dashboard`);
    assert.deepEqual([headers.get('access-control-allow-origin'), headers.get('cross-origin-resource-policy')], [null, 'same-origin']);
  });

  it('[T-AUTH-ALTPATH] answers no spelling of a protected path with more than the plain one', async () => {
    const variants = (path: string): string[] => [
      `${path}/`, `/.${path}`, `/x/..${path}`, `${path}/.`, path.replace('/agent', '//agent'), path.replace('a', '%61'),
      path.replace('/me', '/%6de'), path.toUpperCase(), `${path};x`, `${path}%00`, `${path}%2f`, `${path}.json`, `${path}?x=1`, `${path}%20`,
      path.replaceAll('/', '\\'), `${path}/..;/`, `http://127.0.0.1${path}`,
    ];
    for (const path of ['/api/agent/me', '/api/agent/ticket']) {
      for (const spelling of variants(path)) {
        const answer = await answerTo(`GET ${spelling} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
        // The plain one says that nobody is signed in.
        if (!answer.endsWith('\r\n\r\n{"account":null}')) assert.match(answer, /^(HTTP\/1\.1 (400|401|403|404)|$)/, spelling);
        const post = await raw(
          `POST ${spelling} HTTP/1.1\r\nHost: x\r\nOrigin: ${server.url}\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`,
        );
        assert.match(post, /^(HTTP\/1\.1 (400|401|403|404)|$)/, spelling);
      }
    }
  });

  it('[T-FILE-TRAVERSE] serves no file outside the built pages', async () => {
    for (const path of ['/../package.json', '/..%2fpackage.json', '/assets/..%2f..%2fpackage.json', '/%2e%2e/%2e%2e/etc/passwd', '/assets/../../record.sqlite', '/....//etc/passwd', '/index.html%00.js']) {
      const line = await raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      assert.match(line, /^HTTP\/1\.1 (400|403|404)/, path);
    }
  });

  it('[T-PREAUTH-FUZZ] stays up and silent under requests that are not quite HTTP', async () => {
    const random = seededRandom(7);
    const pieces = ['GET', 'POST', ' ', '/', '/socket', '/api/agent/sign-in', ' HTTP/1.1', '\r\n', '\r\n\r\n', 'Host: x', 'Upgrade: websocket', 'Connection: Upgrade', 'Transfer-Encoding: chunked', 'Content-Length: -1', 'Content-Length: 99999999999', '0\r\n\r\n', '\0', 'é', 'A'.repeat(9_000), '{"a":', 'Expect: 100-continue'];
    const n = 400;
    for (let trial = 0; trial < n; trial++) {
      const bytes = Array.from({ length: 1 + Math.floor(random() * 12) }, () => pieces[Math.floor(random() * pieces.length)]).join('');
      const line = await raw(bytes);
      assert.match(line, /^(HTTP\/1\.1 [1-4]\d\d|$)/, `no 5xx: ${JSON.stringify(bytes.slice(0, 200))} → ${line}`);
    }
    assert.equal((await get('/health/ready')).status, 200);
    console.log(`# [T-PREAUTH-FUZZ] 0 failures of the server in ${n} requests, bound ${(3 / n).toExponential(1)}`);
  });

  it('[T-PREAUTH-FUZZ] answers malformed bodies of every call with 4xx', async () => {
    const random = seededRandom(11);
    const values: unknown[] = [null, true, -1, 1e308, '', 'x'.repeat(5_000), [], {}, { toString: 1 }, { length: -1 }, '\ud800', '__proto__'];
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
    const fields = ['userName', 'password', 'pin', 'link', 'pageId', '__proto__', 'constructor', 'x'];
    for (const path of ['/api/agent/sign-in', '/api/agent/ticket', '/api/customer/join', '/api/customer/ticket']) {
      for (let trial = 0; trial < 50; trial++) {
        const body = random() < 0.2 ? pick(values) : Object.fromEntries(Array.from({ length: 3 }, () => [pick(fields), pick(values)]));
        const { status } = await server.client().call(path, JSON.stringify(body));
        assert.ok(status >= 400 && status < 500, `${path} ${JSON.stringify(body)?.slice(0, 100)} → ${status}`);
      }
    }
    assert.equal((await get('/health/ready')).status, 200);
  });

  it('takes no body that is too large, and none that is not JSON', async () => {
    const large = await server.client().call('/api/customer/join', { pin: '1'.repeat(40_000) });
    assert.equal(large.status, 400);
    const form = await server.client().call('/api/agent/sign-in', `userName=agent&password=${PASSWORD}`, {
      'content-type': 'application/x-www-form-urlencoded',
    });
    assert.equal(form.status, 400);
    const text = await server.client().call('/api/agent/sign-in', '{"userName":"agent","password":"x"}', { 'content-type': 'text/plain' });
    assert.equal(text.status, 400);
  });
});

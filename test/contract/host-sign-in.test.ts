import assert from 'node:assert/strict';
import { createHmac, createSign, generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import { exportSPKI } from 'jose';
import { HostTokens, HostTokenError } from '../../gateway/server/accounts/host-tokens.ts';
import { PASSWORD, startTestServer, type TestServer } from '../support/test-server.ts';
import { HOST_AUDIENCE, HOST_ISSUER, startTokenHost, type TokenHost } from '../support/token-host.ts';

const DESK = 'https://desk.example';
const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('agents of a host dashboard', () => {
  let host: TokenHost;
  let server: TestServer;
  before(async () => {
    host = await startTokenHost();
    server = await startTestServer({ ...host.settings, SIDESEAT_ORIGINS: DESK });
  });
  after(async () => {
    await server[Symbol.asyncDispose]();
    await host[Symbol.asyncDispose]();
  });

  const post = (path: string, body: object, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${server.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: DESK, ...headers },
      body: JSON.stringify(body),
    });
  const signIn = (token: string, origin = DESK): Promise<Response> => post('/api/agent/sign-in/token', { token }, { origin });
  const refusalOf = async (token: string): Promise<string> => {
    const response = await signIn(token);
    const { code, field } = (await response.json()) as { code: string; field?: string };
    return `${response.status} ${code} ${field ?? ''}`.trim();
  };
  const bearerOf = async (claims = {}): Promise<string> => {
    const response = await signIn(await host.token(claims));
    assert.equal(response.status, 200);
    return ((await response.json()) as { bearer: string }).bearer;
  };

  it('[B-41] signs in whom the host vouches for, under a name of their own, with the rights of the group and no cookie', async () => {
    const response = await signIn(await host.token());
    assert.equal(response.status, 200);
    assert.deepEqual(response.headers.getSetCookie(), []);
    const { account, bearer } = (await response.json()) as { account: object; bearer: string };
    assert.deepEqual(account, {
      agentId: 'host:42',
      name: 'Zoë Adams',
      company: 'Acme Support',
      joinUrls: [`${server.url}/join`],
      helperPlatforms: [],
      rights: { startPrivateSessions: true, usePin: true },
    });
    const agent = await server.client().withBearer(bearer, DESK).connect('agent');
    const { sessionId = '' } = await agent.done({ type: 'session.create', name: 'Ada Byron', invite: 'pin' });
    assert.ok(sessionId);
  });

  it('[B-41] gives nothing to a bearer after sign-out, and ends its socket', async () => {
    const bearer = await bearerOf({ sub: 'leaver' });
    const agent = await server.client().withBearer(bearer, DESK).connect('agent');
    assert.equal((await agent.call('/api/agent/sign-out', {})).status, 200);
    assert.equal(await agent.closed(), 4_003);
    assert.equal((await agent.call('/api/agent/ticket', { pageId: agent.pageId })).body.code, 'E_NOT_SIGNED_IN');
  });

  it('[B-41] takes a token once, also when it comes twice at the same moment, and after a restart', async () => {
    const token = await host.token({ sub: 'twice' });
    const both = await Promise.all([signIn(token), signIn(token)]);
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 401]);
    assert.equal(await refusalOf(token), '401 E_HOST_TOKEN jti');
    const { bearer } = (await both.find(({ status }) => status === 200)!.json()) as { bearer: string };
    await server.restart();
    assert.equal(await refusalOf(token), '401 E_HOST_TOKEN jti');
    const me = await server.client().withBearer(bearer, DESK).call('/api/agent/me');
    assert.equal(me.body.account?.name, 'Zoë Adams', 'who is signed in stays so');
  });

  it('[B-41] believes no token that is unsigned, or signed with the public key as if it were a secret', async () => {
    const [, payload = ''] = (await host.token()).split('.');
    for (const alg of ['none', 'None', 'nOnE', ''])
      assert.equal(await refusalOf(`${base64({ alg })}.${payload}.`), `401 E_HOST_TOKEN ${alg === '' ? 'token' : 'alg'}`);
    const secret = await exportSPKI(host.key.publicKey);
    const signed = `${base64({ alg: 'HS256', kid: host.key.kid })}.${payload}`;
    const mac = createHmac('sha256', secret).update(signed).digest('base64url');
    assert.equal(await refusalOf(`${signed}.${mac}`), '401 E_HOST_TOKEN alg');
  });

  it('[B-41] believes no token by an algorithm that is not configured, by a stranger, or with its own key in it', async () => {
    const other = await host.newKey('ES384');
    await host.publish(host.key, other);
    assert.equal(await refusalOf(await host.token({}, {}, other)), '401 E_HOST_TOKEN alg');
    const stranger = await host.newKey();
    assert.equal(await refusalOf(await host.token({}, { kid: host.key.kid }, stranger)), '401 E_HOST_TOKEN signature');
    assert.equal(await refusalOf(await host.token({}, {}, stranger)), '401 E_HOST_TOKEN kid');
    for (const kid of ['../../../etc/passwd', "' OR 1=1 --", 'x'.repeat(2_000)])
      assert.equal(await refusalOf(await host.token({}, { kid })), '401 E_HOST_TOKEN kid');
    const jku = { jku: 'http://127.0.0.1:1/keys', x5u: 'http://127.0.0.1:1/cert' };
    assert.equal((await signIn(await host.token({ sub: 'jku' }, jku))).status, 200, 'addresses in a token are not asked');
  });

  it('[B-41] believes no token for somebody else, from somebody else, too old, without an end, or not of its time', async () => {
    const nowS = Math.floor(Date.now() / 1_000);
    const cases: [Record<string, unknown>, string][] = [
      [{ aud: 'other-product' }, 'aud'],
      [{ aud: undefined }, 'aud'],
      [{ iss: 'https://evil.example' }, 'iss'],
      [{ iss: `${HOST_ISSUER}/` }, 'iss'],
      [{ iat: nowS - 200, exp: nowS - 61 }, 'exp'],
      [{ exp: undefined }, 'exp'],
      [{ iat: undefined }, 'iat'],
      [{ iat: nowS - 310, exp: nowS + 86_400 }, 'iat'],
      [{ iat: nowS + 120 }, 'iat'],
      [{ nbf: nowS + 120 }, 'nbf'],
      [{ jti: undefined }, 'jti'],
      [{ jti: '' }, 'jti'],
      [{ sub: '' }, 'sub'],
      [{ sub: undefined }, 'sub'],
      [{ sub: 'a\u202Eb' }, 'sub'],
      [{ name: '  ' }, 'name'],
      [{ name: 'line\nbreak' }, 'name'],
      [{ name: 'x'.repeat(81) }, 'name'],
    ];
    for (const [claims, place] of cases)
      assert.equal(await refusalOf(await host.token(claims)), `401 E_HOST_TOKEN ${place}`, JSON.stringify(claims));
  });

  it('[T-JWT] answers what is no token in one sentence, and stays up', async () => {
    const good = await host.token();
    for (const token of ['a', 'a.b', 'a.b.c', '..', good.slice(0, -2), `${good}.x`, good.replaceAll('.', '\u3002'), '💥.💥.💥', 'a.'.repeat(3_000)])
      assert.match(await refusalOf(token), /^401 E_HOST_TOKEN (token|signature)$/, token.slice(0, 40));
    assert.equal(await refusalOf('x'.repeat(8_193)), '400 E_BAD_MESSAGE token');
    assert.equal((await signIn('x'.repeat(1_000_000))).status, 400);
    assert.equal(await refusalOf(''), '400 E_BAD_MESSAGE token');
    assert.equal((await signIn(await host.token({ sub: 'after' }))).status, 200);
  });

  it('[B-41] gives them no role: what else stands in a token changes nothing, and local accounts are others', async () => {
    const response = await signIn(await host.token({ sub: 'admin', role: 'administrator', rights: { all: true } }));
    const { account } = (await response.json()) as { account: { agentId: string; rights: object } };
    assert.deepEqual([account.agentId, account.rights], ['host:admin', { startPrivateSessions: true, usePin: true }]);
  });

  it('[T-WS-ORIGIN] lets only the listed origins ask, and no page of a host use a cookie', async () => {
    for (const origin of ['https://evil.example', 'null', `${DESK}.evil.example`, 'http://desk.example', `${DESK}:8443`, 'https://DESK.example'])
      assert.equal((await signIn(await host.token(), origin)).status, 403, origin);
    const person = await server.client().signIn('agent', PASSWORD);
    const fromHost = { origin: DESK };
    assert.equal((await person.call('/api/agent/me', undefined, fromHost)).body.account, null);
    assert.equal((await person.call('/api/agent/ticket', { pageId: person.pageId }, fromHost)).status, 401);
    await person.call('/api/agent/sign-out', {}, fromHost);
    assert.equal((await person.call('/api/agent/me')).body.account?.name, 'Mia Keller', 'nor be signed out by it');
  });

  it('tells browsers exactly which pages may read the answers, and never with cookies', async () => {
    const preflight = (origin: string, path: string): Promise<Response> =>
      fetch(`${server.url}${path}`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
    const allowed = await preflight(DESK, '/api/agent/ticket');
    assert.equal(allowed.status, 204);
    assert.equal(allowed.headers.get('access-control-allow-origin'), DESK);
    assert.equal(allowed.headers.get('access-control-allow-headers'), 'authorization, content-type');
    assert.equal(allowed.headers.get('access-control-allow-credentials'), null);
    assert.equal(allowed.headers.get('vary'), 'Origin');
    for (const [origin, path] of [['https://evil.example', '/api/agent/ticket'], [DESK, '/api/customer/join'], [DESK, '/api/site']] as const) {
      const refused = await preflight(origin, path);
      assert.equal(refused.headers.get('access-control-allow-origin'), null, `${origin} ${path}`);
    }
    const answer = await signIn('x');
    assert.equal(answer.headers.get('access-control-allow-origin'), DESK, 'a refusal can be read as well');
    assert.equal(answer.headers.get('cache-control'), 'no-store');
  });

  it('[I3] puts on the record who came in by a token, and who was refused', async () => {
    await bearerOf({ sub: 'recorded' });
    await refusalOf('a.b.c');
    using database = new DatabaseSync(join(server.dataDir, 'record.sqlite'), { readOnly: true });
    const facts = database.prepare("SELECT type, payload FROM record WHERE stream = 'admin'").all();
    assert.ok(facts.some(({ type, payload }) => type === 'signIn.accepted' && String(payload).includes('"host:recorded"')));
    assert.ok(facts.some(({ type }) => type === 'signIn.refused'));
  });
});

describe('the keys of a host', () => {
  const settings = (host: TokenHost) => ({
    keys: new URL(host.settings['SIDESEAT_HOST_JWKS'] ?? ''),
    issuer: HOST_ISSUER,
    audience: HOST_AUDIENCE,
    algorithms: ['ES256'] as const,
  });
  const store = { kept: new Map(), keep: async () => undefined };
  const clock = { nowMs: () => Date.now() };
  const refusedAs = (code: string, claim?: string) => (error: unknown) =>
    error instanceof HostTokenError && error.code === code && error.claim === claim;

  it('are asked for again when a token names a new one, and an old one that was withdrawn counts no more', async () => {
    await using host = await startTokenHost();
    const tokens = new HostTokens(settings(host), store, clock, 0);
    assert.deepEqual(await tokens.use(await host.token()), { agentId: 'host:42', name: 'Zoë Adams' });
    const next = await host.newKey();
    await host.publish(next);
    assert.equal((await tokens.use(await host.token({}, {}, next))).agentId, 'host:42');
    await assert.rejects(async () => tokens.use(await host.token()), refusedAs('E_HOST_TOKEN', 'kid'));
  });

  it('are asked for at most every ten seconds, however many unknown ones are named', async () => {
    await using host = await startTokenHost();
    const tokens = new HostTokens(settings(host), store, clock);
    const stranger = await host.newKey();
    for (let n = 0; n < 20; n++)
      await assert.rejects(async () => tokens.use(await host.token({}, {}, stranger)), refusedAs('E_HOST_TOKEN', 'kid'));
    assert.equal(host.asked, 1);
  });

  it('that cannot be had are told as that, and the token is good afterwards', async () => {
    await using host = await startTokenHost();
    const tokens = new HostTokens(settings(host), store, clock, 0);
    const token = await host.token();
    const { published } = host;
    host.published = null;
    await assert.rejects(tokens.use(token), refusedAs('E_HOST_KEYS'));
    host.published = { keys: [{ kty: 'nonsense' }] };
    await assert.rejects(tokens.use(token), (error) => error instanceof HostTokenError);
    host.published = published;
    assert.equal((await tokens.use(token)).agentId, 'host:42');
    await using gone = await startTokenHost();
    const unreachable = new HostTokens({ ...settings(gone), keys: new URL('http://127.0.0.1:1/keys') }, store, clock);
    await assert.rejects(async () => unreachable.use(await gone.token()), refusedAs('E_HOST_KEYS'));
  });

  it('may be a file, which is read anew', async () => {
    await using host = await startTokenHost();
    await using server = await startTestServer();
    const file = join(server.dataDir, 'keys.json');
    const tokens = new HostTokens({ ...settings(host), keys: file }, store, clock);
    await assert.rejects(async () => tokens.use(await host.token()), refusedAs('E_HOST_KEYS'));
    await writeFile(file, JSON.stringify(host.published));
    assert.equal((await tokens.use(await host.token())).agentId, 'host:42');
  });

  it('that are too weak or symmetric sign nobody in', async () => {
    await using host = await startTokenHost();
    const tokens = new HostTokens({ ...settings(host), algorithms: ['RS256'] }, store, clock, 0);
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1_024 });
    host.published = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'weak', alg: 'RS256' } as object] };
    const nowS = Math.floor(Date.now() / 1_000);
    const claims = { iss: HOST_ISSUER, aud: HOST_AUDIENCE, sub: '1', name: 'x', jti: 'weak', iat: nowS, exp: nowS + 60 };
    const signed = `${base64({ alg: 'RS256', kid: 'weak' })}.${base64(claims)}`;
    const token = `${signed}.${createSign('sha256').update(signed).sign(privateKey, 'base64url')}`;
    await assert.rejects(tokens.use(token), refusedAs('E_HOST_KEYS'));
  });
});

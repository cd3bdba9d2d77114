import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { AdminFacts } from '../../gateway/protocol/admin.ts';
import { ERROR_CODES } from '../../gateway/protocol/vocabulary.ts';
import { ADMIN_ERROR_CODES } from '../../gateway/protocol/admin.ts';
import { problemsOf } from '../../gateway/server/api/openapi.ts';
import { OPERATIONS } from '../../gateway/server/api/operations.ts';
import { createApp } from '../../gateway/server/http/app.ts';
import { readConfig } from '../../gateway/server/config.ts';
import { AdminClient } from '../support/admin-client.ts';
import { assertDescribed, operationOf } from '../support/api-check.ts';
import { PASSWORD, startTestServer, type TestServer } from '../support/test-server.ts';
import { sampleKey } from '../support/visitor.ts';

const MASKS = { mode: 'reveal', masks: [], blocks: [], allows: [], noControl: [], pausedPaths: [], forbiddenPaths: [] };
const CONFIG = { name: 'Shop', origins: ['https://shop.example'], cobrowse: { view: true }, masks: MASKS };
const TOKEN = 'a token that is long enough to be one';

interface OpenApi {
  openapi: string;
  servers: { url: string }[];
  paths: Record<string, Record<string, { responses: Record<string, { description: string }>; security: object[] }>>;
  components: { schemas: Record<string, object>; securitySchemes: Record<string, object> };
}

describe('the description of the HTTP API', () => {
  let server: TestServer;
  before(async () => void (server = await startTestServer({ SIDESEAT_METRICS_TOKEN: TOKEN })));
  after(() => server[Symbol.asyncDispose]());

  const read = async (): Promise<OpenApi> => (await (await fetch(`${server.url}/api/openapi.json`)).json()) as OpenApi;

  it('has every call with what goes there, what comes back, and each status that it can answer', async () => {
    const document = await read();
    assert.equal(document.openapi, '3.1.0');
    const described = Object.entries(document.paths).flatMap(([path, calls]) => Object.keys(calls).map((method) => `${method} ${path}`));
    assert.equal(described.length, OPERATIONS.length);
    const save = document.paths['/api/admin/sites/{key}/draft']?.['put'];
    assert.deepEqual(Object.keys(save?.responses ?? {}), ['200', '400', '401', '403', '404', '409', '412', '428', '429', '500', '503']);
    assert.match(save?.responses['412']?.description ?? '', /E_CHANGED/);
    assert.deepEqual(save?.security, [{ administratorCookie: [] }]);
  });

  it('names nothing that is not in it, and no code that there is not', async () => {
    const document = await read();
    const text = JSON.stringify(document);
    for (const [, name = ''] of text.matchAll(/#\/components\/schemas\/(\w+)/g)) assert.ok(document.components.schemas[name], name);
    const schemes = Object.values(document.paths).flatMap((calls) => Object.values(calls).flatMap(({ security }) => security.flatMap(Object.keys)));
    for (const name of schemes) assert.ok(document.components.securitySchemes[name], name);
    const known: readonly string[] = [...ERROR_CODES, ...ADMIN_ERROR_CODES];
    for (const operation of OPERATIONS) for (const code of problemsOf(operation)) assert.ok(known.includes(code), `${operation.path}: ${code}`);
    assert.doesNotMatch(text, /undefined|\[object/);
  });

  it('lets no call below /api be added that it does not have', async () => {
    const app = await createApp(readConfig({ SIDESEAT_MEDIA_NODES: 'ws://127.0.0.1:1', SIDESEAT_MEDIA_SECRET_FILE: 'none' }, '/nowhere'));
    assert.throws(() => app.get('/api/other', async () => ({})), /GET \/api\/other is not described/);
    assert.throws(() => app.post('/api/site', async () => ({})), /POST \/api\/site is not described/);
    app.get('/api/site', async () => ({}));
    await app.close();
  });

  it('is what the server answers to each call', async () => {
    const [admin, agent] = [await new AdminClient(server.url).signIn('admin', PASSWORD), await server.client().signIn('agent', PASSWORD)];
    const key = await sampleKey(server);
    const { sessionId = '' } = await (await server.agent('agent2')).done({ type: 'session.create', name: 'Ada', invite: 'pin' });
    assert.ok(sessionId);
    const pageId = 'AAAAAAAAAAAAAAAAAAAAAA';
    const created = await admin.call<{ key: string }>('POST', 'sites', { config: CONFIG });
    const own = created.body.key;
    const called = new Set<string>();
    /** [expected status, method, path, body, headers]; `assertDescribed` looks at the rest. */
    const call = async (status: number, method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<unknown> => {
      const answer = await fetch(`${server.url}${path}`, {
        method,
        headers: { ...(path === '/helper/join' ? {} : { origin: server.url }), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const type = answer.headers.get('content-type') ?? '';
      const said: unknown = type.includes('json') ? await answer.json() : await answer.text();
      assert.equal(answer.status, status, `${method} ${path} ${JSON.stringify(said)}`);
      const operation = operationOf(method, path);
      assert.ok(operation, `${method} ${path}`);
      assertDescribed(method, path, { status, type, body: said });
      called.add(`${operation.method} ${operation.path}`);
      return said;
    };
    const asAgent = { cookie: agent.cookies.join('; ') };
    const asAdmin = { cookie: admin.cookie };
    const change = async (method: string, what: string, body?: unknown): Promise<unknown> =>
      call(200, method, `/api/admin/sites/${own}/${what}`, body, { ...asAdmin, 'if-match': (await admin.site(own)).etag ?? '' });

    await call(200, 'GET', '/api/site');
    await call(200, 'GET', '/api/embed/origins');
    await call(200, 'GET', '/api/openapi.json');
    await call(200, 'GET', '/api/config.schema.json');
    await call(200, 'GET', '/health/live');
    await call(200, 'GET', '/health/ready');
    await call(200, 'GET', '/metrics');
    await call(200, 'POST', '/api/agent/sign-in', { userName: 'agent', password: PASSWORD });
    await call(200, 'GET', '/api/agent/me', undefined, asAgent);
    await call(200, 'POST', '/api/agent/ticket', { pageId }, asAgent);
    await call(401, 'POST', '/api/agent/ticket', { pageId });
    await call(200, 'POST', '/api/agent/sign-out', {}, asAgent);
    const connected = (await call(200, 'POST', '/api/customer/connect', { siteKey: key, title: '', address: `${server.url}/demo/shop/` })) as { bearer: string };
    await call(404, 'POST', '/api/customer/connect', { siteKey: 'none', title: '', address: server.url });
    await call(200, 'POST', '/api/customer/ticket', { pageId }, { authorization: `Bearer ${connected.bearer}` });
    await call(401, 'POST', '/api/customer/ticket', { pageId });
    await call(200, 'POST', '/api/customer/forget', {});
    await call(404, 'POST', '/api/customer/join', { pin: '000000' });
    await call(404, 'POST', '/api/customer/join', { link: 'none' });
    await call(404, 'POST', '/helper/join', { pin: '000000' });
    await call(200, 'GET', `/cobrowse/v1/${key}/site`);
    await call(200, 'POST', '/api/admin/sign-in', { userName: 'supervisor', password: PASSWORD });
    await call(403, 'POST', '/api/admin/sign-in', { userName: 'agent', password: PASSWORD });
    await call(200, 'GET', '/api/admin/me', undefined, asAdmin);
    await call(200, 'GET', '/api/admin/sites', undefined, asAdmin);
    await call(201, 'POST', '/api/admin/sites', { config: CONFIG }, asAdmin);
    await call(200, 'GET', `/api/admin/sites/${own}`, undefined, asAdmin);
    await change('POST', 'publish', {});
    await change('PUT', 'draft', CONFIG);
    await change('DELETE', 'draft');
    await change('POST', 'restore', { number: 1 });
    await call(428, 'DELETE', `/api/admin/sites/${own}/draft`, undefined, asAdmin);
    await call(200, 'GET', `/api/admin/sites/${own}/versions`, undefined, asAdmin);
    await call(200, 'GET', `/api/admin/sites/${own}/versions/1`, undefined, asAdmin);
    await call(200, 'GET', '/api/admin/config', undefined, asAdmin);
    await call(200, 'POST', '/api/admin/config/import', { file: { version: 1, sites: [] } }, asAdmin);
    await call(200, 'GET', '/api/admin/facts', undefined, asAdmin);
    await call(200, 'GET', '/api/admin/accounts', undefined, asAdmin);
    await call(200, 'GET', '/api/admin/accounts/agent', undefined, asAdmin);
    await call(200, 'PUT', '/api/admin/accounts/agent', { group: 'Agents', isDisabled: false }, { ...asAdmin, 'if-match': '"0"' });
    const draft = { masks: MASKS, legend: 'Striped: hidden' };
    await change('POST', 'publish', {});
    const opened = (await call(201, 'POST', `/api/admin/sites/${own}/previews`, draft, asAdmin)) as { id: string; code: string };
    await call(200, 'PUT', `/api/admin/previews/${opened.id}`, draft, asAdmin);
    await call(200, 'POST', '/api/preview', { siteKey: own, code: opened.code, report: null });
    await call(200, 'GET', `/api/admin/previews/${opened.id}`, undefined, asAdmin);
    await call(200, 'DELETE', `/api/admin/previews/${opened.id}`, undefined, asAdmin);
    await call(404, 'POST', '/api/preview', { siteKey: own, code: opened.code, report: null });
    await call(200, 'POST', '/api/admin/sign-out', {}, asAdmin);
    const never = OPERATIONS.map(({ method, path }) => `${method} ${path}`).filter((each) => !called.has(each));
    assert.deepEqual(never, ['POST /api/agent/sign-in/token'], 'only with tokens of a host, in host-sign-in.test.ts');
  });

  it('answers whatever cannot be understood with a problem of the same form', async () => {
    const admin = await new AdminClient(server.url).signIn('admin', PASSWORD);
    const key = await sampleKey(server);
    for (const [method, path, body, type] of [
      ['GET', '/api/admin/%', undefined, undefined],
      ['GET', `/api/admin/sites/${'x'.repeat(300)}`, undefined, undefined],
      ['GET', '/api/admin/nothing', undefined, undefined],
      ['PATCH', `/api/admin/sites/${key}`, '{}', 'application/json'],
      ['PUT', `/api/admin/sites/${key}/draft`, '{', 'application/json'],
      ['PUT', `/api/admin/sites/${key}/draft`, 'a=1', 'application/x-www-form-urlencoded'],
      ['PUT', `/api/admin/sites/${key}/draft`, `"${'x'.repeat(300_000)}"`, 'application/json'],
      ['GET', '/api/admin/facts?before=x', undefined, undefined],
      ['GET', '/api/admin/sites?after=none', undefined, undefined],
    ] as const) {
      const answer = await fetch(`${server.url}${path}`, {
        method,
        headers: { cookie: admin.cookie, origin: server.url, 'if-match': '"1"', ...(type && { 'content-type': type }) },
        ...(body !== undefined && { body }),
      });
      const where = `${method} ${path.slice(0, 60)}`;
      assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/, where);
      const problem = (await answer.json()) as { code: string; message: string };
      assert.match(problem.code, /^E_(BAD_MESSAGE|NOT_FOUND)$/, where);
      assert.ok(answer.status === 400 || answer.status === 404, where);
    }
  });

  it('pages through the administration’s record, the newest first, each line once, without configurations', async () => {
    const admin = await new AdminClient(server.url).signIn('admin', PASSWORD);
    const key = await sampleKey(server);
    for (let n = 0; n < 30; n++) {
      await admin.change('PUT', key, 'draft', { ...CONFIG, name: `Shop ${n}` });
      await admin.change('DELETE', key, 'draft');
    }
    const seen: number[] = [];
    for (let before: number | null | undefined; before !== null; ) {
      const page: AdminFacts = (await admin.call<AdminFacts>('GET', `facts${before === undefined ? '' : `?before=${before}`}`)).body;
      assert.ok(page.facts.length <= 50);
      seen.push(...page.facts.map(({ seq }) => seq));
      for (const { type, payload } of page.facts) {
        assert.equal(payload && 'config' in payload, false, type);
        if (type.startsWith('site.d')) assert.equal(payload?.['by'], 'admin');
      }
      before = page.next;
    }
    assert.deepEqual(seen, Array.from({ length: seen[0] ?? 0 }, (_, index) => (seen[0] ?? 0) - index));
    assert.ok(seen.length > 60);
  });
});

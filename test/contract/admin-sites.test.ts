import assert from 'node:assert/strict';
import { request } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { AdminMe, AdminProblem, SiteVersion, SiteView } from '../../gateway/protocol/admin.ts';
import type { SiteConfig } from '../../gateway/protocol/site-config.ts';
import { CALLS_BURST } from '../../gateway/server/http/admin-budget.ts';
import { AdminClient, type AdminAnswer } from '../support/admin-client.ts';
import { PASSWORD, startTestServer, type TestServer } from '../support/test-server.ts';
import { agreeToPage, offered, sampleKey, sharePage, visit } from '../support/visitor.ts';

const masks = { mode: 'reveal', masks: [], blocks: [], allows: [], noControl: [], pausedPaths: [], forbiddenPaths: [] } as const;
const CONFIG: SiteConfig = { name: 'Shop', origins: ['https://shop.example'], cobrowse: { view: true }, masks: { ...masks, masks: ['.private'], blocks: [], allows: [], noControl: [], pausedPaths: [], forbiddenPaths: [] } };

const adminAt = (server: TestServer, userName = 'admin'): Promise<AdminClient> => new AdminClient(server.url).signIn(userName, PASSWORD);
const factsOf = (server: TestServer): { type: string; payload: Record<string, unknown> }[] => {
  using database = new DatabaseSync(path.join(server.dataDir, 'record.sqlite'), { readOnly: true });
  const rows = database.prepare("SELECT type, payload FROM record WHERE stream = 'admin' ORDER BY seq").all();
  return rows.map(({ type, payload }) => ({ type: String(type), payload: JSON.parse(String(payload)) as Record<string, unknown> }));
};

describe('[T-AUTH-ALTPATH] [T-ROLE-SWAP] the door of the administrator’s page', () => {
  let server: TestServer;
  before(async () => void (server = await startTestServer()));
  after(() => server[Symbol.asyncDispose]());

  it('gives a cookie of its own, which is gone after the sign-out', async () => {
    const admin = await adminAt(server);
    const { account, endsInMs, canStay } = (await admin.call<AdminMe>('GET', 'me')).body;
    assert.deepEqual(account, { userName: 'admin', name: 'Paolo Riva', company: 'Acme Support', role: 'administrator' });
    assert.ok(canStay && endsInMs > 29 * 60_000 && endsInMs <= 30 * 60_000);
    await admin.call('POST', 'sign-out', {});
    assert.deepEqual((await admin.call('GET', 'me')).body, { account: null, endsInMs: 0, canStay: false });
    assert.equal((await admin.site('any')).status, 401);
  });

  it('refuses whoever is no more than an agent, with the right password too', async () => {
    const { status, body } = await new AdminClient(server.url).call<AdminProblem>('POST', 'sign-in', { userName: 'agent', password: PASSWORD });
    assert.deepEqual([status, body.code], [403, 'E_NOT_ALLOWED']);
  });

  it('takes no cookie of an agent, and gives none that an agent could use', async () => {
    const agent = await server.client().signIn('admin', PASSWORD);
    const [cookie = ''] = agent.cookies;
    const value = cookie.split('=')[1];
    for (const each of [cookie, `sideseat-admin=${value}`]) {
      const { status } = await agent.call('/api/admin/sites', undefined, { cookie: each });
      assert.equal(status, 401, each);
    }
    const signedIn = await fetch(`${server.url}/api/admin/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.url },
      body: JSON.stringify({ userName: 'admin', password: PASSWORD }),
    });
    const own = signedIn.headers.getSetCookie()[0] ?? '';
    assert.match(own, /^sideseat-admin=[\w-]{43};.*HttpOnly.*SameSite=Strict/);
    const token = own.split(';')[0]?.split('=')[1];
    const { body } = await server.client().call('/api/agent/me', undefined, { cookie: `sideseat-agent=${token}` });
    assert.equal(body.account, null);
  });

  it('lets supervisors read and change nothing', async () => {
    const supervisor = await adminAt(server, 'supervisor');
    const [site] = await supervisor.sites();
    assert.ok(site?.published);
    for (const [method, what, body] of [['PUT', 'draft', CONFIG], ['DELETE', 'draft', undefined], ['POST', 'publish', {}], ['POST', 'restore', { number: 1 }]] as const) {
      const refused: AdminAnswer<AdminProblem> = await supervisor.change(method, site.key, what, body);
      assert.deepEqual([refused.status, refused.body.code], [403, 'E_NOT_ALLOWED'], `${method} ${what}`);
    }
    assert.equal((await supervisor.call('POST', 'sites', { config: CONFIG })).status, 403);
    assert.deepEqual(await supervisor.sites(), [site]);
  });

  it('wants the page’s own Origin for changes, and nobody in without a sign-in', async () => {
    const stranger = new AdminClient(server.url);
    for (const place of ['sites', `sites/${await sampleKey(server)}`, `sites/${await sampleKey(server)}/versions`])
      assert.equal((await stranger.call('GET', place)).status, 401, place);
    const admin = await adminAt(server);
    const { status, body } = await admin.call<AdminProblem>('POST', 'sites', { config: CONFIG }, { origin: 'https://evil.example' });
    assert.deepEqual([status, body.code], [403, 'E_ORIGIN']);
  });

  it('lets nobody in by another spelling of an address', async () => {
    const key = await sampleKey(server);
    const calls = [['GET', 'sites'], ['GET', `sites/${key}`], ['GET', `sites/${key}/versions`], ['POST', 'sites'], ['PUT', `sites/${key}/draft`], ['DELETE', `sites/${key}/draft`], ['POST', `sites/${key}/publish`], ['POST', `sites/${key}/restore`], ['POST', `sites/${key}/previews`], ['GET', 'previews/any']] as const;
    const before = await (await adminAt(server)).sites();
    for (const [method, place] of calls) {
      for (const path of [`/api/admin/${place}`, `/%61pi/admin/${place}`, `/api/%61dmin/${place}`, `http://any.example/api/admin/${place}`]) {
        const status = await new Promise<number | undefined>((resolve, reject) => {
          const { hostname, port } = new URL(server.url);
          const headers = { origin: server.url, 'content-type': 'application/json', 'if-match': '"1"' };
          const sent = request({ hostname, port, method, path, headers }, (answer) => resolve(answer.resume().statusCode));
          sent.on('error', reject).end(method === 'GET' || method === 'DELETE' ? undefined : '{}');
        });
        assert.equal(status, 401, `${method} ${path}`);
      }
    }
    assert.deepEqual(await (await adminAt(server)).sites(), before);
  });

  it('answers an account so many calls at once, and says when there are more', async () => {
    await using own = await startTestServer();
    const [admin, again, supervisor] = [await adminAt(own), await adminAt(own), await adminAt(own, 'supervisor')];
    const limited = async (): Promise<number> => {
      for (let calls = 1; ; calls++) {
        const answer = await fetch(`${own.url}/api/admin/sites`, { headers: { cookie: admin.cookie } });
        const body = (await answer.json()) as AdminProblem;
        if (answer.status !== 429) continue;
        assert.deepEqual([body.code, answer.headers.get('retry-after')], ['E_SLOW_DOWN', '1']);
        assert.ok((body.retryInMs ?? 0) > 0);
        return calls;
      }
    };
    assert.ok((await limited()) > CALLS_BURST);
    assert.equal((await again.call('GET', 'sites')).status, 429, 'another sign-in of the same account');
    assert.equal((await supervisor.call('GET', 'sites')).status, 200);
  });

  it('shares the limits of wrong passwords with the dashboard’s', async () => {
    await using own = await startTestServer();
    const wrong = { userName: 'admin', password: 'nope' };
    let retryInMs = 0;
    while (retryInMs <= 1_000) {
      ({ retryInMs = 0 } = (await own.client().call('/api/agent/sign-in', wrong)).body);
      if (retryInMs <= 1_000) await setTimeout(retryInMs);
    }
    const { status, body } = await new AdminClient(own.url).call<AdminProblem>('POST', 'sign-in', { ...wrong, password: PASSWORD });
    assert.deepEqual([status, body.code], [429, 'E_TOO_MANY_ATTEMPTS']);
  });
});

describe('[B-30] the sites of WebACD', () => {
  let server: TestServer;
  let admin: AdminClient;
  before(async () => {
    server = await startTestServer();
    admin = await adminAt(server);
  });
  after(() => server[Symbol.asyncDispose]());

  const create = async (config: SiteConfig = CONFIG): Promise<SiteView> => {
    const { status, body } = await admin.call<SiteView>('POST', 'sites', { config });
    assert.equal(status, 201, JSON.stringify(body));
    return body;
  };
  const publicSite = (key: string) => server.client().call(`/cobrowse/v1/${key}/site`);

  it('begin as a draft that no visitor sees, and have effect when they are published', async () => {
    const { key, draft, published } = await create();
    assert.deepEqual([draft?.config, draft?.by, published], [CONFIG, 'admin', null]);
    assert.equal((await publicSite(key)).status, 404);
    const { body } = await admin.change('POST', key, 'publish', { note: 'first' });
    assert.deepEqual([body.draft, body.published?.number, body.published?.note, body.published?.by], [null, 1, 'first', 'admin']);
    assert.deepEqual((await publicSite(key)).body, { name: 'Shop', view: true, customerOnly: [], masks: CONFIG.masks });
  });

  it('are drafted beside what is published, which stays until then; a draft can be dropped', async () => {
    const { key } = await create();
    await admin.change('POST', key, 'publish', {});
    const { body } = await admin.change('PUT', key, 'draft', { ...CONFIG, cobrowse: { view: false } });
    assert.deepEqual([body.draft?.config.cobrowse.view, body.published?.config.cobrowse.view], [false, true]);
    assert.equal((await publicSite(key)).body['view' as 'code'], true);
    assert.equal((await admin.change('DELETE', key, 'draft')).body.draft, null);
    assert.equal((await admin.change<AdminProblem>('POST', key, 'publish', {})).body.code, 'E_NO_DRAFT');
  });

  it('keep their versions, page by page, and bring an old one back as a draft', async () => {
    const { key } = await create();
    await admin.change('POST', key, 'publish', {});
    for (let n = 2; n <= 25; n++) await admin.publish(key, { ...CONFIG, name: `Shop ${n}` });
    const first = (await admin.versions(key)).body;
    assert.deepEqual([first.versions.length, first.versions[0]?.number, first.next], [20, 25, 6]);
    assert.deepEqual(Object.keys(first.versions[0] ?? {}).sort(), ['atMs', 'by', 'note', 'number'], 'a list has no configurations');
    assert.equal((await admin.call<SiteVersion>('GET', `sites/${key}/versions/7`)).body.config.name, 'Shop 7');
    for (const none of ['26', '0', '-1', '1.5', 'x', '1e9']) assert.equal((await admin.call('GET', `sites/${key}/versions/${none}`)).status, 404, none);
    const second = (await admin.versions(key, first.next ?? 0)).body;
    assert.deepEqual([second.versions.map(({ number }) => number), second.next], [[5, 4, 3, 2, 1], null]);
    const { body } = await admin.change('POST', key, 'restore', { number: 3 });
    assert.deepEqual([body.draft?.config.name, body.published?.config.name], ['Shop 3', 'Shop 25']);
    assert.equal((await admin.change<AdminProblem>('POST', key, 'restore', { number: 99 })).body.code, 'E_NOT_FOUND');
  });

  it('tell the second of two administrators that the first one was there, and when', async () => {
    const { key } = await create();
    const { etag } = await admin.site(key);
    const [one, other] = await Promise.all(
      ['One', 'Other'].map((name) => admin.change<SiteView & AdminProblem>('PUT', key, 'draft', { ...CONFIG, name }, etag)),
    );
    const [winner, loser] = one?.status === 200 ? [one, other] : [other, one];
    assert.equal(winner?.status, 200);
    assert.deepEqual([loser?.status, loser?.body.code, loser?.body.by], [412, 'E_CHANGED', 'admin']);
    assert.ok(Math.abs((loser?.body.atMs ?? 0) - Date.now()) < 60_000);
    assert.equal((await admin.site(key)).body.draft?.config.name, winner?.body.draft?.config.name);
    assert.deepEqual((await admin.call<AdminProblem>('PUT', `sites/${key}/draft`, CONFIG)).body.code, 'E_NO_MATCH_NAMED');
    assert.equal((await admin.change('PUT', key, 'draft', CONFIG, '"999"')).status, 412);
  });

  it('are in the administration’s record with who changed what, in the same write', async () => {
    const { key } = await create();
    await admin.change('POST', key, 'publish', { note: 'why not' });
    await admin.change('PUT', key, 'draft', { ...CONFIG, name: 'Later' });
    await admin.change('DELETE', key, 'draft');
    const own = factsOf(server).filter(({ payload }) => payload['siteKey'] === key);
    assert.deepEqual(own.map(({ type, payload }) => [type, payload['by']]), [
      ['site.drafted', 'admin'],
      ['site.published', 'admin'],
      ['site.drafted', 'admin'],
      ['site.draftDropped', 'admin'],
    ]);
    assert.deepEqual([own[1]?.payload['config'], own[1]?.payload['note'], own[1]?.payload['version']], [CONFIG, 'why not', 1]);
    assert.ok(factsOf(server).some(({ type, payload }) => type === 'adminSignIn.accepted' && payload['userName'] === 'admin'));
  });

  it('are there after a restart as they were, and the sample shop’s once', async () => {
    await using own = await startTestServer();
    const person = await adminAt(own);
    const key = await sampleKey(own);
    await person.publish(key, { ...CONFIG, origins: ['https://more.example'] });
    const before = await person.sites();
    await own.restart();
    const again = await adminAt(own);
    assert.deepEqual(await again.sites(), before);
    const visitor = await own.client().call('/api/customer/connect', { siteKey: key, title: '', address: `${own.url}/demo/shop/` });
    assert.equal(visitor.status, 200, 'on our own origin it stays, whatever it is published for');
  });

  it('stand in the file where there is one, and are changed there', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'sideseat-sites-'));
    const file = path.join(folder, 'sites.json');
    const key = 'shop-key-0123456789';
    await writeFile(file, JSON.stringify({ version: 1, sites: [{ key, ...CONFIG }] }));
    await using own = await startTestServer({ SIDESEAT_SITES: file }).finally(() => rm(folder, { recursive: true }));
    const person = await adminAt(own);
    const [site] = await person.sites();
    assert.deepEqual([site?.key, site?.editable, (await person.site(key)).body.published?.config], [key, false, CONFIG]);
    assert.deepEqual((await person.versions(key)).body.versions.map(({ number }) => number), [1]);
    const { status, body } = await person.change<AdminProblem>('PUT', key, 'draft', CONFIG);
    assert.deepEqual([status, body.code], [409, 'E_SITES_FILE']);
  });
});

describe('[T-ADMIN-CONFIG] mistakes in a site', () => {
  let server: TestServer;
  let admin: AdminClient;
  before(async () => {
    server = await startTestServer();
    admin = await adminAt(server);
  });
  after(() => server[Symbol.asyncDispose]());

  for (const [what, value, at] of [
    ['nothing at all', null, ''],
    ['a field that nobody knows', { ...CONFIG, colour: 'red' }, 'colour'],
    ['a wrong type', { ...CONFIG, cobrowse: { view: 'yes' } }, 'cobrowse.view'],
    ['an origin with a path', { ...CONFIG, origins: ['https://shop.example/cart'] }, 'origins.0'],
    ['every origin', { ...CONFIG, origins: ['https://*'] }, 'origins.0'],
    ['origins below another', { ...CONFIG, origins: ['https://*.shop.example'] }, 'origins.0'],
    ['an origin that says more', { ...CONFIG, origins: ['https://a;sandbox'] }, 'origins.0'],
    ['no origin', { ...CONFIG, origins: [] }, 'origins'],
    ['a selector that is none', { ...CONFIG, masks: { ...CONFIG.masks, blocks: ['.fine', 'div['] } }, 'masks.blocks.1'],
    ['a group that is not there', { ...CONFIG, groups: ['Agents', 'Agent'] }, 'groups.1'],
    ['a sentence with a link', { ...CONFIG, questionTexts: { de: ['Gut.', 'Mehr auf https://shop.example'] } }, 'questionTexts.de.1'],
    ['a sentence with an address', { ...CONFIG, questionTexts: { en: ['Look at shop.example first.'] } }, 'questionTexts.en.0'],
    ['a sentence with a mailbox', { ...CONFIG, questionTexts: { en: ['Write to help@shop'] } }, 'questionTexts.en.0'],
    ['a sentence of two lines', { ...CONFIG, questionTexts: { en: ['One.\nTwo.'] } }, 'questionTexts.en.0'],
    ['a sentence that turns around', { ...CONFIG, questionTexts: { en: ['\u202egnihton sees'] } }, 'questionTexts.en.0'],
    ['a sentence that is none', { ...CONFIG, questionTexts: { en: ['   '] } }, 'questionTexts.en.0'],
    ['a long sentence', { ...CONFIG, questionTexts: { en: ['a'.repeat(161)] } }, 'questionTexts.en.0'],
    ['four sentences', { ...CONFIG, questionTexts: { en: ['a', 'b', 'c', 'd'] } }, 'questionTexts.en'],
    ['no sentence', { ...CONFIG, questionTexts: { en: [] } }, 'questionTexts.en'],
    ['a language that nobody has', { ...CONFIG, questionTexts: { xx: ['a'] } }, 'questionTexts.xx'],
    ['words for the title', { ...CONFIG, questionTexts: { title: ['a'] } }, 'questionTexts.title'],
    ['a page that is no path', { ...CONFIG, masks: { ...CONFIG.masks, forbiddenPaths: ['login'] } }, 'masks.forbiddenPaths.0'],
    ['no time at all', { ...CONFIG, limits: { shareMinutes: 0 } }, 'limits.shareMinutes'],
    ['a negative time', { ...CONFIG, limits: { idleMinutes: -1 } }, 'limits.idleMinutes'],
    ['more than the server’s bound', { ...CONFIG, limits: { shareMinutes: 61 } }, 'limits.shareMinutes'],
    ['ten years', { ...CONFIG, limits: { idleMinutes: 5_256_000 } }, 'limits.idleMinutes'],
    ['half a minute more', { ...CONFIG, limits: { shareMinutes: 1.5 } }, 'limits.shareMinutes'],
    ['a time in words', { ...CONFIG, limits: { shareMinutes: '5' } }, 'limits.shareMinutes'],
    ['another limit', { ...CONFIG, limits: { promptMinutes: 5 } }, 'limits.promptMinutes'],
    ['20,000 selectors', { ...CONFIG, masks: { ...CONFIG.masks, masks: Array.from({ length: 20_000 }, () => 'a') } }, 'masks.masks'],
  ] as const) {
    it(`are not touched by ${what}: it is told where`, async () => {
      const key = await sampleKey(server);
      const before = await admin.site(key);
      const { status, body } = await admin.change<AdminProblem>('PUT', key, 'draft', value);
      assert.deepEqual([status, body.code], [400, 'E_BAD_CONFIG']);
      assert.deepEqual(body.issues?.map(({ path: where }) => where), [at]);
      assert.ok(body.issues?.every(({ message }) => message.length > 5));
      assert.deepEqual(await admin.site(key), before);
    });
  }
});

describe('[B-30] what is wrong with a site', () => {
  it('is told with a code that pages say in their own language, and with what fills their words in', async () => {
    await using server = await startTestServer();
    const admin = await adminAt(server);
    const key = await sampleKey(server);
    const told = async (value: object): Promise<unknown[]> => {
      const { body } = await admin.change<AdminProblem>('PUT', key, 'draft', { ...CONFIG, ...value });
      return (body.issues ?? []).map(({ code, params }) => [code, params]);
    };
    const of = (masks: object): object => ({ masks: { ...CONFIG.masks, ...masks } });
    assert.deepEqual(await told({ name: ' ' }), [['nameNeeded', {}]]);
    assert.deepEqual(await told({ name: 'a'.repeat(81) }), [['tooLong', { most: '80' }]]);
    assert.deepEqual(await told({ origins: ['https://*', 'x'] }), [['originNeeded', {}], ['originNeeded', {}]]);
    assert.deepEqual(await told({ origins: [] }), [['originsNeeded', {}]]);
    assert.deepEqual(await told({ limits: { shareMinutes: 61, idleMinutes: 0 } }), [['minutes', { most: '60' }], ['minutes', { most: '10' }]]);
    assert.deepEqual(await told({ questionTexts: { de: ['www.shop.example'], fr: ['a'.repeat(161)] } }), [['leadsAway', {}], ['tooLong', { most: '160' }]]);
    assert.deepEqual(await told({ questionTexts: { de: ['a\nb'] } }), [['notPlain', {}]]);
    assert.deepEqual(await told({ groups: ['Nobody'] }), [['noGroup', { value: 'Nobody' }]]);
    assert.deepEqual(await told(of({ pausedPaths: ['a'], forbiddenPaths: ['b'] })), [['notPath', { value: 'a' }], ['notPath', { value: 'b' }]]);
    assert.deepEqual(await told(of({ masks: Array.from({ length: 600 }, () => 'a') })), [['listTooLong', { most: '500', received: '600' }]]);
    assert.deepEqual(await told(of({ masks: ['a'.repeat(501)] })), [['tooLong', { most: '500', received: '501' }]]);
    assert.deepEqual(await told({ colour: 'red' }), [['noField', {}]]);
    assert.deepEqual(await told({ cobrowse: { view: 1 } }), [[undefined, undefined]], 'a schema’s own words have none');
  });
});

describe('[002-30] what is published reaches sessions that run', () => {
  it('with the next question, and no share that flows', async () => {
    await using server = await startTestServer();
    const admin = await adminAt(server);
    const key = await sampleKey(server);
    const agent = await server.agent();
    const { visitor, sessionId, grantId } = await sharePage(server, agent);
    const { config } = (await admin.site(key)).body.published!;
    await admin.publish(key, { ...config, cobrowse: { view: false } });
    const off = await agent.session(sessionId, ({ availability }) => availability.requestCobrowseView === 'E_COBROWSE_OFF' || availability.requestCobrowseView === 'E_ALREADY_SHARED');
    assert.ok(off);
    assert.ok((await visitor.view()).share, 'what was allowed goes on');
    await visitor.done({ type: 'share.stop', grantId, by: 'page' });
    await agent.refused({ type: 'request.create', sessionId, capability: 'cobrowseView' }, 'E_COBROWSE_OFF');
    await admin.publish(key, config);
    await agent.session(sessionId, ({ availability }) => availability.requestCobrowseView === null);
    await agent.done({ type: 'request.create', sessionId, capability: 'cobrowseView' });
    await agreeToPage(visitor);
  });

  it('also the lists of those who may take a visitor', async () => {
    await using server = await startTestServer();
    const admin = await adminAt(server);
    const key = await sampleKey(server);
    const { config } = (await admin.site(key)).body.published!;
    const [mia, ines] = [await server.agent(), await server.agent('supervisor')];
    await visit(server);
    const sessionId = await offered(mia);
    await offered(ines);
    await admin.publish(key, { ...config, groups: ['Supervisors'] });
    await mia.next('session.gone', (message) => message.sessionId === sessionId);
    await mia.refused({ type: 'session.start', sessionId }, 'E_NO_SESSION');
    await ines.done({ type: 'session.start', sessionId });
  });
});

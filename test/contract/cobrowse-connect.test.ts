import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import { CONNECTS_BURST } from '../../gateway/server/http/connect-routes.ts';
import { newId } from '../../gateway/server/ids.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { agreeToPage, click, connectBy, offered, sampleKey, sharePage, visit } from '../support/visitor.ts';

const typesOf = (server: TestServer, sessionId: string): string[] => {
  using database = new DatabaseSync(path.join(server.dataDir, 'record.sqlite'), { readOnly: true });
  return database.prepare('SELECT type FROM record WHERE stream = ? ORDER BY rowid').all(sessionId).map(({ type }) => String(type));
};

const KEY = 'shop-key-0123456789';
const SHOP = { key: KEY, name: 'Shop', origins: ['https://shop.example'], cobrowse: { view: true } };

/** A server with these sites. */
async function withSites(sites: unknown): Promise<TestServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sideseat-sites-'));
  const file = path.join(folder, 'sites.json');
  await writeFile(file, typeof sites === 'string' ? sites : JSON.stringify({ version: 1, sites }));
  return startTestServer({ SIDESEAT_SITES: file }).finally(() => rm(folder, { recursive: true }));
}

const visitShop = async (server: TestServer, address = 'https://shop.example/cart') => {
  const visitor = server.client();
  const { status, body } = await visitor.call('/api/customer/connect', { siteKey: KEY, title: 'Cart', address });
  return { status, code: body.code, visitor: status === 200 ? await visitor.withBearer(body.bearer, server.url).connect('customer') : visitor };
};

describe('[002-01] a click to connect', () => {
  it('[002-27] is offered to every agent as waiting, with name, title and address, and nothing else of it', async () => {
    await using server = await startTestServer();
    const [mia, ken] = [await server.agent(), await server.agent('agent2')];
    await visit(server);
    for (const agent of [mia, ken]) {
      const { session } = await agent.next('agent.session', (message) => message.session.unclaimed);
      assert.deepEqual([session.name, session.status, session.words, session.page], [
        'Visitor',
        'waiting',
        null,
        { siteName: 'Sample shop', title: 'Checkout', address: `${server.url}/demo/shop/checkout` },
      ]);
      const { start, requestCobrowseView, requestCobrowseControl, ...rest } = session.availability;
      assert.deepEqual([start, requestCobrowseView, requestCobrowseControl], [null, null, null]);
      assert.ok(Object.values(rest).every((code) => code !== null));
      assert.ok(!JSON.stringify(agent.received).includes('secret'), 'nothing after the path');
      assert.ok(!agent.received.some(({ type }) => type === 'session.log'));
    }
    const late = await server.agent('supervisor');
    const { sessions } = await late.next('agent.sessions');
    assert.deepEqual(sessions.map(({ name, unclaimed }) => [name, unclaimed]), [['Visitor', true]]);
  });

  it('belongs to the first agent who takes it; the other is told so, and it is gone from that list', async () => {
    await using server = await startTestServer();
    const [mia, ken] = [await server.agent(), await server.agent('agent2')];
    const visitor = await visit(server, 'Ada');
    const sessionId = await offered(mia);
    await offered(ken);
    const [byMia, byKen] = await Promise.all([mia.command({ type: 'session.start', sessionId }), ken.command({ type: 'session.start', sessionId })]);
    const [winner, loser] = byMia.type === 'command.done' ? [mia, ken] : [ken, mia];
    const refused = byMia.type === 'command.done' ? byKen : byMia;
    assert.equal(refused.type === 'command.refused' && refused.code, 'E_STALE');
    assert.equal((await loser.next('session.gone', (message) => message.sessionId === sessionId)).why, 'taken');
    const view = await winner.session(sessionId, ({ status }) => status === 'active');
    assert.ok(view.words && !view.unclaimed);
    const { entries } = await winner.next('session.log');
    assert.deepEqual(entries.map(({ kind, seq }) => [kind, seq]), [['visitorConnected', 1], ['customerLinked', 2], ['started', 3]]);
    assert.equal((await visitor.view(({ status }) => status === 'active')).agentName, winner === mia ? 'Mia Keller' : 'Ken Mori');
    const before = loser.received.length;
    await winner.done({ type: 'request.create', sessionId, capability: 'view' });
    await loser.refused({ type: 'request.create', sessionId, capability: 'cobrowseView' }, 'E_STALE');
    await loser.refused({ type: 'session.end', sessionId }, 'E_STALE');
    const more = loser.received.slice(before).filter(({ type }) => type !== 'command.refused');
    assert.deepEqual(more, [], '[I18] nothing of it any more');
  });

  it('[D-7] [002-27] is taken and asked in one step: both facts in one append, or neither', async () => {
    await using server = await startTestServer();
    const [mia, ken] = [await server.agent(), await server.agent('agent2')];
    const visitor = await visit(server, 'Ada');
    const sessionId = await offered(mia);
    await offered(ken);
    const answers = await Promise.all([mia, ken].map((agent) => agent.command({ type: 'request.create', sessionId, capability: 'cobrowseView' })));
    assert.deepEqual(answers.map((answer) => (answer.type === 'command.refused' ? answer.code : 'done')).sort(), ['E_STALE', 'done']);
    assert.deepEqual(typesOf(server, sessionId), ['session.created', 'customer.connected', 'customer.linked', 'agent.started', 'request.created']);
    const { question } = await visitor.view((view) => view.question !== null);
    assert.equal(question?.capability, 'cobrowseView');
    assert.equal((await agreeToPage(visitor)).requestId, question?.requestId);
  });

  it('[I5] is asked nothing else before, and ended by no agent', async () => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const visitor = await visit(server);
    const sessionId = await offered(agent);
    for (const capability of ['view', 'control', 'show', 'giveControl'] as const)
      await agent.refused({ type: 'request.create', sessionId, capability }, 'E_SESSION_NOT_ACTIVE');
    await agent.refused({ type: 'session.end', sessionId }, 'E_SESSION_NOT_ACTIVE');
    await agent.refused({ type: 'session.invite', sessionId, invite: 'pin' }, 'E_SESSION_NOT_ACTIVE');
    await agent.refused({ type: 'helper.invite', sessionId }, 'E_SESSION_NOT_ACTIVE');
    await visitor.refused({ type: 'abuse.report' }, 'E_STALE');
    assert.equal((await visitor.view()).status, 'waiting');
    assert.deepEqual(typesOf(server, sessionId), ['session.created', 'customer.connected', 'customer.linked']);
  });

  it('is told to be late while the visitor is between two pages', async () => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const visitor = await visit(server);
    await offered(agent);
    visitor.leave('clean');
    await agent.next('agent.session', ({ session }) => session.customerPresence === 'late');
    await visitor.connect('customer');
    await agent.next('agent.session', ({ session }) => session.customerPresence === 'online');
  });

  it('disappears at once where the visitor ends it, and stays on record', async () => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const visitor = await visit(server);
    const sessionId = await offered(agent);
    await visitor.done({ type: 'session.leave' });
    assert.equal((await agent.next('session.gone', (message) => message.sessionId === sessionId)).why, 'left');
    assert.equal(typesOf(server, sessionId).at(-1), 'customer.left');
    await agent.refused({ type: 'session.start', sessionId }, 'E_STALE');
  });

  it('[I13] is there after a restart, and is taken then', async () => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const visitor = await visit(server, 'Ada');
    const sessionId = await offered(agent);
    await server.restart();
    await visitor.connect('customer');
    const again = await agent.connect('agent');
    assert.deepEqual((await again.next('agent.sessions')).sessions.map(({ unclaimed }) => unclaimed), [true]);
    await again.done({ type: 'session.start', sessionId });
    assert.equal((await visitor.view(({ status }) => status === 'active')).agentName, 'Mia Keller');
  });

  it('[I11] gives a bearer that finds its own session alone, and no cookie', async () => {
    await using server = await startTestServer();
    const [ada, bea] = [await connectBy(server, 'Ada'), await connectBy(server, 'Bea')];
    assert.deepEqual(ada.cookies, []);
    const own = (await ada.connect('customer')).received.find((message) => message.type === 'customer.session');
    const ofAda = own?.type === 'customer.session' ? own.session.sessionId : '';
    const { status, body } = await bea.call('/api/customer/ticket', { pageId: newId(), sessionId: ofAda });
    assert.deepEqual([status, body.code], [401, 'E_NOT_JOINED']);
    const stranger = server.client().withBearer('x'.repeat(43), server.url);
    assert.equal((await stranger.call('/api/customer/ticket', { pageId: newId() })).status, 401);
    // Nor does it make an agent of anybody.
    assert.equal((await ada.call('/api/agent/ticket', { pageId: newId() })).status, 401);
  });

  it('[T-WS-ORIGIN] is taken from our own origin alone, and answers no other page', async () => {
    await using server = await startTestServer({ SIDESEAT_ORIGINS: 'https://dashboard.example' });
    const body = await click(server);
    for (const origin of ['https://evil.example', 'null', 'https://dashboard.example', `${server.url}.evil.example`]) {
      const response = await fetch(`${server.url}/api/customer/connect`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin },
        body: JSON.stringify(body),
      });
      assert.equal(response.status, 403, origin);
      assert.equal(response.headers.get('access-control-allow-origin'), null, origin);
    }
  });

  it('says what is wrong with it', async () => {
    await using server = await startTestServer();
    const good = await click(server);
    const cases: [change: object, status: number, code: string][] = [
      [{ siteKey: 'x'.repeat(20) }, 404, 'E_NOT_FOUND'],
      [{ address: 'https://evil.example/demo/shop' }, 403, 'E_ORIGIN'],
      [{ address: 'javascript:alert(1)' }, 403, 'E_ORIGIN'],
      [{ name: 'x'.repeat(65) }, 409, 'E_NAME_TOO_LONG'],
      [{ name: 'Support' }, 409, 'E_NAME_RESERVED'],
      [{ more: 1 }, 400, 'E_BAD_MESSAGE'],
      [{ title: 5 }, 400, 'E_BAD_MESSAGE'],
    ];
    for (const [change, status, code] of cases) {
      const { status: got, body } = await server.client().call('/api/customer/connect', { ...good, ...change });
      assert.deepEqual([got, body.code], [status, code], JSON.stringify(change));
    }
  });

  it('is cut and cleaned where it is long or strange', async () => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const address = `${server.url}/${'p/'.repeat(2_000)}?q=secret`;
    const { body } = await server.client().call('/api/customer/connect', { ...(await click(server)), title: `a\u202e\n${'🙂'.repeat(500)}`, address });
    await server.client().withBearer(body.bearer, server.url).connect('customer');
    const { session } = await agent.next('agent.session', (message) => message.session.unclaimed);
    assert.equal(session.page?.address.length, 300);
    assert.match(session.page?.title ?? '', /^a 🙂/);
    assert.equal([...(session.page?.title ?? '')].length, 120);
  });

  it('is limited for each network, and nobody else pays for that', async () => {
    await using server = await startTestServer({ SIDESEAT_TRUST_PROXY: 'loopback', SIDESEAT_PUBLIC_URL: 'http://localhost' });
    const body = { ...(await click(server)) };
    const from = (address: string) => server.client().from(address).call('/api/customer/connect', body);
    const tries = await Promise.all(Array.from({ length: CONNECTS_BURST + 5 }, () => from('198.51.100.7')));
    assert.equal(tries.filter(({ status }) => status === 200).length, CONNECTS_BURST);
    const refused = tries.filter(({ status }) => status === 429);
    assert.ok(refused.every(({ body: { code, retryInMs } }) => code === 'E_SLOW_DOWN' && retryInMs > 0));
    assert.equal((await from('198.51.100.8')).status, 200);
  });
});

describe('[002-30] the sites of an installation', () => {
  it('refuse co-browse where it is off, and are offered to the groups that are named', async () => {
    await using server = await withSites([{ ...SHOP, cobrowse: { view: false }, groups: ['Supervisors'] }]);
    const [supervisor, agent] = [await server.agent('supervisor'), await server.agent()];
    await visitShop(server);
    const sessionId = await offered(supervisor);
    const view = await supervisor.session(sessionId);
    assert.equal(view.availability.requestCobrowseView, 'E_COBROWSE_OFF');
    await supervisor.refused({ type: 'request.create', sessionId, capability: 'cobrowseView' }, 'E_COBROWSE_OFF');
    assert.equal((await supervisor.session(sessionId)).unclaimed, true, 'nor is it taken by that');
    await agent.refused({ type: 'session.start', sessionId }, 'E_NO_SESSION');
    assert.ok(!JSON.stringify(agent.received).includes(sessionId), '[I18]');
    await supervisor.done({ type: 'session.start', sessionId });
    await supervisor.done({ type: 'request.create', sessionId, capability: 'view' });
  });

  it('[002-28] [002-32] let agents use their pages only where they say so, whatever may be seen', async () => {
    const askable = async (cobrowse: object): Promise<unknown> => {
      await using server = await withSites([{ ...SHOP, cobrowse }]);
      const agent = await server.agent();
      await visitShop(server);
      const sessionId = await offered(agent);
      const { availability } = await agent.session(sessionId);
      const answer = await agent.command({ type: 'request.create', sessionId, capability: 'cobrowseControl' });
      return [availability.requestCobrowseView, availability.requestCobrowseControl, answer.type === 'command.done' ? null : answer.code];
    };
    const off = 'E_COBROWSE_OFF';
    assert.deepEqual(await askable({ view: true }), [null, off, off]);
    assert.deepEqual(await askable({ view: true, control: false }), [null, off, off]);
    assert.deepEqual(await askable({ view: false, control: true }), [off, off, off]);
    assert.deepEqual(await askable({ view: true, control: true, customerOnly: ['submit'] }), [null, null, null]);
  });

  it('[002-32] take no click from a page that they forbid, and say so at once', async () => {
    await using server = await withSites([{ ...SHOP, masks: { forbiddenPaths: ['/login*', '/orders/*/pay'] } }]);
    const agent = await server.agent();
    for (const path of ['/login', '/login/reset?token=1', '/orders/7/pay', '/orders/•••/pay'])
      assert.deepEqual(await visitShop(server, `https://shop.example${path}`).then(({ status, code }) => [status, code]), [403, 'E_PAGE_FORBIDDEN'], path);
    assert.equal((await visitShop(server, 'https://shop.example/orders/•••')).status, 200);
    const { session } = await agent.next('agent.session');
    assert.equal(session.page?.address, 'https://shop.example/orders/•••', 'of the others no agent hears');
  });

  it('[002-32] let no agent ask while the visitor is on a page that they forbid', async () => {
    await using server = await withSites([{ ...SHOP, cobrowse: { view: true, control: true }, masks: { forbiddenPaths: ['/login*'] } }]);
    const [agent, other] = [await server.agent(), await server.agent('agent2')];
    const { visitor } = await visitShop(server);
    const sessionId = await offered(agent);
    const on = (path: string) => visitor.send({ type: 'visit.moved', address: `https://shop.example${path}` });
    const refusals = (code: unknown) => ({ availability }: { availability: Record<string, unknown> }) => availability['requestCobrowseView'] === code && availability['requestCobrowseControl'] === code;
    on('/login');
    await agent.session(sessionId, refusals('E_PAGE_FORBIDDEN'));
    await agent.refused({ type: 'request.create', sessionId, capability: 'cobrowseView' }, 'E_PAGE_FORBIDDEN');
    assert.equal((await agent.session(sessionId)).unclaimed, true, 'nor is it taken by that');
    await agent.done({ type: 'session.start', sessionId });
    await agent.refused({ type: 'request.create', sessionId, capability: 'cobrowseControl' }, 'E_PAGE_FORBIDDEN');
    on('/cart');
    await agent.session(sessionId, refusals(null));
    await agent.done({ type: 'request.create', sessionId, capability: 'cobrowseControl' });
    assert.ok(!JSON.stringify([agent.received, other.received]).includes('/login'), 'nobody is told where the visitor was');
  });

  it('take no word about their pages from whoever came by a PIN', async () => {
    await using server = await startTestServer();
    const { customer } = await server.pair();
    customer.send({ type: 'visit.moved', address: 'https://shop.example/' });
    assert.equal((await customer.next('failure')).code, 'E_NOT_ALLOWED');
  });

  it('take clicks from their own pages alone, which alone may frame theirs', async () => {
    await using server = await withSites([SHOP, { ...SHOP, key: 'other-key-0123456789', origins: ['https://other.example'] }]);
    assert.deepEqual(await visitShop(server, 'https://other.example/').then(({ status, code }) => [status, code]), [403, 'E_ORIGIN']);
    assert.equal((await visitShop(server)).status, 200);
    const frame = (key: string) => fetch(`${server.url}/cobrowse/v1/${key}/frame`);
    assert.match((await frame(KEY)).headers.get('content-security-policy') ?? '', /frame-ancestors https:\/\/shop\.example;/);
    const unknown = await frame('x'.repeat(20));
    assert.equal(unknown.status, 404);
    assert.match(unknown.headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/);
    const site = await (await fetch(`${server.url}/cobrowse/v1/${KEY}/site`)).json();
    assert.deepEqual(site, {
      name: 'Shop',
      view: true,
      masks: { mode: 'reveal', masks: [], blocks: [], allows: [], noControl: [], pausedPaths: [], forbiddenPaths: [] }, customerOnly: [],
    });
  });

  it('are none of whoever came by a PIN', async () => {
    await using server = await startTestServer();
    const { agent, sessionId } = await server.pair();
    await agent.refused({ type: 'request.create', sessionId, capability: 'cobrowseView' }, 'E_NO_PAGE');
  });

  it('are one sample shop without a file, with a key that outlives a restart', async () => {
    await using server = await startTestServer();
    const key = await sampleKey(server);
    assert.match(key, /^[\w-]{43}$/);
    await server.restart();
    assert.equal(await sampleKey(server), key);
    const agent = await server.agent();
    await sharePage(server, agent);
  });

  for (const [what, sites, says] of [
    ['is no JSON', '[', /sites\.json:1:1: is not valid JSON/],
    ['has no list', {}, /\$\.sites: Invalid type/],
    ['has a key that is too short', [{ ...SHOP, key: 'short' }], /\$\.sites\[0\]\.key: 16 to 100 letters/],
    ['has a path in an origin', [{ ...SHOP, origins: ['https://shop.example/cart'] }], /\$\.sites\[0\]\.origins\[0\]: an origin is needed/],
    ['has no origin', [{ ...SHOP, origins: [] }], /\$\.sites\[0\]\.origins/],
    ['has a typing error', [SHOP, { ...SHOP, key: 'other-key-0123456789', orgins: [] }], /\$\.sites\[1\]\.orgins: there is no such field/],
    ['has the same key twice', [SHOP, SHOP], /\$\.sites\[1\]\.key: the site before at sites\[0\] has the same key/],
    ['has an unknown mode', [{ ...SHOP, masks: { mode: 'off' } }], /\$\.sites\[0\]\.masks\.mode/],
    ['names an unknown group', [{ ...SHOP, groups: ['Nobody'] }], /\$\.sites\[0\]\.groups\[0\]: there is no group "Nobody"/],
  ] as const)
    it(`are refused as a whole where the file ${what}`, async () => {
      await assert.rejects(withSites(sites), (error: Error) => error.name === 'ConfigError' && says.test(error.message) && error.message.startsWith('SIDESEAT_SITES: '));
    });
});

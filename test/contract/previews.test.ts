import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { AdminMe, AdminProblem } from '../../gateway/protocol/admin.ts';
import type { PreviewChanged, PreviewDraft, PreviewMasks, PreviewOpened, PreviewReport, PreviewView } from '../../gateway/protocol/preview.ts';
import { systemClock } from '../../gateway/server/clock.ts';
import { CHANGES_BURST } from '../../gateway/server/http/admin-budget.ts';
import { PREVIEWS_OF_ACCOUNT } from '../../gateway/server/sites/previews.ts';
import { AdminClient, type AdminAnswer } from '../support/admin-client.ts';
import { assertDescribed } from '../support/api-check.ts';
import { PASSWORD, startTestServer, type TestServer } from '../support/test-server.ts';
import { sampleKey } from '../support/visitor.ts';

const draftWith = (...masks: string[]): PreviewDraft => ({ masks: { mode: 'reveal', masks, blocks: [], allows: [], noControl: [], pausedPaths: [], forbiddenPaths: [] }, legend: 'Striped: hidden' });
const PLACE = { selector: 'p.mail', look: 'email', count: 2, isBroad: false } as const;
const reportOf = (change: object = {}): PreviewReport => ({ draft: 1, state: 'ready', hidden: 3, places: [PLACE], ...change });

describe('[B-30] masks that are tried out on a page of a site', () => {
  let server: TestServer;
  let admin: AdminClient;
  let supervisor: AdminClient;
  let siteKey: string;
  before(async () => {
    server = await startTestServer();
    admin = await new AdminClient(server.url).signIn('admin', PASSWORD);
    supervisor = await new AdminClient(server.url).signIn('supervisor', PASSWORD);
    siteKey = await sampleKey(server);
  });
  after(() => server[Symbol.asyncDispose]());

  const open = async (who = admin, draft = draftWith('.mail')): Promise<PreviewOpened> => {
    const { status, body } = await who.call<PreviewOpened>('POST', `sites/${siteKey}/previews`, draft);
    assert.equal(status, 201);
    return body;
  };
  const view = (id: string, who = admin): Promise<AdminAnswer<PreviewView>> => who.call<PreviewView>('GET', `previews/${id}`);
  /** As the frame in a page says it. */
  const turn = async (code: string, report: unknown = null, { key = siteKey, origin = server.url } = {}): Promise<{ status: number; body: PreviewMasks & AdminProblem }> => {
    const answer = await fetch(`${server.url}/api/preview`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ siteKey: key, code, report }),
    });
    const body = (await answer.json()) as PreviewMasks & AdminProblem;
    assertDescribed('POST', '/api/preview', { status: answer.status, type: answer.headers.get('content-type') ?? '', body });
    return { status: answer.status, body };
  };

  it('gives the page what is hidden for the code, and the administrator what the page found', async () => {
    const { id, code, draft } = await open();
    assert.match(code, /^[\w-]{43}$/, '256 random bits');
    assert.notEqual(id, code);
    assert.deepEqual((await view(id)).body, { draft, report: null, seenAgoMs: null });
    assert.deepEqual(await turn(code), { status: 200, body: { draft: 1, ...draftWith('.mail') } });
    await turn(code, reportOf());
    const { body } = await view(id);
    assert.deepEqual({ ...body, seenAgoMs: 0 }, { draft: 1, report: reportOf(), seenAgoMs: 0 });
    assert.ok(body.seenAgoMs !== null && body.seenAgoMs >= 0);
  });

  it('numbers the drafts, and drops what was found of an older one', async () => {
    const { id, code } = await open();
    await turn(code, reportOf());
    assert.deepEqual((await admin.call<PreviewChanged>('PUT', `previews/${id}`, draftWith('.mail', '.phone'))).body, { draft: 2 });
    assert.equal((await view(id)).body.report, null);
    assert.deepEqual((await turn(code, reportOf())).body, { draft: 2, ...draftWith('.mail', '.phone') });
    assert.equal((await view(id)).body.report, null, 'it is of the draft before');
    await turn(code, reportOf({ draft: 3 }));
    assert.equal((await view(id)).body.report, null, 'of no draft that there is');
    await turn(code, reportOf({ draft: 2, places: [] }));
    assert.deepEqual((await view(id)).body.report, reportOf({ draft: 2, places: [] }));
  });

  it('knows no wrong code, none that is over, and none on pages of another site', async () => {
    const created = await admin.call<{ key: string }>('POST', 'sites', { config: { name: 'Other', origins: ['https://other.example'], cobrowse: { view: true } } });
    await admin.change('POST', created.body.key, 'publish', {});
    const { id, code } = await open();
    for (const [wrong, key] of [['x'.repeat(43), siteKey], ['', siteKey], [id, siteKey], [code, created.body.key]] as const) {
      const { status, body } = await turn(wrong, reportOf(), { key });
      assert.deepEqual([status, body.code], [404, 'E_NOT_FOUND'], wrong);
    }
    assert.deepEqual((await view(id)).body, { draft: 1, report: null, seenAgoMs: null }, 'nothing of it was heard');
    await admin.call('DELETE', `previews/${id}`);
    assert.equal((await turn(code)).status, 404);
    assert.equal((await view(id)).status, 404);
  });

  it('takes what a page says from our own frame in it alone', async () => {
    const { code } = await open();
    for (const origin of ['https://shop.example', 'null']) {
      const { status, body } = await turn(code, null, { origin });
      assert.deepEqual([status, body.code], [403, 'E_ORIGIN'], origin);
    }
  });

  it('takes no report that is too large, has anything else in it, or may have words of the page', async () => {
    const { id, code } = await open();
    const bad = [
      reportOf({ places: Array.from({ length: 51 }, () => PLACE) }),
      reportOf({ places: [{ ...PLACE, selector: 'p'.repeat(501) }] }),
      ...['', 'p\u0000', 'p\n', 'a, b', 'p:has(> b)', '漢字', 'p[title="ada@example.org"]'].map((selector) => reportOf({ places: [{ ...PLACE, selector }] })),
      reportOf({ places: [{ ...PLACE, look: 'taste' }] }),
      reportOf({ places: [{ ...PLACE, text: 'ada' }] }),
      reportOf({ places: [{ ...PLACE, count: -1 }] }),
      reportOf({ state: 'well' }),
      reportOf({ hidden: 1.5 }),
      reportOf({ draft: 0 }),
      reportOf({ title: 'Cart' }),
      'ready',
      reportOf({ places: Array.from({ length: 50 }, () => ({ ...PLACE, selector: 'p'.repeat(1_400) })) }),
    ];
    for (const report of bad) {
      const { status, body } = await turn(code, report);
      assert.deepEqual([status, body.code], [400, 'E_BAD_MESSAGE'], JSON.stringify(report).slice(0, 200));
    }
    assert.equal((await view(id)).body.report, null);
    const largest = reportOf({ places: Array.from({ length: 50 }, () => ({ ...PLACE, selector: `p.${'p'.repeat(498)}` })) });
    assert.equal((await turn(code, largest)).status, 200);
    assert.deepEqual((await view(id)).body.report, largest);
  });

  it('is for all who may read, each with their own, and for nobody else', async () => {
    const { id } = await open(supervisor);
    assert.equal((await view(id, supervisor)).status, 200);
    for (const [method, body] of [['GET', undefined], ['PUT', draftWith()], ['DELETE', undefined]] as const) {
      assert.equal((await admin.call<AdminProblem>(method, `previews/${id}`, body)).status, 404, `${method} of another account`);
      assert.equal((await new AdminClient(server.url).call(method, `previews/${id}`, body)).status, 401, `${method} of nobody`);
    }
    const agent = await server.client().signIn('agent', PASSWORD);
    const asAgent = new AdminClient(server.url);
    for (const cookie of [agent.cookies.join('; '), `sideseat-admin=${agent.cookies[0]?.split('=')[1]}`, '']) {
      asAgent.cookie = cookie;
      assert.equal((await asAgent.call('POST', `sites/${siteKey}/previews`, draftWith())).status, 401);
    }
    assert.equal((await supervisor.call('PUT', `sites/${siteKey}/draft`, {})).status, 403, 'it changes nothing all the same');
  });

  it('is of a published site, with masks as a site may have them', async () => {
    const config = { name: 'New', origins: ['https://new.example'], cobrowse: { view: true } };
    const { key } = (await admin.call<{ key: string }>('POST', 'sites', { config })).body;
    assert.equal((await admin.call('POST', `sites/${key}/previews`, draftWith())).status, 404);
    const bad = [{}, { ...draftWith(), legend: 'x'.repeat(301) }, { ...draftWith(), masks: { mode: 'open' } }, draftWith('x'.repeat(501)), { ...draftWith(), code: 'mine' }];
    for (const draft of bad) assert.equal((await admin.call('POST', `sites/${siteKey}/previews`, draft)).status, 400, JSON.stringify(draft).slice(0, 200));
  });

  it('is no change: neither on record nor among those that an account may make', async () => {
    const { id } = await open();
    for (let n = 0; n <= CHANGES_BURST; n++) {
      const { status } = await admin.call('PUT', `previews/${id}`, draftWith(`.x${n}`));
      if (status === 429) break; // of calls, which there are more of
      assert.equal(status, 200);
    }
    const { facts } = (await admin.call<{ facts: { type: string }[] }>('GET', 'facts')).body;
    assert.ok(facts.every(({ type }) => !/preview/.test(type)));
  });

  it('lets an account open so many: the oldest gives way', async () => {
    const opened: PreviewOpened[] = [];
    for (let n = 0; n <= PREVIEWS_OF_ACCOUNT; n++) opened.push(await open(supervisor));
    const known = await Promise.all(opened.map(async ({ code }) => (await turn(code)).status));
    assert.deepEqual(known, [404, ...opened.slice(1).map(() => 200)]);
  });

  it('keeps nobody signed in by what the page asks by itself', async () => {
    let laterMs = 0;
    await using own = await startTestServer({}, { clock: { ...systemClock, monotonicMs: () => systemClock.monotonicMs() + laterMs } });
    const there = await new AdminClient(own.url).signIn('admin', PASSWORD);
    const path = `sites/${await sampleKey(own)}/previews`;
    const { id } = (await there.call<PreviewOpened>('POST', path, draftWith())).body;
    const leftMinutes = async (): Promise<number> => Math.round((await there.call<AdminMe>('GET', 'me')).body.endsInMs / 60_000);
    laterMs += 10 * 60_000;
    assert.equal((await there.call('GET', `previews/${id}`)).status, 200);
    assert.equal(await leftMinutes(), 20);
    await there.call('PUT', `previews/${id}`, draftWith('.mail'));
    assert.equal(await leftMinutes(), 30, 'what is typed does');
    laterMs += 30 * 60_000;
    assert.equal((await there.call('GET', `previews/${id}`)).status, 401);
  });
});

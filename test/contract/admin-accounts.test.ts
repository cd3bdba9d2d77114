import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import type { AccountChange, AccountList, AccountView } from '../../gateway/protocol/admin-accounts.ts';
import type { AdminProblem } from '../../gateway/protocol/admin.ts';
import { AccountBook } from '../../gateway/server/accounts/account-book.ts';
import type { Agent, LocalAccounts } from '../../gateway/server/accounts/accounts.ts';
import { StoreError } from '../../gateway/server/store/store.ts';
import { AdminClient, type AdminAnswer } from '../support/admin-client.ts';
import { SimulatedServerClock } from '../support/simulated-clock.ts';
import { PASSWORD, startTestServer, type TestServer } from '../support/test-server.ts';
import { sampleKey, sharePage, visit } from '../support/visitor.ts';

const adminAt = (server: TestServer, userName = 'admin'): Promise<AdminClient> => new AdminClient(server.url).signIn(userName, PASSWORD);
const read = async (admin: AdminClient, userName: string): Promise<AdminAnswer<AccountView>> => admin.call('GET', `accounts/${userName}`);
async function change<Body = AccountView>(admin: AdminClient, userName: string, to: Partial<AccountChange>, etag?: string): Promise<AdminAnswer<Body>> {
  const { body, etag: current } = await read(admin, userName);
  return admin.call('PUT', `accounts/${userName}`, { group: body.group, isDisabled: body.isDisabled, ...to }, { 'if-match': etag ?? current ?? '' });
}
const ruleOf = ({ rights, siteRights }: AccountView, right: string): string => {
  const decided = [...rights, ...siteRights].find((each) => each.right === right);
  return `${decided?.isAllowed} ${decided?.rule}`;
};

describe('[B-32] accounts at the administrator’s page', () => {
  it('are listed with their groups; supervisors read and change nothing', async () => {
    await using server = await startTestServer();
    const supervisor = await adminAt(server, 'supervisor');
    const { accounts, groups, next } = (await supervisor.call<AccountList>('GET', 'accounts')).body;
    assert.deepEqual(accounts.map(({ userName, group, role, isDisabled, changed }) => [userName, group, role, isDisabled, changed]), [
      ['admin', 'Administrators', 'administrator', false, null],
      ['agent', 'Agents', 'agent', false, null],
      ['agent2', 'Agents', 'agent', false, null],
      ['supervisor', 'Supervisors', 'supervisor', false, null],
    ]);
    assert.deepEqual([groups.map(({ name }) => name), next], [['Agents', 'Supervisors', 'Administrators'], null]);
    assert.deepEqual((await supervisor.call<AccountList>('GET', 'accounts?after=agent')).body.accounts.map(({ userName }) => userName), ['agent2', 'supervisor']);
    const refused = await change<AdminProblem>(supervisor, 'agent', { isDisabled: true });
    assert.deepEqual([refused.status, refused.body.code], [403, 'E_NOT_ALLOWED']);
    assert.equal((await new AdminClient(server.url).call('GET', 'accounts')).status, 401);
  });

  it('[T-F-AGT-DISABLE] are signed out everywhere at once when they are disabled: the customer is told, and the password is none', async () => {
    await using server = await startTestServer();
    const admin = await adminAt(server);
    const elsewhere = await server.client().signIn('agent', PASSWORD);
    const mia = await server.agent();
    const supervisor = await adminAt(server, 'supervisor');
    const { visitor } = await sharePage(server, mia);
    const startedMs = performance.now();
    const { body } = await change(admin, 'agent', { isDisabled: true });
    assert.deepEqual([body.isDisabled, body.changed?.by, ruleOf(body, 'signIn'), ruleOf(body, 'visitors')], [true, 'admin', 'false disabled', 'false disabled']);
    await visitor.view(({ share, agentPresence }) => share === null && agentPresence !== 'online');
    assert.ok(performance.now() - startedMs < 5_000);
    await mia.closed();
    for (const browser of [mia, elsewhere]) {
      assert.equal((await browser.call('/api/agent/ticket', { pageId: browser.pageId })).body.code, 'E_NOT_SIGNED_IN');
      assert.equal((await browser.call('/api/agent/me')).body.account, null);
    }
    assert.equal((await server.client().call('/api/agent/sign-in', { userName: 'agent', password: PASSWORD })).body.code, 'E_SIGN_IN');
    assert.equal((await supervisor.call('GET', 'accounts')).status, 200, 'others stay');
    await change(admin, 'supervisor', { isDisabled: true });
    assert.equal((await supervisor.call('GET', 'accounts')).status, 401);

    await server.restart();
    assert.equal((await server.client().call('/api/agent/sign-in', { userName: 'agent', password: PASSWORD })).status, 401);
    const again = await adminAt(server);
    assert.equal((await change(again, 'agent', { isDisabled: false })).body.isDisabled, false);
    assert.equal((await server.client().call('/api/agent/sign-in', { userName: 'agent', password: PASSWORD })).status, 200);
  });

  it('have the rights of another group at once, and are offered its visitors', async () => {
    await using server = await startTestServer();
    const admin = await adminAt(server);
    const key = await sampleKey(server);
    const { config } = (await admin.site(key)).body.published!;
    await admin.publish(key, { ...config, groups: ['Supervisors'] });
    const mia = await server.agent();
    await mia.done({ type: 'session.create', name: 'Ada', invite: 'pin' });
    await visit(server, 'Vera');
    assert.equal(ruleOf((await read(admin, 'agent')).body, 'visitors'), 'false groupNotNamed');
    const { body } = await change(admin, 'agent', { group: 'Supervisors' });
    assert.deepEqual([body.role, ruleOf(body, 'visitors'), ruleOf(body, 'cobrowseView'), ruleOf(body, 'usePin'), ruleOf(body, 'readAdministration')], [
      'supervisor', 'true groupNamed', 'true cobrowseOn', 'false group', 'true role',
    ]);
    const { sessions } = await mia.next('agent.sessions', (message) => message.sessions.some(({ unclaimed }) => unclaimed));
    await mia.done({ type: 'session.start', sessionId: sessions.find(({ unclaimed }) => unclaimed)?.sessionId ?? '' });
    await mia.refused({ type: 'session.create', name: 'Bob', invite: 'pin' }, 'E_RIGHT_PIN');
    assert.equal((await adminAt(server, 'agent')).cookie.length > 0, true, 'reads the administration as a supervisor does');
    await server.restart();
    assert.equal((await read(await adminAt(server), 'agent')).body.group, 'Supervisors');
  });

  it('say which rule decided, for each site', async () => {
    await using server = await startTestServer();
    const admin = await adminAt(server);
    const key = await sampleKey(server);
    const { config } = (await admin.site(key)).body.published!;
    const rules = async (): Promise<string[]> => {
      const { body } = await read(admin, 'agent');
      return [ruleOf(body, 'visitors'), ruleOf(body, 'cobrowseView')];
    };
    assert.deepEqual(await rules(), ['true allGroups', 'true cobrowseOn']);
    await admin.publish(key, { ...config, cobrowse: { view: false } });
    assert.deepEqual(await rules(), ['true allGroups', 'false cobrowseOff']);
    await admin.publish(key, { ...config, groups: ['Agents'] });
    assert.deepEqual(await rules(), ['true groupNamed', 'true cobrowseOn']);
    await admin.call('POST', 'sites', { config: { ...config, name: 'AAA', origins: ['https://a.example'] } });
    assert.deepEqual(await rules(), ['false notPublished', 'false notPublished']);
    const { body } = await read(admin, 'admin');
    assert.deepEqual(['signIn', 'startPrivateSessions', 'alarms', 'changeAdministration'].map((right) => ruleOf(body, right)), ['true enabled', 'false group', 'true role', 'true role']);
  });

  it('are changed by one after the other, never to nobody who may change anything, and on record', async () => {
    await using server = await startTestServer();
    const admin = await adminAt(server);
    const { etag } = await read(admin, 'agent2');
    const both = await Promise.all([change<AdminProblem>(admin, 'agent2', { isDisabled: true }, etag ?? ''), change<AdminProblem>(admin, 'agent2', { group: 'Supervisors' }, etag ?? '')]);
    assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 412]);
    const late = both.find(({ status }) => status === 412);
    assert.deepEqual([late?.body.code, late?.body.by], ['E_CHANGED', 'admin']);
    for (const to of [{ isDisabled: true }, { group: 'Supervisors' }]) {
      const { status, body } = await change<AdminProblem>(admin, 'admin', to);
      assert.deepEqual([status, body.code], [409, 'E_LAST_ADMINISTRATOR']);
    }
    await change(admin, 'supervisor', { group: 'Administrators' });
    assert.equal((await change(admin, 'admin', { group: 'Supervisors' })).status, 200);
    assert.equal((await change<AdminProblem>(admin, 'agent', { isDisabled: true })).body.code, 'E_NOT_ALLOWED', 'what was taken away is gone at once');
    using database = new DatabaseSync(path.join(server.dataDir, 'record.sqlite'), { readOnly: true });
    const facts = database.prepare("SELECT payload FROM record WHERE type = 'account.changed' ORDER BY seq").all().map(({ payload }) => JSON.parse(String(payload)) as object);
    assert.equal(facts.length, 3);
    assert.deepEqual(facts[1], { userName: 'supervisor', group: 'Administrators', isDisabled: false, by: 'admin' });
  });

  for (const [what, to, code] of [
    ['disabled', { isDisabled: true }, 'E_NOT_SIGNED_IN'],
    ['given another group', { group: 'Supervisors' }, 'E_NOT_ALLOWED'],
  ] as const) {
    it(`[I11] of administrators who are ${what} change nothing, not even by a call that began before`, async () => {
      await using server = await startTestServer();
      const admin = await adminAt(server);
      await change(admin, 'supervisor', { group: 'Administrators' });
      const { etag } = await read(admin, 'agent');
      const ines = await adminAt(server, 'supervisor');
      const body = JSON.stringify({ group: 'Administrators', isDisabled: false });
      const headers = { cookie: ines.cookie, origin: ines.origin, 'content-type': 'application/json', 'content-length': body.length, 'if-match': etag ?? '' };
      const held = request(`${server.url}/api/admin/accounts/agent`, { method: 'PUT', headers });
      held.write(body.slice(0, 5));
      await read(ines, 'agent'); // the head was there before
      await change(admin, 'supervisor', to);
      const answered = once(held, 'response') as Promise<[NodeJS.ReadableStream]>;
      held.end(body.slice(5));
      let answer = '';
      for await (const part of (await answered)[0]) answer += String(part);
      assert.equal((JSON.parse(answer) as AdminProblem).code, code);
      assert.equal((await read(admin, 'agent')).body.group, 'Agents');
    });
  }

  it('are touched by nothing that is not right', async () => {
    await using server = await startTestServer();
    const admin = await adminAt(server);
    const before = (await admin.call<AccountList>('GET', 'accounts')).body;
    const put = (userName: string, body: unknown, match = '"0"'): Promise<AdminAnswer<AdminProblem>> => admin.call('PUT', `accounts/${userName}`, body, { 'if-match': match });
    for (const [body, code] of [
      [{ group: 'Nobody', isDisabled: false }, 'E_BAD_CONFIG'],
      [{ group: '__proto__', isDisabled: false }, 'E_BAD_CONFIG'],
      [{ group: 'constructor', isDisabled: false }, 'E_BAD_CONFIG'],
      [{ group: 'Agents' }, 'E_BAD_MESSAGE'],
      [{ group: 'Agents', isDisabled: 'yes' }, 'E_BAD_MESSAGE'],
      [{ group: 'Agents', isDisabled: false, role: 'administrator' }, 'E_BAD_MESSAGE'],
      [{ group: 'a'.repeat(81), isDisabled: false }, 'E_BAD_MESSAGE'],
      [null, 'E_BAD_MESSAGE'],
    ] as const) assert.equal((await put('agent', JSON.stringify(body))).body.code, code, JSON.stringify(body));
    const right = { group: 'Agents', isDisabled: true };
    for (const nobody of ['nobody', '__proto__', 'constructor', 'host:mia', 'AGENT', '%2e%2e']) assert.equal((await put(nobody, right)).status, 404, nobody);
    assert.equal((await put('agent', right, '')).body.code, 'E_NO_MATCH_NAMED');
    assert.equal((await put('agent', right, '"7"')).body.code, 'E_CHANGED');
    assert.deepEqual((await admin.call<AccountList>('GET', 'accounts')).body, before);
  });
});

describe('[I3] [I11] an account that is disabled while nothing can be recorded', () => {
  it('is nobody all the same; one that is to get more does not get it', async () => {
    const agentOf = (agentId: string, role: Agent['role']): Agent => ({ agentId, name: agentId, group: role, role, rights: { startPrivateSessions: true, usePin: true }, supervises: false });
    const all = [agentOf('mia', 'agent'), agentOf('admin', 'administrator')];
    const file: LocalAccounts = {
      company: 'Acme',
      samples: [],
      all,
      groups: [],
      find: (agentId) => all.find((agent) => agent.agentId === agentId),
      verify: async (userName) => all.find((agent) => agent.agentId === userName),
      rightsOf: (group) => all.find((agent) => agent.group === group)?.rights,
      inGroup: (agent, group) => ({ ...agent, group, role: group as Agent['role'] }),
    };
    const saveDocuments = (): Promise<void> => Promise.reject(new StoreError('the disk is full', { fault: 'full' }));
    const book = new AccountBook({ file, store: { documents: new Map(), saveDocuments }, clock: new SimulatedServerClock() });
    const told: string[] = [];
    book.onChanged((agentId, isDisabled) => told.push(`${agentId} ${isDisabled}`));
    await assert.rejects(book.change('mia', { group: 'administrator', isDisabled: false }, { by: 'mia', revision: 0 }), { code: 'E_NOT_ALLOWED' });
    await assert.rejects(book.change('mia', { group: 'administrator', isDisabled: false }, { by: 'admin', revision: 0 }), StoreError);
    assert.deepEqual([book.find('mia')?.role, told], ['agent', []]);
    await assert.rejects(book.change('mia', { group: 'agent', isDisabled: true }, { by: 'admin', revision: 0 }), StoreError);
    assert.deepEqual([book.find('mia'), await book.verify('mia', 'any'), told], [undefined, undefined, ['mia true']]);
  });
});

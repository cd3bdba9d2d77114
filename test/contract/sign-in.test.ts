import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { SIGN_IN_LIFE_MS } from '../../gateway/server/accounts/sign-ins.ts';
import { PASSWORD, startTestServer, type TestServer } from '../support/test-server.ts';

describe('sign-in of agents', () => {
  let server: TestServer;
  before(async () => void (server = await startTestServer()));
  after(() => server[Symbol.asyncDispose]());

  it('gives a cookie that scripts and other sites cannot use', async () => {
    const response = await fetch(`${server.url}/api/agent/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.url },
      body: JSON.stringify({ userName: 'Agent ', password: PASSWORD }),
    });
    assert.equal(response.status, 200);
    const cookie = response.headers.getSetCookie()[0] ?? '';
    assert.match(cookie, /^sideseat-agent=[\w-]{43};/);
    assert.match(cookie, /HttpOnly/);
    assert.match(cookie, /SameSite=Strict/);
    const account = (await response.json()) as object;
    assert.deepEqual(account, {
      agentId: 'agent',
      name: 'Mia Keller',
      company: 'Acme Support',
      joinUrls: [`${server.url}/join`],
      helperPlatforms: [],
      rights: { startPrivateSessions: true, usePin: true },
    });
  });

  it('says the same for an unknown name and a wrong password', async () => {
    const wrong = await server.client().call('/api/agent/sign-in', { userName: 'agent', password: 'nope' });
    const unknown = await server.client().call('/api/agent/sign-in', { userName: 'nobody', password: 'nope' });
    assert.equal(wrong.status, 401);
    assert.equal(wrong.body.code, 'E_SIGN_IN');
    assert.deepEqual(unknown, wrong);
  });

  it('keeps nothing of the sign-in after sign-out, and ends its sockets', async () => {
    const agent = await server.agent('supervisor');
    assert.equal((await agent.call('/api/agent/sign-out', {})).status, 200);
    assert.deepEqual(await agent.call('/api/agent/me'), { status: 200, body: { account: null } });
    assert.equal(await agent.closed(), 4_003);
  });

  it('[I11] tells an agent’s page how long it lasts, and lasts anew for who signs in again, whose page stays connected', async () => {
    await using own = await startTestServer();
    const { agent, customer, sessionId } = await own.pair();
    const { inMs } = await agent.next('signIn.ends');
    assert.ok(inMs > SIGN_IN_LIFE_MS - 60_000 && inMs <= SIGN_IN_LIFE_MS);
    assert.equal(customer.received.some(({ type }) => type === 'signIn.ends'), false);
    const early = await agent.ticket('agent');
    const stolen = agent.copy();
    agent.received.length = 0;

    await agent.signIn('agent', PASSWORD);
    assert.ok((await agent.next('signIn.ends')).inMs > SIGN_IN_LIFE_MS - 60_000);
    await agent.done({ type: 'request.create', sessionId, capability: 'view' });
    assert.equal((await agent.call('/api/agent/me')).body.account?.name, 'Mia Keller');
    assert.equal((await stolen.call('/api/agent/me')).body.account, null, 'the cookie of before');
    assert.equal((await stolen.call('/api/agent/ticket', { pageId: stolen.pageId })).body.code, 'E_NOT_SIGNED_IN');
    assert.equal(await agent.redeems(early), false, 'a ticket of before');

    await own.restart();
    await agent.connect('agent');
    await agent.call('/api/agent/sign-out', {});
    assert.equal(await agent.closed(), 4_003, 'the page hangs on the new one');
  });

  it('[I11] ends with the sign-in of another agent in the same browser', async () => {
    await using own = await startTestServer();
    const agent = await own.agent('agent');
    await agent.signIn('agent2', PASSWORD);
    assert.equal(await agent.closed(), 4_003);
  });

  it('survives a restart of the server', async () => {
    await using own = await startTestServer();
    const agent = await own.client().signIn('agent', PASSWORD);
    await own.restart();
    assert.equal((await agent.call('/api/agent/me')).body.account?.name, 'Mia Keller');
  });

  it('limits attempts, tells the wait, and takes the right password again after it', async () => {
    await using own = await startTestServer();
    const attempt = (password: string) => own.client().call('/api/agent/sign-in', { userName: 'agent2', password });
    for (let n = 0; n < 5; n++) assert.equal((await attempt('nope')).body.code, 'E_SIGN_IN');
    const refused = await attempt(PASSWORD);
    assert.equal(refused.status, 429);
    assert.equal(refused.body.code, 'E_TOO_MANY_ATTEMPTS');
    assert.ok(refused.body.retryInMs > 0 && refused.body.retryInMs <= 1_000);
  });

  it('limits attempts that come all at once as well', async () => {
    await using own = await startTestServer();
    const attempt = () => own.client().call('/api/agent/sign-in', { userName: 'agent2', password: 'nope' });
    const codes = (await Promise.all(Array.from({ length: 40 }, attempt))).map(({ body }) => body.code);
    const lookedAt = codes.filter((code) => code === 'E_SIGN_IN').length;
    assert.ok(lookedAt >= 5 && lookedAt <= 6, `${lookedAt} of 40 were looked at`);
    assert.equal(codes.filter((code) => code === 'E_TOO_MANY_ATTEMPTS').length, 40 - lookedAt);
  });

  it('lets an office sign in all at once', async () => {
    await using own = await startTestServer();
    const office = Array.from({ length: 20 }, (_, n) => own.client().signIn(n % 2 ? 'agent' : 'agent2', PASSWORD));
    assert.equal((await Promise.all(office)).length, 20);
  });

  it('[004-01] [004-02] gives the rights of the group, and refuses what they do not allow', async () => {
    const admin = await server.agent('admin');
    assert.deepEqual((await admin.call('/api/agent/me')).body.account?.rights, { startPrivateSessions: false, usePin: false });
    await admin.refused({ type: 'session.create', name: 'Ada', invite: 'link' }, 'E_RIGHT_PRIVATE_SESSIONS');
    const supervisor = await server.agent('supervisor');
    await supervisor.refused({ type: 'session.create', name: 'Ada', invite: 'pin' }, 'E_RIGHT_PIN');
    const { sessionId = '' } = await supervisor.done({ type: 'session.create', name: 'Ada', invite: 'link' });
    const view = await supervisor.session(sessionId, ({ invite }) => invite !== null);
    assert.equal(view.availability.invitePin, 'E_RIGHT_PIN');
    await supervisor.refused({ type: 'session.invite', sessionId, invite: 'pin' }, 'E_RIGHT_PIN');
  });

  it('refuses calls of other sites, of no site, and of look-alikes', async () => {
    const foreign = [
      'https://evil.example',
      'null',
      server.url.replace('127.0.0.1', '127.0.0.1.evil.example'),
      server.url.replace('http:', 'https:'),
      server.url.toUpperCase(),
      '',
    ];
    for (const origin of foreign) {
      const { status, body } = await server
        .client()
        .call('/api/agent/sign-in', { userName: 'agent', password: PASSWORD }, { origin });
      assert.deepEqual([status, body.code], [403, 'E_ORIGIN'], origin);
    }
  });

  it('answers what is not a sign-in with the field that is wrong', async () => {
    for (const body of ['{', '[]', 'null', '{"userName":7,"password":"x"}', '{"userName":"x"}', '{"userName":"x","password":"y","z":1}']) {
      const answer = await server.client().call('/api/agent/sign-in', body);
      assert.deepEqual([answer.status, answer.body.code], [400, 'E_BAD_MESSAGE'], body);
    }
    const proto = await server.client().call('/api/agent/sign-in', '{"__proto__":{"x":1},"userName":"a","password":"b"}');
    assert.equal(proto.body.code, 'E_BAD_MESSAGE');
    assert.equal(({} as { x?: number }).x, undefined);
  });
});

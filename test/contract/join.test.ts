import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { RawClient } from '../support/raw-client.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

describe('joining by PIN or link', () => {
  let server: TestServer;
  let agent: RawClient;
  before(async () => void (server = await startTestServer()));
  after(() => server[Symbol.asyncDispose]());
  beforeEach(async () => void (agent = await server.agent()));

  const create = async (invite: 'pin' | 'link' = 'pin'): Promise<{ sessionId: string; code: string }> => {
    const { sessionId = '' } = await agent.done({ type: 'session.create', name: 'Ada Byron', invite });
    const view = await agent.session(sessionId, (candidate) => candidate.invite !== null);
    return { sessionId, code: view.invite?.code ?? '' };
  };

  it('[004-03] [004-04] [004-05] [004-06] makes a six-digit PIN, shown in the session and its log', async () => {
    const { sessionId, code } = await create();
    assert.match(code, /^\d{6}$/);
    const view = await agent.session(sessionId);
    assert.deepEqual([view.name, view.status, view.invite?.kind], ['Ada Byron', 'connecting', 'pin']);
    const log = await agent.next('session.log', (message) => message.entries.some((entry) => entry.kind === 'pinCreated'));
    assert.equal(log.entries.find((entry) => entry.kind === 'pinCreated')?.params['pin'], code);
  });

  it('[004-08] [004-12] [F8] lets the customer in once, to Waiting and no further, with two words on both sides', async () => {
    const { sessionId, code } = await create();
    const customer = await server.customer(code);
    const view = await customer.view();
    assert.deepEqual([view.status, view.agentName, view.question, view.share], ['waiting', null, null, null]);
    assert.match(view.words ?? '', /^[a-z]+ [a-z]+$/);
    const seen = await agent.session(sessionId, (candidate) => candidate.customerPresence === 'online');
    assert.deepEqual([seen.status, seen.words, seen.invite], ['waiting', view.words, null]);
    assert.equal((await server.client().call('/api/customer/join', { pin: code })).body.code, 'E_PIN_INVALID');
  });

  it('[004-13] [004-14] becomes Active by Start and tells the customer the name of the agent', async () => {
    const { sessionId, code } = await create();
    const customer = await server.customer(code);
    await agent.done({ type: 'session.start', sessionId });
    const view = await customer.view((candidate) => candidate.status === 'active');
    assert.deepEqual([view.agentName, view.company], ['Mia Keller', 'Acme Support']);
    await agent.refused({ type: 'session.start', sessionId }, 'E_SESSION_NOT_WAITING');
  });

  it('cannot be started before the customer is there', async () => {
    const { sessionId } = await create();
    await agent.refused({ type: 'session.start', sessionId }, 'E_SESSION_NOT_WAITING');
    assert.equal((await agent.session(sessionId)).availability.start, 'E_SESSION_NOT_WAITING');
  });

  it('[004-08] forgives how a PIN is typed', async () => {
    for (const typed of [
      (pin: string) => ` ${pin.slice(0, 3)} ${pin.slice(3)} `,
      (pin: string) => `${pin.slice(0, 3)}-${pin.slice(3)}`,
      (pin: string) => [...pin].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join(''),
      (pin: string) => pin.replaceAll('0', 'o').replaceAll('1', 'l'),
    ]) {
      const { code } = await create();
      const { status } = await server.client().call('/api/customer/join', { pin: typed(code) });
      assert.equal(status, 200, typed(code));
    }
  });

  it('[I4] gives wrong, used, replaced and never issued PINs the very same answer', async () => {
    await using own = await startTestServer();
    agent = await own.agent();
    const used = await create();
    await own.customer(used.code);
    const replaced = await create();
    await agent.done({ type: 'session.invite', sessionId: replaced.sessionId, invite: 'pin' });
    const answers = await Promise.all(
      [used.code, replaced.code, '', '🙂'.repeat(10)].map(async (pin) => {
        const response = await fetch(`${own.url}/api/customer/join`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', origin: own.url },
          body: JSON.stringify({ pin }),
        });
        return `${response.status} ${await response.text()}`;
      }),
    );
    assert.equal(new Set(answers).size, 1, answers.join('\n'));
    assert.match(answers[0] ?? '', /^404 .*That code is not valid or has expired\. Ask for a new one\./);
  });

  it('[I4] lets exactly one of many win who use the same PIN at once', async () => {
    await using own = await startTestServer();
    agent = await own.agent();
    const { code } = await create();
    const results = await Promise.all(
      Array.from({ length: 20 }, () => own.client().call('/api/customer/join', { pin: code })),
    );
    const losers = results.filter(({ status }) => status !== 200);
    assert.equal(losers.length, 19);
    for (const { body } of losers) assert.match(body.code, /^E_(PIN_INVALID|TOO_MANY_ATTEMPTS)$/);
  });

  it('[I4] [I20] is not burnt by a customer whose page never came: the agent invites anew, and the earlier one is out', async () => {
    const { sessionId, code } = await create();
    const lost = server.client();
    await lost.call('/api/customer/join', { pin: code });
    const joining = await agent.session(sessionId, (view) => view.joining);
    assert.deepEqual([joining.status, joining.words, joining.invite], ['connecting', null, null]);
    assert.deepEqual([joining.availability.invitePin, joining.availability.inviteLink], [null, null]);
    assert.equal(joining.availability.start, 'E_SESSION_NOT_WAITING');
    assert.equal((await server.client().call('/api/customer/join', { pin: code })).body.code, 'E_PIN_INVALID');

    await agent.done({ type: 'session.invite', sessionId, invite: 'pin' });
    const { invite } = await agent.session(sessionId, (view) => view.invite !== null && !view.joining);
    assert.equal((await lost.call('/api/customer/ticket', { pageId: lost.pageId })).body.code, 'E_NOT_JOINED');
    const customer = await server.customer(invite?.code ?? '');
    assert.equal((await customer.view()).status, 'waiting');
    await agent.refused({ type: 'session.invite', sessionId, invite: 'pin' }, 'E_STALE');
  });

  it('[I13] stays joined, and no further, over a restart between the PIN and the page', async () => {
    await using own = await startTestServer();
    agent = await own.agent();
    const { sessionId, code } = await create();
    const customer = own.client();
    await customer.call('/api/customer/join', { pin: code });
    await own.restart();
    assert.equal((await own.client().call('/api/customer/join', { pin: code })).body.code, 'E_PIN_INVALID');
    await agent.connect('agent');
    const { sessions } = await agent.next('agent.sessions', (message) => message.sessions.some(({ joining }) => joining));
    assert.equal(sessions[0]?.sessionId, sessionId);
    await customer.connect('customer');
    assert.equal((await customer.view()).status, 'waiting');
  });

  it('[I11] ends a ticket of the earlier customer with the new invitation', async () => {
    const { sessionId, code } = await create();
    const early = server.client();
    await early.call('/api/customer/join', { pin: code });
    const ticket = await early.ticket('customer');
    await agent.done({ type: 'session.invite', sessionId, invite: 'link' });
    assert.equal(await early.redeems(ticket), false);
    assert.equal((await agent.session(sessionId)).status, 'connecting');
  });

  it('[I4] makes a guesser wait longer and longer', async () => {
    await using own = await startTestServer();
    const guess = () => own.client().call('/api/customer/join', { pin: '000000' });
    for (let n = 0; n < 5; n++) assert.equal((await guess()).body.code, 'E_PIN_INVALID');
    const refused = await guess();
    assert.deepEqual([refused.status, refused.body.code], [429, 'E_TOO_MANY_ATTEMPTS']);
    assert.ok(refused.body.retryInMs > 0);
  });

  it('joins by a link, once', async () => {
    const { code } = await create('link');
    assert.match(code, /^\/s\/[\w-]{43}$/);
    const link = code.slice('/s/'.length);
    assert.equal((await server.client().call('/api/customer/join', { link })).status, 200);
    assert.equal((await server.client().call('/api/customer/join', { link })).body.code, 'E_LINK_INVALID');
  });

  it('brings a customer who reloads back to the same session', async () => {
    const { sessionId, code } = await create();
    const customer = await server.customer(code);
    customer.leave();
    await agent.session(sessionId, (view) => view.customerPresence === 'absent');
    await customer.connect('customer');
    assert.equal((await customer.view()).sessionId, sessionId);
    await agent.session(sessionId, (view) => view.customerPresence === 'online');
  });

  it('tells a customer who was away how the session ended, and a browser without one that there is none', async () => {
    const { sessionId, code } = await create();
    const customer = await server.customer(code);
    await agent.done({ type: 'session.start', sessionId });
    customer.leave();
    await agent.session(sessionId, (view) => view.customerPresence === 'absent');
    await agent.done({ type: 'session.end', sessionId });
    assert.equal((await customer.call('/api/site')).body.joined, true);
    await customer.connect('customer');
    const view = await customer.view((candidate) => candidate.status === 'ended');
    assert.deepEqual([view.endReason, view.agentName], ['agentEnded', 'Mia Keller']);
    await customer.refused({ type: 'session.leave' }, 'E_SESSION_ENDED');
    const { body } = await server.client().call('/api/site');
    assert.deepEqual([body.joined, body.pinLength], [false, 6]);
  });

  it('forgets a session that has ended when the customer wants to enter a new code, and no other', async () => {
    const { sessionId, code } = await create();
    const customer = await server.customer(code);
    await agent.done({ type: 'session.start', sessionId });
    await customer.call('/api/customer/forget', {});
    assert.equal((await customer.call('/api/site')).body.joined, true, 'another tab may be in it');
    await agent.done({ type: 'session.end', sessionId });
    assert.equal((await customer.call('/api/customer/forget', {})).status, 200);
    assert.equal((await customer.call('/api/site')).body.joined, false);
    assert.equal((await customer.call('/api/customer/forget', {})).status, 200, 'nothing to forget');
  });

  it('never changes the session of a page: one that comes back after another tab joined elsewhere is refused', async () => {
    const [first, second] = [await create(), await create()];
    const customer = await server.customer(first.code);
    await customer.call('/api/customer/join', { pin: second.code });
    const ticket = (sessionId?: string) =>
      customer.call('/api/customer/ticket', { pageId: customer.pageId, ...(sessionId ? { sessionId } : {}) });
    assert.equal((await ticket(first.sessionId)).body.code, 'E_NOT_JOINED');
    assert.equal((await ticket(second.sessionId)).status, 200, 'the newer tab keeps its place');
    assert.equal((await ticket()).status, 200);
    assert.equal((await ticket('no id')).body.code, 'E_BAD_MESSAGE');
  });

  it('works again after a restart: the session, its customer, and a PIN that was told', async () => {
    await using own = await startTestServer();
    agent = await own.agent();
    const joined = await create();
    const customer = await own.customer(joined.code);
    const open = await create();
    await own.restart();
    await agent.connect('agent');
    const { sessions } = await agent.next('agent.sessions', (message) => message.sessions.length === 2);
    assert.deepEqual(sessions.map(({ status }) => status).sort(), ['connecting', 'waiting']);
    await customer.connect('customer');
    assert.equal((await customer.view()).sessionId, joined.sessionId);
    assert.equal((await own.client().call('/api/customer/join', { pin: open.code })).status, 200);
  });

  it('cleans names, and refuses those that cannot be one', async () => {
    const name = async (typed: string): Promise<string> => {
      const reply = await agent.command({ type: 'session.create', name: typed, invite: 'link' });
      if (reply.type === 'command.refused') return reply.code;
      return (await agent.session(reply.sessionId ?? '')).name;
    };
    assert.equal(await name('  Ada \n Byron '), 'Ada Byron');
    assert.equal(await name('Ada\u202eByron'), 'Ada Byron');
    assert.equal(await name('<img src=x onerror=alert(1)>'), '<img src=x onerror=alert(1)>');
    assert.equal(await name('x'.repeat(64)), 'x'.repeat(64));
    assert.equal(await name(' \u200b\u200d '), 'E_NAME_EMPTY');
    agent.leave();
    agent = await server.agent('agent2');
    assert.equal(await name('x'.repeat(65)), 'E_NAME_TOO_LONG');
    assert.equal(await name(`a${'\u0301'.repeat(1_000)}`), 'E_NAME_TOO_LONG');
    assert.equal(await name('Ｓｕｐｐｏｒｔ'), 'E_NAME_RESERVED');
  });
});

import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { RemoteInput } from '../../gateway/protocol/input.ts';
import type { ControlView, ShareView } from '../../gateway/protocol/views.ts';
import type { Capability, Surface } from '../../gateway/protocol/vocabulary.ts';
import { QUESTION_TEXT_VERSION } from '../../gateway/server/questions/questions.ts';
import type { RawClient } from '../support/raw-client.ts';
import { RawHelper } from '../support/raw-helper.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

/** The mirror image of `control-request.test.ts`: the agent's desktop, which the customer controls. What both have in common is there. */
describe('give control', () => {
  let server: TestServer;
  let agent: RawClient;
  let customer: RawClient;
  let sessionId: string;
  beforeEach(async () => {
    server = await startTestServer();
    ({ agent, customer, sessionId } = await server.pair());
  });
  afterEach(() => server[Symbol.asyncDispose]());

  const ask = async (capability: Capability): Promise<string> => {
    const { requestId = '' } = await agent.done({ type: 'request.create', sessionId, capability });
    await customer.view((view) => view.question?.requestId === requestId);
    return requestId;
  };
  const answer = (requestId: string, chosen: 'ok' | 'notNow' = 'ok') =>
    customer.done({ type: 'question.answer', requestId, answer: chosen, locale: 'en', textVersion: QUESTION_TEXT_VERSION });
  const choose = (requestId: string, surface: Surface = 'monitor') =>
    agent.done({ type: 'capture.choose', sessionId, requestId, surface, widthPx: 1_280, heightPx: 720 });
  /** A picture of the agent's desktop, under a request for this capability. */
  const shown = async (capability: 'show' | 'giveControl', surface?: Surface): Promise<ShareView> => {
    const requestId = await ask(capability);
    await answer(requestId);
    await choose(requestId, surface);
    const { agentShare } = await customer.view((view) => view.agentShare?.requestId === requestId);
    assert.ok(agentShare);
    server.media.emit({ type: 'media', shareId: agentShare.grantId, viewerId: undefined, state: 'up' });
    await customer.view((view) => view.agentShare?.phase === 'watched');
    return agentShare;
  };
  const given = async (): Promise<ControlView> => {
    const { agentControl } = await customer.view((view) => view.agentControl !== null);
    assert.ok(agentControl);
    return agentControl;
  };
  /** Control that is added to a running show. */
  const upgrade = async (): Promise<ControlView> => {
    await shown('show');
    await answer(await ask('giveControl'));
    return given();
  };
  const helperOf = async (owner: RawClient): Promise<RawHelper> => {
    const { helperCode = '' } = await owner.done({ type: 'helper.invite', ...(owner === agent ? { sessionId } : {}) });
    const joined = await RawHelper.connect(server.url, `code.${helperCode}`);
    joined.send({ type: 'able', able: true });
    return joined;
  };
  const ready = () => customer.view((view) => view.agentControl?.helper === 'ready');
  const phase = (wanted: ControlView['phase']) => customer.view((view) => view.agentControl?.phase === wanted);
  const take = ({ grantId, epoch }: ControlView) => customer.done({ type: 'control.take', grantId, epoch });
  const MOVE: RemoteInput = { kind: 'move', x: 0.5, y: 0.25 };
  const input = ({ grantId, epoch }: Pick<ControlView, 'grantId' | 'epoch'>, seq: number): void =>
    customer.send({ type: 'control.input', grantId, epoch, seq, input: MOVE });
  const ofAgent = ({ grantId, epoch }: ControlView) => ({ sessionId, grantId, epoch });
  /** Granted, taken, and with a helper that is there. */
  const controlling = async (how: () => Promise<ControlView> = upgrade): Promise<{ grant: ControlView; joined: RawHelper }> => {
    const grant = await how();
    const joined = await helperOf(agent);
    await ready();
    await take(grant);
    await joined.until(() => joined.control?.active === true, 'active');
    return { grant, joined };
  };

  /** The other direction: an agent who may control a customer's desktop, with a helper there. */
  const controlOf = async (other: { customer: RawClient; sessionId: string }): Promise<{ control: ControlView; joined: RawHelper }> => {
    const { requestId = '' } = await agent.done({ type: 'request.create', sessionId: other.sessionId, capability: 'control' });
    await other.customer.view((view) => view.question?.requestId === requestId);
    await other.customer.done({ type: 'question.answer', requestId, answer: 'ok', locale: 'en', textVersion: QUESTION_TEXT_VERSION });
    await other.customer.done({ type: 'capture.choose', requestId, surface: 'monitor', widthPx: 1, heightPx: 1 });
    const { control } = await agent.session(other.sessionId, (view) => view.control !== null);
    assert.ok(control);
    server.media.emit({ type: 'media', shareId: control.grantId, viewerId: undefined, state: 'up' });
    const joined = await helperOf(other.customer);
    await agent.session(other.sessionId, (view) => view.control?.helper === 'ready' && view.share?.phase === 'watched');
    return { control, joined };
  };

  it('[002-18] [002-21] [002-22] comes of the customer’s OK and a whole screen, with the picture', async () => {
    const share = await shown('giveControl');
    const control = await given();
    assert.deepEqual(control, { requestId: share.requestId, grantId: share.grantId, epoch: share.epoch, phase: 'armed', helper: 'absent', helperPercent: null });
    assert.equal(share.capability, 'giveControl');
    const session = await agent.session(sessionId, (view) => view.agentControl !== null);
    assert.deepEqual([session.agentControl, session.control], [control, null]);
    assert.deepEqual([...server.media.rooms], [share.grantId]);
  });

  it('[002-19] is added to a running show by the OK alone, and ends without it', async () => {
    const share = await shown('show');
    await answer(await ask('giveControl'));
    const control = await given();
    assert.notEqual(control.grantId, share.grantId);
    assert.deepEqual([...server.media.rooms], [share.grantId], 'the picture is the one that ran');
    await agent.done({ type: 'share.release', ...ofAgent(control) });
    const session = await customer.view((view) => view.agentControl === null);
    assert.deepEqual([session.agentShare?.grantId, session.agentOutcome?.capability, session.agentOutcome?.reason], [share.grantId, 'giveControl', 'released']);
  });

  it('is none of a window, of a desktop of the customer’s, or without an OK', async () => {
    const requestId = await ask('giveControl');
    await answer(requestId);
    await choose(requestId, 'window');
    const { agentOutcome } = await agent.session(sessionId, (view) => view.agentOutcome !== null);
    assert.equal(agentOutcome?.reason, 'wrongSurface');
    await shown('show', 'window');
    await agent.refused({ type: 'request.create', sessionId, capability: 'giveControl' }, 'E_WHOLE_SCREEN');
    await answer(await ask('view'), 'notNow');
    const { agentControl } = await agent.session(sessionId, (view) => view.request === null);
    assert.equal(agentControl, null);
  });

  it('[002-23] [I2] nothing of the customer passes before the click into the picture', async () => {
    const grant = await upgrade();
    await customer.refused({ type: 'control.take', grantId: grant.grantId, epoch: grant.epoch }, 'E_HELPER_AWAY');
    const joined = await helperOf(agent);
    await ready();
    input(grant, 1);
    assert.equal((await customer.next('failure')).code, 'E_STALE');
    await take(grant);
    await joined.until(() => joined.control?.active === true, 'active');
    input(grant, 2);
    await joined.until(() => joined.inputs.length === 1, 'the input');
    assert.deepEqual(joined.inputs.map(({ seq, epoch }) => [seq, epoch]), [[2, grant.epoch]]);
  });

  it('[I2] [I5] moves the agent’s mouse and no other, and takes nothing from the agent', async () => {
    const { grant, joined } = await controlling();
    const own = await helperOf(customer);
    agent.send({ type: 'control.input', ...ofAgent(grant), seq: 1, input: MOVE });
    assert.equal((await agent.next('failure')).code, 'E_NOT_ALLOWED');
    await agent.refused({ type: 'control.take', ...ofAgent(grant) }, 'E_NOT_ALLOWED');
    input(grant, 1);
    await joined.until(() => joined.inputs.length === 1, 'the input');
    assert.deepEqual([own.control, own.inputs], [null, []]);
    const welcome = joined.received.find((message) => message.type === 'welcome');
    assert.deepEqual([welcome?.owner, own.received.find((message) => message.type === 'welcome')?.owner], ['agent', 'customer']);
    assert.ok(!joined.received.some(({ type }) => type === 'bye'), 'each person has a helper of their own');
  });

  it('[002-24] is taken back by a click on the own desktop, and given again by one', async () => {
    const { grant, joined } = await controlling();
    joined.send({ type: 'ownerPressed' });
    await joined.until(() => joined.control?.active === false, 'inactive');
    await phase('takenBack');
    input(grant, 1);
    assert.equal((await customer.next('failure')).code, 'E_STALE');
    await customer.refused({ type: 'control.take', grantId: grant.grantId, epoch: grant.epoch }, 'E_STALE');
    await agent.refused({ type: 'control.giveAgain', ...ofAgent(grant) }, 'E_REMOTE_HAND');
    await wait(1_000);
    await agent.done({ type: 'control.giveAgain', ...ofAgent(grant) });
    await phase('armed');
    await agent.done({ type: 'control.giveAgain', ...ofAgent(grant) }); // twice is once
    await take(grant);
    await joined.until(() => joined.control?.active === true, 'active again');
    assert.deepEqual(joined.inputs, []);
    const { entries } = await agent.next('session.log', (log) => log.entries.some(({ kind }) => kind === 'controlGivenAgain'));
    assert.ok(entries.length > 0);
  });

  it('[002-24] is taken back by the agent’s button too, by nobody else', async () => {
    const { grant, joined } = await controlling();
    await customer.refused({ type: 'control.takeBack', ...ofAgent(grant) }, 'E_NOT_ALLOWED');
    await agent.done({ type: 'control.takeBack', ...ofAgent(grant) });
    await joined.until(() => joined.control?.active === false, 'inactive');
    await phase('takenBack');
    await agent.done({ type: 'control.takeBack', ...ofAgent(grant) }); // twice is once
    await customer.refused({ type: 'control.giveAgain', ...ofAgent(grant) }, 'E_NOT_ALLOWED');
  });

  it('[002-24] is taken back also before the customer has taken it, and while a question holds it', async () => {
    const grant = await upgrade();
    const joined = await helperOf(agent);
    await ready();
    joined.send({ type: 'ownerPressed' });
    await agent.done({ type: 'control.takeBack', ...ofAgent(grant) });
    await phase('takenBack');
    await agent.done({ type: 'control.giveAgain', ...ofAgent(grant) });
    await phase('armed');
    joined.send({ type: 'ownerPressed' }); // of a desktop that nobody controls
    await take(grant);
    await joined.until(() => joined.control?.active === true, 'active');
    customer.answersPings = false;
    await joined.until(() => joined.control?.active === false, 'held back');
    joined.send({ type: 'ownerPressed' });
    await agent.session(sessionId, (view) => view.agentControl?.phase === 'takenBack');
    customer.answersPings = true;
    await customer.view((view) => view.agentControl?.phase === 'takenBack');
    assert.equal(joined.control?.active, false);
  });

  it('a click of a customer on the own desktop goes on beside the agent', async () => {
    const { control, joined } = await controlOf({ customer, sessionId });
    await agent.done({ type: 'control.take', ...ofAgent(control) });
    await joined.until(() => joined.control?.active === true, 'active');
    joined.send({ type: 'ownerPressed' });
    joined.send({ type: 'ownerActs', acts: true });
    await agent.session(sessionId, (view) => view.control?.phase === 'paused');
    joined.send({ type: 'ownerActs', acts: false });
    await agent.session(sessionId, (view) => view.control?.phase === 'active');
    await agent.refused({ type: 'control.takeBack', ...ofAgent(control) }, 'E_NOT_ALLOWED');
  });

  it('[I7] the kill key at the agent’s computer ends it, and the picture goes on', async () => {
    const { grant, joined } = await controlling();
    joined.send({ type: 'killed', grantId: grant.grantId });
    const session = await customer.view((view) => view.agentControl === null);
    assert.deepEqual([session.agentShare?.phase, session.agentOutcome?.reason], ['watched', 'released']);
    await joined.until(() => joined.control === null, 'nothing allowed');
  });

  it('[I8] what an agent asks for while the customer’s hand is on, or a second after, is not the agent’s own wish', async () => {
    const { grant } = await controlling();
    await wait(1_200); // keeps still, with a button held down perhaps
    const wishes = [
      { type: 'request.create', sessionId, capability: 'view' },
      { type: 'session.create', name: 'Jun', invite: 'pin' },
    ] as const;
    for (const wish of wishes) await agent.refused(wish, 'E_REMOTE_HAND');
    await customer.done({ type: 'control.release', grantId: grant.grantId, epoch: grant.epoch });
    const { retryInMs } = await agent.refused(wishes[0], 'E_REMOTE_HAND');
    assert.ok(retryInMs !== undefined && retryInMs <= 1_000);
    await wait(1_000);
    await ask('view');
  });

  it('[I8] a customer who leaves takes the last click along', async () => {
    const other = await server.pair(agent);
    await controlling();
    await customer.done({ type: 'session.leave' });
    await agent.refused({ type: 'request.create', sessionId: other.sessionId, capability: 'view' }, 'E_REMOTE_HAND');
  });

  it('[I8] is taken by the customer, not by an agent who controls the customer’s desktop', async () => {
    const grant = await upgrade();
    await helperOf(agent);
    await ready();
    const { control, joined: theirs } = await controlOf({ customer, sessionId });
    await agent.done({ type: 'control.take', ...ofAgent(control) });
    await theirs.until(() => theirs.control?.active === true, 'the agent controls');
    await customer.refused({ type: 'control.take', grantId: grant.grantId, epoch: grant.epoch }, 'E_REMOTE_HAND');
    await agent.done({ type: 'control.release', ...ofAgent(control) });
    await wait(1_000);
    await take(grant);
  });

  it('[I2] one customer at a time: the same desktop is given in no other session', async () => {
    const second = await server.pair(agent);
    const askSecond = { type: 'request.create', sessionId: second.sessionId, capability: 'giveControl' } as const;
    await ask('giveControl');
    await agent.refused(askSecond, 'E_ALREADY_SHARED');
    await agent.session(second.sessionId, ({ availability }) => availability.giveControl === 'E_ALREADY_SHARED');
    await agent.done({ type: 'request.withdraw', sessionId, requestId: (await agent.session(sessionId, ({ request }) => request !== null)).request?.requestId ?? '' });
    await agent.session(second.sessionId, ({ availability }) => availability.giveControl === null);
    await agent.done(askSecond);
  });

  it('[I5] [I18] a customer’s hand on the agent’s desktop controls nobody else’s', async () => {
    const second = await server.pair(agent);
    const { control, joined: theirs } = await controlOf(second);
    const ofSecond = { sessionId: second.sessionId, grantId: control.grantId, epoch: control.epoch };
    await agent.done({ type: 'control.take', ...ofSecond });
    await theirs.until(() => theirs.control?.active === true, 'the agent controls the second customer');
    await controlling();
    await theirs.until(() => theirs.control?.active === false, 'let go of when the first customer takes the agent’s desktop');
    await agent.refused({ type: 'control.take', ...ofSecond }, 'E_REMOTE_HAND');
    agent.send({ type: 'control.input', ...ofSecond, seq: 1, input: MOVE });
    assert.equal((await agent.next('failure')).code, 'E_STALE');
    assert.deepEqual(theirs.inputs, []);
  });

  it('[B-03] nothing passes while a question is open', async () => {
    const { grant, joined } = await controlling();
    await customer.done({ type: 'control.release', grantId: grant.grantId, epoch: grant.epoch });
    await wait(1_000);
    const requestId = await ask('view');
    await take(grant);
    await phase('paused');
    input(grant, 1);
    assert.equal((await customer.next('failure')).code, 'E_STALE');
    await answer(requestId, 'notNow');
    await joined.until(() => joined.control?.active === true, 'active after the answer');
    assert.deepEqual(joined.inputs, []);
  });

  it('[I6] is let go at once when either link is lost, and ends with the customer’s stop', async () => {
    const { grant, joined } = await controlling();
    customer.leave('cut');
    await joined.until(() => joined.control?.active === false, 'inactive');
    await customer.connect('customer');
    await phase('armed');
    await take(grant);
    await joined.until(() => joined.control?.active === true, 'active again');
    agent.leave('cut');
    await joined.until(() => joined.control?.active === false, 'inactive again');
    await agent.connect('agent');
    await customer.done({ type: 'share.stop', grantId: grant.grantId, by: 'page' });
    await joined.until(() => joined.control === null, 'nothing allowed');
  });

  it('[F5] is continued by nobody: after a loss nothing of the agent’s is offered', async () => {
    const { joined } = await controlling();
    customer.leave('clean');
    await joined.until(() => joined.control === null, 'nothing allowed');
    await customer.connect('customer');
    const { continuable, agentShare, agentControl } = await customer.view(({ agentOutcome }) => agentOutcome !== null);
    assert.deepEqual([continuable, agentShare, agentControl], [null, null, null]);
  });

  it('[I2] is noted in the log with whose desktop it is, and how often it was tried in vain', async () => {
    const { grant } = await controlling();
    for (let seq = 1; seq <= 3; seq++) input({ ...grant, epoch: grant.epoch + 1 }, seq);
    const { entries } = await agent.next('session.log', (log) => log.entries.some(({ kind }) => kind === 'inputRefused'));
    assert.deepEqual(entries.map(({ params }) => [params['count'], params['owner']]), [['3', 'agent']]);
  });
});

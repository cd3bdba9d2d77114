import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { HELPER_SUBPROTOCOL } from '../../gateway/protocol/helper-messages.ts';
import type { RemoteInput } from '../../gateway/protocol/input.ts';
import type { ControlView, ShareView } from '../../gateway/protocol/views.ts';
import type { Surface } from '../../gateway/protocol/vocabulary.ts';
import { QUESTION_TEXT_VERSION } from '../../gateway/server/questions/questions.ts';
import type { RawClient } from '../support/raw-client.ts';
import { RawHelper } from '../support/raw-helper.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

/** Clients and helpers without pages and desktops, who follow no rule of the interface. */
describe('request control', () => {
  let server: TestServer;
  let agent: RawClient;
  let customer: RawClient;
  let sessionId: string;
  beforeEach(async () => {
    server = await startTestServer();
    ({ agent, customer, sessionId } = await server.pair());
  });
  afterEach(() => server[Symbol.asyncDispose]());

  const ask = async (capability: 'view' | 'control'): Promise<string> => {
    const { requestId = '' } = await agent.done({ type: 'request.create', sessionId, capability });
    await customer.view((view) => view.question?.requestId === requestId);
    return requestId;
  };
  const answerOf = (requestId: string, answer: 'ok' | 'notNow' = 'ok') =>
    ({ type: 'question.answer', requestId, answer, locale: 'en', textVersion: QUESTION_TEXT_VERSION }) as const;
  const choose = (requestId: string, surface: Surface = 'monitor') =>
    ({ type: 'capture.choose', requestId, surface, widthPx: 1_280, heightPx: 720 }) as const;
  const flows = async (share: ShareView | null): Promise<ShareView> => {
    assert.ok(share);
    server.media.emit({ type: 'media', shareId: share.grantId, viewerId: undefined, state: 'up' });
    await agent.session(sessionId, (view) => view.share?.phase === 'watched');
    return share;
  };
  const view = async (surface: Surface = 'monitor'): Promise<ShareView> => {
    const requestId = await ask('view');
    await customer.done(answerOf(requestId));
    await customer.done(choose(requestId, surface));
    return flows((await agent.session(sessionId, ({ share }) => share?.requestId === requestId)).share);
  };
  const controlled = async (): Promise<ControlView> => {
    const { control } = await agent.session(sessionId, (session) => session.control !== null);
    assert.ok(control);
    return control;
  };
  /** Control from the beginning, with its own picture. */
  const control = async (): Promise<ControlView> => {
    const requestId = await ask('control');
    await customer.done(answerOf(requestId));
    await customer.done(choose(requestId));
    await flows((await agent.session(sessionId, ({ share }) => share?.requestId === requestId)).share);
    return controlled();
  };
  /** Control that is added to a running view. */
  const upgrade = async (): Promise<ControlView> => {
    await view();
    const requestId = await ask('control');
    await customer.done(answerOf(requestId));
    return controlled();
  };
  const helper = async (): Promise<RawHelper> => {
    const { helperCode = '' } = await customer.done({ type: 'helper.invite' });
    const joined = await RawHelper.connect(server.url, `code.${helperCode}`);
    joined.send({ type: 'able', able: true });
    return joined;
  };
  const ready = () => agent.session(sessionId, (session) => session.control?.helper === 'ready');
  const phase = (wanted: ControlView['phase']) => agent.session(sessionId, (session) => session.control?.phase === wanted);
  const take = ({ grantId, epoch }: ControlView) => agent.done({ type: 'control.take', sessionId, grantId, epoch });
  const MOVE: RemoteInput = { kind: 'move', x: 0.5, y: 0.25 };
  const input = ({ grantId, epoch }: Pick<ControlView, 'grantId' | 'epoch'>, seq: number, what: RemoteInput = MOVE): void =>
    agent.send({ type: 'control.input', sessionId, grantId, epoch, seq, input: what });
  const failure = async (): Promise<string> => (await agent.next('failure')).code;
  /** Granted, taken, and with a helper that is there. */
  const controlling = async (how: () => Promise<ControlView> = control): Promise<{ grant: ControlView; joined: RawHelper }> => {
    const grant = await how();
    const joined = await helper();
    await ready();
    await take(grant);
    await joined.until(() => joined.control?.active === true, 'active');
    return { grant, joined };
  };

  describe('the grant', () => {
    it('[002-10] [002-11] comes of the customer’s OK and a whole screen, with the picture', async () => {
      const requestId = await ask('control');
      await agent.refused({ type: 'capture.choose', sessionId, requestId, surface: 'monitor', widthPx: 1, heightPx: 1 }, 'E_NOT_ALLOWED');
      await customer.done(answerOf(requestId));
      await customer.done(choose(requestId));
      const session = await agent.session(sessionId, ({ share }) => share !== null);
      assert.equal(session.share?.capability, 'control');
      assert.deepEqual(session.control, { requestId, grantId: session.share?.grantId, epoch: session.share?.epoch, phase: 'armed', helper: 'absent', helperPercent: null });
      assert.deepEqual([...server.media.rooms], [session.share?.grantId]);
    });

    it('[002-10] is none of a window: mouse and keyboard know only the desktop', async () => {
      const requestId = await ask('control');
      await customer.done(answerOf(requestId));
      await customer.done(choose(requestId, 'window'));
      const { outcome, control: none } = await agent.session(sessionId, (session) => session.outcome !== null);
      assert.deepEqual([outcome?.reason, none, [...server.media.rooms]], ['wrongSurface', null, []]);
    });

    it('[002-10] is added to a running view by the OK alone: no new choice, its own grant and epoch', async () => {
      const share = await view();
      const requestId = await ask('control');
      await customer.done(answerOf(requestId));
      const added = await controlled();
      assert.equal(added.requestId, requestId);
      assert.notEqual(added.grantId, share.grantId);
      assert.ok(added.epoch > share.epoch);
      const session = await customer.view((shown) => shown.control !== null);
      assert.deepEqual([session.share?.grantId, session.choosing], [share.grantId, null]);
      assert.deepEqual([...server.media.rooms], [share.grantId], 'the picture is the one that ran');
    });

    it('[B-01] [I5] is none without the OK, and the view goes on after a Not now', async () => {
      const share = await view();
      const requestId = await ask('control');
      await customer.done(answerOf(requestId, 'notNow'));
      const session = await agent.session(sessionId, ({ outcome }) => outcome !== null);
      assert.deepEqual([session.control, session.outcome?.reason, session.share?.grantId], [null, 'notNow', share.grantId]);
    });

    it('is refused to an agent who sees a window only, and says why', async () => {
      await view('window');
      await agent.refused({ type: 'request.create', sessionId, capability: 'control' }, 'E_WHOLE_SCREEN');
      const { availability } = await agent.session(sessionId, () => true);
      assert.equal(availability.requestControl, 'E_WHOLE_SCREEN');
    });

    it('is asked for once', async () => {
      await control();
      await agent.refused({ type: 'request.create', sessionId, capability: 'control' }, 'E_ALREADY_SHARED');
      await agent.refused({ type: 'request.create', sessionId, capability: 'view' }, 'E_ALREADY_SHARED');
    });
  });

  describe('the mouse', () => {
    it('[002-12] [I2] is taken by the agent’s own click, and only while a helper is there', async () => {
      const grant = await control();
      await agent.refused({ type: 'control.take', sessionId, grantId: grant.grantId, epoch: grant.epoch }, 'E_HELPER_AWAY');
      const joined = await helper();
      await ready();
      input(grant, 1);
      assert.equal(await failure(), 'E_STALE');
      await take(grant);
      await joined.until(() => joined.control?.active === true, 'active');
      input(grant, 2);
      await joined.until(() => joined.inputs.length === 1, 'the input');
      const { grantId, epoch } = grant;
      assert.deepEqual(joined.inputs, [{ type: 'input', grantId, epoch, seq: 2, input: MOVE }]);
    });

    it('[I2] [I5] [T-INPUT-GATE] is moved by nobody else, under no other epoch, and never out of sequence', async () => {
      const { grant, joined } = await controlling();
      input({ ...grant, epoch: grant.epoch - 1 }, 1);
      assert.equal(await failure(), 'E_STALE');
      agent.received.length = 0;
      input({ ...grant, epoch: grant.epoch + 1 }, 1);
      assert.equal(await failure(), 'E_STALE');
      customer.send({ type: 'control.input', sessionId, grantId: grant.grantId, epoch: grant.epoch, seq: 1, input: MOVE });
      assert.equal((await customer.next('failure')).code, 'E_NOT_ALLOWED');
      const other = await server.agent('agent2');
      other.send({ type: 'control.input', sessionId, grantId: grant.grantId, epoch: grant.epoch, seq: 1, input: MOVE });
      assert.equal((await other.next('failure')).code, 'E_NO_SESSION');
      input(grant, 5);
      for (const seq of [5, 4, 1]) {
        agent.received.length = 0;
        input(grant, seq);
        assert.equal(await failure(), 'E_STALE', String(seq));
      }
      input(grant, 6);
      await joined.until(() => joined.inputs.length === 2, 'both inputs');
      assert.deepEqual(joined.inputs.map(({ seq }) => seq), [5, 6]);
    });

    it('[I5] is no part of a view', async () => {
      const share = await view();
      const joined = await helper();
      input(share, 1);
      assert.equal(await failure(), 'E_NOT_ALLOWED');
      await agent.refused({ type: 'control.take', sessionId, grantId: share.grantId, epoch: share.epoch }, 'E_NOT_ALLOWED');
      assert.deepEqual([joined.control, joined.inputs], [null, []]);
    });

    it('is let go by the agent, and taken again by a click, without a question', async () => {
      const { grant, joined } = await controlling();
      await agent.done({ type: 'control.release', sessionId, grantId: grant.grantId, epoch: grant.epoch });
      await joined.until(() => joined.control?.active === false, 'inactive');
      input(grant, 1);
      assert.equal(await failure(), 'E_STALE');
      await take(grant);
      await joined.until(() => joined.control?.active === true, 'active again');
      assert.deepEqual(joined.inputs, []);
    });

    it('is let go at once when the agent’s link is lost, and nothing resumes when it is back', async () => {
      const { grant, joined } = await controlling();
      agent.leave('cut');
      await joined.until(() => joined.control?.active === false, 'inactive');
      await agent.connect('agent');
      await customer.view((shown) => shown.control?.phase === 'armed' && shown.agentPresence === 'online');
      assert.equal(joined.control?.grantId, grant.grantId, 'a short loss ends no grant');
    });

    it('[T-INPUT-GATE] moves 240 times a second and no more; what goes up always passes', async () => {
      const { grant, joined } = await controlling();
      for (let seq = 1; seq <= 400; seq++) input(grant, seq);
      for (let seq = 401; seq <= 480; seq++) input(grant, seq, { kind: 'key', code: 'KeyA', down: false });
      await joined.until(() => joined.inputs.filter(({ input: { kind } }) => kind === 'key').length === 80, 'every key up');
      const moves = joined.inputs.length - 80;
      assert.ok(moves >= 240 && moves < 330, String(moves));
      assert.equal(await failure(), 'E_SLOW_DOWN');
    });

    it('[T-INPUT-GATE] never gets what no mouse and no keyboard sends', async () => {
      const { grant, joined } = await controlling();
      const strange = ['{"kind":"move","x":-0.1,"y":0}', '{"kind":"move","x":1.01,"y":0}', '{"kind":"move","x":null,"y":0}', '{"kind":"key","code":"Power","down":true}', '{"kind":"wheel","x":0,"y":0,"right":0,"down":1000}', '{"kind":"text","text":"a\\nb"}', `{"kind":"text","text":"${'x'.repeat(513)}"}`];
      const { grantId, epoch } = grant;
      for (const [index, each] of strange.entries()) {
        agent.received.length = 0;
        agent.socket?.send(`{"type":"control.input","sessionId":"${sessionId}","grantId":"${grantId}","epoch":${epoch},"seq":${index + 1},"input":${each}}`);
        assert.equal(await failure(), 'E_BAD_MESSAGE', each);
      }
      input(grant, 100);
      await joined.until(() => joined.inputs.length === 1, 'the good one after them');
    });

    it('[I2] is noted in the log where it was tried without a grant, with how often', async () => {
      const { grant, joined } = await controlling();
      for (let seq = 1; seq <= 7; seq++) input({ ...grant, epoch: grant.epoch + 1 }, seq);
      joined.send({ type: 'refused', reason: 'sequence', count: 3 });
      const { entries } = await agent.next('session.log', (log) => log.entries.some(({ kind }) => kind === 'inputRefused'));
      assert.deepEqual(entries.map(({ kind, params }) => [kind, params['count']]), [['inputRefused', '10']]);
      assert.deepEqual(joined.inputs, []);
    });
  });

  describe('the customer comes first', () => {
    it('[B-03] [I8] nothing passes while a question is open, and what was sent meanwhile is gone', async () => {
      const { grant, joined } = await controlling();
      const { requestId = '' } = await agent.done({ type: 'request.create', sessionId, capability: 'show' });
      await joined.until(() => joined.control?.active === false, 'held');
      await phase('paused');
      input(grant, 1);
      assert.equal(await failure(), 'E_STALE');
      await customer.done(answerOf(requestId, 'notNow'));
      await joined.until(() => joined.control?.active === true, 'active after the answer');
      assert.deepEqual(joined.inputs, []);
      await phase('active');
    });

    it('[I8] [T-SELF-APPROVE] an OK within a second of the last input from afar is none', async () => {
      const { grant, joined } = await controlling();
      input(grant, 1);
      await joined.until(() => joined.inputs.length === 1, 'the input');
      const requestId = (await agent.done({ type: 'request.create', sessionId, capability: 'show' })).requestId ?? '';
      await customer.refused(answerOf(requestId), 'E_REMOTE_HAND');
      await wait(1_000);
      await customer.done(answerOf(requestId));
    });

    it('is told to both when the owner’s own hand moves', async () => {
      const { joined } = await controlling();
      joined.send({ type: 'ownerActs', acts: true });
      await phase('paused');
      await customer.view((shown) => shown.control?.phase === 'paused');
      joined.send({ type: 'ownerActs', acts: false });
      await phase('active');
    });

    it('[I7] the kill key ends control, and only that where a view runs below it', async () => {
      const { grant, joined } = await controlling(upgrade);
      joined.send({ type: 'killed', grantId: grant.grantId });
      const session = await agent.session(sessionId, (shown) => shown.control === null);
      assert.deepEqual([session.share?.phase, session.outcome?.reason, session.outcome?.capability], ['watched', 'revoked', 'control']);
      await joined.until(() => joined.control === null, 'nothing allowed');
      await agent.refused({ type: 'control.take', sessionId, grantId: grant.grantId, epoch: grant.epoch }, 'E_STALE');
    });

    it('[I7] a kill key that comes late ends no newer grant', async () => {
      const { grant, joined } = await controlling(upgrade);
      await customer.done({ type: 'share.stop', grantId: grant.grantId, by: 'page' });
      await wait(1_000);
      const again = await ask('control');
      await customer.done(answerOf(again));
      const newer = await controlled();
      joined.send({ type: 'killed', grantId: grant.grantId });
      await take(newer);
      await joined.until(() => joined.control?.active === true, 'active under the newer grant');
    });

    it('[I6] nothing passes while either page does not answer', async () => {
      const { joined } = await controlling();
      customer.answersPings = false;
      await joined.until(() => joined.control?.active === false, 'held back');
      customer.answersPings = true;
      await joined.until(() => joined.control?.active === true, 'goes on');
    });

    it('[I7] a stop of control leaves the view, a stop of the view leaves nothing', async () => {
      const { grant, joined } = await controlling(upgrade);
      await customer.done({ type: 'share.stop', grantId: grant.grantId, by: 'page' });
      await joined.until(() => joined.control === null, 'nothing allowed');
      const { share } = await agent.session(sessionId, (shown) => shown.control === null);
      assert.equal(share?.phase, 'watched');
      const again = await ask('control');
      await wait(1_000);
      await customer.done(answerOf(again));
      await take(await controlled());
      await customer.done({ type: 'share.stop', grantId: share?.grantId ?? '', by: 'page' });
      await joined.until(() => joined.control === null, 'nothing allowed again');
      const ended = await agent.session(sessionId, (shown) => shown.share === null);
      assert.deepEqual([ended.control, ended.outcome?.reason, ended.outcome?.capability], [null, 'revoked', 'view']);
      assert.deepEqual([...server.media.rooms], []);
    });

    it('[I13] what ended with the view is told as the view’s end, however control ended before', async () => {
      const { grant } = await controlling(upgrade);
      await customer.done({ type: 'share.stop', grantId: grant.grantId, by: 'page' });
      agent.leave('clean');
      await agent.connect('agent');
      const { outcome, continuable } = await customer.view((shown) => shown.continuable !== null);
      assert.deepEqual([outcome?.capability, outcome?.reason, outcome?.requestId], ['view', 'agentLost', continuable?.requestId]);
    });

    it('[I13] control never continues: what is offered after a loss is the picture', async () => {
      const { joined } = await controlling();
      agent.leave('clean');
      await joined.until(() => joined.control === null, 'nothing allowed');
      await agent.connect('agent');
      const { continuable, control: none } = await customer.view((shown) => shown.continuable !== null);
      assert.deepEqual([continuable?.capability, none], ['view', null]);
    });
  });

  describe('the helper', () => {
    it('[002-10] comes with a code that is good once, for one session, and no longer than ten minutes', async () => {
      const { helperCode = '' } = await customer.done({ type: 'helper.invite' });
      const offers = (code: string): string[] => [HELPER_SUBPROTOCOL, `code.${code}`];
      const { helperCode: newer = '' } = await customer.done({ type: 'helper.invite' });
      assert.match(await RawHelper.refused(server.url, offers(helperCode)), /^403 E_HELPER_CODE/);
      const first = await RawHelper.connect(server.url, `code.${newer}`);
      assert.match(await RawHelper.refused(server.url, offers(newer)), /^403 E_HELPER_CODE/);
      await agent.refused({ type: 'helper.invite' }, 'E_NO_SESSION');
      await first.until(() => first.received.length >= 2, 'welcome');
      assert.equal(first.control, null);
    });

    it('is refused with an Origin, in another version, and without a code', async () => {
      const { helperCode = '' } = await customer.done({ type: 'helper.invite' });
      const offer = [HELPER_SUBPROTOCOL, `code.${helperCode}`];
      assert.match(await RawHelper.refused(server.url, offer, { origin: server.url }), /^403 E_ORIGIN/);
      assert.match(await RawHelper.refused(server.url, ['sideseat-helper.v0', `code.${helperCode}`]), /^426 E_VERSION/);
      assert.match(await RawHelper.refused(server.url, [HELPER_SUBPROTOCOL]), /^403 E_HELPER_CODE/);
      await RawHelper.connect(server.url, `code.${helperCode}`);
    });

    it('that is gone ends what was controlled within a second, and is found again by its key', async () => {
      const { grant, joined } = await controlling();
      joined.answersPings = false;
      const silentSinceMs = performance.now();
      await agent.session(sessionId, (shown) => shown.control?.helper === 'absent');
      assert.ok(performance.now() - silentSinceMs < 1_500);
      await phase('armed');
      await agent.refused({ type: 'control.take', sessionId, grantId: grant.grantId, epoch: grant.epoch }, 'E_HELPER_AWAY');
      const back = await RawHelper.connect(server.url, `key.${joined.key}`);
      assert.equal(back.wasActive, false, 'nothing resumes by itself');
      back.send({ type: 'able', able: true });
      await ready();
      await take(grant);
      await back.until(() => back.control?.active === true, 'taken again');
    });

    it('that is newer takes the place of the one before, whose key is void', async () => {
      const { joined } = await controlling();
      const newer = await helper();
      await joined.until(() => joined.received.some((message) => message.type === 'bye' && message.reason === 'replaced'), 'replaced');
      assert.equal(newer.wasActive, false, 'control begins anew by a click');
      assert.match(await RawHelper.refused(server.url, [HELPER_SUBPROTOCOL, `key.${joined.key}`]), /^403/);
    });

    it('goes with the session', async () => {
      const { joined } = await controlling();
      await customer.done({ type: 'session.leave' });
      await joined.until(() => joined.received.some((message) => message.type === 'bye' && message.reason === 'sessionEnded'), 'goodbye');
      assert.match(await RawHelper.refused(server.url, [HELPER_SUBPROTOCOL, `key.${joined.key}`]), /^403/);
    });

    it('that lags behind counts as lost, however much else it says', async () => {
      const { joined } = await controlling();
      joined.answersPings = false;
      const chatter = setInterval(() => joined.send({ type: 'pong', n: 1 }), 100);
      await joined.until(() => joined.closeCode !== undefined, 'closed').finally(() => clearInterval(chatter));
      await agent.session(sessionId, (shown) => shown.control?.helper === 'absent');
    });

    it('that was replaced takes nothing from the newer one', async () => {
      const { joined } = await controlling();
      const newer = await helper();
      joined.socket.send('{"type":"nonsense"}');
      await ready();
      assert.ok(!newer.received.some(({ type }) => type === 'bye'));
    });

    it('that has not tried the desktop out yet is said to be started, neither away nor unable', async () => {
      await control();
      const { helperCode = '' } = await customer.done({ type: 'helper.invite' });
      const joined = await RawHelper.connect(server.url, `code.${helperCode}`);
      await agent.next('session.log', (log) => log.entries.some(({ kind }) => kind === 'helperJoined'));
      const { control: shown } = await agent.session(sessionId);
      assert.equal(shown?.helper, 'started');
      joined.send({ type: 'able', able: true });
      await ready();
    });

    it('[001-33] removes itself when the session is over, unless the agent started it with the wish to keep it, on record', async () => {
      const { joined } = await controlling();
      assert.equal(joined.welcome.removesItself, true);
      assert.deepEqual([(await agent.session(sessionId)).keepsHelper, (await customer.view()).keepsHelper], [false, false]);

      const { sessionId: keeping = '' } = await agent.done({ type: 'session.create', name: 'Bea Byron', invite: 'pin' });
      const { invite } = await agent.session(keeping, (shown) => shown.invite !== null);
      const other = await server.customer(invite?.code ?? '');
      await agent.done({ type: 'session.start', sessionId: keeping, keepHelper: true });
      await agent.session(keeping, (shown) => shown.keepsHelper);
      await other.view((shown) => shown.keepsHelper);
      await server.restart();
      await agent.connect('agent');
      assert.equal((await agent.session(keeping)).keepsHelper, true, 'it is on record');
      await other.connect('customer');
      const { helperCode = '' } = await other.done({ type: 'helper.invite' });
      assert.equal((await RawHelper.connect(server.url, `code.${helperCode}`)).welcome.removesItself, false);
    });

    it('ends the session where its owner says so, as that person’s own page does', async () => {
      const { joined } = await controlling();
      joined.send({ type: 'endSession' });
      const { endReason } = await agent.session(sessionId, (shown) => shown.status === 'ended');
      assert.equal(endReason, 'customerEnded');
      await joined.until(() => joined.closeCode !== undefined, 'closed');
      assert.deepEqual(joined.received.at(-1), { type: 'bye', reason: 'sessionEnded' });
      assert.deepEqual([...server.media.rooms], []);
    });

    it('that speaks nonsense is closed, and nothing else is', async () => {
      const { joined } = await controlling();
      joined.socket.send('{"type":"input"}');
      await joined.until(() => joined.closeCode !== undefined, 'closed');
      const session = await agent.session(sessionId, (shown) => shown.control?.helper === 'absent');
      assert.equal(session.share?.phase, 'watched');
    });

    it('that finds no such screen says so', async () => {
      await control();
      const joined = await helper();
      await ready();
      joined.send({ type: 'able', able: false });
      await customer.view((shown) => shown.control?.helper === 'unable');
    });

    it('[I4] guesses of codes wait longer and longer', async () => {
      const guess = () => RawHelper.refused(server.url, [HELPER_SUBPROTOCOL, 'code.0000000000']);
      for (let wrong = 0; wrong < 5; wrong++) assert.match(await guess(), /^403/);
      assert.match(await guess(), /^429 E_TOO_MANY_ATTEMPTS/);
    });
  });
});

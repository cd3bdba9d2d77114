import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { ACTS_BURST } from '../../gateway/server/sessions/page-hand.ts';
import { acted, allowUse, sharePageForUse, takePage } from '../support/page-control.ts';
import { startTestServer } from '../support/test-server.ts';
import { agreeToPage, offered, pageIsReady, settled, shows, snapshot, tell, textChanged, visit } from '../support/visitor.ts';

/** Tries of each thing that must never pass. */
const TRIES = 30;
const text = { kind: 'text', text: 'typed-by-the-agent' } as const;

describe('a page that an agent uses', () => {
  it('[002-28] is asked for by a question of its own, brings the page, and is used from the agent’s click on', async () => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const visitor = await visit(server, 'Ada');
    const sessionId = await offered(agent);
    await agent.done({ type: 'request.create', sessionId, capability: 'cobrowseControl' });
    const { question } = await visitor.view((view) => view.question !== null);
    assert.match(question?.title ?? '', /asks to use this web page with you/);
    assert.match(question?.points.join() ?? '', /click, type and scroll/);
    const { grantId, epoch } = await agreeToPage(visitor);
    const use = { sessionId, grantId, epoch };
    const page = { agent, visitor, sessionId, grantId, epoch, use };
    tell(page, snapshot());
    await pageIsReady(page);
    const view = await agent.session(sessionId);
    assert.deepEqual([view.share?.capability, view.control?.phase, view.control?.grantId, view.control?.helper], ['cobrowseControl', 'armed', grantId, 'ready']);
    agent.send({ type: 'page.act', ...use, seq: 1, act: text });
    await takePage(page);
    const told = await visitor.view(({ control }) => control?.phase === 'active');
    assert.equal(told.control?.grantId, grantId, 'the customer is told before anything is done');
    agent.send({ type: 'page.act', ...use, seq: 2, act: text });
    const { act, epoch: actEpoch } = await visitor.next('page.act');
    assert.deepEqual([act, actEpoch, acted(page)], [text, epoch, [2]]);
    await agent.done({ type: 'control.release', ...use });
    agent.send({ type: 'page.act', ...use, seq: 3, act: text });
    await settled(agent);
    assert.deepEqual(acted(page), [2]);
    assert.deepEqual(server.media.calls, [], 'no media server is in it');
  });

  it('[B-32] is added to a page that is seen by a new question, and its end leaves the page', async () => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const page = await sharePageForUse(server, agent);
    const { sessionId, visitor, use } = page;
    assert.notEqual(use.grantId, page.grantId);
    assert.ok(use.epoch > page.epoch);
    await takePage(page);
    agent.send({ type: 'page.act', ...use, seq: 1, act: text });
    await visitor.next('page.act');
    await visitor.done({ type: 'share.stop', grantId: use.grantId, by: 'page' });
    agent.send({ type: 'page.act', ...use, seq: 2, act: text });
    const view = await agent.session(sessionId, ({ control }) => control === null);
    assert.equal(view.share?.grantId, page.grantId);
    tell(page, [textChanged(4, 'still seen')]);
    await shows(agent, 'still seen');
    await settled(agent);
    assert.deepEqual(acted(page), [1]);
    await allowUse(page);
  });

  it('[002-35] is never an application in the place of a page', async () => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const visitor = await visit(server, 'Ada');
    const sessionId = await offered(agent);
    await agent.done({ type: 'request.create', sessionId, capability: 'cobrowseControl' });
    const { question } = await visitor.view((view) => view.question !== null);
    assert.ok(question);
    const { requestId, locale, textVersion } = question;
    await visitor.done({ type: 'question.answer', requestId, answer: 'ok', locale, textVersion });
    await visitor.done({ type: 'capture.choose', requestId, surface: 'window', widthPx: 1, heightPx: 1 });
    const { outcome } = await agent.session(sessionId, (view) => view.outcome !== null);
    assert.deepEqual([outcome?.reason, outcome?.granted], ['wrongSurface', false]);
  });

  it(`[I1] [I2] [I5] [T-ROLE-SWAP] is used by nobody else, under no other grant or epoch, and in no other order: 0 of ${6 * TRIES}`, async (t) => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const page = await sharePageForUse(server, agent, 'Ada');
    const other = await sharePageForUse(server, agent, 'Bea');
    const { use, visitor } = page;
    agent.send({ type: 'page.act', ...use, seq: 1, act: text });
    await settled(agent);
    assert.deepEqual(acted(page), [], 'before the click');
    await takePage(page);
    agent.send({ type: 'page.act', ...use, seq: 500, act: text });
    await visitor.next('page.act');
    for (let seq = 501; seq < 501 + TRIES; seq++) {
      agent.send({ type: 'page.act', ...use, epoch: use.epoch - 1, seq, act: text });
      agent.send({ type: 'page.act', ...use, grantId: page.grantId, epoch: page.epoch, seq, act: text });
      agent.send({ type: 'page.act', ...other.use, seq, act: text });
      agent.send({ type: 'page.act', ...use, seq: seq - 500, act: text });
      visitor.send({ type: 'page.act', ...use, seq, act: text });
      other.visitor.send({ type: 'page.act', ...use, seq, act: text });
    }
    await Promise.all([agent, visitor, other.visitor].map(settled));
    assert.deepEqual([acted(page), acted(other)], [[500], []]);
    t.diagnostic(`n = ${6 * TRIES}, 0 passed, bound 3/n = ${(3 / (6 * TRIES)).toFixed(4)}`);
  });

  it('[I8] [B-03] nothing passes while a question is open, and goes on after it', async () => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const page = await sharePageForUse(server, agent);
    const { use, visitor, sessionId } = page;
    await takePage(page);
    await agent.done({ type: 'request.create', sessionId, capability: 'show' });
    await visitor.view((view) => view.question !== null && view.control?.phase === 'paused');
    agent.send({ type: 'page.act', ...use, seq: 1, act: text });
    await settled(agent);
    assert.deepEqual(acted(page), []);
    const { request } = await agent.session(sessionId, (view) => view.request !== null);
    await agent.done({ type: 'request.withdraw', sessionId, requestId: request?.requestId ?? '' });
    await agent.session(sessionId, (view) => view.control?.phase === 'active');
    agent.send({ type: 'page.act', ...use, seq: 2, act: text });
    await visitor.next('page.act');
    assert.deepEqual(acted(page), [2]);
  });

  for (const [what, leave] of [
    ['looks away', (page) => page.agent.done({ type: 'share.lookAway', sessionId: page.sessionId, grantId: page.grantId, epoch: page.epoch })],
    ['has lost the link for a moment', async ({ agent }) => void (await agent.connect('agent'))],
    ['sees another document', async (page) => tell(page, [{ ...snapshot(4)[0], pageId: 'q'.repeat(22) }])],
  ] as const satisfies readonly (readonly [string, (page: Awaited<ReturnType<typeof sharePageForUse>>) => Promise<unknown>])[])
    it(`[I2] is let go of where the agent ${what}, and is not used before another click`, async () => {
      await using server = await startTestServer();
      const agent = await server.agent();
      const page = await sharePageForUse(server, agent);
      const { use, sessionId, visitor } = page;
      await takePage(page);
      await leave(page);
      await agent.session(sessionId, (view) => view.control?.phase === 'armed');
      agent.send({ type: 'page.act', ...use, seq: 1, act: text });
      await settled(agent);
      assert.deepEqual(acted(page), []);
      if (what === 'looks away') {
        await agent.refused({ type: 'control.take', ...use }, 'E_STALE');
        await agent.done({ type: 'share.look', sessionId, grantId: page.grantId, epoch: page.epoch });
      }
      await takePage(page);
      agent.send({ type: 'page.act', ...use, seq: 2, act: text });
      await visitor.next('page.act');
      assert.deepEqual(acted(page), [2]);
    });

  it('[I2] [SH20] is let go of where the customer’s page is loaded anew, and the view goes on', async () => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const page = await sharePageForUse(server, agent);
    const { use, sessionId, visitor } = page;
    await takePage(page);
    await visitor.connect('customer');
    tell(page, [{ ...snapshot()[0], pageId: 'q'.repeat(22) }, ...snapshot().slice(1)]);
    const view = await agent.session(sessionId, ({ control }) => control?.phase === 'armed');
    assert.deepEqual([view.share?.grantId, view.control?.grantId], [page.grantId, use.grantId]);
    agent.send({ type: 'page.act', ...use, seq: 1, act: text });
    await settled(agent);
    assert.deepEqual(acted(page), []);
    await takePage(page);
  });

  it(`[F11] is used no faster than a person does: ${ACTS_BURST} at once`, async () => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const page = await sharePageForUse(server, agent);
    await takePage(page);
    for (let seq = 1; seq <= 110; seq++) agent.send({ type: 'page.act', ...page.use, seq, act: text });
    await settled(agent);
    await page.visitor.until(() => acted(page).includes(ACTS_BURST) || undefined);
    const passed = acted(page).length;
    assert.ok(passed >= ACTS_BURST && passed < 105, `${passed}`);
    assert.ok(agent.received.some((message) => message.type === 'failure' && message.code === 'E_SLOW_DOWN'));
  });

  it('tells the agent what the customer’s page did not do, of its own acts alone, and counts it', async () => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const page = await sharePageForUse(server, agent);
    const { use, visitor, sessionId } = page;
    const { sessionId: _own, ...ofUse } = use;
    await takePage(page);
    visitor.send({ type: 'page.refused', ...ofUse, seq: 1, reason: 'private' });
    agent.send({ type: 'page.act', ...use, seq: 1, act: text });
    await visitor.next('page.act');
    visitor.send({ type: 'page.refused', ...ofUse, seq: 1, reason: 'customerActs' });
    visitor.send({ type: 'page.refused', ...ofUse, grantId: page.grantId, epoch: page.epoch, seq: 1, reason: 'private' });
    const refused = await agent.next('page.refused');
    assert.deepEqual(refused, { type: 'page.refused', sessionId, grantId: use.grantId, seq: 1, reason: 'customerActs' });
    await settled(visitor);
    assert.equal(agent.received.filter(({ type }) => type === 'page.refused').length, 1);
    const lines = await agent.until(() => agent.received.find((message) => message.type === 'session.log' && message.entries.some(({ kind }) => kind === 'inputRefused')));
    assert.ok(lines);
  });

  it('[I12] is on record with who took and let go, and nothing of what was typed is in any file', async () => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const page = await sharePageForUse(server, agent);
    await takePage(page);
    agent.send({ type: 'page.act', ...page.use, seq: 1, act: text });
    await page.visitor.next('page.act');
    await agent.done({ type: 'control.release', ...page.use });
    const kinds = agent.received.flatMap((message) => (message.type === 'session.log' ? message.entries.map(({ kind }) => kind) : []));
    assert.deepEqual(kinds.filter((kind) => kind.startsWith('control')), ['controlTaken', 'controlReleased']);
    for (const file of await readdir(server.dataDir, { recursive: true, withFileTypes: true }))
      if (file.isFile()) assert.ok(!(await readFile(path.join(file.parentPath, file.name))).includes(text.text), file.name);
  });
});

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { PAGE_VERSION, type PageEvent } from '../../gateway/protocol/cobrowse-events.ts';
import { newId } from '../../gateway/server/ids.ts';
import { AdminClient } from '../support/admin-client.ts';
import type { RawClient } from '../support/raw-client.ts';
import { PASSWORD, startTestServer } from '../support/test-server.ts';
import { agreeToPage, offered, sampleKey, seen, settled, sharePage, shows, snapshot, tell, textChanged, visit } from '../support/visitor.ts';

/** Tries of each thing that must never pass; together fewer than a page may send in a second. */
const TRIES = 40;

const asked = (visitor: RawClient): number => visitor.received.filter(({ type }) => type === 'page.resync').length;

describe('a page that a customer shares', () => {
  it('[002-28] [002-33] [002-34] [002-36] reaches the agent who asked, under its grant, and nobody before the OK', async () => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const visitor = await visit(server, 'Ada');
    const sessionId = await offered(agent);
    await agent.done({ type: 'request.create', sessionId, capability: 'cobrowseView' });
    const { question } = await visitor.view((view) => view.question !== null);
    assert.match(question?.title ?? '', /asks to see this web page/);
    tell({ visitor, grantId: newId(), epoch: 1 }, snapshot());
    const shared = { agent, visitor, sessionId, ...(await agreeToPage(visitor)) };
    assert.deepEqual(seen(agent), []);

    const before = await agent.session(sessionId, (view) => view.share !== null);
    assert.deepEqual([before.share?.surface, before.share?.phase, before.share?.widthPx], ['page', 'opening', 1_280]);
    tell(shared, [...snapshot(), textChanged(4, 'Goodbye')]);
    await shows(agent, 'Goodbye');
    assert.deepEqual(seen(agent), [...snapshot(), textChanged(4, 'Goodbye')]);
    const flowing = await agent.session(sessionId, (view) => view.share?.phase === 'watched');
    assert.equal(flowing.share?.grantId, shared.grantId);
    assert.deepEqual(server.media.calls, [], 'no media server is in it');
  });

  for (const [how, first] of [
    ['begins at such an address, whatever its recorder thinks', [{ ...snapshot()[0], seq: 4, address: 'https://shop.example/login/7' }, ...snapshot(4, 'Kanarie').slice(1)]],
    ['goes to such an address', [{ type: 'page.named', seq: 4, title: 'Kanarie', address: 'https://shop.example/login/7' }, textChanged(5, 'Kanarie')]],
    ['says so itself', [{ type: 'page.paused', seq: 4, why: 'forbidden' }, ...snapshot(5, 'Kanarie')]],
  ] as const) {
    it(`[002-32] [I1] ends where the site lets nobody share the page: one that ${how}`, async () => {
      await using server = await startTestServer();
      const admin = await new AdminClient(server.url).signIn('admin', PASSWORD);
      const key = await sampleKey(server);
      const { config } = (await admin.site(key)).body.published!;
      await admin.publish(key, { ...config, masks: { ...config.masks, forbiddenPaths: ['/login*'] } });
      const agent = await server.agent();
      const shared = await sharePage(server, agent);
      tell(shared, snapshot());
      await shows(agent, 'Hello');
      const before = seen(agent).length;
      tell(shared, first);
      for (const page of [shared.agent, shared.visitor]) assert.equal((await page.next('share.cut')).reason, 'pageForbidden');
      const { outcome, share } = await agent.session(shared.sessionId, (view) => view.outcome !== null);
      assert.deepEqual([outcome?.reason, share], ['pageForbidden', null]);
      assert.equal((await shared.visitor.view((view) => view.outcome !== null)).continuable, null);
      tell(shared, snapshot(9, 'Kanarie'));
      await settled(shared.visitor);
      assert.equal(seen(agent).length, before);
      const lines = agent.received.flatMap((message) => (message.type === 'session.log' ? message.entries : []));
      assert.deepEqual(lines.findLast(({ kind }) => kind === 'ended')?.params, { reason: 'pageForbidden', granted: 'true', capability: 'cobrowseView' });
    });
  }

  it('[002-32] is not ended by what is forbidden only since it began', async () => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const shared = await sharePage(server, agent);
    const admin = await new AdminClient(server.url).signIn('admin', PASSWORD);
    const key = await sampleKey(server);
    const { config } = (await admin.site(key)).body.published!;
    await admin.publish(key, { ...config, masks: { ...config.masks, forbiddenPaths: ['*'] } });
    tell(shared, snapshot());
    await shows(agent, 'Hello');
    await shared.visitor.done({ type: 'share.stop', grantId: shared.grantId, by: 'page' });
    await agent.refused({ type: 'request.create', sessionId: shared.sessionId, capability: 'cobrowseView' }, 'E_PAGE_FORBIDDEN');
  });

  it('of another version is refused with its own code, and nothing of it passes', async () => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const shared = await sharePage(server, agent);
    const [began, ...rest] = snapshot() as [Extract<PageEvent, { type: 'page.began' }>, ...PageEvent[]];
    tell(shared, [{ ...began, version: PAGE_VERSION + 1 }, ...rest]);
    const { code } = await shared.visitor.next('failure');
    assert.equal(code, 'E_VERSION');
    tell(shared, snapshot(1, 'of this version'));
    await shows(agent, 'of this version');
    assert.equal(seen(agent).length, snapshot().length);
  });

  it(`[I1] [I5] [I18] passes under no other grant, epoch or session: 0 of ${7 * TRIES}`, async (t) => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const shared = await sharePage(server, agent, 'Ada');
    const other = await sharePage(server, agent, 'Bea');
    const { grantId, epoch, visitor } = shared;
    tell(shared, snapshot());
    tell(other, snapshot(1, 'of Bea'));
    await shows(agent, 'of Bea');
    const before = seen(agent).length;
    for (let seq = 4; seq < 4 + TRIES; seq++) {
      const event = textChanged(seq, 'stray');
      tell({ visitor, grantId, epoch: epoch - 1 }, [event]);
      tell({ visitor, grantId, epoch: epoch + 1 }, [event]);
      tell({ visitor, grantId: other.grantId, epoch: other.epoch }, [event]);
      tell({ visitor, grantId: newId(), epoch }, [event]);
      tell({ visitor: other.visitor, grantId, epoch }, [event]);
      visitor.send({ type: 'page.event', sessionId: other.sessionId, grantId, epoch, event });
      agent.send({ type: 'page.event', sessionId: shared.sessionId, grantId, epoch, event });
    }
    tell(shared, [textChanged(4, 'last of Ada')]);
    tell(other, [textChanged(4, 'last of Bea')]);
    await shows(agent, 'last of Ada');
    await shows(agent, 'last of Bea');
    assert.equal(seen(agent).length - before, 2);
    t.diagnostic(`n = ${7 * TRIES}, 0 passed, bound 3/n = ${(3 / (7 * TRIES)).toFixed(4)}`);
  });

  it(`[002-29] [I1] stops with the customer’s stop: 0 events of ${TRIES} after it; and begins again with a new grant`, async () => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const shared = await sharePage(server, agent);
    tell(shared, snapshot());
    await shows(agent, 'Hello');
    const before = seen(agent).length;
    shared.visitor.send({ type: 'share.stop', commandId: 'stop', grantId: shared.grantId, by: 'page' });
    tell(shared, Array.from({ length: TRIES }, (_, index) => textChanged(4 + index, 'too late')));
    await agent.next('share.cut', ({ grantId }) => grantId === shared.grantId);
    await settled(agent);
    await shared.visitor.view((view) => view.outcome?.reason === 'revoked');
    assert.equal(seen(agent).length, before);

    await agent.done({ type: 'request.create', sessionId: shared.sessionId, capability: 'cobrowseView' });
    const again = { ...shared, ...(await agreeToPage(shared.visitor)) };
    assert.notEqual(again.grantId, shared.grantId);
    assert.ok(again.epoch > shared.epoch);
    tell(shared, [textChanged(4 + TRIES, 'under the old grant')]);
    tell(again, snapshot(1, 'again'));
    await shows(agent, 'again');
    assert.ok(!JSON.stringify(seen(agent)).includes('old grant'));
  });

  it('goes on while a question is open, and so does nothing else change it', async () => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const shared = await sharePage(server, agent);
    tell(shared, snapshot());
    await agent.done({ type: 'request.create', sessionId: shared.sessionId, capability: 'show' });
    await shared.visitor.view((view) => view.question !== null);
    tell(shared, [textChanged(4, 'while asked')]);
    await shows(agent, 'while asked');
  });

  it('[T-ROLE-SWAP] [I5] shows the customer where its agent points, and nobody else’s pointer, nor one from before', async () => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const shared = await sharePage(server, agent, 'Ada');
    const other = await sharePage(server, agent, 'Bea');
    const { sessionId, grantId, epoch, visitor } = shared;
    const pointed = (): unknown[] => visitor.received.filter(({ type }) => type === 'page.pointer');
    const at = { id: 3, x: 0.5, y: 0.25 };
    tell(shared, snapshot());
    await shows(agent, 'Hello');
    agent.send({ type: 'page.pointer', sessionId, grantId, epoch: epoch - 1, at });
    agent.send({ type: 'page.pointer', sessionId: other.sessionId, grantId, epoch, at });
    agent.send({ type: 'page.pointer', sessionId, grantId: other.grantId, epoch: other.epoch, at });
    visitor.send({ type: 'page.pointer', sessionId, grantId, epoch, at });
    await settled(visitor);
    agent.send({ type: 'page.pointer', sessionId, grantId, epoch, at, isPressed: true });
    await visitor.until(() => pointed()[0]);
    assert.deepEqual(pointed(), [{ type: 'page.pointer', grantId, pointed: { at, isPressed: true } }]);
    await agent.done({ type: 'share.lookAway', sessionId, grantId, epoch });
    await visitor.until(() => pointed()[1]);
    agent.send({ type: 'page.pointer', sessionId, grantId, epoch, at });
    await settled(agent);
    assert.deepEqual(pointed()[1], { type: 'page.pointer', grantId, pointed: { at: null } });
    assert.equal(pointed().length, 2);
    assert.ok(!agent.received.some(({ type }) => type === 'failure'), 'nobody is told what became of a pointer');
  });

  it('[I10] is stripped of whatever could act in the agent’s page', async () => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const shared = await sharePage(server, agent);
    const [began, nodes, ready] = snapshot();
    assert.ok(nodes?.type === 'page.nodes');
    const hostile = [
      { id: 4, parent: 2, tag: 'script', attributes: { src: 'https://evil.example/x.js' } },
      { id: 5, parent: 2, tag: 'img', attributes: { src: 'https://evil.example/x.png', onerror: 'alert(1)', alt: 'kept' } },
      { id: 6, parent: 2, tag: 'style', css: '@import "https://evil.example/x.css"; body { color: red; background: url(https://evil.example) }' },
    ];
    tell(shared, [began, { ...nodes, nodes: [...nodes.nodes, ...hostile] }, ready].map((event) => event ?? {}));
    const built = JSON.stringify(await shows(agent, 'kept'));
    assert.doesNotMatch(built, /evil|onerror|"script"|alert/);
    assert.match(built, /color: ?red/);
  });

  it('[B-31] [F9] is asked for anew after a gap or what no page can be, and nothing passes before that is there', async () => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const shared = await sharePage(server, agent);
    tell(shared, snapshot());
    await shows(agent, 'Hello');
    tell(shared, [textChanged(6, 'after a gap'), textChanged(7, 'after a gap')]);
    const { grantId } = await shared.visitor.next('page.resync');
    assert.equal(grantId, shared.grantId);
    await agent.next('page.behind', (message) => message.grantId === shared.grantId);
    tell(shared, snapshot(8, 'whole again'));
    await shows(agent, 'whole again');
    tell(shared, [{ type: 'page.changed', seq: 11, texts: [{ id: 99, text: 'of no node' }] }]);
    await shared.visitor.until(() => (asked(shared.visitor) === 2 ? true : undefined));
    assert.ok(!/after a gap|of no node/.test(JSON.stringify(seen(agent))));
    const numbers = seen(agent).map(({ seq }) => seq);
    assert.deepEqual(numbers, numbers.toSorted((a, b) => a - b));
  });

  it('[B-31] is asked for anew for an agent who comes back, wants it, or looks again', async () => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const shared = await sharePage(server, agent);
    const { visitor, sessionId, grantId, epoch } = shared;
    tell(shared, snapshot());
    await shows(agent, 'Hello');
    const ofGrant = { sessionId, grantId, epoch };

    agent.send({ type: 'page.resyncWanted', ...ofGrant });
    await visitor.until(() => (asked(visitor) === 1 ? true : undefined));
    tell(shared, snapshot(4, 'second'));
    await shows(agent, 'second');

    agent.leave('cut');
    const again = await agent.connect('agent');
    await visitor.until(() => (asked(visitor) === 2 ? true : undefined));
    tell(shared, snapshot(7, 'third'));
    await shows(again, 'third');

    await agent.done({ type: 'share.lookAway', ...ofGrant });
    const before = seen(agent).length;
    tell(shared, [textChanged(10, 'unseen')]);
    await visitor.view((view) => view.share?.phase === 'unwatched');
    assert.equal(seen(agent).length, before);
    await agent.done({ type: 'share.look', ...ofGrant });
    await visitor.until(() => (asked(visitor) === 3 ? true : undefined));
    tell(shared, snapshot(11, 'fourth'));
    await shows(agent, 'fourth');
    assert.ok(!JSON.stringify(seen(agent)).includes('unseen'));
  });

  it('[B-31] goes on under the same grant from page to page of the site, while the lease lasts', async () => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const shared = await sharePage(server, agent);
    const { visitor } = shared;
    tell(shared, snapshot());
    await shows(agent, 'Hello');
    visitor.leave('clean');
    await visitor.closed();
    await visitor.connect('customer');
    assert.equal((await visitor.view()).share?.grantId, shared.grantId);
    await visitor.until(() => (asked(visitor) > 0 ? true : undefined));
    tell(shared, snapshot(1, 'the next page'));
    await shows(agent, 'the next page');
    const numbers = seen(agent).map(({ seq }) => seq);
    assert.equal(new Set(numbers).size, numbers.length, 'numbered on');
  });

  it('[I13] [002-29] ends with the customer’s page, and with the server; then Continue sharing is offered, about the page', async () => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const shared = await sharePage(server, agent);
    const { visitor, sessionId } = shared;
    tell(shared, snapshot());
    await shows(agent, 'Hello');
    await server.restart();
    await agent.connect('agent');
    await visitor.connect('customer');
    const view = await visitor.view((candidate) => candidate.continuable !== null);
    assert.equal(view.share, null);
    assert.match(view.continuable?.title ?? '', /web page/);
    assert.equal(view.continuable?.capability, 'cobrowseView');
    const received = seen(agent).length;
    tell(shared, snapshot(9));
    await settled(visitor);
    assert.equal(seen(agent).length, received, 'nothing resumes by itself');

    const { requestId = '', locale = 'en', textVersion = 0 } = view.continuable ?? {};
    await visitor.done({ type: 'share.continue', requestId, locale, textVersion });
    const { choosing } = await visitor.view((candidate) => candidate.choosing !== null);
    await visitor.done({ type: 'capture.choose', requestId: choosing?.requestId ?? '', surface: 'page', widthPx: 9, heightPx: 9 });
    const { share } = await visitor.view((candidate) => candidate.share !== null);
    tell({ visitor, grantId: share?.grantId ?? '', epoch: share?.epoch ?? 0 }, snapshot(1, 'once more'));
    await shows(agent, 'once more');
    assert.equal((await agent.session(sessionId)).share?.capability, 'cobrowseView');
  });

  it('[I13] is not continued where its site was switched off meanwhile', async () => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const { visitor } = await sharePage(server, agent);
    await server.restart();
    await agent.connect('agent');
    await visitor.connect('customer');
    const { continuable } = await visitor.view((candidate) => candidate.continuable !== null);
    const { requestId = '', locale = 'en', textVersion = 0 } = continuable ?? {};
    const admin = await new AdminClient(server.url).signIn('admin', PASSWORD);
    const key = await sampleKey(server);
    const { config } = (await admin.site(key)).body.published!;
    await admin.publish(key, { ...config, cobrowse: { view: false } });
    await visitor.view((candidate) => candidate.continuable === null);
    await visitor.refused({ type: 'share.continue', requestId, locale, textVersion }, 'E_COBROWSE_OFF');
    await admin.publish(key, config);
    await visitor.view((candidate) => candidate.continuable?.requestId === requestId);
    await visitor.done({ type: 'share.continue', requestId, locale, textVersion });
  });

  it('[002-35] gives way to an application where the page cannot be shared', async () => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const visitor = await visit(server, 'Ada');
    const sessionId = await offered(agent);
    await agent.done({ type: 'request.create', sessionId, capability: 'cobrowseView' });
    const { question } = await visitor.view((view) => view.question !== null);
    const { requestId = '', textVersion = 0 } = question ?? {};
    await visitor.done({ type: 'question.answer', requestId, answer: 'ok', locale: 'en', textVersion });
    await visitor.done({ type: 'capture.choose', requestId, surface: 'window', widthPx: 800, heightPx: 600 });
    const { share } = await agent.session(sessionId, (view) => view.share !== null);
    assert.deepEqual([share?.surface, share?.capability, server.media.rooms.size], ['window', 'cobrowseView', 1]);
    visitor.send({ type: 'page.event', grantId: share?.grantId, epoch: share?.epoch, event: snapshot()[0] });
    assert.equal((await visitor.next('failure')).code, 'E_STALE');
    assert.deepEqual(seen(agent), []);
  });

  it('[002-35] ends without a grant where there is nothing in its place', async () => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const visitor = await visit(server, 'Ada');
    const sessionId = await offered(agent);
    await agent.done({ type: 'request.create', sessionId, capability: 'cobrowseView' });
    const { question } = await visitor.view((view) => view.question !== null);
    const { requestId = '', textVersion = 0 } = question ?? {};
    await visitor.done({ type: 'question.answer', requestId, answer: 'ok', locale: 'en', textVersion });
    await visitor.done({ type: 'capture.fail', requestId, reason: 'pageUnavailable' });
    const { outcome, share } = await agent.session(sessionId, (view) => view.outcome !== null);
    assert.deepEqual([outcome?.reason, outcome?.granted, share], ['pageUnavailable', false, null]);
  });

  it('[I3] [I19] [T-CONSENT-TEXT] is on record with question and grant, and nothing of its content is', async () => {
    await using server = await startTestServer();
    const agent = await server.agent();
    const shared = await sharePage(server, agent);
    tell(shared, [...snapshot(1, 'canary-4711'), textChanged(4, 'canary-4712'), { type: 'page.changed', seq: 5, texts: [{ id: 77, text: 'canary-4713' }] }]);
    await shows(agent, 'canary-4712');
    await shared.visitor.done({ type: 'share.stop', grantId: shared.grantId, by: 'page' });
    for (const file of ['record.sqlite', 'record.sqlite-wal']) {
      const bytes = await readFile(path.join(server.dataDir, file), 'latin1').catch(() => '');
      assert.ok(!bytes.includes('canary-47'), file);
      if (file === 'record.sqlite-wal') {
        assert.ok(bytes.includes('asks to see this web page'), 'the question');
        assert.ok(bytes.includes(shared.grantId), 'the grant');
      }
    }
  });
});

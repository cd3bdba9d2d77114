import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PAGE_VERSION } from '../../gateway/protocol/cobrowse-limits.ts';
import type { Codec } from '../../gateway/protocol/vocabulary.ts';
import { REFUSED_INPUT_NOTED_AFTER_MS } from '../../gateway/server/sessions/limits.ts';
import { carryOutForShare } from '../../gateway/server/sockets/share-messages.ts';
import { FakeHelper } from '../support/fake-helper.ts';
import { isCode } from '../support/live-session.ts';
import { macrotask } from '../support/machines.ts';
import { ANSWER, askedFor, OFFER } from '../support/share-scene.ts';
import { snapshot, textChanged } from '../support/visitor.ts';

const CANDIDATE = 'candidate:1 1 udp 2113937151 192.168.1.7 50000 typ host';
const at = { id: 3, x: 0.5, y: 0.25 };

/** A view whose picture was offered to its viewer. */
async function seen() {
  const scene = await askedFor('view');
  await scene.grant();
  await scene.says('customer', { type: 'publisher.offer', sdp: OFFER });
  await macrotask();
  const offer = scene.told.find((message) => message.type === 'viewer.offer');
  assert.ok(offer, 'the viewer is offered the picture');
  return { ...scene, viewerId: offer.viewerId };
}

describe('what is said about a request', () => {
  it('is nothing where there is no request, and nothing of another kind', async () => {
    const { says, session, sessions } = await askedFor('view');
    const message = { type: 'capture.fail', commandId: 'c', requestId: 'r1', reason: 'pickerCancelled' } as const;
    await assert.rejects(carryOutForShare(sessions, session, 'customer', message, undefined), isCode('E_NOT_ALLOWED'));
    await assert.rejects(says('customer', { type: 'session.end' }), isCode('E_NOT_ALLOWED'));
  });

  it('records the surface that was chosen, with an epoch of its own, and its screen where it has one', async () => {
    for (const screen of [{}, { screenId: 'DP-1' }]) {
      const { says, lastFact } = await askedFor('view');
      await says('customer', { type: 'capture.choose', surface: 'monitor', widthPx: 1_920, heightPx: 1_080, ...screen });
      const { grantId, ...fact } = lastFact() as unknown as { grantId: string };
      assert.match(grantId, /^[\w-]{22}$/);
      assert.deepEqual(fact, { type: 'owner.surfaceChosen', requestId: 'r1', epoch: 7, surface: 'monitor', widthPx: 1_920, heightPx: 1_080, ...screen });
    }
  });

  it('records why there is nothing to share', async () => {
    const { says, lastFact } = await askedFor('view');
    await says('customer', { type: 'capture.fail', reason: 'pickerCancelled' });
    assert.deepEqual(lastFact(), { type: 'owner.captureFailed', requestId: 'r1', reason: 'pickerCancelled' });
  });

  for (const [capability, role, by, type] of [
    ['view', 'customer', 'page', 'customer.stopped'],
    ['view', 'customer', 'browser', 'owner.captureEnded'],
    ['show', 'customer', 'page', 'customer.stopped'],
    ['show', 'customer', 'browser', 'customer.stopped'],
    ['show', 'agent', 'page', 'agent.released'],
    ['show', 'agent', 'browser', 'owner.captureEnded'],
  ] as const)
    it(`[I2] records a stop of ${capability} by the ${role}’s ${by} as ${type}`, async () => {
      const { says, grant, lastFact } = await askedFor(capability);
      await grant();
      await says(role, { type: 'share.stop', by });
      assert.deepEqual({ ...lastFact(), stop: undefined }, { type, requestId: 'r1', stop: undefined });
    });
});

describe('what is said about a picture', () => {
  it('T-SDP-GATE publishes an offer that could be rebuilt, and tells its owner the answer; no other', async () => {
    const { says, grant, media, to } = await askedFor('view');
    await grant();
    await says('customer', { type: 'publisher.offer', sdp: OFFER });
    assert.deepEqual(to('customer', 'publisher.answer'), [{ type: 'publisher.answer', grantId: 'g1', epoch: 1, sdp: 'answer' }]);
    await assert.rejects(says('customer', { type: 'publisher.offer', sdp: 'v=0' }), isCode('E_SDP'));
    await says('customer', { type: 'publisher.offer', sdp: OFFER, grantId: 'g0' });
    assert.equal(media.calls.filter((call) => call.startsWith('publish')).length, 1);
    assert.equal(to('customer', 'publisher.answer').length, 1, 'nothing is answered where nothing is shared');
  });

  it('T-SDP-GATE takes no offer of codecs that its viewer cannot show', async () => {
    const none = { agentDecodes: (): readonly Codec[] => [] };
    const view = await askedFor('view', none);
    await view.grant();
    await assert.rejects(view.says('customer', { type: 'publisher.offer', sdp: OFFER }), isCode('E_SDP'));
    const show = await askedFor('show', none);
    await show.grant();
    await show.says('agent', { type: 'publisher.offer', sdp: OFFER });
    assert.deepEqual(show.to('agent', 'publisher.answer').length, 1, 'the customer’s page can show it');
  });

  it('passes on candidates that are accepted, and that there are no more; of an owner and of the present viewer', async () => {
    const { says, media, viewerId } = await seen();
    const passed = () => media.calls.splice(0).filter((call) => call.startsWith('candidate'));
    for (const [type, who] of [['publisher.candidate', 'owner'], ['viewer.candidate', 'viewer']] as const) {
      await says('agent', { type, viewerId, candidate: CANDIDATE });
      assert.deepEqual(passed(), [`candidate g1 ${who}`]);
      await says('agent', { type, viewerId, candidate: null });
      assert.deepEqual(passed(), [`candidate g1 ${who}`]);
      await says('agent', { type, viewerId, candidate: CANDIDATE.replace('192.168.1.7', 'printer.local') });
      await says('agent', { type, viewerId, candidate: CANDIDATE, grantId: 'g0' });
      assert.deepEqual(passed(), []);
    }
    await says('agent', { type: 'viewer.candidate', viewerId: 'v0', candidate: CANDIDATE });
    assert.deepEqual(passed(), [], 'of a viewer that is not the present one');
  });

  it('passes on a viewer’s answer that could be rebuilt, and its wish for a key frame, under the live grant alone', async () => {
    const { says, media, viewerId } = await seen();
    await assert.rejects(says('agent', { type: 'viewer.answer', viewerId, sdp: 'v=0' }), isCode('E_SDP'));
    await says('agent', { type: 'viewer.answer', viewerId, sdp: ANSWER, grantId: 'g0' });
    assert.ok(!media.calls.includes('answer g1'));
    await says('agent', { type: 'viewer.answer', viewerId, sdp: ANSWER });
    assert.ok(media.calls.includes('answer g1'));
    await says('agent', { type: 'viewer.keyFrame', viewerId, grantId: 'g0' });
    assert.ok(!media.calls.includes('keyFrame g1'));
    await says('agent', { type: 'viewer.keyFrame', viewerId });
    assert.ok(media.calls.includes('keyFrame g1'));
  });
});

describe('what is said about control', () => {
  it('[002-12] [I1] of a desktop begins with the viewer’s click, and input goes to the helper until it is let go of', async () => {
    const { session, says, grant, lastFact } = await askedFor('control');
    await grant();
    const helper = new FakeHelper(session.controls.customer);
    const input = { kind: 'key', code: 'KeyA', down: true };
    const inputs = () => helper.received.filter(({ type }) => type === 'input').length;
    await assert.rejects(says('agent', { type: 'control.input', seq: 1, input }), isCode('E_STALE'));
    await says('agent', { type: 'control.take' });
    assert.deepEqual([lastFact().type, helper.isActive, session.pageHand.hand.isOn], ['viewer.tookControl', true, false]);
    await says('agent', { type: 'control.input', seq: 2, input });
    assert.deepEqual(helper.received.at(-1), { type: 'input', grantId: 'g1', epoch: 1, seq: 2, input });
    await says('agent', { type: 'control.release' });
    assert.deepEqual([lastFact().type, helper.isActive, inputs()], ['viewer.releasedControl', false, 1]);
  });

  it('[002-28] [I1] of a page begins with the agent’s click, acts go to the customer’s page, and what it did not do to the agent’s', async () => {
    const { session, says, tells, grant, lastFact, to, clock } = await askedFor('cobrowseControl');
    await grant();
    await tells(...snapshot());
    await macrotask();
    const act = { kind: 'click', point: at, count: 1 };
    await assert.rejects(says('agent', { type: 'page.act', seq: 1, act }), isCode('E_STALE'));
    await says('agent', { type: 'control.take' });
    assert.deepEqual([lastFact().type, session.pageHand.hand.isOn, session.controls.customer.hand.isOn], ['viewer.tookControl', true, false]);
    await says('agent', { type: 'page.act', seq: 2, act });
    assert.deepEqual(to('customer', 'page.act'), [{ type: 'page.act', grantId: 'g1', epoch: 1, seq: 2, act }]);
    await says('customer', { type: 'page.refused', seq: 2, reason: 'private' });
    assert.deepEqual(to('agent', 'page.refused'), [{ type: 'page.refused', sessionId: 's1', grantId: 'g1', seq: 2, reason: 'private' }]);
    clock.advance(REFUSED_INPUT_NOTED_AFTER_MS);
    await macrotask();
    assert.deepEqual(lastFact(), { type: 'input.refused', count: 2, owner: 'customer' });
    await says('agent', { type: 'control.release' });
    assert.equal(session.pageHand.hand.isOn, false);
  });
});

describe('what is said about a page', () => {
  it('[002-28] reaches its viewer under the live grant, of this version alone', async () => {
    const { says, tells, grant, to } = await askedFor('cobrowseView');
    await grant();
    const [began] = snapshot();
    await assert.rejects(tells({ ...began, version: PAGE_VERSION + 1 } as typeof began & object), isCode('E_VERSION'));
    await assert.rejects(says('customer', { type: 'page.event', grantId: 'g0', event: began }), isCode('E_STALE'));
    assert.deepEqual(to('agent', 'page.event'), []);
    await tells(...snapshot(), textChanged(4, 'Goodbye'));
    assert.deepEqual(
      to('agent', 'page.event'),
      [...snapshot(), textChanged(4, 'Goodbye')].map((event) => ({ type: 'page.event', sessionId: 's1', grantId: 'g1', epoch: 1, event })),
    );
  });

  it('[B-31] is told anew where its viewer wants that, under the live grant', async () => {
    const { says, tells, grant, to, clock } = await askedFor('cobrowseView');
    await grant();
    await tells(...snapshot());
    await says('agent', { type: 'page.resyncWanted', grantId: 'g0' });
    clock.advance(1_000);
    assert.deepEqual(to('customer', 'page.resync'), []);
    await says('agent', { type: 'page.resyncWanted' });
    assert.deepEqual(to('customer', 'page.resync'), [{ type: 'page.resync', grantId: 'g1' }]);
  });

  it('[B-32] shows its owner where the viewer points and presses, under the live grant', async () => {
    const { says, tells, grant, to } = await askedFor('cobrowseView');
    await grant();
    await tells(...snapshot());
    await says('agent', { type: 'page.pointer', at, grantId: 'g0' });
    assert.deepEqual(to('customer', 'page.pointer'), []);
    await says('agent', { type: 'page.pointer', at, isPressed: true });
    assert.deepEqual(to('customer', 'page.pointer'), [{ type: 'page.pointer', grantId: 'g1', pointed: { at, isPressed: true } }]);
  });
});

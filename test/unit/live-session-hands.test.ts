import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Refusal } from '../../gateway/server/refusal.ts';
import type { Presence } from '../../gateway/server/sessions/seat.ts';
import { VIEWER_UNSENT_MAX_BYTES } from '../../gateway/server/sessions/viewer-backlog.ts';
import type { SessionFact } from '../../state-machines/support-session.ts';
import { FakeHelper } from '../support/fake-helper.ts';
import { isCode } from '../support/live-session.ts';
import { macrotask } from '../support/machines.ts';
import { MemoryRecord } from '../support/memory-store.ts';
import { askedFor } from '../support/share-scene.ts';
import { snapshot } from '../support/visitor.ts';

/** A desktop that is controlled, or lies ready for it where the viewer has not `taken` it. */
async function controlled(capability: 'control' | 'giveControl', more: Parameters<typeof askedFor>[1] = {}) {
  const scene = await askedFor(capability, more);
  await scene.grant();
  const owner = capability === 'control' ? 'customer' : 'agent';
  const control = scene.session.controls[owner];
  const helper = new FakeHelper(control);
  const take = (): Promise<void> => scene.says(owner === 'customer' ? 'agent' : 'customer', { type: 'control.take' });
  return { ...scene, control, helper, taken: take };
}

/** A page that the agent uses. */
async function used(more: Parameters<typeof askedFor>[1] = {}) {
  const scene = await askedFor('cobrowseControl', more);
  await scene.grant();
  await scene.tells(...snapshot());
  await macrotask();
  await scene.says('agent', { type: 'control.take' });
  assert.ok(scene.session.pageHand.hand.passes);
  assert.equal(scene.agentSees().control?.phase, 'active', 'the agent is told so');
  return scene;
}

describe('hands of a live session', () => {
  it('know on whose desktop they are', async () => {
    const { session } = await controlled('control');
    const greeting = { company: 'Acme', removesItself: true };
    assert.deepEqual(session.controls.customer.greeting, { ...greeting, owner: 'customer', viewerName: 'Mia Keller' });
    assert.deepEqual(session.controls.agent.greeting, { ...greeting, owner: 'agent', viewerName: 'Ada' });
  });

  it('[I8] ask for the agent’s desktop alone whether another customer has it', async () => {
    const takingAgents = (): void => {
      throw new Refusal('E_STALE');
    };
    await (await controlled('control', { takingAgents })).taken();
    await assert.rejects((await controlled('giveControl', { takingAgents })).taken(), isCode('E_STALE'));
  });

  for (const [who, is] of [['agent', 'late'], ['agent', 'absent'], ['customer', 'late']] as const)
    it(`[I1] hold still while the ${who}’s page is ${is}`, async () => {
      let agentIs: Presence = 'online';
      const options = { agentPresence: (): Presence => agentIs };
      const { control, helper, taken, session, clock } = await controlled('control', options);
      await taken();
      const page = await used(options);
      assert.ok(helper.isActive);
      if (who === 'agent') agentIs = is;
      else {
        for (let n = 1; n <= 2; n++) {
          for (const each of [clock, page.clock]) each.advance(750);
          helper.says({ type: 'pong', n });
        }
        for (const each of [session, page.session]) each.customer.checkLease();
      }
      session.push();
      assert.deepEqual([helper.isActive, control.hand.passes, page.session.pageHand.hand.passes], [false, false, false]);
      assert.equal(page.session.pageHand.hand.isOn, true, 'it goes on by itself');
    });

  it('[I2] are off the desktop that ends, in the moment of the end, while the record is slow', async () => {
    const record = new MemoryRecord();
    const store = record.open();
    const stall = { isOn: false };
    const append: typeof store.append = (...given) => (stall.isOn ? new Promise(() => undefined) : store.append(...given));
    const { helper, taken, says } = await controlled('control', { store: { append } });
    await taken();
    stall.isOn = true;
    void says('customer', { type: 'share.stop', by: 'page' });
    assert.equal(helper.isActive, false);
  });

  it('[I2] let go of both desktops and the page when a page loses its socket', async () => {
    for (const capability of ['control', 'giveControl'] as const) {
      const { control, helper, taken, session } = await controlled(capability);
      await taken();
      session.letGo();
      assert.deepEqual([helper.isActive, control.isHeld], [false, false]);
    }
    const page = await used();
    page.session.letGo();
    assert.equal(page.session.pageHand.hand.isOn, false);
    const gone = await controlled('control');
    await gone.taken();
    gone.session.customer.detach(gone.page, false);
    assert.deepEqual([gone.helper.isActive, gone.control.isHeld], [false, false]);
  });

  it('let go of what is the customer’s alone when the agent looks away', async () => {
    const own = await controlled('giveControl');
    await own.taken();
    own.session.letGoOfCustomers();
    assert.ok(own.helper.isActive);
    const customers = await controlled('control');
    await customers.taken();
    customers.session.letGoOfCustomers();
    assert.equal(customers.helper.isActive, false);
    const page = await used();
    page.session.letGoOfCustomers();
    assert.equal(page.session.pageHand.hand.isOn, false);
  });

  it('point nowhere when a page loses its socket', async () => {
    const { session, says, tells, grant, to, clock } = await askedFor('cobrowseView');
    await grant();
    await tells(...snapshot());
    await says('agent', { type: 'page.pointer', at: { id: 3, x: 0, y: 0 } });
    session.letGo();
    clock.advance(1_000);
    assert.deepEqual(to('customer', 'page.pointer').at(-1), { type: 'page.pointer', grantId: 'g1', pointed: { at: null } });
  });

  it('hold up a page for an agent’s page that does not read', async () => {
    const { tells, grant, to } = await askedFor('cobrowseView', { agentUnsentBytes: () => VIEWER_UNSENT_MAX_BYTES + 1 });
    await grant();
    await tells(...snapshot());
    assert.deepEqual(to('agent', 'page.event'), []);
  });

  it('[002-28] let go of the page with each new document, and not with the same one told anew', async () => {
    const { session, tells } = await used();
    await tells(...snapshot(4));
    assert.ok(session.pageHand.hand.isOn);
    const [began, ...rest] = snapshot();
    await tells({ ...began, pageId: 'q'.repeat(22) } as typeof began & object, ...rest);
    assert.equal(session.pageHand.hand.isOn, false);
  });

  it('[I2] are off the page with the fact that ends it', async () => {
    const { session, take, says } = await used();
    await take({ type: 'viewer.releasedControl', requestId: 'r1' });
    await assert.rejects(says('agent', { type: 'page.act', seq: 1, act: { kind: 'go', to: 'back' } }), isCode('E_STALE'));
    assert.equal(session.pageHand.hand.isOn, false);
  });

  it('send every helper away when the session ends', async () => {
    for (const capability of ['control', 'giveControl'] as const) {
      const { helper, taken, take } = await controlled(capability);
      await taken();
      await take({ type: 'customer.left' });
      assert.deepEqual([helper.isActive, helper.dismissed], [false, 'sessionEnded']);
    }
  });

  it('note nothing more of what was refused, once the session ended or the server ends', async () => {
    for (const end of ['session', 'server'] as const)
      for (const capability of ['control', 'giveControl', 'cobrowseControl'] as const) {
        const { session, take, clock, grant } = await askedFor(capability);
        await grant();
        for (const hand of [session.controls.customer, session.controls.agent, session.pageHand]) hand.countRefused(1);
        if (end === 'session') await take({ type: 'customer.left' });
        else session.close();
        const before = session.actor.facts.length;
        clock.advance(120_000);
        await macrotask();
        assert.equal(session.actor.facts.length, before, `${capability}, ${end}`);
      }
  });

  it('tell once when the agent gives control of the own desktop, and once when that is over', async () => {
    const given: boolean[] = [];
    const { session, grant, take } = await askedFor('giveControl', { givenChanged: ({ isGiven }) => given.push(isGiven) });
    assert.deepEqual([session.isGiven, given], [true, [true]]);
    await grant();
    await take({ type: 'customer.stopped', requestId: 'r1' });
    assert.deepEqual([session.isGiven, given], [false, [true, false]]);
    for (const capability of ['show', 'control'] as const) {
      const other = await askedFor(capability, { givenChanged: ({ isGiven }) => given.push(isGiven) });
      assert.equal(other.session.isGiven, false);
    }
    assert.equal(given.length, 2);
  });

  it('tell of both desktops when each was shared, and when each ended', async () => {
    const { session, clock, grant, take } = await askedFor('view');
    const times = () => session.viewInput().desktops;
    const started = clock.nowMs();
    await grant();
    clock.advance(1_000);
    assert.deepEqual(times(), { customer: { grantedAtMs: started, lastEndedAtMs: 0 }, agent: { grantedAtMs: 0, lastEndedAtMs: 0 } });
    const ended = clock.nowMs();
    await take({ type: 'customer.stopped', requestId: 'r1' });
    clock.advance(1_000);
    const renamed = (fact: SessionFact): SessionFact => ('requestId' in fact ? { ...fact, requestId: 'r2' } : fact);
    const show = await askedFor('show');
    const facts = show.session.actor.facts.slice(-2).map(({ type, payload }) => ({ type, ...(payload as object) }) as SessionFact);
    await take(...facts.map(renamed));
    const shown = clock.nowMs();
    await take({ type: 'owner.surfaceChosen', requestId: 'r2', grantId: 'g2', epoch: 2, surface: 'monitor', widthPx: 1, heightPx: 1 });
    clock.advance(1_000);
    assert.deepEqual(times(), { customer: { grantedAtMs: 0, lastEndedAtMs: ended }, agent: { grantedAtMs: shown, lastEndedAtMs: 0 } });
    const shownUntil = clock.nowMs();
    await take({ type: 'customer.stopped', requestId: 'r2' });
    assert.deepEqual(times().agent, { grantedAtMs: 0, lastEndedAtMs: shownUntil });
    assert.deepEqual(times().customer.lastEndedAtMs, ended);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ServerMessage } from '../../gateway/protocol/server-messages.ts';
import { REQUEST_TIMES } from '../../gateway/server/sessions/limits.ts';
import type { SessionFact } from '../../state-machines/support-session.ts';
import { choice, createWorld, toGrant } from '../support/session-actor.ts';

const shown = { locale: 'en', textVersion: 1, agentName: '', title: '', points: [], warning: '' } as const;
const toShow: SessionFact[] = [
  { type: 'request.created', requestId: 'r2', capability: 'show', continues: null, ...REQUEST_TIMES },
  { type: 'customer.answered', requestId: 'r2', answer: 'ok', shown: { ...shown, points: [] } },
  { type: 'owner.surfaceChosen', requestId: 'r2', grantId: 'g2', epoch: 2, surface: 'monitor', widthPx: 1, heightPx: 1 },
];

/** The customer shows a desktop under `g1`, the agent another one under `g2`; both are published. */
async function bothShared() {
  const made = createWorld();
  for (const fact of [...toGrant, choice, ...toShow]) await made.actor.submit(fact);
  for (const share of made.actor.mediaShares) await share.publish('offer');
  await Promise.resolve();
  made.journal.length = 0;
  made.media.calls.length = 0;
  return made;
}

/** What either page was told to blank; both are told the same. */
const cutsOf = (messages: readonly ServerMessage[]) => {
  const cuts = messages.flatMap((message) => (message.type === 'share.cut' ? [`${message.grantId} ${message.reason}`] : []));
  assert.deepEqual(cuts.filter((_, index) => index % 2 === 0), cuts.filter((_, index) => index % 2 === 1));
  return cuts.filter((_, index) => index % 2 === 0);
};

describe('a session in which both desktops are shared', () => {
  it('[002-16] offers each picture to the other person', async () => {
    const { actor, messages, media } = createWorld();
    for (const fact of [...toGrant, choice, ...toShow]) await actor.submit(fact);
    assert.deepEqual([...media.rooms], ['g1', 'g2']);
    const offers: string[] = [];
    for (const share of actor.mediaShares) {
      await share.publish('offer');
      await new Promise((resolve) => setImmediate(resolve));
      const offer = messages.findLast((message) => message.type === 'viewer.offer');
      offers.push(`${offer?.grantId} ${offer?.epoch} to ${actor.viewerOf(share)}`);
    }
    assert.deepEqual(offers, ['g1 1 to agent', 'g2 2 to customer']);
  });

  it('[I1] ends one without the other: cut, then gone, then on record', async () => {
    const { actor, journal, media, messages } = await bothShared();
    await actor.submit({ type: 'customer.stopped', requestId: 'r2' });
    assert.deepEqual(journal, ['customer share.cut', 'agent share.cut', 'media close', 'record customer.stopped', 'views']);
    assert.deepEqual([cutsOf(messages), [...media.rooms]], [['g2 revoked'], ['g1']]);
    assert.deepEqual(actor.mediaShares.map(({ grant }) => grant.grantId), ['g1']);
  });

  for (const [fact, reason] of [
    [{ type: 'agent.lost' }, 'agentLost'],
    [{ type: 'customer.lost' }, 'customerLost'],
    [{ type: 'customer.left' }, 'sessionEnded'],
  ] as const)
    it(`[I1] [I13] ends both by ${fact.type}, with one record after both are gone`, async () => {
      const { actor, journal, media, messages } = await bothShared();
      await actor.submit(fact);
      assert.deepEqual(cutsOf(messages), [`g1 ${reason}`, `g2 ${reason}`]);
      assert.deepEqual([media.rooms.size, actor.mediaShares], [0, []]);
      assert.deepEqual(journal.filter((line) => /media|record/.test(line)), ['media close', 'media close', `record ${fact.type}`]);
    });

  it('[I3] records the end as verified only where both are', async () => {
    const { actor, media } = await bothShared();
    const close = media.closeShare.bind(media);
    media.closeShare = async (shareId) => ({ ...(await close(shareId)), verified: shareId !== 'g1', tookMs: shareId === 'g1' ? 9 : 1 });
    await actor.submit({ type: 'agent.lost' });
    assert.deepEqual(actor.facts.at(-1)?.payload, { stop: { verified: false, tookMs: 9 } });
  });

  it('ends by the media node the one that it is about', async () => {
    const { actor, messages } = await bothShared();
    actor.mediaLost(actor.mediaShares.filter(({ grant }) => grant.grantId === 'g2'));
    await actor.submit({ type: 'customer.returned' });
    assert.deepEqual([cutsOf(messages), actor.mediaShares.map(({ grant }) => grant.grantId)], [['g2 mediaFailed'], ['g1']]);
  });

  it('[I3] ends both where an end of one cannot be recorded, and records both ends as soon as it can', async () => {
    const { actor, clock, media, messages, world } = await bothShared();
    world.failing = true;
    await assert.rejects(actor.submit({ type: 'customer.stopped', requestId: 'r1' }));
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([cutsOf(messages), media.rooms.size], [['g1 revoked', 'g2 mediaFailed'], 0]);
    const ends = () => actor.state.requests.map(({ snapshot }) => snapshot.context.endReason);
    assert.deepEqual(ends(), ['revoked', 'mediaFailed']);
    world.failing = false;
    clock.advance(1_000);
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(actor.facts.slice(-2).map(({ type }) => type), ['customer.stopped', 'media.failed']);
    assert.deepEqual(ends(), ['revoked', 'mediaFailed']);
  });

  it('[R7] [I3] keeps silence a no where it comes while another end waits for the record', async () => {
    const { actor, clock, media, world } = createWorld();
    for (const fact of [...toGrant, choice, toShow[0] as SessionFact]) await actor.submit(fact);
    const turns = async (): Promise<void> => {
      for (let turn = 0; turn < 8; turn++) await new Promise((resolve) => setImmediate(resolve));
    };
    const ends = () => actor.state.requests.map(({ snapshot }) => snapshot.context.endReason);
    world.failing = true;
    await assert.rejects(actor.submit({ type: 'customer.stopped', requestId: 'r1' }));
    assert.deepEqual(ends(), ['revoked', null]);
    clock.advance(REQUEST_TIMES.promptTimeoutMs);
    await turns();
    assert.deepEqual(ends(), ['revoked', 'noAnswer'], 'in effect at once');
    world.failing = false;
    clock.advance(1_000);
    await turns();
    assert.deepEqual(actor.facts.slice(-2).map(({ type }) => type), ['customer.stopped', 'clock.fired']);
    for (const fact of toShow.slice(1)) await assert.rejects(actor.submit(fact), 'an OK that comes too late');
    assert.deepEqual([ends(), media.rooms.size], [['revoked', 'noAnswer'], 0]);
  });

  it('[I3] ends what is shared where a question about the other desktop cannot be recorded', async () => {
    const { actor, media, messages, world } = createWorld();
    for (const fact of [...toGrant, choice]) await actor.submit(fact);
    world.failing = true;
    await assert.rejects(actor.submit(toShow[0] as SessionFact));
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([cutsOf(messages), media.rooms.size], [['g1 mediaFailed'], 0]);
  });

  it('makes a missed offer again for the viewer who is back, and for no other', async () => {
    const { actor, media } = await bothShared();
    actor.viewerReturned('customer');
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([...new Set(media.calls.map((call) => call.split(' ')[1]))], ['g2']);
  });
});

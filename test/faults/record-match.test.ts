import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import { createGuardClient } from '../../gateway/server/media/guard-client.ts';
import { RECORD_FILE } from '../../gateway/server/record/record.ts';
import { recordsOf } from '../../gateway/server/store/sqlite-database.ts';
import { ADMIN_STREAM } from '../../gateway/server/store/store.ts';
import { fold, initialState, openRequests, type SessionFact } from '../../state-machines/support-session.ts';
import { never, trials } from '../support/fault-figures.ts';
import { openMediaBrowser, type MediaBrowser, type MediaPage } from '../support/media-browser.ts';
import { MediaLab, until } from '../support/media-lab.ts';
import type { RawClient } from '../support/raw-client.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { agree } from '../support/raw-share.ts';

/** Janus's intervals may reach this far beyond the recorded ones. */
const TOLERANCE_MS = 250;

interface Interval {
  /** `share owner` or `share viewer`. */
  of: string;
  fromMs: number;
  toMs: number;
}

/**
 * What the record alone tells, read from its file after everything is over: on the sessions' streams what was granted and
 * looked at, on the administration's what Janus itself said that flowed.
 */
describe('[T-AUDIT-MATCH] the record of what flowed fits the record of what was granted', () => {
  let lab: MediaLab;
  let browser: MediaBrowser;
  before(async () => {
    [lab, browser] = await Promise.all([MediaLab.start(), openMediaBrowser()]);
  });
  after(async () => {
    await browser.close();
    await lab.stop();
  });

  it('give or take 250 ms, however a share ends', async (t) => {
    const secret = await lab.secret();
    await using server = await startTestServer(
      {},
      { connectMedia: async (_config, incarnation) => createGuardClient({ url: lab.node.guardUrl, secret, incarnation }) },
    );
    const isReady = async (): Promise<boolean> => (await fetch(`${server.url}/health/ready`)).status === 200;
    await until(isReady, 5_000, 'media that is ready');
    const ends: ((people: People) => Promise<unknown>)[] = [
      ({ customer, grant: { grantId } }) => customer.done({ type: 'share.stop', grantId, by: 'page' }),
      ({ agent, sessionId, grant }) => agent.done({ type: 'share.release', sessionId, ...grant }),
      async ({ customer }) => customer.leave(),
      ({ agent, sessionId }) => agent.done({ type: 'session.end', sessionId }),
    ];
    const count = trials(4, 40);
    const sessionIds: string[] = [];
    for (let n = 0; n < count; n += 1) {
      const people = await share(server, browser);
      sessionIds.push(people.sessionId);
      if (n % 2 === 0) await lookAwayAndAgain(people, browser);
      await ends[n % ends.length]?.(people);
      await until(async () => (await lab.leftInJanus()).rooms === 0, 5_000, 'the end');
      await Promise.all(people.pages.map((page) => page.close()));
      people.agent.leave();
    }
    // The end of the last one is told by Janus, and recorded, a moment later.
    const recorded = (): Recorded => readRecord(server.dataDir, sessionIds);
    await until(() => recorded().flowed.every(({ toMs }) => toMs < Infinity), 3_000, 'all ends on record');
    const { granted, flowed, violations } = recorded();
    const beyondMs = flowed.map((interval) => beyond(interval, granted));
    t.diagnostic(`${flowed.length} recorded flows, furthest beyond its grant ${Math.max(...beyondMs).toFixed(0)} ms`);
    never(t, 'recorded flows outside of what was granted', beyondMs.filter((ms) => ms > TOLERANCE_MS).length, flowed.length);
    assert.deepEqual(violations, []);
    assert.ok(flowed.length >= count * 2, 'owner and viewer of each share are on record');
    const shorter = granted.map((interval) => ({ ...interval, toMs: interval.fromMs }));
    assert.ok(flowed.some((interval) => beyond(interval, shorter) > TOLERANCE_MS), 'the comparison can fail');
  });
});

interface People {
  agent: RawClient;
  customer: RawClient;
  sessionId: string;
  grant: { grantId: string; epoch: number };
  pages: MediaPage[];
}

/** Raw clients, whose media is real: asked, answered, chosen, published and looked at. */
async function share(server: TestServer, browser: MediaBrowser): Promise<People> {
  const { agent, customer, sessionId } = await server.pair();
  await agent.done({ type: 'request.create', sessionId, capability: 'view' });
  const { grantId, epoch } = await agree(customer);
  const grant = { grantId, epoch };
  const owner = await browser.newPage((candidate) => customer.send({ type: 'publisher.candidate', ...grant, candidate }));
  customer.send({ type: 'publisher.offer', ...grant, sdp: await owner.offer() });
  await owner.acceptAnswer((await customer.next('publisher.answer')).sdp);
  const people = { agent, customer, sessionId, grant, pages: [owner] };
  await view(people, browser);
  return people;
}

async function view({ agent, sessionId, grant, pages }: People, browser: MediaBrowser): Promise<void> {
  const { viewerId, sdp } = await agent.next('viewer.offer', (offer) => offer.grantId === grant.grantId);
  agent.received.length = 0;
  const viewer = { sessionId, ...grant, viewerId };
  const page = await browser.newPage((candidate) => agent.send({ type: 'viewer.candidate', ...viewer, candidate }));
  agent.send({ type: 'viewer.answer', ...viewer, sdp: await page.answer(sdp) });
  await page.frames(11);
  pages.push(page);
}

async function lookAwayAndAgain(people: People, browser: MediaBrowser): Promise<void> {
  const { agent, sessionId, grant } = people;
  await agent.done({ type: 'share.lookAway', sessionId, ...grant });
  await agent.done({ type: 'share.look', sessionId, ...grant });
  await view(people, browser);
}

interface Recorded {
  granted: Interval[];
  flowed: Interval[];
  violations: unknown[];
}

function readRecord(dataDir: string, sessionIds: readonly string[]): Recorded {
  const database = new DatabaseSync(join(dataDir, RECORD_FILE), { readOnly: true });
  try {
    const factsOf = (streamId: string) =>
      recordsOf(database, streamId).map(({ type, atMs, payload }) => ({ type, atMs, ...(JSON.parse(payload ?? '{}') as object) }));
    const admin = factsOf(ADMIN_STREAM) as (Flow & { what?: string })[];
    return {
      granted: sessionIds.flatMap((sessionId) => intervalsOf(factsOf(sessionId) as (SessionFact & { atMs: number })[])),
      flowed: flowsIn(admin),
      violations: admin.filter(({ type, what }) => type === 'media.violation' && what !== 'stopNotObeyed'),
    };
  } finally {
    database.close();
  }
}

/** When each share was granted, and when it was looked at. */
function intervalsOf(facts: readonly (SessionFact & { atMs: number })[]): Interval[] {
  const intervals: Interval[] = [];
  const open = new Map<string, Interval>();
  let state = initialState();
  for (const { atMs, ...fact } of facts) {
    state = fold(state, fact as SessionFact).state;
    const holding = new Set(
      openRequests(state).flatMap(({ snapshot }) => {
        const grantId = snapshot.context.grant?.grantId;
        return [
          ...(snapshot.hasTag('granted') ? [`${grantId} owner`] : []),
          ...(snapshot.hasTag('watched') ? [`${grantId} viewer`] : []),
        ];
      }),
    );
    for (const [of, interval] of open) {
      if (holding.has(of)) continue;
      interval.toMs = atMs;
      open.delete(of);
    }
    for (const of of holding) {
      if (open.has(of)) continue;
      const interval = { of, fromMs: atMs, toMs: Infinity };
      open.set(of, interval);
      intervals.push(interval);
    }
  }
  return intervals;
}

interface Flow {
  type: string;
  atMs: number;
  shareId: string;
  viewerId: string | null;
  agoMs: number;
}

function flowsIn(facts: readonly Flow[]): Interval[] {
  const intervals: Interval[] = [];
  const open = new Map<string, Interval>();
  for (const { type, atMs, shareId, viewerId, agoMs } of facts) {
    const key = `${shareId} ${viewerId}`;
    if (type === 'media.began') {
      const interval = { of: `${shareId} ${viewerId === null ? 'owner' : 'viewer'}`, fromMs: atMs - agoMs, toMs: Infinity };
      open.set(key, interval);
      intervals.push(interval);
    }
    const ended = type === 'media.ended' ? open.get(key) : undefined;
    if (ended) ended.toMs = atMs - agoMs;
  }
  return intervals;
}

/** How far an interval reaches beyond the one that allows it; `Infinity` where none does. */
function beyond({ of, fromMs, toMs }: Interval, granted: readonly Interval[]): number {
  const allowing = granted.filter((interval) => interval.of === of);
  return Math.min(Infinity, ...allowing.map((allowed) => Math.max(allowed.fromMs - fromMs, toMs - allowed.toMs)));
}

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { HelperToServer } from '../../gateway/protocol/helper-messages.ts';
import { CAPABILITIES, PEOPLE, type Codec, type Person } from '../../gateway/protocol/vocabulary.ts';
import type { ClientMessage } from '../../gateway/protocol/client-messages.ts';
import { decodeClientMessage } from '../../gateway/protocol/codec.ts';
import type { ServerMessage } from '../../gateway/protocol/server-messages.ts';
import type { Accounts, Agent } from '../../gateway/server/accounts/accounts.ts';
import type { Clock } from '../../gateway/server/clock.ts';
import { HelperCodes } from '../../gateway/server/helpers/helper-codes.ts';
import { Invites } from '../../gateway/server/invites/invites.ts';
import { MediaError, type StopResult } from '../../gateway/server/media/media-port.ts';
import { QUESTION_TEXT_VERSION } from '../../gateway/server/questions/questions.ts';
import { Refusal } from '../../gateway/server/refusal.ts';
import { RECORD_RETRY_MS } from '../../gateway/server/sessions/limits.ts';
import type { LiveSession } from '../../gateway/server/sessions/live-session.ts';
import type { SeatConnection } from '../../gateway/server/sessions/seat.ts';
import { Sessions } from '../../gateway/server/sessions/sessions.ts';
import type { Site, Sites } from '../../gateway/server/sites/sites.ts';
import { carryOut } from '../../gateway/server/sockets/carry-out.ts';
import { StoreError, type StoredFact } from '../../gateway/server/store/store.ts';
import { gate } from '../../gateway/server/sockets/gate.ts';
import type { Identity } from '../../gateway/server/sockets/tickets.ts';
import { isControl, OWNER_OF } from '../../state-machines/owners.ts';
import { controlRequest, fold, initialState, openRequests, type RequestEntry, type SessionFact } from '../../state-machines/support-session.ts';
import { macrotask } from './machines.ts';
import { MemoryRecord } from './memory-store.ts';
import { RandomGuard } from './random-guard.ts';
import { RandomHelper } from './random-helper.ts';
import { seededRandom } from './seeded-random.ts';
import { SimulatedServerClock } from './simulated-clock.ts';
import { snapshot } from './visitor.ts';

/** What a process that was killed waits for; one for each, since a promise keeps all that wait for it. */
const never = (): Promise<never> => new Promise(() => undefined);

const sdp = (name: string): string => readFileSync(new URL(`media-sdp/${name}.sdp`, import.meta.url), 'utf8');
const OFFER = sdp('chromium-offer');
const ANSWER = sdp('chromium-answer');

const AGENTS: Agent[] = ['agent', 'agent2'].map((agentId) => ({
  agentId,
  name: agentId,
  rights: { startPrivateSessions: true, usePin: true },
  group: 'Agents',
  role: 'agent',
  supervises: false,
}));

const SITE: Site = {
  version: 1,
  key: 'k'.repeat(16),
  name: 'Shop',
  origins: ['https://shop.example'],
  cobrowse: { view: true },
  masks: { mode: 'reveal', masks: [], blocks: [], allows: [], noControl: [], pausedPaths: [], forbiddenPaths: [] },
};
const SITES: Sites = new Map([[SITE.key, SITE]]);

class Page implements SeatConnection {
  readonly identity: Identity;
  readonly pageId: string;
  readonly decodes: readonly Codec[];
  readonly received: ServerMessage[] = [];
  unsentBytes = 0;
  open = true;
  silent = false;

  constructor(identity: Identity) {
    this.identity = identity;
    this.pageId = identity.pageId;
    this.decodes = identity.decodes;
  }

  send(message: ServerMessage): void {
    if (this.open) this.received.push(message);
  }

  replace(): void {
    this.open = false;
  }

  drop(): void {
    this.open = false;
  }
}

/** Whoever made the session, or took it. */
const agentOf = (facts: readonly StoredFact[] = []): string | undefined =>
  facts.map(({ payload }) => (payload as { agentId?: string }).agentId).find((agentId) => agentId !== undefined);

/** So many events overlap before everything is let come to rest and looked at. */
const EVENTS_AT_ONCE = 15;
/** Turns of the event loop in which everything comes to rest that no timer holds up; many more than any chain takes. */
const TURNS_TO_REST = 150;

/**
 * The real sessions of a server, with pages that send whatever comes into a dice's mind, a media node and a disk that fail,
 * and a clock that jumps. The same seed gives the same run. The invariants are looked at after each event; or, where the
 * run is `concurrent`, after some events that overlap, with a media node and a disk that take their time.
 */
export class RandomWorld {
  readonly counts = { events: 0, done: 0, refused: 0, grants: 0, restarts: 0, violations: 0, shows: 0, bothWays: 0, pages: 0, pageEvents: 0 };
  readonly #random: () => number;
  readonly #clock = new SimulatedServerClock();
  readonly #record = new MemoryRecord();
  readonly #isConcurrent: boolean;
  #media: RandomGuard;
  /** Of the server that runs now; one that was killed does nothing any more. */
  #life = { isOver: false };
  readonly #running = new Set<Promise<void>>();
  readonly #errors: unknown[] = [];
  #sessions: Sessions;
  #invites: Invites;
  #pages: Page[] = [];
  readonly #helpers: Readonly<Record<Person, Map<LiveSession, RandomHelper>>> = { customer: new Map(), agent: new Map() };
  readonly #helperCodes = new HelperCodes(this.#clock, () => true);
  readonly #epochs: number[] = [];
  readonly #rooms = new Set<string>();
  #pageNumber = 0;
  #diskHealsAt = 0;
  #inputs = 0;

  constructor(seed: number, { isConcurrent = false } = {}) {
    this.#random = seededRandom(seed);
    this.#isConcurrent = isConcurrent;
    this.#record.slow = this.#slow;
    this.#media = new RandomGuard(this.#slow);
    [this.#sessions, this.#invites] = this.#start();
  }

  async step(): Promise<void> {
    this.counts.events += 1;
    if (this.counts.events === this.#diskHealsAt) this.#record.failing = false;
    const happen = this.#pick([
      ...Array.from({ length: 12 }, () => () => this.#message()),
      () => this.#connect(),
      () => this.#connect(),
      () => this.#leave(),
      () => this.#passTime(),
      () => this.#mediaEvent(),
      ...(this.#isConcurrent ? [() => this.#mediaEvent(), () => this.#mediaEvent()] : []),
      ...(this.#random() < 0.02 ? [() => this.#breakDisk()] : []),
      ...(this.#random() < 0.01 ? [() => this.#restart()] : []),
    ]);
    if (this.#isConcurrent) return this.#overlap(happen);
    await happen();
    await this.#settle();
    this.#countBothWays();
    this.#check();
  }

  async #overlap(happen: () => Promise<void>): Promise<void> {
    const running = happen().catch((error: unknown) => void this.#errors.push(error));
    this.#running.add(running);
    void running.then(() => this.#running.delete(running));
    this.#collect();
    this.#countBothWays();
    if (this.#random() < 0.3) await macrotask();
    if (this.counts.events % EVENTS_AT_ONCE !== 0) return;
    await this.#settle();
    this.#check();
  }

  /** At each event: where they overlap, it seldom lasts until the next check. */
  #countBothWays(): void {
    this.counts.bothWays += this.#live.filter(({ actor }) => actor.liveShares.length === 2).length;
  }

  /** At the end, when the disk has taken what it owed: the record alone tells the same story. */
  async checkRecord(): Promise<void> {
    this.#record.failing = false;
    this.#clock.advance(RECORD_RETRY_MS);
    await this.#settle();
    for (const [sessionId, facts] of this.#record.streams) {
      let state = initialState();
      const answered = new Set<string>();
      for (const { type, payload } of facts) {
        const fact = { type, ...(payload as object) } as SessionFact;
        if (fact.type === 'customer.answered' && fact.answer === 'ok') answered.add(fact.requestId);
        if (fact.type === 'customer.continued') answered.add(fact.requestId);
        if (fact.type === 'owner.surfaceChosen') assert.ok(answered.has(fact.requestId), `${sessionId}: a grant without an OK`);
        state = fold(state, fact).state;
      }
      const live = this.#sessions.byId(sessionId)?.actor.state;
      if (!live) continue;
      assert.deepEqual(live.session.value, state.session.value);
      assert.deepEqual(
        live.requests.map(({ snapshot }) => snapshot.value),
        state.requests.map(({ snapshot }) => snapshot.value),
      );
    }
  }

  #start(): [Sessions, Invites] {
    const invites = new Invites(new Uint8Array(32), this.#clock);
    const accounts: Accounts = {
      company: 'Acme',
      samples: [],
      find: (agentId) => AGENTS.find((agent) => agent.agentId === agentId),
      verify: async () => undefined,
    };
    const life = { isOver: false };
    this.#life = life;
    const clock: Clock = {
      nowMs: () => this.#clock.nowMs(),
      monotonicMs: () => this.#clock.monotonicMs(),
      after: (delayMs, run) => this.#clock.after(delayMs, () => life.isOver || run()),
      every: (periodMs, run) => this.#clock.every(periodMs, () => life.isOver || run()),
    };
    const record = this.#record.open();
    const append: typeof record.append = async (...facts) => {
      const stored = record.append(...facts);
      await Promise.allSettled([stored]);
      return life.isOver ? never() : stored;
    };
    // A report of abuse that the disk does not keep is logged, and no error of ours: it is on the session's record.
    const failed = (error: unknown): void => void (error instanceof StoreError || life.isOver || this.#errors.push(error));
    const reported = (): void => undefined;
    const sessions = new Sessions({ store: { ...record, append }, media: this.#media, clock, invites, accounts, sites: SITES, reported, failed });
    return [sessions, invites];
  }

  readonly #slow = (): number => (this.#isConcurrent ? Math.floor(this.#random() * 4) : 0);

  #pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.#random() * from.length)] as T;
  }

  get #live(): LiveSession[] {
    return [...this.#record.streams.keys()].flatMap((id) => this.#sessions.byId(id) ?? []);
  }

  /** A helper comes, goes, or says something. */
  #help(): void {
    const session = this.#pick(this.#live.filter(({ open }) => open));
    if (!session) return;
    const owner = this.#pick(PEOPLE);
    const helper = this.#helpers[owner].get(session);
    if (!helper?.isCurrent || this.#random() < 0.1) return void this.#helpers[owner].set(session, new RandomHelper(session, owner));
    const grantId = openRequests(session.actor.state).at(-1)?.snapshot.context.grant?.grantId ?? null;
    if (this.#random() < 0.2) helper.leave();
    else helper.say(this.#pick<HelperToServer>([{ type: 'pong', n: 1 }, { type: 'able', able: this.#random() < 0.8 }, { type: 'ownerActs', acts: this.#random() < 0.5 }, { type: 'ownerPressed' }, ...(grantId ? [{ type: 'killed', grantId } as const] : []), { type: 'refused', reason: 'sequence', count: 1 }]));
  }

  /** Left to chance alone, a helper would hardly ever be there while somebody takes control. */
  async #takeControl(): Promise<void> {
    const owner = this.#pick(PEOPLE);
    const session = this.#live.find(({ actor }) => controlRequest(actor.state, owner));
    const isViewer = ({ identity }: Page): boolean =>
      owner === 'customer' ? identity.role === 'agent' && identity.agentId === session?.agentId : identity.role === 'customer' && identity.sessionId === session?.sessionId;
    const page = this.#pages.find((candidate) => isViewer(candidate) && this.#sessions.seatOf(candidate.identity)?.presence === 'online');
    const grant = session && controlRequest(session.actor.state, owner)?.snapshot.context.grant;
    if (!session || !page || !grant) return;
    if (session.controls[owner].helper.state !== 'ready') this.#helpers[owner].set(session, new RandomHelper(session, owner));
    const ofControl = { sessionId: session.sessionId, grantId: grant.grantId, epoch: grant.epoch };
    await this.#send(page, { type: 'control.take', commandId: 'c', ...ofControl });
    for (let inputs = 0; inputs < 3; inputs++)
      await this.#send(page, { type: 'control.input', ...ofControl, seq: ++this.#inputs, input: { kind: 'move', x: 0, y: 1 } });
  }

  async #message(): Promise<void> {
    if (this.#random() < 0.08) this.#help();
    if (this.#random() < 0.2) await this.#takeControl();
    const present = this.#pages.filter((candidate) => this.#sessions.seatOf(candidate.identity)?.isCurrent(candidate));
    const asked = present.filter((candidate) => this.#isAwaited(candidate));
    const page = this.#pick(this.#random() < 0.6 && asked.length > 0 ? asked : present);
    if (!page) return this.#connect();
    const message = this.#dice(page);
    if (message) await this.#send(page, message);
  }

  async #send(page: Page, message: ClientMessage): Promise<void> {
    this.#sessions.seatOf(page.identity)?.alive(page);
    try {
      const result = await carryOut({ sessions: this.#sessions, helperCodes: this.#helperCodes, accounts: { find: (id: string) => AGENTS.find(({ agentId }) => agentId === id) } as Accounts }, page.identity, message);
      this.counts.done += 1;
      this.#afterDone(message, page.identity);
      const invited = message.type === 'session.invite' ? message.sessionId : result.sessionId;
      if (invited !== undefined) await this.#join(invited);
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof MediaError || (error as Error).message.startsWith('scripted'))) throw error;
      this.counts.refused += 1;
    }
  }

  /** Whether a question, or a choice of a surface, waits for this page. */
  #isAwaited(page: Page): boolean {
    return this.#ofPage(page).some(({ actor }) => {
      const last = actor.state.requests.at(-1);
      if (!last?.snapshot.hasTag('open')) return false;
      return page.identity.role === (last.snapshot.hasTag('asking') ? 'customer' : OWNER_OF[last.capability]);
    });
  }

  #ofPage({ identity }: Page): LiveSession[] {
    const isMine = (session: LiveSession): boolean =>
      identity.role === 'agent' ? session.isOffered || session.agentId === identity.agentId : session.sessionId === identity.sessionId;
    return this.#live.filter((session) => session.open && isMine(session));
  }

  /** A message of this page, mostly sensible, with ids from anywhere. */
  #dice(page: Page): ClientMessage | undefined {
    const session = this.#random() < 0.9 ? this.#pick(this.#ofPage(page)) : this.#pick(this.#live);
    const requests = session?.actor.state.requests ?? [];
    const request = this.#random() < 0.8 ? requests.at(-1) : this.#pick(requests);
    const grant = request?.snapshot.context.grant;
    const sessionId = session?.sessionId ?? 'x'.repeat(22);
    const requestId = request?.requestId ?? 'x'.repeat(22);
    const grantId = grant?.grantId ?? 'x'.repeat(22);
    const epoch = (grant?.epoch ?? 1) + (this.#random() < 0.1 ? 1 : 0);
    const commandId = 'c';
    const viewerId = (grant && session?.actor.shareOf(grant.grantId)?.viewerId) ?? 'v'.repeat(22);
    const named = page.identity.role === 'agent' || this.#random() < 0.1 ? { sessionId } : {};
    const ofOwner = [
      ...Array.from({ length: 3 }, () => ({ type: 'capture.choose', commandId, ...named, requestId, surface: this.#pick(request?.capability === 'cobrowseView' ? ['page', 'page', 'window'] : ['monitor', 'window', 'browser', 'page']), widthPx: 1, heightPx: 1 })),
      { type: 'capture.fail', commandId, ...named, requestId, reason: 'pickerCancelled' },
      { type: 'share.stop', commandId, ...named, grantId, by: this.#pick(['page', 'browser']) },
      ...Array.from({ length: 3 }, () => ({ type: 'publisher.offer', ...named, grantId, epoch, sdp: OFFER })),
    ];
    // Left to chance alone, both desktops would hardly ever be shared at once.
    const [only, ...more] = session?.actor.liveShares ?? [];
    const other = only && more.length === 0 ? (session?.actor.viewerOf(only) === 'agent' ? 'show' : 'view') : undefined;
    const ofControl = { ...named, grantId, epoch };
    const ofController = [
      ...Array.from({ length: 4 }, () => ({ type: 'control.take', commandId, ...ofControl })),
      { type: 'control.release', commandId, ...ofControl },
      ...Array.from({ length: 4 }, () => ({ type: 'control.input', ...ofControl, seq: 1 + Math.floor(this.#random() * 1_000), input: { kind: 'move', x: 0, y: 1 } })),
    ];
    const agentMessages: object[] = [
      ...ofOwner,
      ...(other ? Array.from({ length: 12 }, () => ({ type: 'request.create', commandId, sessionId, capability: other })) : []),
      ...(this.#ofPage(page).filter(({ isOffered }) => !isOffered).length < 3
        ? [{ type: 'session.create', commandId, name: 'Ada', invite: this.#pick(['pin', 'link']) }]
        : []),
      { type: 'session.start', commandId, sessionId },
      { type: 'session.invite', commandId, sessionId, invite: this.#pick(['pin', 'link']) },
      ...(this.#random() < 0.3 ? [{ type: 'session.end', commandId, sessionId }] : []),
      { type: 'request.create', commandId, sessionId, capability: 'view' },
      { type: 'request.create', commandId, sessionId, capability: this.#pick(CAPABILITIES) },
      ...(only ? Array.from({ length: 6 }, () => ({ type: 'request.create', commandId, sessionId, capability: this.#pick(['control', 'giveControl']) })) : []),
      ...ofController,
      { type: 'control.takeBack', commandId, sessionId, grantId, epoch },
      { type: 'control.giveAgain', commandId, sessionId, grantId, epoch },
      { type: 'request.withdraw', commandId, sessionId, requestId },
      { type: 'share.look', commandId, sessionId, grantId, epoch },
      { type: 'share.lookAway', commandId, sessionId, grantId, epoch },
      { type: 'viewer.pause', commandId, sessionId, grantId, epoch, viewerId },
      { type: 'viewer.resume', commandId, sessionId, grantId, epoch, viewerId },
      { type: 'viewer.keyFrame', sessionId, grantId, epoch, viewerId },
      { type: 'share.release', commandId, sessionId, grantId, epoch },
      ...(grant?.surface === 'page' ? [{ type: 'page.resyncWanted', sessionId, grantId, epoch }] : []),
      ...(session?.page ? Array.from({ length: 6 }, () => ({ type: 'request.create', commandId, sessionId, capability: 'cobrowseView' })) : []),
      { type: 'viewer.answer', sessionId, grantId, epoch, viewerId, sdp: ANSWER },
      { type: 'question.answer', commandId, requestId, answer: 'ok', locale: 'en', textVersion: QUESTION_TEXT_VERSION },
    ];
    const customerMessages: object[] = [
      ...Array.from({ length: 5 }, () => ({ type: 'question.answer', commandId, requestId, answer: this.#pick(['ok', 'ok', 'notNow', 'dismissed']), locale: 'en', textVersion: QUESTION_TEXT_VERSION })),
      { type: 'question.extend', commandId, requestId },
      ...ofOwner,
      ...ofController,
      ...(grant?.surface === 'page' ? snapshot().map((event) => ({ type: 'page.event', grantId, epoch, event })) : []),
      { type: 'share.continue', commandId, requestId, locale: 'en', textVersion: QUESTION_TEXT_VERSION },
      { type: 'viewer.answer', grantId, epoch, viewerId, sdp: ANSWER },
      { type: 'viewer.keyFrame', grantId, epoch, viewerId },
      ...(this.#random() < 0.05 ? [{ type: 'session.leave', commandId }] : []),
      ...(this.#random() < 0.005 ? [{ type: 'abuse.report', commandId }] : []),
      { type: 'share.look', commandId, sessionId, grantId, epoch },
    ];
    const { role } = page.identity;
    const messages = (role === 'agent' ? agentMessages : customerMessages).flatMap((body) => {
      const decoded = decodeClientMessage(JSON.stringify(body));
      return decoded.ok ? [decoded.message] : [];
    });
    const fitting = messages.filter((message) => gate(role, message, session?.actor.state).pass);
    return this.#random() < 0.8 && fitting.length > 0 ? this.#pick(fitting) : this.#pick(messages);
  }

  /** What an acknowledgement promises must be so at that moment, or on record as not verified: the media node took too long. */
  #afterDone(message: ClientMessage, { role }: Identity): void {
    if (message.type === 'publisher.offer' || message.type === 'capture.choose') {
      const request = this.#requestOf(message);
      assert.equal(request && OWNER_OF[request.capability], role, `I5: ${role} captures for a desktop of the other person`);
    }
    if (message.type !== 'share.stop' && message.type !== 'share.release') return;
    const { grantId } = message;
    const isGone = !this.#media.rooms.has(grantId);
    assert.ok(isGone || this.#hasUnverifiedEnd(grantId), `${message.type} was acknowledged while its room was there`);
  }

  #requestOf(message: ClientMessage): RequestEntry | undefined {
    const all = this.#live.flatMap(({ actor }) => actor.state.requests);
    if ('requestId' in message) return all.find(({ requestId }) => requestId === message.requestId);
    return all.find(({ snapshot }) => 'grantId' in message && snapshot.context.grant?.grantId === message.grantId);
  }

  #hasUnverifiedEnd(grantId: string): boolean {
    const of = ({ payload }: StoredFact): { grantId?: string; stop?: StopResult } => payload as object;
    return [...this.#record.streams.values()].some((facts) => {
      const grantedAt = facts.findIndex((fact) => of(fact).grantId === grantId);
      return grantedAt >= 0 && facts.slice(grantedAt).some((fact) => of(fact).stop?.verified === false);
    });
  }

  async #join(sessionId: string): Promise<void> {
    if (this.#random() < 0.05) return;
    const session = this.#sessions.byId(sessionId);
    if (!session) return;
    try {
      await this.#sessions.join(session);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }

  async #connect(): Promise<void> {
    if (this.#random() < 0.03 && !this.#live.some(({ isOffered }) => isOffered)) {
      const visit = { title: 'Cart', address: 'https://shop.example/', name: '' };
      await this.#sessions.connect(SITE, visit).catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
      });
    }
    const joined = this.#live.filter((session) => session.open && session.customerKeyHash !== undefined);
    const session = this.#random() < 0.6 ? this.#pick(joined) : undefined;
    // Now and then a page comes back after it lost its socket, with the id of before.
    const again = this.#random() < 0.3 ? this.#pick(this.#pages)?.pageId : undefined;
    const pageId = again ?? `p${++this.#pageNumber}`.padStart(22, '0');
    const identity: Identity = session
      ? { role: 'customer', sessionId: session.sessionId, pageId, decodes: ['VP8'], cookieHash: '' }
      : { role: 'agent', agentId: this.#pick(AGENTS).agentId, pageId, decodes: ['VP8'], cookieHash: '' };
    // Mostly empty seats are taken; now and then a page replaces another.
    if (this.#sessions.seatOf(identity)?.presence === 'online' && this.#random() < 0.9) return;
    const page = new Page(identity);
    this.#pages = [...this.#pages.filter(({ open }) => open), page].slice(-40);
    if (session) this.#sessions.attachCustomer(session, page);
    else this.#sessions.attachAgent((identity as { agentId: string }).agentId, page);
  }

  async #leave(): Promise<void> {
    const page = this.#pick(this.#pages.filter(({ open }) => open));
    if (!page || this.#random() < 0.8) return;
    if (this.#random() < 0.5) page.silent = true;
    else {
      page.open = false;
      this.#sessions.seatOf(page.identity)?.detach(page, this.#random() < 0.5);
    }
  }

  async #passTime(): Promise<void> {
    if (this.#random() < 0.1) this.#clock.wallMs += this.#pick([-86_400_000, 86_400_000]);
    // Long ones let agents ask again, without which there are few grants; where events overlap, each grant is worth more.
    const long = this.#isConcurrent ? [61_000, 130_000, 130_000] : [61_000];
    const byMs = this.#pick([50, 50, 50, 400, 400, 1_000, 4_000, ...long, ...(this.#random() < 0.05 ? [3_700_000] : [])]);
    for (let passed = 0; passed < byMs; passed += 400) {
      for (const page of this.#pages) if (page.open && !page.silent) this.#sessions.seatOf(page.identity)?.alive(page);
      this.#clock.advance(Math.min(400, byMs - passed));
      if (byMs > 5_000 && passed > 5_000) {
        this.#clock.advance(0);
        passed += 1_600;
      }
    }
  }

  async #mediaEvent(): Promise<void> {
    const shareId = this.#pick([...this.#media.rooms]);
    if (!this.#media.ready || this.#random() < 0.05) return this.#media.turn();
    if (this.#media.failing.has('open') || this.#random() < 0.05) return void (this.#media.failing.has('open') ? this.#media.failing.clear() : this.#media.failing.add('open'));
    if (!shareId) return;
    if (this.#random() < 0.05) {
      this.counts.violations += 1;
      return this.#media.violate(shareId);
    }
    const viewerId = this.#live.flatMap(({ actor }) => actor.shareOf(shareId) ?? [])[0]?.viewerId;
    const state = this.#random() < 0.7 ? 'up' : 'down';
    this.#media.emit({ type: 'media', shareId, viewerId: this.#random() < 0.5 ? undefined : viewerId, state });
  }

  /** For the next few events. */
  async #breakDisk(): Promise<void> {
    this.#record.failing = true;
    this.#diskHealsAt = this.counts.events + 20;
  }

  /** The server is killed: sockets close, the guard destroys its rooms, another server starts on the same record. */
  async #restart(): Promise<void> {
    this.counts.restarts += 1;
    this.#life.isOver = true;
    this.#running.clear();
    this.#record.failing = false;
    this.#sessions.close();
    this.#collect();
    this.#media = new RandomGuard(this.#slow);
    this.#pages = [];
    [this.#sessions, this.#invites] = this.#start();
    assert.ok(this.#invites);
    // From the first moment on; later something may be asked anew.
    for (const { actor } of this.#live)
      assert.deepEqual(openRequests(actor.state), [], 'something was open after a restart');
    await this.#settle();
  }

  async #settle(): Promise<void> {
    // Everything that follows from an event is promises without timers: a few turns bring all of it about.
    for (let turn = 0; turn < (this.#isConcurrent ? TURNS_TO_REST : 4); turn++) await macrotask();
    if (this.#errors.length > 0) throw this.#errors[0];
  }

  #collect(): void {
    for (const epoch of this.#media.epochs.splice(0)) {
      assert.ok(epoch > (this.#epochs.at(-1) ?? 0), 'epochs only rise');
      this.#epochs.push(epoch);
    }
    for (const room of this.#media.everOpened.splice(0)) {
      assert.ok(!this.#rooms.has(room), 'a room never comes back');
      this.#rooms.add(room);
      this.counts.grants += 1;
      if (this.#requestOf({ type: 'share.stop', commandId: 'c', grantId: room, by: 'page' })?.capability === 'show') this.counts.shows += 1;
    }
    this.#media.calls.length = 0;
  }

  #check(): void {
    this.#collect();
    const live = this.#live;
    const grantsWith = (tag: 'granted' | 'watched'): Set<string | undefined> =>
      new Set(
        live.flatMap(({ actor }) =>
          openRequests(actor.state).flatMap(({ snapshot }) => (snapshot.hasTag(tag) ? [snapshot.context.grant?.grantId] : [])),
        ),
      );
    const granted = grantsWith('granted');
    // F2: one question at a time, and one share of each desktop.
    for (const { actor } of live) {
      const open = openRequests(actor.state);
      assert.ok(open.filter(({ snapshot }) => !snapshot.hasTag('granted')).length <= 1, 'two questions at a time');
      const pictures = open.filter(({ snapshot }) => snapshot.context.upgrades === undefined);
      assert.equal(new Set(pictures.map(({ capability }) => OWNER_OF[capability])).size, pictures.length, 'two shares of one desktop');
      for (const owner of PEOPLE) {
        const controlling = open.filter(({ capability, snapshot }) => OWNER_OF[capability] === owner && isControl(capability) && snapshot.hasTag('granted'));
        assert.ok(controlling.length <= 1, 'I2: two controllers of one desktop');
      }
    }
    // I1: no room without a live grant, whatever happened. (While the disk fails, a grant may be on record whose room is gone.)
    for (const room of this.#media.rooms) assert.ok(granted.has(room), `room ${room} without a live grant`);
    // I20: whoever is told of a share that lives has one: what the media node ended, or found strange, is over here too.
    const pages = live.flatMap(({ actor }) => actor.pageShares);
    for (const { grant } of pages) assert.ok(granted.has(grant.grantId), `page ${grant.grantId} without a live grant`);
    this.counts.pages += pages.length;
    const shares = live.flatMap(({ actor }) => actor.mediaShares);
    for (const { grant } of shares) assert.ok(this.#media.rooms.has(grant.grantId), `share ${grant.grantId} without a room`);
    // I1, I17: frames go to one viewer at most, and only while somebody looks.
    const watched = grantsWith('watched');
    for (const shareId of this.#media.watched) assert.ok(watched.has(shareId), `frames of ${shareId}, at which nobody looks`);
    assert.equal(new Set(this.#media.watched).size, this.#media.watched.length, 'two viewers of one share');
    // I18: nobody hears of another's session.
    for (const page of this.#pages) {
      const mine = (sessionId: string): boolean =>
        page.identity.role === 'customer'
          ? page.identity.sessionId === sessionId
          : agentOf(this.#record.streams.get(sessionId)) === page.identity.agentId;
      for (const message of page.received.splice(0)) {
        if (message.type === 'page.event') this.counts.pageEvents += 1;
        if (message.type === 'session.gone' || (message.type === 'agent.session' && message.session.unclaimed)) continue;
        const ids = 'session' in message ? [message.session.sessionId] : 'sessions' in message ? message.sessions.flatMap(({ sessionId, unclaimed }) => (unclaimed ? [] : [sessionId])) : 'sessionId' in message && message.sessionId ? [message.sessionId] : [];
        for (const id of ids) assert.ok(mine(id), `${page.identity.role} heard of ${id} by ${message.type}`);
      }
    }
  }
}

import type { LogEntry } from '../../protocol/views.ts';
import type { ServerMessage } from '../../protocol/server-messages.ts';
import type { Person } from '../../protocol/vocabulary.ts';
import { mayBeOneOf } from '../../protocol/path-patterns.ts';
import { otherOf, viewerOf } from '../../../state-machines/owners.ts';
import type { Grant } from '../../../state-machines/request.machine.ts';
import {
  accepts,
  fold,
  initialState,
  findRequest,
  openRequests,
  type DeadlineChange,
  type SessionFact,
  type SessionState,
} from '../../../state-machines/support-session.ts';
import type { Clock } from '../clock.ts';
import type { MediaPort, StopResult } from '../media/media-port.ts';
import { Refusal } from '../refusal.ts';
import type { Store, StoredFact } from '../store/store.ts';
import { REASON_GRACE_MS, STOP_TIMEOUT_MS } from './limits.ts';
import { logLines } from './log-lines.ts';
import { PageShare } from './page-share.ts';
import type { RunningShare } from './running-share.ts';
import { Share } from './share.ts';
import { UnrecordedEnds } from './unrecorded-ends.ts';

export interface SessionActorDeps {
  readonly store: Pick<Store, 'append'>;
  readonly media: MediaPort;
  readonly clock: Clock;
  /** An error that nobody expected; the session goes on. */
  failed(error: unknown): void;
}

/** What the actor tells its surroundings. Called after the state has changed, never in the middle of a change. */
export interface SessionActorEvents {
  changed(): void;
  logged(entries: readonly LogEntry[]): void;
  /** A grant is over from now on, whether it is on record or not yet. */
  cut(grantId: string): void;
  /** Paths of pages of the customer's site that nobody may share, as published now. */
  forbiddenPaths(): readonly string[];
  /** The customer is on another document of the site than before. */
  documentChanged(): void;
  send(to: Person, message: ServerMessage): void;
  /** Bytes that wait for this person's page to read them. */
  unsentBytes(to: Person): number;
}

/**
 * One support session, live. It takes facts one after the other: checks each against the machines, makes it durable, and
 * brings the outside in line with the machines' tags. Where a fact narrows (a grant or a look ends), the outside comes
 * first and the record after; where it widens, the record comes first. See DECISION-effects.md.
 */
export class SessionActor {
  readonly sessionId: string;
  readonly log: LogEntry[] = [];
  readonly #deps: SessionActorDeps;
  readonly #events: SessionActorEvents;
  readonly #deadlines = new Map<string, () => void>();
  #facts: StoredFact[] = [];
  #state: SessionState = initialState();
  /** By the request that was granted. A closed one stays until its end is on record. */
  readonly #shares = new Map<string, RunningShare>();
  /** Grants that are over, some of them with an end that is not on record yet. */
  readonly #cutGrants = new Set<string>();
  /** Nothing new is taken before they are on record. */
  readonly #unrecorded: UnrecordedEnds;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(sessionId: string, deps: SessionActorDeps, events: SessionActorEvents) {
    this.sessionId = sessionId;
    this.#deps = deps;
    this.#events = events;
    this.#unrecorded = new UnrecordedEnds({
      clock: deps.clock,
      retry: () => this.#inTurn(() => this.#recordEnds()),
      failed: deps.failed,
    });
  }

  /** As everybody is to see it: an end counts from the moment it is in effect, even while the record does not take it. */
  get state(): SessionState {
    return this.#unrecorded.seen(this.#state);
  }

  /** Everything on the record so far, oldest first. */
  get facts(): readonly StoredFact[] {
    return this.#facts;
  }

  /** What flows now: none that is closed, even while its end is not on record yet. */
  get liveShares(): readonly RunningShare[] {
    return [...this.#shares.values()].filter((share) => !share.closed);
  }

  /** Those that the media server carries. */
  get mediaShares(): readonly Share[] {
    return this.liveShares.filter((share) => share instanceof Share);
  }

  /** Those that are pages. */
  get pageShares(): readonly PageShare[] {
    return this.liveShares.filter((share) => share instanceof PageShare);
  }

  /** Whether this grant is over, even while its end is not on record yet. */
  isCut(grantId: string): boolean {
    return this.#cutGrants.has(grantId);
  }

  /** The live share at the media server under this grant. */
  shareOf(grantId: string): Share | undefined {
    return this.mediaShares.find(({ grant }) => grant.grantId === grantId);
  }

  /** The live page under this grant. */
  pageOf(grantId: string): PageShare | undefined {
    return this.pageShares.find(({ grant }) => grant.grantId === grantId);
  }

  /** The first facts of a session, all of them or none. @throws {Refusal} `E_RECORD`: none. */
  begin(facts: readonly SessionFact[]): Promise<void> {
    return this.#inTurn(async () => {
      const stored = await this.#append(facts, undefined);
      const entries = stored.flatMap((fact) => this.#advance(fact, fold(this.#state, factOf(fact)).state));
      this.#events.changed();
      this.#events.logged(entries);
    });
  }

  /** Brings the state back from the record. Nothing of the outside is touched: nothing resumes by itself. */
  restore(stored: readonly StoredFact[]): void {
    for (const fact of stored) this.#advance(fact, fold(this.#state, factOf(fact)).state);
  }

  /** After `restore`: whatever was open has ended with the server of before, and counts as ended from now on. */
  restarted(): void {
    const fact: SessionFact = { type: 'server.restarted' };
    if (openRequests(this.#state).length > 0) this.#unrecorded.expect(fact);
    this.#note(fact);
  }

  /**
   * Takes a fact, after all that were submitted before it. Resolves when it is durable and in effect. Where the fact ends
   * what is shared now, the picture ends at once, and only the record waits for its turn.
   * @param decide - The fact, or a function that derives it from the state at its turn, or refuses by throwing. Several facts are
   * recorded together, all or none; they end nothing.
   * @throws {Refusal} The machines do not take it now, or it could not be recorded.
   */
  submit(decide: Decision): Promise<void> {
    if (typeof decide !== 'function' && accepts(this.#state, decide)) {
      this.#cut(this.#state, fold(this.#state, decide).state);
    }
    return this.#inTurn(() => this.#apply(decide));
  }

  /** The page of a viewer is back, after it lost its socket. */
  viewerReturned(viewer: Person): void {
    for (const share of this.liveShares) if (this.viewerOf(share) === viewer) share.viewerReturned();
  }

  /** The page of an owner is back, after it lost its socket, or was loaded again. */
  ownerReturned(owner: Person): void {
    for (const share of this.liveShares) if (otherOf(owner) === this.viewerOf(share)) share.ownerReturned();
  }

  /** Who sees this share. */
  viewerOf(share: RunningShare): Person | undefined {
    const entry = this.#state.requests.find(({ requestId }) => this.#shares.get(requestId) === share);
    return entry && viewerOf(entry.capability);
  }

  /** The media node's word about one of this session's shares. */
  mediaChanged(grantId: string, viewerId: string | undefined, state: 'up' | 'down'): void {
    const share = this.shareOf(grantId);
    if (!share) return;
    if (viewerId !== undefined) share.viewerChanged(viewerId, state);
    else if (state === 'up') {
      share.ownerIsUp();
      this.#noteOf(share, 'media.opened');
    } else this.#deps.clock.after(REASON_GRACE_MS, () => this.#mediaFailed(share));
  }

  /** The media node is away, and every room with it; or what is shared cannot go on for another reason. */
  mediaLost(shares: readonly RunningShare[] = this.mediaShares): void {
    for (const share of shares) this.#mediaFailed(share);
  }

  /** Ends every timer; the server ends, and what is open ends with `restarted` at the next start. */
  close(): void {
    for (const cancel of this.#deadlines.values()) cancel();
    this.#deadlines.clear();
    this.#unrecorded.close();
  }

  /** Runs one thing after all that came before it. */
  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const turn = this.#tail.then(run);
    this.#tail = turn.catch(() => undefined);
    return turn;
  }

  async #apply(decide: Decision): Promise<void> {
    const earlier: readonly unknown[] = this.#unrecorded.facts;
    await this.#recordEnds().catch((refusal: unknown) => {
      const isEnd = typeof decide !== 'function' && this.#unrecorded.cameMeanwhile(decide, this.#state);
      if (isEnd) this.#events.changed();
      throw refusal;
    });
    if (earlier.includes(decide)) return;
    const facts = [typeof decide === 'function' ? decide(this.#state) : decide].flat();
    facts.reduce((state, fact) => {
      if (!accepts(state, fact)) throw new Refusal('E_STALE');
      return fold(state, fact).state;
    }, this.#state);
    const [fact] = facts;
    if (fact && facts.length === 1) await this.#take(fact);
    else await this.#takeTogether(facts);
  }

  /** Facts that widen nothing by themselves and end nothing. */
  async #takeTogether(facts: readonly SessionFact[]): Promise<void> {
    const entries: LogEntry[] = [];
    for (const stored of await this.#append(facts, undefined)) {
      const { state, deadlines } = fold(this.#state, factOf(stored));
      entries.push(...this.#advance(stored, state));
      deadlines.forEach((change) => this.#setDeadline(change));
    }
    this.#events.changed();
    this.#events.logged(entries);
  }

  async #recordEnds(): Promise<void> {
    for (const fact of this.#unrecorded.facts) await this.#take(fact);
  }

  async #take(fact: SessionFact): Promise<void> {
    const before = this.#state;
    const { state: after, deadlines } = fold(before, fact);
    const stop = await this.#narrow(before, after, fact);
    const [stored] = await this.#append([fact], stop).catch((refusal: unknown) => {
      if (this.#unrecorded.couldNotRecord(fact, before, after)) {
        this.#cut(before, this.state);
        this.#events.changed();
      }
      throw refusal;
    });
    if (!stored) return;
    this.#unrecorded.recorded(fact);
    const entries = this.#advance(stored, after);
    deadlines.forEach((change) => this.#setDeadline(change));
    this.#widen(before, after, fact);
    this.#events.changed();
    if (entries.length > 0) this.#events.logged(entries);
  }

  /** Effect before record: whatever the new state does not allow is ended now. */
  async #narrow(before: SessionState, after: SessionState, fact: SessionFact): Promise<StopResult | undefined> {
    this.#cut(before, after);
    const stops = [...this.#shares].flatMap(([requestId, share]) => {
      if (lost(before, after, requestId, 'relayed')) return [share.close()];
      if (!lost(before, after, requestId, 'watched')) return [];
      return [pausedViewer(fact) === undefined ? share.lookAway() : share.pause()];
    });
    if (stops.length === 0) return undefined;
    const results = await Promise.all(stops.map((stop) => this.#bounded(stop)));
    return {
      verified: results.every(({ verified }) => verified),
      tookMs: Math.max(...results.map(({ tookMs }) => tookMs)),
    };
  }

  /** Tells everybody what is not granted any more, and begins to close its room. Once for each grant. */
  #cut(before: SessionState, after: SessionState): void {
    for (const { requestId, snapshot } of openRequests(before)) {
      const grantId = snapshot.context.grant?.grantId;
      if (grantId === undefined || this.isCut(grantId) || !lost(before, after, requestId, 'granted')) continue;
      this.#cutGrants.add(grantId);
      this.#events.cut(grantId);
      const reason = findRequest(after, requestId)?.snapshot.context.endReason ?? 'sessionEnded';
      const cut: ServerMessage = { type: 'share.cut', sessionId: this.sessionId, grantId, reason };
      this.#events.send('customer', cut);
      this.#events.send('agent', cut);
      void this.#shares.get(requestId)?.close();
    }
  }

  /** Record before effect: whatever the new state newly allows begins now. */
  #widen(before: SessionState, after: SessionState, fact: SessionFact): void {
    for (const { requestId, capability, snapshot } of after.requests) {
      const { grant } = snapshot.context;
      if (!has(after, requestId, 'relayed') || !grant) this.#shares.delete(requestId);
      else if (!has(before, requestId, 'relayed')) this.#shares.set(requestId, this.#openShare(grant, viewerOf(capability)));
      else if (lost(after, before, requestId, 'watched')) this.#shares.get(requestId)?.look(pausedViewer(fact));
    }
  }

  #openShare(grant: Grant, viewer: Person): RunningShare {
    const { sessionId } = this;
    const { grantId, epoch } = grant;
    if (grant.surface === 'page') return this.#openPage(grant, viewer);
    const share: Share = new Share(grant, this.#deps.media, this.#deps.clock, {
      offerViewer: (offer) => this.#events.send(viewer, { type: 'viewer.offer', sessionId, grantId, epoch, ...offer }),
      failed: () => this.#mediaFailed(share),
    });
    return share;
  }

  #openPage(grant: Grant, viewer: Person): PageShare {
    const { sessionId } = this;
    const { grantId, epoch } = grant;
    const owner = otherOf(viewer);
    const forbiddenPaths = this.#events.forbiddenPaths(); // as they are when it begins: no publication ends what runs
    const share: PageShare = new PageShare(grant, this.#deps.clock, {
      toViewer: (event) => this.#events.send(viewer, { type: 'page.event', sessionId, grantId, epoch, event }),
      viewerIsBehind: () => this.#events.send(viewer, { type: 'page.behind', sessionId, grantId }),
      askSnapshot: () => this.#events.send(owner, { type: 'page.resync', grantId }),
      ownerIsTooFast: () => this.#events.send(owner, { type: 'page.slow', grantId }),
      isForbidden: (address) => mayBeOneOf(address, forbiddenPaths),
      forbidden: () => this.#noteOf(share, 'page.forbidden'),
      documentChanged: () => this.#events.documentChanged(),
      pointed: (pointed) => this.#events.send(owner, { type: 'page.pointer', grantId, pointed }),
      opened: () => this.#noteOf(share, 'media.opened'),
      unsentBytes: () => this.#events.unsentBytes(viewer),
    });
    return share;
  }

  /** @param stop - How the media server confirmed the end that this fact records. @throws {Refusal} `E_RECORD` */
  #append(facts: readonly SessionFact[], stop: StopResult | undefined): Promise<StoredFact[]> {
    const atMs = this.#deps.clock.nowMs();
    const added = facts.map(({ type, ...rest }) => ({ type, payload: stop ? { ...rest, stop } : rest, atMs }));
    return this.#deps.store.append(this.sessionId, added).catch((cause: unknown) => {
      throw new Refusal('E_RECORD', { cause });
    });
  }

  #advance(stored: StoredFact, after: SessionState): LogEntry[] {
    const lines = logLines(factOf(stored), this.#state, after);
    const entries = lines.map((line, index) => ({ ...line, seq: this.log.length + index + 1, atMs: stored.atMs }));
    this.log.push(...entries);
    this.#facts.push(stored);
    this.#state = after;
    return entries;
  }

  #setDeadline(change: DeadlineChange): void {
    const { requestId, timer } = change;
    const key = `${requestId} ${timer}`;
    this.#deadlines.get(key)?.();
    this.#deadlines.delete(key);
    if (change.type === 'set') {
      const fire = (): void => this.#note({ type: 'clock.fired', requestId, timer });
      this.#deadlines.set(key, this.#deps.clock.after(change.delayMs, fire));
    }
  }

  #mediaFailed(share: RunningShare): void {
    if (!share.closed) this.#noteOf(share, 'media.failed');
  }

  #noteOf(share: RunningShare, type: 'media.opened' | 'media.failed' | 'page.forbidden'): void {
    for (const [requestId, live] of this.#shares) if (live === share) this.#note({ type, requestId });
  }

  /** A fact from our own side. That it is not taken (any more) is no error: something else was faster. */
  #note(fact: SessionFact): void {
    this.submit(fact).catch((error: unknown) => {
      if (!(error instanceof Refusal)) this.#deps.failed(error);
    });
  }

  #bounded(stop: Promise<StopResult>): Promise<StopResult> {
    return new Promise((resolve) => {
      const cancel = this.#deps.clock.after(STOP_TIMEOUT_MS, () => resolve({ verified: false, tookMs: STOP_TIMEOUT_MS }));
      const settle = (result: StopResult): void => {
        cancel();
        resolve(result);
      };
      stop.then(settle, () => settle({ verified: false, tookMs: 0 }));
    });
  }
}

type Decision = SessionFact | ((state: SessionState) => SessionFact | readonly SessionFact[]);

type Tag = 'granted' | 'relayed' | 'watched';
const has = (state: SessionState, requestId: string, tag: Tag): boolean =>
  findRequest(state, requestId)?.snapshot.hasTag(tag) ?? false;
const lost = (before: SessionState, after: SessionState, requestId: string, tag: Tag): boolean =>
  has(before, requestId, tag) && !has(after, requestId, tag);

/** The viewer that is, or was, paused instead of hung up. */
const pausedViewer = (fact: SessionFact): string | undefined =>
  fact.type === 'agent.lookedAway' || fact.type === 'agent.lookedAgain' ? fact.viewerId : undefined;

const factOf = (stored: StoredFact): SessionFact =>
  ({ type: stored.type, ...(stored.payload as object) }) as SessionFact;

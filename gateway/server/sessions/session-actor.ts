import type { LogEntry } from '../../protocol/views.ts';
import type { ServerMessage } from '../../protocol/server-messages.ts';
import {
  accepts,
  fold,
  initialState,
  openRequest,
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
import { Share } from './share.ts';
import { UnrecordedEnd } from './unrecorded-end.ts';

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
  toAgent(message: ServerMessage): void;
  toCustomer(message: ServerMessage): void;
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
  #share: Share | undefined;
  /** Nothing new is taken before it is on record. */
  readonly #unrecorded: UnrecordedEnd;
  #tail: Promise<unknown> = Promise.resolve();

  constructor(sessionId: string, deps: SessionActorDeps, events: SessionActorEvents) {
    this.sessionId = sessionId;
    this.#deps = deps;
    this.#events = events;
    this.#unrecorded = new UnrecordedEnd({
      clock: deps.clock,
      retry: () => this.#inTurn(() => this.#recordEnd()),
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

  /** The share that may carry media now; `undefined` once it is closed, even while its end is not on record yet. */
  get liveShare(): Share | undefined {
    return this.#share?.closed ? undefined : this.#share;
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
    if (openRequest(this.#state)) this.#unrecorded.expect(fact);
    this.#note(fact);
  }

  /**
   * Takes a fact, after all that were submitted before it. Resolves when it is durable and in effect. Where the fact ends
   * what is shared now, the picture ends at once, and only the record waits for its turn.
   * @param decide - The fact, or a function that derives it from the state at its turn, or refuses by throwing.
   * @throws {Refusal} The machines do not take it now, or it could not be recorded.
   */
  submit(decide: SessionFact | ((state: SessionState) => SessionFact)): Promise<void> {
    if (typeof decide !== 'function' && accepts(this.#state, decide)) {
      const after = fold(this.#state, decide).state;
      if (has(this.#state, 'granted') && !has(after, 'granted')) this.#cut(after);
    }
    return this.#inTurn(() => this.#apply(decide));
  }

  /** The media node's word about this session's share. */
  mediaChanged(grantId: string, viewerId: string | undefined, state: 'up' | 'down'): void {
    const share = this.liveShare;
    if (share?.grant.grantId !== grantId) return;
    if (viewerId !== undefined) share.viewerChanged(viewerId, state);
    else if (state === 'up') {
      share.ownerIsUp();
      this.#note({ type: 'media.opened', requestId: this.#openId });
    } else this.#deps.clock.after(REASON_GRACE_MS, () => this.#mediaFailed(share));
  }

  /** The media node is away, and every room with it. */
  mediaLost(): void {
    const share = this.liveShare;
    if (share) this.#mediaFailed(share);
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

  async #apply(decide: SessionFact | ((state: SessionState) => SessionFact)): Promise<void> {
    const earlier = this.#unrecorded.fact;
    await this.#recordEnd();
    if (decide === earlier) return;
    const fact = typeof decide === 'function' ? decide(this.#state) : decide;
    if (!accepts(this.#state, fact)) throw new Refusal('E_STALE');
    await this.#take(fact);
  }

  async #recordEnd(): Promise<void> {
    const { fact } = this.#unrecorded;
    if (fact) await this.#take(fact);
  }

  async #take(fact: SessionFact): Promise<void> {
    const before = this.#state;
    const { state: after, deadlines } = fold(before, fact);
    const stop = await this.#narrow(before, after, fact);
    const [stored] = await this.#append([fact], stop).catch((refusal: unknown) => {
      if (this.#unrecorded.couldNotRecord(fact, before, after)) {
        this.#cut(this.state);
        this.#events.changed();
      }
      throw refusal;
    });
    if (!stored) return;
    this.#unrecorded.recorded();
    const entries = this.#advance(stored, after);
    deadlines.forEach((change) => this.#setDeadline(change));
    this.#widen(before, after, fact);
    this.#events.changed();
    if (entries.length > 0) this.#events.logged(entries);
  }

  /** Effect before record: whatever the new state does not allow is ended now. */
  async #narrow(before: SessionState, after: SessionState, fact: SessionFact): Promise<StopResult | undefined> {
    const share = this.#share;
    if (!share) return undefined;
    if (has(before, 'granted') && !has(after, 'granted')) {
      this.#cut(after);
      return this.#bounded(share.close());
    }
    if (!has(before, 'watched') || has(after, 'watched')) return undefined;
    return this.#bounded(pausedViewer(fact) === undefined ? share.lookAway() : share.pause());
  }

  /** Tells both pages to blank the picture, and begins to close the room. Once for each share. */
  #cut(after: SessionState): void {
    const share = this.liveShare;
    if (!share) return;
    const { grantId } = share.grant;
    const reason = after.requests.at(-1)?.snapshot.context.endReason ?? 'sessionEnded';
    const cut: ServerMessage = { type: 'share.cut', sessionId: this.sessionId, grantId, reason };
    this.#events.toCustomer(cut);
    this.#events.toAgent(cut);
    void share.close();
  }

  /** Record before effect: whatever the new state newly allows begins now. */
  #widen(before: SessionState, after: SessionState, fact: SessionFact): void {
    const grant = openRequest(after)?.snapshot.context.grant;
    if (!grant) {
      this.#share = undefined;
      return;
    }
    if (!has(before, 'granted')) {
      const share: Share = new Share(grant, this.#deps.media, this.#deps.clock, {
        offerViewer: ({ viewerId, sdp }) =>
          this.#events.toAgent({
            type: 'viewer.offer',
            sessionId: this.sessionId,
            grantId: grant.grantId,
            epoch: grant.epoch,
            viewerId,
            sdp,
          }),
        failed: () => this.#mediaFailed(share),
      });
      this.#share = share;
    } else if (has(after, 'watched') && !has(before, 'watched')) {
      this.#share?.look(pausedViewer(fact));
    }
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

  #mediaFailed(share: Share): void {
    if (share === this.#share && !share.closed) this.#note({ type: 'media.failed', requestId: this.#openId });
  }

  get #openId(): string {
    return openRequest(this.#state)?.requestId ?? '';
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

const has = (state: SessionState, tag: 'granted' | 'watched'): boolean =>
  openRequest(state)?.snapshot.hasTag(tag) ?? false;

/** The viewer that is, or was, paused instead of hung up. */
const pausedViewer = (fact: SessionFact): string | undefined =>
  fact.type === 'agent.lookedAway' || fact.type === 'agent.lookedAgain' ? fact.viewerId : undefined;

const factOf = (stored: StoredFact): SessionFact =>
  ({ type: stored.type, ...(stored.payload as object) }) as SessionFact;

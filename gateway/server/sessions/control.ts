import type { HelperControl } from '../../protocol/helper-messages.ts';
import type { RemoteInput } from '../../protocol/input.ts';
import { InputBudget } from '../../protocol/input-budget.ts';
import type { Person } from '../../protocol/vocabulary.ts';
import { controlRequest, pendingRequest, type RequestEntry, type SessionFact, type SessionState } from '../../../state-machines/support-session.ts';
import type { Clock } from '../clock.ts';
import { HelperSeat } from '../helpers/helper-seat.ts';
import { Refusal } from '../refusal.ts';
import { ANSWER_AFTER_INPUT_MS, REFUSED_INPUT_NOTED_EVERY_MS } from './limits.ts';
import type { SessionActor } from './session-actor.ts';

export interface ControlDeps {
  readonly clock: Clock;
  /** Whose desktop it is. */
  readonly owner: Person;
  /** For the helper's own words: who may control the desktop, and the agent's company. */
  names(): { viewerName: string; company: string };
  /** Whether both pages answer at this moment: nobody controls unseen, and no key repeats for somebody who is gone. */
  bothOnline(): boolean;
  /** What people are told of the helper has changed. */
  changed(): void;
  /** An error that nobody expected. */
  failed(error: unknown): void;
}

/**
 * Mouse and keyboard of one person of a session: lets the other one's input through to the helper while the grant, the viewer's
 * own click, and the absence of any question allow it. The helper looks at each input again.
 */
export class Control {
  readonly helper: HelperSeat;
  readonly #actor: SessionActor;
  readonly #deps: ControlDeps;
  /** The grant under which the viewer clicked and has not let go since; an end counts here before it is on record. */
  #takenGrantId: string | undefined;
  #stream: { grantId: string; lastSeq: number; budget: InputBudget } | undefined;
  #lastInputMs = -Infinity;
  #refused = 0;
  #cancelNote: (() => void) | undefined;

  constructor(actor: SessionActor, deps: ControlDeps) {
    this.#actor = actor;
    this.#deps = deps;
    this.helper = new HelperSeat(deps.clock, {
      lost: () => {
        this.#takenGrantId = undefined;
        this.#note(this.#ifControlling(() => ({ type: 'helper.lost', owner: deps.owner })));
        deps.changed();
      },
      changed: () => deps.changed(),
      refused: (count) => this.countRefused(count),
      pressed: () => this.#pressed(),
      killed: (grantId) => this.#killed(grantId),
    });
  }

  /** What the helper calls the people that it works for. */
  get names(): { owner: Person; viewerName: string; company: string } {
    return { owner: this.#deps.owner, ...this.#deps.names() };
  }

  /** How it stands, as far as the record does not tell: whether the viewer's hand is on, and whether that passes now. */
  get hand(): { isOn: boolean; passes: boolean } {
    const grant = this.#request?.snapshot.context.grant;
    return { isOn: grant?.grantId === this.#takenGrantId, passes: this.#present()?.active === true && !this.helper.ownerActs };
  }

  /** A helper used its code up. */
  joined(): void {
    this.#note({ type: 'helper.joined', owner: this.#deps.owner });
  }

  /**
   * The viewer clicked into the picture.
   * @throws {Refusal} `E_HELPER_AWAY`
   */
  async take({ requestId, snapshot }: RequestEntry): Promise<void> {
    if (this.helper.state !== 'ready') throw new Refusal('E_HELPER_AWAY');
    const grantId = snapshot.context.grant?.grantId;
    if (snapshot.hasTag('controlling') && this.#takenGrantId === grantId) return;
    this.#takenGrantId = grantId;
    await this.#actor.submit({ type: 'viewer.tookControl', requestId }).catch((error: unknown) => {
      if (this.#takenGrantId === grantId) this.#takenGrantId = undefined;
      throw error;
    });
  }

  /** The viewer let go: every key goes up at once; that it is on record, once it resolves. */
  async release(): Promise<void> {
    this.#takenGrantId = undefined;
    this.push();
    await this.#actor
      .submit(this.#ifControlling(({ requestId }) => ({ type: 'viewer.releasedControl', requestId })))
      .catch((error: unknown) => this.#failed(error));
  }

  /** The agent, whose desktop it is, takes mouse and keyboard back: every key goes up at once; that it is on record, once it resolves. */
  async takeBack(): Promise<void> {
    this.#takenGrantId = undefined;
    this.push();
    await this.#actor
      .submit(this.#ifControlling(({ requestId }) => ({ type: 'owner.tookBack', requestId })))
      .catch((error: unknown) => this.#failed(error));
  }

  /** Somebody's page lost its socket, for a moment or for good, or nobody looks any more. */
  letGo(): void {
    if (this.#takenGrantId !== undefined) void this.release();
  }

  /**
   * One input of the viewer, whose grant and epoch the gate has seen.
   * @throws {Refusal} It is dropped: `E_SLOW_DOWN` over its budget, `E_STALE` in any other case.
   */
  input(grantId: string, seq: number, input: RemoteInput): void {
    const present = this.#present();
    if (this.#stream?.grantId !== grantId) this.#stream = { grantId, lastSeq: 0, budget: new InputBudget() };
    const stream = this.#stream;
    if (present?.grantId !== grantId || !present.active || seq <= stream.lastSeq) return this.#refuse('E_STALE');
    stream.lastSeq = seq;
    const nowMs = this.#deps.clock.monotonicMs();
    if (!stream.budget.take(input, nowMs)) return this.#refuse('E_SLOW_DOWN');
    this.#lastInputMs = nowMs;
    this.helper.send({ type: 'input', grantId, epoch: present.epoch, seq, input });
  }

  /** Counts inputs that were not carried out. The log says how many there were, now and then. */
  countRefused(count: number): void {
    this.#refused += count;
    this.#cancelNote ??= this.#deps.clock.after(REFUSED_INPUT_NOTED_EVERY_MS, () => {
      this.#cancelNote = undefined;
      this.#note({ type: 'input.refused', count: this.#refused, owner: this.#deps.owner });
      this.#refused = 0;
    });
  }

  /** I8: whoever decides with this device did so after the last input from afar. @throws {Refusal} `E_SLOW_DOWN` with the wait. */
  expectOwnHand(): void {
    const waitMs = Math.ceil(this.#lastInputMs + ANSWER_AFTER_INPUT_MS - this.#deps.clock.monotonicMs());
    if (waitMs > 0) throw new Refusal('E_SLOW_DOWN', { retryInMs: waitMs });
  }

  /** Tells the helper what is allowed now. */
  push(): void {
    this.helper.show(this.#present() ?? null);
  }

  /** The session is over: the helper goes, and does not come back. */
  end(): void {
    this.helper.dismiss('sessionEnded');
    this.close();
  }

  close(): void {
    this.#cancelNote?.();
  }

  get #request(): RequestEntry | undefined {
    return controlRequest(this.#actor.state, this.#deps.owner);
  }

  #present(): HelperControl | undefined {
    const { state } = this.#actor;
    const request = this.#request;
    const grant = request?.snapshot.context.grant;
    if (!request || !grant || this.#actor.isCut(grant.grantId)) return undefined;
    const { surface: _surface, ...screen } = grant;
    const isTaken = request.snapshot.hasTag('controlling') && this.#takenGrantId === grant.grantId;
    const isHeldBack = !this.#deps.bothOnline() || this.helper.state !== 'ready' || pendingRequest(state) !== undefined;
    return { ...screen, active: isTaken && !isHeldBack };
  }

  /** A customer who clicks goes on beside the agent; an agent who does takes the desktop back. */
  #pressed(): void {
    if (this.#deps.owner === 'agent') void this.takeBack();
  }

  /** A kill of another grant came late: it is over already. */
  #killed(grantId: string): void {
    const request = this.#request;
    if (request?.snapshot.context.grant?.grantId !== grantId) return;
    const type = this.#deps.owner === 'customer' ? 'customer.stopped' : 'agent.released';
    this.#note({ type, requestId: request.requestId });
  }

  /** A fact that matters only while somebody controls; decided at its turn. */
  #ifControlling(factOf: (entry: RequestEntry) => SessionFact): (state: SessionState) => SessionFact {
    return (state) => {
      const entry = controlRequest(state, this.#deps.owner);
      if (!entry?.snapshot.hasTag('controlling')) throw new Refusal('E_STALE');
      return factOf(entry);
    };
  }

  #refuse(code: 'E_STALE' | 'E_SLOW_DOWN'): never {
    this.countRefused(1);
    throw new Refusal(code);
  }

  #note(fact: SessionFact | ((state: SessionState) => SessionFact)): void {
    this.#actor.submit(fact).catch((error: unknown) => this.#failed(error));
  }

  /** That a fact is not taken any more is no error: something else was faster. */
  #failed(error: unknown): void {
    if (!(error instanceof Refusal)) this.#deps.failed(error);
  }
}

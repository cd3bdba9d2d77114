import type { HelperControl } from '../../protocol/helper-messages.ts';
import type { RemoteInput } from '../../protocol/input.ts';
import { InputBudget } from '../../protocol/input-budget.ts';
import type { Person } from '../../protocol/vocabulary.ts';
import { isControl, isOfPage, OWNER_OF } from '../../../state-machines/owners.ts';
import { controlRequest, keepsHelper, pendingRequest, type RequestEntry, type SessionFact, type SessionState } from '../../../state-machines/support-session.ts';
import type { Clock } from '../clock.ts';
import { HelperSeat } from '../helpers/helper-seat.ts';
import { Refusal } from '../refusal.ts';
import { OWN_HAND_AFTER_MS } from './limits.ts';
import { RefusedInputs } from './refused-inputs.ts';
import type { SessionActor } from './session-actor.ts';

export interface ControlDeps {
  readonly clock: Clock;
  /** Whose desktop it is. */
  readonly owner: Person;
  /** For the helper's own words: who may control the desktop, and the agent's company. */
  names(): { viewerName: string; company: string };
  /** Whether both pages answer at this moment: nobody controls unseen, and no key repeats for somebody who is gone. */
  bothOnline(): boolean;
  /** Somebody is about to take it. @throws {Refusal} The same desktop is controlled in another session. */
  taking(): void;
  /** What people are told of it has changed. */
  changed(): void;
  /** An error that nobody expected. */
  failed(error: unknown): void;
}

/** Of a desktop that can be controlled, as far as the record does not tell. */
export interface Hand {
  /** Whether the viewer's hand is on mouse and keyboard. */
  readonly isOn: boolean;
  /** Whether it passes at this moment. */
  readonly passes: boolean;
  /** Whether the agent has just taken the own desktop back. */
  readonly isTakenBack: boolean;
}

/**
 * Mouse and keyboard of one person of a session: lets the other one's input through to the helper while the grant, the viewer's
 * own click, and the absence of any question allow it. The helper looks at each input again.
 */
export class Control {
  readonly helper: HelperSeat;
  readonly #actor: SessionActor;
  readonly #deps: ControlDeps;
  /** The grant under which the viewer clicked, once that is on record; an end counts here before it is on record. */
  #takenGrantId: string | undefined;
  /** Clicks that are not on record yet. */
  #takes = 0;
  /** How often it was let go of, or taken back: whoever clicked before that has nothing. */
  #letGos = 0;
  /** The grant under which the agent has just taken the own desktop back, until that is on record. */
  #tookBackGrantId: string | undefined;
  #stream: { grantId: string; lastSeq: number; budget: InputBudget } | undefined;
  #wasActive = false;
  /** When input stopped to pass. */
  #stoppedMs = -Infinity;
  readonly #refused: RefusedInputs;
  /** As helpers were told last; not told yet while `undefined`. */
  #removesItself: boolean | undefined;

  constructor(actor: SessionActor, deps: ControlDeps) {
    this.#actor = actor;
    this.#deps = deps;
    this.#refused = new RefusedInputs(deps.clock, (count) => this.#note({ type: 'input.refused', count, owner: deps.owner }));
    this.helper = new HelperSeat(deps.clock, {
      lost: () => {
        this.#handOff();
        this.#note(this.#ifControlling(() => ({ type: 'helper.lost', owner: deps.owner })));
        deps.changed();
      },
      changed: () => deps.changed(),
      refused: (count) => this.countRefused(count),
      pressed: () => this.#pressed(),
      killed: (grantId) => this.#killed(grantId),
      downloaded: () => this.#note({ type: 'helper.downloaded', owner: deps.owner }),
      endSession: () => this.#note({ type: deps.owner === 'customer' ? 'customer.left' : 'agent.ended' }),
    });
  }

  /** What a helper is told of the session that it works in. */
  get greeting(): { owner: Person; viewerName: string; company: string; removesItself: boolean } {
    return { owner: this.#deps.owner, ...this.#deps.names(), removesItself: !keepsHelper(this.#actor.state) };
  }

  get hand(): Hand {
    const grantId = this.#request?.snapshot.context.grant?.grantId;
    return {
      isOn: grantId !== undefined && grantId === this.#takenGrantId,
      passes: this.#present()?.active === true && !this.helper.ownerActs,
      isTakenBack: grantId !== undefined && grantId === this.#tookBackGrantId,
    };
  }

  /** Whether the viewer's hand is on, or about to be. */
  get isHeld(): boolean {
    return this.#takenGrantId !== undefined || this.#takes > 0;
  }

  /** I8: so many milliseconds more it may be the viewer who acts on this desktop, and not its owner. */
  get remoteForMs(): number {
    if (this.#present()?.active) return OWN_HAND_AFTER_MS;
    return Math.max(0, Math.ceil(this.#stoppedMs + OWN_HAND_AFTER_MS - this.#deps.clock.monotonicMs()));
  }

  /** A helper used its code up. */
  joined(): void {
    this.#note({ type: 'helper.joined', owner: this.#deps.owner });
  }

  /**
   * The viewer clicked into the picture.
   * @throws {Refusal} `E_HELPER_AWAY`; or the same desktop is controlled in another session
   */
  async take({ requestId, snapshot }: RequestEntry): Promise<void> {
    if (this.helper.state !== 'ready') throw new Refusal('E_HELPER_AWAY');
    const grantId = snapshot.context.grant?.grantId;
    if (snapshot.hasTag('controlling') && this.#takenGrantId === grantId) return;
    this.#deps.taking();
    const letGos = this.#letGos;
    this.#takes += 1;
    await this.#actor.submit({ type: 'viewer.tookControl', requestId }).finally(() => void (this.#takes -= 1));
    if (letGos !== this.#letGos) return;
    this.#takenGrantId = grantId;
    this.#deps.changed();
  }

  /** The viewer let go: every key goes up at once; that it is on record, once it resolves. */
  async release(): Promise<void> {
    this.#handOff();
    await this.#actor
      .submit(this.#ifControlling(({ requestId }) => ({ type: 'viewer.releasedControl', requestId })))
      .catch((error: unknown) => this.#failed(error));
  }

  /**
   * The agent, whose desktop it is, takes mouse and keyboard back: every key goes up at once; that it is on record, once it
   * resolves.
   * @throws {Refusal} `E_RECORD`
   */
  async takeBack(): Promise<void> {
    this.#handOff();
    const request = this.#request;
    if (!request || request.snapshot.hasTag('takenBack')) return;
    const grantId = request.snapshot.context.grant?.grantId;
    this.#tookBackGrantId = grantId;
    await this.#submitUnlessSo({ type: 'owner.tookBack', requestId: request.requestId }).finally(() => {
      if (this.#tookBackGrantId === grantId) this.#tookBackGrantId = undefined;
      this.#deps.changed();
    });
  }

  /** The agent gives it again: the viewer's next click takes it. @throws {Refusal} `E_RECORD` */
  giveAgain(requestId: string): Promise<void> {
    return this.#submitUnlessSo({ type: 'owner.gaveAgain', requestId });
  }

  /** Somebody's page lost its socket, for a moment or for good, or nobody looks any more. */
  letGo(): void {
    if (this.isHeld) void this.release();
  }

  /**
   * One input of the viewer, whose grant and epoch the gate has seen.
   * @throws {Refusal} It is dropped: `E_SLOW_DOWN` over its budget, `E_STALE` in any other case.
   */
  input(grantId: string, seq: number, input: RemoteInput): void {
    const present = this.#present();
    if (this.#stream?.grantId !== grantId) this.#stream = { grantId, lastSeq: 0, budget: new InputBudget() };
    const stream = this.#stream;
    if (present?.grantId !== grantId || !present.active) return this.#refuse('E_STALE', this.remoteForMs === 0);
    if (seq <= stream.lastSeq) return this.#refuse('E_STALE');
    stream.lastSeq = seq;
    if (!stream.budget.take(input, this.#deps.clock.monotonicMs())) return this.#refuse('E_SLOW_DOWN');
    this.helper.send({ type: 'input', grantId, epoch: present.epoch, seq, input });
  }

  /** Counts inputs that were not carried out, where this desktop was ever to be controlled. */
  countRefused(count: number): void {
    if (this.#wasGranted) this.#refused.add(count);
  }

  /** Tells the helper what is allowed now. */
  push(): void {
    const present = this.#present();
    if (present?.grantId !== this.#takenGrantId) this.#takenGrantId = undefined;
    const isActive = present?.active === true;
    if (this.#wasActive && !isActive) this.#stoppedMs = this.#deps.clock.monotonicMs();
    this.#wasActive = isActive;
    this.helper.show(present ?? null);
    this.#tellRemoval();
  }

  /** The session is over: the helper goes, and does not come back. */
  end(): void {
    this.push();
    this.helper.dismiss('sessionEnded');
    this.close();
  }

  close(): void {
    this.#refused.close();
    this.helper.close();
  }

  /** A helper that came before the agent's Start was welcomed without the agent's wish. */
  #tellRemoval(): void {
    const removesItself = !keepsHelper(this.#actor.state);
    const isNews = this.#removesItself !== undefined && this.#removesItself !== removesItself;
    this.#removesItself = removesItself;
    if (isNews) this.helper.send({ type: 'removal', removesItself });
  }

  get #request(): RequestEntry | undefined {
    return desktopControl(this.#actor.state, this.#deps.owner);
  }

  get #wasGranted(): boolean {
    return this.#actor.state.requests.some(
      ({ capability, snapshot }) =>
        isControl(capability) && !isOfPage(capability) && OWNER_OF[capability] === this.#deps.owner && snapshot.context.grant !== null,
    );
  }

  /** Nothing passes from now on, whatever is on record yet. */
  #handOff(): void {
    this.#takenGrantId = undefined;
    this.#letGos += 1;
    this.push();
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
    if (this.#deps.owner === 'agent' && this.isHeld) this.takeBack().catch((error: unknown) => this.#failed(error));
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
      const entry = desktopControl(state, this.#deps.owner);
      if (!entry?.snapshot.hasTag('controlling')) throw new Refusal('E_STALE');
      return factOf(entry);
    };
  }

  /** @param isFault - Not where it was on its way while the hand was taken off. */
  #refuse(code: 'E_STALE' | 'E_SLOW_DOWN', isFault = true): never {
    if (isFault) this.countRefused(1);
    throw new Refusal(code);
  }

  /** Where the fact is not taken at its turn, it is so already, or over. */
  async #submitUnlessSo(fact: SessionFact): Promise<void> {
    await this.#actor.submit(fact).catch((error: unknown) => {
      if (!(error instanceof Refusal && error.code === 'E_STALE')) throw error;
    });
  }

  #note(fact: SessionFact | ((state: SessionState) => SessionFact)): void {
    this.#actor.submit(fact).catch((error: unknown) => this.#failed(error));
  }

  /** That a fact is not taken any more is no error: something else was faster. */
  #failed(error: unknown): void {
    if (!(error instanceof Refusal)) this.#deps.failed(error);
  }
}

/** A page is used by a hand of its own (`page-hand.ts`). */
function desktopControl(state: SessionState, owner: Person): RequestEntry | undefined {
  const request = controlRequest(state, owner);
  return request && !isOfPage(request.capability) ? request : undefined;
}

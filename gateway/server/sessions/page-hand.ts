import type { ActRefusal } from '../../protocol/cobrowse-act-kinds.ts';
import type { PageAct } from '../../protocol/cobrowse-acts.ts';
import type { ServerMessage } from '../../protocol/server-messages.ts';
import type { Person } from '../../protocol/vocabulary.ts';
import { isControl, isOfPage } from '../../../state-machines/owners.ts';
import { controlRequest, pendingRequest, type RequestEntry } from '../../../state-machines/support-session.ts';
import { Bucket } from '../bucket.ts';
import type { Clock } from '../clock.ts';
import { Refusal } from '../refusal.ts';
import type { Hand } from './control.ts';
import { RefusedInputs } from './refused-inputs.ts';
import type { SessionActor } from './session-actor.ts';

export interface PageHandDeps {
  readonly clock: Clock;
  /** Whether both pages answer at this moment: nobody uses a page unseen. */
  bothOnline(): boolean;
  send(to: Person, message: ServerMessage): void;
  /** What people are told of it has changed. */
  changed(): void;
  /** An error that nobody expected. */
  failed(error: unknown): void;
}

/** Acts under one grant: far more than anybody types and clicks a second, … */
export const ACTS_PER_SECOND = 40;
/** … and as many at once as a few words that were typed while the line stood still. */
export const ACTS_BURST = 80;

/** The customer's page is the only one that can be used. */
const OWNER = 'customer';

/**
 * The agent's hand on the page that a customer shares: lets acts through to it while the grant, the agent's own click into the page,
 * and the absence of any question allow it. The customer's page looks at each act again.
 */
export class PageHand {
  readonly #actor: SessionActor;
  readonly #deps: PageHandDeps;
  readonly #refused: RefusedInputs;
  /** The grant under which the agent clicked, once that is on record; an end counts here before it is on record. */
  #takenGrantId: string | undefined;
  /** How often it was let go of: whoever clicked before that has nothing. */
  #letGos = 0;
  #stream: { grantId: string; lastSeq: number; budget: Bucket } | undefined;

  constructor(actor: SessionActor, deps: PageHandDeps) {
    this.#actor = actor;
    this.#deps = deps;
    this.#refused = new RefusedInputs(deps.clock, (count) => this.#note({ type: 'input.refused', count, owner: OWNER }));
  }

  get hand(): Hand {
    const grantId = this.#request?.snapshot.context.grant?.grantId;
    return { isOn: grantId !== undefined && grantId === this.#takenGrantId, passes: this.#liveGrant() !== undefined, isTakenBack: false };
  }

  /** The agent clicked into the page. @throws {Refusal} */
  async take({ requestId, snapshot }: RequestEntry): Promise<void> {
    const grantId = snapshot.context.grant?.grantId;
    if (snapshot.hasTag('controlling') && this.#takenGrantId === grantId) return;
    const letGos = this.#letGos;
    await this.#actor.submit({ type: 'viewer.tookControl', requestId });
    if (letGos !== this.#letGos) return;
    this.#takenGrantId = grantId;
    this.#deps.changed();
  }

  /** The agent let go: nothing passes from now on; that it is on record, once it resolves. */
  async release(): Promise<void> {
    this.#takenGrantId = undefined;
    this.#letGos += 1;
    await this.#actor
      .submit(() => {
        const request = this.#request;
        if (!request?.snapshot.hasTag('controlling')) throw new Refusal('E_STALE');
        return { type: 'viewer.releasedControl', requestId: request.requestId };
      })
      .catch((error: unknown) => this.#failed(error));
  }

  /** Somebody's page lost its socket, the customer is on another document, or nobody looks any more. */
  letGo(): void {
    if (this.#request) void this.release();
  }

  /**
   * One act of the agent's, whose grant and epoch the gate has seen.
   * @throws {Refusal} It is dropped: `E_SLOW_DOWN` over its budget, `E_STALE` in any other case.
   */
  act(grantId: string, seq: number, act: PageAct): void {
    const grant = this.#liveGrant();
    if (grant?.grantId !== grantId) return this.#refuse('E_STALE');
    if (this.#stream?.grantId !== grantId)
      this.#stream = { grantId, lastSeq: 0, budget: new Bucket(this.#deps.clock, ACTS_PER_SECOND, ACTS_BURST) };
    if (seq <= this.#stream.lastSeq) return this.#refuse('E_STALE');
    this.#stream.lastSeq = seq;
    if (!this.#stream.budget.take()) return this.#refuse('E_SLOW_DOWN');
    this.#deps.send(OWNER, { type: 'page.act', grantId, epoch: grant.epoch, seq, act });
  }

  /** The customer's page did not do what was passed on under that number. @throws {Refusal} `E_STALE`: there was no such act. */
  refused(grantId: string, seq: number, reason: ActRefusal): void {
    if (this.#stream?.grantId !== grantId || seq > this.#stream.lastSeq) throw new Refusal('E_STALE');
    this.countRefused(1);
    this.#deps.send('agent', { type: 'page.refused', sessionId: this.#actor.sessionId, grantId, seq, reason });
  }

  /** Counts acts that were not carried out, where this page was ever to be used. */
  countRefused(count: number): void {
    const wasGranted = this.#actor.state.requests.some(
      ({ capability, snapshot }) => isControl(capability) && isOfPage(capability) && snapshot.context.grant !== null,
    );
    if (wasGranted) this.#refused.add(count);
  }

  /** What is not allowed any more is over here too. */
  push(): void {
    const request = this.#request;
    const isTaken = request?.snapshot.hasTag('controlling') && request.snapshot.context.grant?.grantId === this.#takenGrantId;
    if (!isTaken || this.#actor.isCut(this.#takenGrantId ?? '')) this.#takenGrantId = undefined;
  }

  close(): void {
    this.#refused.close();
  }

  get #request(): RequestEntry | undefined {
    const request = controlRequest(this.#actor.state, OWNER);
    return request && isOfPage(request.capability) ? request : undefined;
  }

  /** The grant under which acts pass at this moment. */
  #liveGrant(): { grantId: string; epoch: number } | undefined {
    const request = this.#request;
    const grant = request?.snapshot.context.grant;
    if (!grant || grant.grantId !== this.#takenGrantId || !request?.snapshot.hasTag('controlling')) return undefined;
    const isHeldBack = this.#actor.isCut(grant.grantId) || !this.#deps.bothOnline() || pendingRequest(this.#actor.state) !== undefined;
    return isHeldBack ? undefined : grant;
  }

  #refuse(code: 'E_STALE' | 'E_SLOW_DOWN'): never {
    this.countRefused(1);
    throw new Refusal(code);
  }

  #note(fact: Parameters<SessionActor['submit']>[0]): void {
    this.#actor.submit(fact).catch((error: unknown) => this.#failed(error));
  }

  /** That a fact is not taken any more is no error: something else was faster. */
  #failed(error: unknown): void {
    if (!(error instanceof Refusal)) this.#deps.failed(error);
  }
}

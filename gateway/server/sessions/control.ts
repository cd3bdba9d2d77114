import type { HelperControl, HelperToServer } from '../../protocol/helper-messages.ts';
import type { RemoteInput } from '../../protocol/input.ts';
import { InputBudget } from '../../protocol/input-budget.ts';
import { controlRequest, pendingRequest, type RequestEntry, type SessionFact } from '../../../state-machines/support-session.ts';
import type { Clock } from '../clock.ts';
import { HelperSeat } from '../helpers/helper-seat.ts';
import { Refusal } from '../refusal.ts';
import { ANSWER_AFTER_INPUT_MS, REFUSED_INPUT_NOTED_EVERY_MS } from './limits.ts';
import type { SessionActor } from './session-actor.ts';

export interface ControlDeps {
  readonly clock: Clock;
  /** For the helper's own words. */
  names(): { agentName: string; company: string };
  /** What people are told of the helper has changed. */
  changed(): void;
  /** An error that nobody expected. */
  failed(error: unknown): void;
}

/**
 * Mouse and keyboard of one session's customer: lets the agent's input through to the helper while the grant, the agent's
 * own click, and the absence of any question allow it. The helper looks at each input again.
 */
export class Control {
  readonly helper: HelperSeat;
  readonly #actor: SessionActor;
  readonly #deps: ControlDeps;
  #stream: { grantId: string; lastSeq: number; budget: InputBudget } | undefined;
  #lastInputMs = -Infinity;
  /** The agent let go, and the record does not say so yet. */
  #letGo = false;
  #refused = 0;
  #cancelNote: (() => void) | undefined;

  constructor(actor: SessionActor, deps: ControlDeps) {
    this.#actor = actor;
    this.#deps = deps;
    this.helper = new HelperSeat(deps.clock, {
      lost: () => {
        if (controlRequest(actor.state, 'customer')) this.#note({ type: 'helper.lost' });
        deps.changed();
      },
      received: (message) => this.#received(message),
    });
  }

  /** What the helper calls the people that it works for. */
  get names(): { agentName: string; company: string } {
    return this.#deps.names();
  }

  /** A helper used its code up. */
  joined(): void {
    this.#note({ type: 'helper.joined' });
  }

  /**
   * The agent clicked into the picture.
   * @throws {Refusal} `E_HELPER_AWAY`
   */
  async take({ requestId, snapshot }: RequestEntry): Promise<void> {
    if (this.helper.state !== 'ready') throw new Refusal('E_HELPER_AWAY');
    if (snapshot.hasTag('controlling')) return;
    this.#letGo = false;
    await this.#actor.submit({ type: 'viewer.tookControl', requestId });
  }

  /** The agent let go: every key goes up before that is on record. */
  async release({ requestId, snapshot }: RequestEntry): Promise<void> {
    if (!snapshot.hasTag('controlling')) return;
    this.#letGo = true;
    this.push();
    await this.#actor.submit({ type: 'viewer.releasedControl', requestId });
  }

  /** The agent's page lost its socket, for a moment or for good. */
  agentDisconnected(): void {
    const request = controlRequest(this.#actor.state, 'customer');
    if (request) this.release(request).catch((error: unknown) => this.#failed(error));
  }

  /**
   * One input of the agent, whose grant and epoch the gate has seen.
   * @throws {Refusal} It is dropped: `E_SLOW_DOWN` over its budget, `E_STALE` in any other case.
   */
  input(grantId: string, seq: number, input: RemoteInput): void {
    const present = this.#present();
    if (this.#stream?.grantId !== grantId) this.#stream = { grantId, lastSeq: 0, budget: new InputBudget() };
    const stream = this.#stream;
    if (present?.grantId !== grantId || !present.active || seq <= stream.lastSeq) throw this.refused('E_STALE');
    stream.lastSeq = seq;
    const nowMs = this.#deps.clock.monotonicMs();
    if (!stream.budget.take(input, nowMs)) throw this.refused('E_SLOW_DOWN');
    this.#lastInputMs = nowMs;
    this.helper.send({ type: 'input', grantId, epoch: present.epoch, seq, input });
  }

  /** Counts an input that is not carried out. The log says how many there were, now and then. */
  refused(code: 'E_STALE' | 'E_SLOW_DOWN' = 'E_STALE'): Refusal {
    this.#countRefused(1);
    return new Refusal(code);
  }

  /** I8: whoever answers with this device did so after the last input from afar. @throws {Refusal} `E_SLOW_DOWN` with the wait. */
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

  #present(): HelperControl | undefined {
    const { state } = this.#actor;
    const request = controlRequest(state, 'customer');
    const grant = request?.snapshot.context.grant;
    if (!request || !grant || this.#actor.isCut(grant.grantId)) return undefined;
    const { grantId, epoch, widthPx, heightPx } = grant;
    const active = request.snapshot.hasTag('controlling') && !this.#letGo && pendingRequest(state) === undefined;
    return { grantId, epoch, widthPx, heightPx, active };
  }

  #received(message: Exclude<HelperToServer, { type: 'pong' }>): void {
    if (message.type === 'refused') this.#countRefused(message.count);
    if (message.type === 'killed') {
      const request = controlRequest(this.#actor.state, 'customer');
      if (request) this.#note({ type: 'customer.stopped', requestId: request.requestId });
    }
    if (message.type === 'able' || message.type === 'ownerActs') this.#deps.changed();
  }

  #countRefused(count: number): void {
    this.#refused += count;
    this.#cancelNote ??= this.#deps.clock.after(REFUSED_INPUT_NOTED_EVERY_MS, () => {
      this.#cancelNote = undefined;
      this.#note({ type: 'input.refused', count: this.#refused });
      this.#refused = 0;
    });
  }

  #note(fact: SessionFact): void {
    this.#actor.submit(fact).catch((error: unknown) => this.#failed(error));
  }

  /** That a fact is not taken any more is no error: something else was faster. */
  #failed(error: unknown): void {
    if (!(error instanceof Refusal)) this.#deps.failed(error);
  }
}

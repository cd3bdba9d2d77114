import { InputBudget } from '../protocol/input-budget.ts';
import type { RemoteInput } from '../protocol/input.ts';
import type { HelperControl, InputRefusal } from '../protocol/helper-messages.ts';

/** An input as it comes over the link. */
export interface OfferedInput {
  grantId: string;
  epoch: number;
  seq: number;
  input: RemoteInput;
}

/** For so long, in milliseconds, the owner's own hand keeps remote input out. */
export const OWNER_COMES_FIRST_MS = 1_000;

/**
 * The helper's own word on each input, whatever the server lets through (I2): it belongs to the grant and epoch that the
 * helper knows of, comes in order and within its budget, and not while the owner's own hand is at work.
 */
export class InputGate {
  #control: HelperControl | null = null;
  #latest: { grantId: string; epoch: number } | undefined;
  #killedGrantId: string | undefined;
  #lastSeq = 0;
  #budget = new InputBudget();
  #ownerUntilMs = -Infinity;

  /** What may be done with this desktop now; `null`: nothing. */
  get control(): HelperControl | null {
    return this.#control;
  }

  /** The server's word. An older grant never comes back, and neither does one that the owner killed. */
  allow(control: HelperControl | null): void {
    if (control && (this.#isOld(control) || control.grantId === this.#killedGrantId)) return this.allow(null);
    if (control && control.grantId !== this.#latest?.grantId) {
      this.#latest = { grantId: control.grantId, epoch: control.epoch };
      this.#lastSeq = 0;
      this.#budget = new InputBudget();
    }
    this.#control = control;
  }

  /**
   * The owner pressed the kill key.
   * @returns The grant that is over by that: the latest one, even while the link is lost and nothing is allowed.
   */
  kill(): string | undefined {
    this.#killedGrantId = this.#latest?.grantId;
    this.#control = null;
    return this.#killedGrantId;
  }

  /** Epochs only rise, and each is one grant's alone. */
  #isOld({ grantId, epoch }: HelperControl): boolean {
    return this.#latest !== undefined && grantId !== this.#latest.grantId && epoch <= this.#latest.epoch;
  }

  ownerActed(nowMs: number): void {
    this.#ownerUntilMs = nowMs + OWNER_COMES_FIRST_MS;
  }

  /** Milliseconds that remote input still waits for the owner. */
  ownerActsForMs(nowMs: number): number {
    return Math.max(0, this.#ownerUntilMs - nowMs);
  }

  /** @returns Why this is not carried out; `ownerActs` is no fault; `undefined`: it is. */
  refuses({ grantId, epoch, seq, input }: OfferedInput, nowMs: number): InputRefusal | 'ownerActs' | undefined {
    const control = this.#control;
    if (control?.grantId !== grantId || control.epoch !== epoch) return 'noGrant';
    if (!control.active) return 'inactive';
    if (seq <= this.#lastSeq) return 'sequence';
    this.#lastSeq = seq;
    if (!this.#budget.take(input, nowMs)) return 'budget';
    return this.ownerActsForMs(nowMs) > 0 ? 'ownerActs' : undefined;
  }
}

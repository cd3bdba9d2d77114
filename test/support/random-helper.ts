import assert from 'node:assert/strict';
import type { HelperControl, HelperToServer, ServerToHelper } from '../../gateway/protocol/helper-messages.ts';
import type { HelperLink } from '../../gateway/server/helpers/helper-seat.ts';
import type { Person } from '../../gateway/protocol/vocabulary.ts';
import type { LiveSession } from '../../gateway/server/sessions/live-session.ts';
import { controlRequest, pendingRequest } from '../../state-machines/support-session.ts';

/** A helper in a random run: it looks at each input as a suspicious one would (I2). */
export class RandomHelper implements HelperLink {
  /** Inputs of all sessions and helpers that were let through, by whose desktop it was. */
  static readonly inputs: Record<Person, number> = { customer: 0, agent: 0 };
  readonly #session: LiveSession;
  readonly #owner: Person;
  #told: HelperControl | null = null;
  #isFirst = true;
  #lastSeq = 0;
  #isClosed = false;

  constructor(session: LiveSession, owner: Person) {
    this.#session = session;
    this.#owner = owner;
    session.controls[owner].helper.attach(this);
    this.say({ type: 'able', able: true });
  }

  get isCurrent(): boolean {
    return !this.#isClosed;
  }

  say(message: HelperToServer): void {
    this.#session.controls[this.#owner].helper.received(this, message);
  }

  leave(): void {
    this.#isClosed = true;
    this.#session.controls[this.#owner].helper.detach(this);
  }

  send(message: ServerToHelper): void {
    assert.ok(!this.#isClosed || message.type !== 'input', 'I2: an input for a helper that is gone');
    if (message.type === 'control') this.#allow(message.control);
    if (message.type === 'input') this.#check(message);
  }

  dismiss(): void {
    this.#isClosed = true;
  }

  drop(): void {
    this.#isClosed = true;
  }

  #allow(control: HelperControl | null): void {
    assert.ok(!control || !this.#told || control.epoch >= this.#told.epoch, 'I2: an older grant came back');
    assert.ok(!this.#isFirst || !control?.active, 'I2: a helper that comes finds control going on');
    this.#isFirst = false;
    if (control?.grantId !== this.#told?.grantId) this.#lastSeq = 0;
    this.#told = control;
  }

  #check({ grantId, epoch, seq }: Extract<ServerToHelper, { type: 'input' }>): void {
    const { actor } = this.#session;
    const request = controlRequest(actor.state, this.#owner);
    assert.deepEqual([request?.snapshot.context.grant?.grantId, request?.snapshot.context.grant?.epoch], [grantId, epoch], 'I2: another grant');
    assert.ok(request?.snapshot.hasTag('controlling'), 'I2: nobody took control');
    assert.ok(!actor.isCut(grantId), 'I2: the grant is over');
    assert.equal(pendingRequest(actor.state), undefined, 'I8: a question is open');
    assert.deepEqual([this.#told?.grantId, this.#told?.active], [grantId, true], 'I2: the helper was told otherwise');
    assert.ok(seq > this.#lastSeq, 'I2: out of sequence');
    this.#lastSeq = seq;
    RandomHelper.inputs[this.#owner] += 1;
  }
}

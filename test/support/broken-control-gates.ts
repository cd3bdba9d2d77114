import type { BrokenGate } from './broken-build.ts';

const CONTROL = 'gateway/server/sessions/control.ts';
const GATE = 'gateway/helper/input-gate.ts';
const HELPER = 'gateway/helper/helper.ts';
const RAW = 'test/contract/control-request.test.ts';
const UNIT = 'test/unit/helper.test.ts';
const FOLD = 'test/unit/control.test.ts';
const GIVEN = 'test/contract/give-control.test.ts';
const HAND = 'test/unit/control-hand.test.ts';

/** Protections of mouse and keyboard, at the server and in the helper, each with what takes it out and the test that must notice. */
export const CONTROL_GATES: readonly BrokenGate[] = [
  {
    name: 'input-at-any-time',
    file: CONTROL,
    from: ' || !present.active',
    to: '',
    test: RAW,
    title: '[B-03] [I8] nothing passes while a question is open',
  },
  {
    name: 'input-in-any-order',
    file: CONTROL,
    from: ' || seq <= stream.lastSeq',
    to: '',
    test: RAW,
    title: '[I2] [I5] [T-INPUT-GATE] is moved by nobody else',
  },
  {
    name: 'question-open-to-input',
    file: CONTROL,
    from: ' || pendingRequest(state) !== undefined;',
    to: ';',
    test: RAW,
    title: '[B-03] [I8] nothing passes while a question is open',
  },
  {
    name: 'ok-from-afar',
    file: CONTROL,
    from: "if (waitMs > 0) throw new Refusal('E_SLOW_DOWN', { retryInMs: waitMs });",
    to: '',
    test: RAW,
    title: '[I8] [T-SELF-APPROVE]',
  },
  {
    name: 'new-helper-goes-on',
    file: CONTROL,
    from: "this.#takenGrantId = undefined;\n        this.#note(this.#ifControlling",
    to: 'this.#note(this.#ifControlling',
    test: HAND,
    title: '[I2] does not pass from one helper to a newer one',
  },
  {
    name: 'click-takes-nothing-back',
    file: CONTROL,
    from: "this.#takenGrantId = undefined;\n    this.push();\n    await this.#actor\n      .submit(this.#ifControlling(({ requestId }) => ({ type: 'owner.tookBack'",
    to: "await this.#actor\n      .submit(this.#ifControlling(({ requestId }) => ({ type: 'owner.tookBack'",
    test: HAND,
    title: '[I2] [002-24] is off from the moment of the agent’s click',
  },
  {
    name: 'wish-from-afar',
    file: 'gateway/server/sockets/agent-messages.ts',
    from: 'sessions.expectOwnHand(agent);',
    to: '',
    test: GIVEN,
    title: '[I8] what an agent asks for within a second of the customer’s last input',
  },
  {
    name: 'taken-back-can-be-taken',
    file: 'state-machines/request.machine.ts',
    from: "takenBack: { tags: 'takenBack', on: {",
    to: "takenBack: { tags: 'takenBack', on: { 'viewer.tookControl': 'controlling',",
    test: FOLD,
    title: '[002-24] [R15] is taken back by the agent',
  },
  {
    name: 'one-helper-for-both',
    file: 'gateway/server/helpers/helper-sockets.ts',
    from: 'session.controls[place.owner]',
    to: 'session.controls.customer',
    test: GIVEN,
    title: '[I2] [I5] moves the agent’s mouse and no other',
  },
  {
    name: 'page-that-hangs-controls',
    file: CONTROL,
    from: '!this.#deps.bothOnline() || ',
    to: '',
    test: RAW,
    title: '[I6] nothing passes while either page does not answer',
  },
  {
    name: 'lost-link-holds-on',
    file: 'gateway/server/sessions/sessions.ts',
    from: 'disconnected: () => own().forEach((session) => session.letGo()),',
    to: '',
    test: RAW,
    title: 'is let go at once when the agent’s link is lost',
  },
  {
    name: 'code-twice',
    file: 'gateway/server/helpers/helper-codes.ts',
    from: 'this.#codes.delete(hash);',
    to: '',
    test: RAW,
    title: '[002-10] comes with a code that is good once',
  },
  {
    name: 'helper-from-a-page',
    file: 'gateway/server/helpers/helper-sockets.ts',
    from: 'if (request.headers.origin !== undefined) return',
    to: 'if (request.headers.origin === undefined && request.headers.host === undefined) return',
    test: RAW,
    title: 'is refused with an Origin',
  },
  {
    name: 'control-outlives-view',
    file: 'state-machines/support-session.ts',
    from: "if (reason) return { type: 'base.ended', reason };",
    to: '',
    test: FOLD,
    title: '[R14] ends with the view that it was added to',
  },
  {
    name: 'control-unseen',
    file: 'state-machines/support-session.ts',
    from: "if (fact.type === 'viewer.tookControl' && !isWatched(state, entry)) return false;",
    to: '',
    test: FOLD,
    title: '[I2] [I5] leaves no second controller',
  },
  {
    name: 'helper-believes-the-server',
    file: GATE,
    from: "if (control?.grantId !== grantId || control.epoch !== epoch) return 'noGrant';\n    if (!control.active)",
    to: "if (control && !control.active)",
    test: UNIT,
    title: '[I2] knows no grant until the server has told one',
  },
  {
    name: 'helper-takes-older',
    file: GATE,
    from: 'this.#isOld(control) || ',
    to: '',
    test: UNIT,
    title: '[I2] takes no older grant back',
  },
  {
    name: 'kill-key-forgotten',
    file: GATE,
    from: 'this.#killedGrantId = this.#latest?.grantId;',
    to: '',
    test: UNIT,
    title: '[I7] takes a grant that the owner killed from nobody again',
  },
  {
    name: 'keys-stay-down',
    file: HELPER,
    from: 'if (wasActive && !this.#gate.control?.active) await this.#releaseAll();',
    to: '',
    test: UNIT,
    title: '[B-03] releases everything when input stops',
  },
];

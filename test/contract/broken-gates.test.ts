import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { BrokenBuild, type BrokenGate } from '../support/broken-build.ts';

/** `SIDESEAT_BREAK=skip-origin` runs one of them. */
const ONLY = process.env['SIDESEAT_BREAK'];

const ACTOR = 'gateway/server/sessions/session-actor.ts';
const GATES: BrokenGate[] = [
  {
    name: 'ack-first',
    file: ACTOR,
    from: `const [stored] = await this.#append([fact], stop).catch((refusal: unknown) => {
      this.#couldNotRecord(fact, after);
      throw refusal;
    });`,
    to: 'const stored = { type: fact.type, payload: fact, atMs: 0, seq: 1 }; this.#append([fact], stop).catch(() => undefined);',
    test: 'test/unit/session-actor.test.ts',
    title: '[I3] opens nothing and says so when the grant cannot be recorded',
  },
  {
    name: 'stop-waits',
    file: ACTOR,
    from: "if (has(this.#state, 'granted') && !has(after, 'granted')) this.#cut(after);",
    to: '',
    test: 'test/unit/session-actor.test.ts',
    title: '[I1] ends the picture at once, even while an earlier fact waits',
  },
  {
    name: 'no-cut',
    file: 'gateway/server/sessions/share.ts',
    from: 'this.#closed ??= this.#media.closeShare(this.grant.grantId);',
    to: 'this.#closed ??= Promise.resolve({ verified: true, tookMs: 0 });',
    test: 'test/contract/view-request.test.ts',
    title: 'stops by [001-12] the customer',
  },
  {
    name: 'no-lease',
    file: 'gateway/server/sessions/seat.ts',
    from: "if (this.#presence === 'absent') return;\n    const silentMs",
    to: 'if (this.#presence) return;\n    const silentMs',
    test: 'test/unit/seat.test.ts',
    title: '[F5] is late before it is lost',
  },
  {
    name: 'replaced-page-keeps-share',
    file: 'gateway/server/sessions/seat.ts',
    from: 'const samePage = this.#pageId === connection.pageId;',
    to: 'const samePage = true;',
    test: 'test/unit/seat.test.ts',
    title: 'goes to the newest page',
  },
  {
    name: 'skip-origin',
    file: 'gateway/server/sockets/socket-server.ts',
    from: "if (origins.length !== 1 || !this.#deps.origins.has(origins[0] ?? ''))",
    to: 'if (origins.length > 5)',
    test: 'test/contract/handshake.test.ts',
    title: '[T-WS-ORIGIN]',
  },
  {
    name: 'ticket-twice',
    file: 'gateway/server/sockets/tickets.ts',
    from: 'this.#tickets.delete(ticket);\n    return entry',
    to: 'return entry',
    test: 'test/contract/attacks-socket.test.ts',
    title: '[T-TICKET-REPLAY]',
  },
  {
    name: 'resume-on-restart',
    file: 'gateway/server/sessions/live-session.ts',
    from: 'if (this.open) this.actor.restarted();',
    to: '',
    test: 'test/contract/view-request.test.ts',
    title: '[I13] shares nothing after a restart',
  },
  {
    name: 'no-epoch',
    file: 'gateway/server/sockets/gate.ts',
    from: "const sameEpoch = !('epoch' in message) || message.epoch === context.grant?.epoch;",
    to: 'const sameEpoch = true;',
    test: 'test/unit/scope-table.test.ts',
    title: '[I5] lets nothing pass',
  },
  {
    name: 'any-role',
    file: 'gateway/server/sockets/gate.ts',
    from: "if (rule.from !== 'both' && rule.from !== role) return { pass: false, code: 'E_NOT_ALLOWED' };",
    to: '',
    test: 'test/unit/scope-table.test.ts',
    title: '[T-ROLE-SWAP] question.answer of agent',
  },
  {
    name: 'foreign-session',
    file: 'gateway/server/sessions/sessions.ts',
    from: "if (session?.agentId !== agentId) throw new Refusal('E_NO_SESSION');",
    to: "if (!session) throw new Refusal('E_NO_SESSION');",
    test: 'test/contract/attacks-socket.test.ts',
    title: '[T-CROSS]',
  },
  {
    name: 'silence-is-yes',
    file: 'state-machines/request.machine.ts',
    from: "after: { promptTimeout: refuse('noAnswer') },",
    to: "after: { promptTimeout: 'choosing' },",
    test: 'test/unit/request.machine.test.ts',
    title: '[R7] [B-04] ends as no answer',
  },
  {
    name: 'ok-is-grant',
    file: 'state-machines/request.machine.ts',
    from: "{ guard: 'isOk', target: 'choosing' },",
    to: "{ guard: 'isOk', target: '#request.open.granted' },",
    test: 'test/unit/request.machine.test.ts',
    title: '[R3] [B-01]',
  },
  {
    name: 'any-surface',
    file: 'state-machines/request.machine.ts',
    from: "['monitor', 'window', 'unknown']",
    to: "['monitor', 'window', 'unknown', 'browser']",
    test: 'test/unit/request.machine.test.ts',
    title: '[R6] names each refusal',
  },
  {
    name: 'no-throttle',
    file: 'gateway/server/sessions/live-session.ts',
    from: "if (waitMs > 0) throw new Refusal('E_ASKED_TOO_OFTEN', { retryInMs: waitMs });",
    to: '',
    test: 'test/contract/view-request.test.ts',
    title: '[B-10] [T-PROMPT-SPAM]',
  },
  {
    name: 'any-text',
    file: 'gateway/server/sockets/customer-messages.ts',
    from: "if (!entry || textVersion !== QUESTION_TEXT_VERSION) throw new Refusal('E_STALE');",
    to: "if (!entry) throw new Refusal('E_STALE');",
    test: 'test/contract/view-request.test.ts',
    title: 'refuses an answer to a text that was not the one shown',
  },
  {
    name: 'pin-told-apart',
    file: 'gateway/server/http/customer-routes.ts',
    from: "return problem(reply, 'E_PIN_INVALID');",
    to: "return problem(reply, sessionId === undefined ? 'E_PIN_INVALID' : 'E_STALE');",
    test: 'test/contract/join.test.ts',
    title: '[I4] lets exactly one of many win',
  },
  {
    name: 'unlimited-guesses',
    file: 'gateway/server/guess-budget.ts',
    from: 'const waitMs = wrong < FREE_GUESSES ? 0',
    to: 'const waitMs = wrong > 0 ? 0',
    test: 'test/contract/attacks-pin.test.ts',
    title: '[T-PIN-BRUTE]',
  },
  {
    name: 'sdp-as-it-came',
    file: 'gateway/server/sockets/customer-messages.ts',
    from: "if (!rebuilt.ok) throw new Refusal('E_SDP');",
    to: '',
    test: 'test/contract/view-request.test.ts',
    title: 'takes no second offer and no SDP that is not ours',
  },
];

describe('each protection, taken out', () => {
  let build: BrokenBuild;
  before(async () => void (build = await BrokenBuild.create()));
  after(() => build[Symbol.asyncDispose]());

  for (const gate of GATES.filter(({ name }) => ONLY === undefined || name === ONLY)) {
    it(`--break=${gate.name} turns "${gate.title}" red`, async () => {
      const failures = await build.failuresWithout(gate);
      assert.ok(
        failures.some((name) => name.includes(gate.title)),
        `nothing noticed; failed: ${failures.join(', ') || 'none'}`,
      );
    });
  }
});

import type { BrokenGate } from './broken-build.ts';

const DOOR = 'gateway/media-node/guard/server-gate.ts';
const GUARD = 'gateway/media-node/guard/guard.ts';
const SHARE = 'gateway/media-node/guard/share.ts';
const STOPPING = 'gateway/media-node/guard/stopping.ts';

/** Protections of the media node, each with what takes it out and the test that must notice. */
export const MEDIA_GATES: readonly BrokenGate[] = [
  {
    name: 'no-deadline',
    file: GUARD,
    from: "if (leftMs < 0) return failed('stale', 'the deadline has passed');",
    to: '',
    test: 'test/unit/guard-calls.test.ts',
    title: '[T-LATE-START] [I1] carries out nothing that comes after its deadline',
  },
  {
    name: 'kick-only',
    file: STOPPING,
    from: 'const destroyed = target.owner',
    to: `await target.owner?.request({ request: 'kick', room: target.room, secret: target.secret });
  return true;
  const destroyed = target.owner`,
    test: 'test/unit/guard-stopping.test.ts',
    title: 'destroys the room and hangs up every handle at the first try',
  },
  {
    name: 'stop-unverified',
    file: STOPPING,
    from: 'if (await becomesTrue(isOver, tools.clock)) return true;\n\n  tools',
    to: 'return true;\n\n  tools',
    test: 'test/unit/guard-stopping.test.ts',
    title: 'goes on through the Admin API, and says so, when the room is still there',
  },
  {
    name: 'silent-server-stays',
    file: DOOR,
    from: 'const silent = (): void => {',
    to: 'const silent = (): void => {\n      if (link) return;',
    test: 'test/unit/guard-door.test.ts',
    title: '[F4] a server that is silent for a second counts as gone',
  },
  {
    name: 'any-incarnation',
    file: DOOR,
    from: 'if (incarnation < incarnations.highest || incarnation === this.#current?.incarnation) {',
    to: 'if (incarnation < 0) {',
    test: 'test/unit/guard-door.test.ts',
    title: '[I12] a server with a lower incarnation',
  },
  {
    name: 'any-epoch',
    file: GUARD,
    from: 'if (epoch <= this.#highestEpoch || this.#shares.has(shareId))',
    to: 'if (this.#shares.has(shareId))',
    test: 'test/contract/media-guard.test.ts',
    title: '[I12] an epoch that is not higher than every one before is refused',
  },
  {
    name: 'feed-unheard',
    file: 'gateway/media-node/guard/event-feed.ts',
    from: 'if (!this.#closed) onSilent();',
    to: '',
    test: 'test/unit/guard-calls.test.ts',
    title: '[I1] does without Janus where its events are not heard any more',
  },
  {
    name: 'strange-unseen',
    file: 'gateway/media-node/guard/media-watch.ts',
    from: "return this.#report('strangeHandle', event, this.#onSession(event.sessionId));",
    to: 'return;',
    test: 'test/unit/guard-watch.test.ts',
    title: 'reports a stranger that attaches, once',
  },
  {
    name: 'strange-stays',
    file: GUARD,
    from: 'const cut = await this.#cut(violation).catch(() => false);',
    to: 'const cut = true;',
    test: 'test/unit/guard-calls.test.ts',
    title: '[I1] ends the session of a strange handle',
  },
  {
    name: 'no-pvtid',
    file: SHARE,
    from: 'require_pvtid: true,',
    to: '',
    test: 'test/contract/media-guard.test.ts',
    title: '[T-JANUS-CONF] each room is private',
  },
  {
    name: 'no-room-pin',
    file: SHARE,
    from: 'secret,\n      pin,\n',
    to: 'secret,\n',
    test: 'test/contract/media-guard.test.ts',
    title: '[T-JANUS-CONF] each room is private',
  },
  {
    name: 'no-secret',
    file: DOOR,
    from: 'if (!sameText(hello.proof, sign(secret, serverProofText(guardNonce, serverNonce, incarnation)))) {',
    to: 'if (hello.proof === secret) {',
    test: 'test/unit/guard-door.test.ts',
    title: '[I20] a server that does not know the secret is refused',
  },
  {
    name: 'recording-unlocked',
    file: SHARE,
    from: '      lock_record: true,\n',
    to: '',
    test: 'test/contract/media-guard.test.ts',
    title: '[T-JANUS-CONF] each room is private',
  },
];

import type { BrokenGate } from './broken-build.ts';

const PAGE = 'gateway/server/sessions/page-share.ts';
const GATE = 'gateway/server/sockets/gate.ts';
const SESSIONS = 'gateway/server/sessions/sessions.ts';
const CONNECTION = 'gateway/server/sockets/connection.ts';
const CONNECT_ROUTES = 'gateway/server/http/connect-routes.ts';
const RELAY = 'test/contract/cobrowse-relay.test.ts';
const CONNECT = 'test/contract/cobrowse-connect.test.ts';
const FLOODS = 'test/contract/cobrowse-floods.test.ts';
const UNIT = 'test/unit/page-share.test.ts';
const HAND = 'gateway/server/sessions/page-hand.ts';
const USED = 'test/contract/cobrowse-control.test.ts';
const ACTS = 'test/unit/page-acts.test.ts';

/** Protections of co-browsed pages and of clicks to connect, each with what takes it out and the test that must notice. */
export const COBROWSE_GATES: readonly BrokenGate[] = [
  {
    name: 'page-of-any-epoch',
    file: GATE,
    from: "const sameEpoch = !('epoch' in message) || message.epoch === context.grant?.epoch;",
    to: 'const sameEpoch = true;',
    test: RELAY,
    title: '[I1] [I5] [I18] passes under no other grant, epoch or session',
  },
  {
    name: 'page-after-its-end',
    file: PAGE,
    from: 'if (this.#closed || this.#cancelSlow) return;\n    const checked',
    to: 'if (this.#cancelSlow) return;\n    const checked',
    test: UNIT,
    title: '[I1] passes nothing and asks for nothing after its end',
  },
  {
    name: 'page-before-its-stop',
    file: 'gateway/server/sockets/socket-server.ts',
    from: " || message.type === 'page.event'",
    to: '',
    test: RELAY,
    title: '[002-29] [I1] stops with the customer’s stop',
  },
  {
    name: 'page-unseen',
    file: PAGE,
    from: 'if (!this.#watched || this.#cancelDrain) return;',
    to: 'if (this.#cancelDrain) return;',
    test: UNIT,
    title: 'is open too where nobody looks meanwhile',
  },
  {
    name: 'page-unchecked',
    file: PAGE,
    from: 'const checked = this.#page.accept(event);',
    to: 'const known = this.#page.accept(event);\n    const checked = "events" in known ? { events: [event] } : known;',
    test: RELAY,
    title: '[I10] is stripped of whatever could act',
  },
  {
    name: 'page-before-its-snapshot',
    file: PAGE,
    from: 'if (!this.#viewerIsCurrent) return;\n    if (this.#events.unsent',
    to: 'if (this.#events.unsent',
    test: UNIT,
    title: 'is open too where nobody looks meanwhile',
  },
  {
    name: 'page-into-any-queue',
    file: PAGE,
    from: 'if (this.#events.unsentBytes() > VIEWER_UNSENT_MAX_BYTES || !this.#backlog.isEmpty) return this.#keepForViewer({ ...event, seq: this.#seq });',
    to: '',
    test: UNIT,
    title: 'waits for a viewer who does not read',
  },
  {
    name: 'page-without-budget',
    file: CONNECTION,
    from: 'if (this.#bytes.take(bytes)) return true;',
    to: 'if (bytes > 0) return true;',
    test: FLOODS,
    title: 'with more than its bytes is told to slow down',
  },
  {
    name: 'page-used-while-asked',
    file: HAND,
    from: ' || pendingRequest(this.#actor.state) !== undefined;',
    to: ';',
    test: USED,
    title: '[I8] [B-03] nothing passes while a question is open',
  },
  {
    name: 'acts-in-any-order',
    file: HAND,
    from: "if (seq <= this.#stream.lastSeq) return this.#refuse('E_STALE');",
    to: '',
    test: USED,
    title: '[I1] [I2] [I5] [T-ROLE-SWAP] is used by nobody else',
  },
  {
    name: 'acts-without-budget',
    file: HAND,
    from: "if (!this.#stream.budget.take()) return this.#refuse('E_SLOW_DOWN');",
    to: '',
    test: USED,
    title: '[F11] is used no faster than a person does',
  },
  {
    name: 'hand-stays-on-the-next-page',
    file: PAGE,
    from: 'if (isOther) this.#events.documentChanged();',
    to: '',
    test: USED,
    title: '[I2] is let go of where the agent sees another document',
  },
  {
    name: 'control-where-it-is-off',
    file: SESSIONS,
    from: " && (what === 'view' || allowed.control)",
    to: '',
    test: CONNECT,
    title: '[002-28] [002-32] let agents use their pages only where they say so',
  },
  {
    name: 'acts-on-what-is-masked',
    file: 'gateway/cobrowse/act/reach.ts',
    from: 'if (why) throw new ActRefused(why);',
    to: '',
    test: ACTS,
    title: '[T-COBROWSE-ACT] is nothing that is masked',
  },
  {
    name: 'acts-beside-the-customer',
    file: 'gateway/cobrowse/act/customer-hand.ts',
    from: 'return this.#isDown || this.#now() < this.#lastAt + OWN_HAND_MS;',
    to: 'return this.#isDown;',
    test: ACTS,
    title: '[B-32] comes first for a second',
  },
  {
    name: 'visitor-asked-for-anything',
    file: GATE,
    from: " && (message.type !== 'request.create' || isOfPage(message.capability))",
    to: '',
    test: 'test/unit/scope-table.test.ts',
    title: '[T-SCOPE-MATRIX] [002-27] [D-7] lets an agent do nothing',
  },
  {
    name: 'visitor-asked-by-two',
    file: 'gateway/server/sockets/agent-messages.ts',
    from: "if (taken.length === 0 && session.agentId !== agentId) throw new Refusal('E_STALE');",
    to: '',
    test: CONNECT,
    title: '[D-7] [002-27] is taken and asked in one step',
  },
  {
    name: 'visitor-for-every-group',
    file: SESSIONS,
    from: ' && (site.groups?.includes(agent.group) ?? true)',
    to: '',
    test: CONNECT,
    title: 'refuse co-browse where it is off, and are offered to the groups that are named',
  },
  {
    name: 'cobrowse-where-it-is-off',
    file: 'gateway/server/sessions/agent-view.ts',
    from: 'ended ?? input.cobrowseRefusal ?? requestRefusal',
    to: 'ended ?? requestRefusal',
    test: CONNECT,
    title: 'refuse co-browse where it is off, and are offered to the groups that are named',
  },
  {
    name: 'words-of-somebody-elses',
    file: 'gateway/server/sessions/agent-view.ts',
    from: 'words: unclaimed ? null : input.words,',
    to: 'words: input.words,',
    test: CONNECT,
    title: '[002-27] is offered to every agent as waiting',
  },
  {
    name: 'click-from-any-page',
    file: CONNECT_ROUTES,
    from: 'url && origins.includes(url.origin)',
    to: 'url && origins.length > 0',
    test: CONNECT,
    title: 'take clicks from their own pages alone',
  },
  {
    name: 'click-from-a-host',
    file: CONNECT_ROUTES,
    from: "if (isFromHost(request, deps.hostOrigins)) return problem(reply, 'E_ORIGIN');",
    to: '',
    test: CONNECT,
    title: '[T-WS-ORIGIN] is taken from our own origin alone',
  },
  {
    name: 'clicks-without-limit',
    file: CONNECT_ROUTES,
    from: "if (!bucket.take()) throw new Refusal('E_SLOW_DOWN', { retryInMs: bucket.waitMs });",
    to: '',
    test: CONNECT,
    title: 'is limited for each network',
  },
  {
    name: 'frame-for-everybody',
    file: 'gateway/server/http/security-headers.ts',
    from: "site ? contentSecurityPolicy(site.origins.join(' ')) : forPages",
    to: "site ? contentSecurityPolicy('*') : forPages",
    test: CONNECT,
    title: 'take clicks from their own pages alone',
  },
  {
    name: 'visitor-who-left-stays',
    file: 'gateway/server/sessions/live-session.ts',
    from: "if (this.agentId === NOBODY.agentId) this.#note({ type: 'visitor.gone' });\n    else if",
    to: 'if',
    test: 'test/unit/visitors.test.ts',
    title: '[002-27] may go on to a page that is slow to load',
  },
];

import type { Alarm, ServerMessage } from '../../protocol/server-messages.ts';
import type { LogEntry } from '../../protocol/views.ts';
import { CAPABILITIES, type Capability, type Codec, type ErrorCode, type Locale, type Person } from '../../protocol/vocabulary.ts';
import { OWNER_OF } from '../../../state-machines/owners.ts';
import {
  continuableRequest,
  openRequest,
  openRequests,
  pendingRequest,
  type SessionFact,
  type SessionState,
  type SiteWords,
  type VisitedPage,
} from '../../../state-machines/support-session.ts';
import type { Agent } from '../accounts/accounts.ts';
import { Bucket } from '../bucket.ts';
import type { Clock } from '../clock.ts';
import { Refusal } from '../refusal.ts';
import type { Invites } from '../invites/invites.ts';
import { newWords } from '../invites/words.ts';
import type { Site } from '../sites/sites.ts';
import type { StoredFact } from '../store/store.ts';
import type { AbuseReports } from './abuse-reports.ts';
import { agentView, type ViewInput } from './agent-view.ts';
import { AskedTimes } from './asked-times.ts';
import { Control } from './control.ts';
import { customerView } from './customer-view.ts';
import {
  ASK_LIMIT,
  ASK_WINDOW_MS,
  CONTINUE_OFFER_MS,
  IDLE_LOSSES_BURST,
  IDLE_LOSSES_PER_SECOND,
  LOG_LINES_SENT,
  VISITOR_AWAY_MS,
  VISITOR_COMES_WITHIN_MS,
} from './limits.ts';
import { PageHand } from './page-hand.ts';
import { LEASE_MS, Seat, type Presence } from './seat.ts';
import { SessionActor, type SessionActorDeps } from './session-actor.ts';

export interface LiveSessionDeps extends SessionActorDeps {
  readonly clock: Clock;
  readonly invites: Invites;
  agentOf(agentId: string): Agent | undefined;
  agentPresence(agentId: string): Presence;
  agentDecodes(agentId: string): readonly Codec[];
  toAgent(agentId: string, message: ServerMessage): void;
  agentUnsentBytes(agentId: string): number;
  /** The site as it is published now. */
  siteOf(siteKey: string): Site | undefined;
  /** Why this page of the site cannot be seen, or used; `null` where it can. */
  cobrowseRefusal(page: Pick<VisitedPage, 'siteKey' | 'address'>, what: 'view' | 'control'): ErrorCode | null;
  /** Nobody has taken this session: whoever may take it sees it as it is now. */
  offered(session: LiveSession): void;
  /** It is not offered any more. */
  notOffered(session: LiveSession): void;
  /** A customer is about to take the agent's desktop. @throws {Refusal} Another customer has it. */
  takingAgents(session: LiveSession): void;
  /** Whether the agent gives control of the own desktop, or asks to, in another session. */
  isGivenElsewhere(session: LiveSession): boolean;
  /** What `isGiven` tells of this session has changed. */
  givenChanged(session: LiveSession): void;
  tellSupervisors(alarm: Alarm): void;
  readonly reports: Pick<AbuseReports, 'add' | 'askLimitOf'>;
}

type Created = Extract<SessionFact, { type: 'session.created' }>;

/** Stands for the agent of a session that nobody has taken. */
export const NOBODY: Pick<Agent, 'agentId' | 'name'> = { agentId: '', name: '' };

/** The latest of these says who holds the customer's key: nobody after an invitation. */
const KEY_FACTS: readonly string[] = [
  'session.invited',
  'customer.joined',
  'customer.connected',
  'customer.linked',
] satisfies SessionFact['type'][];

/** The latest of these says whether the customer's page was lost. */
const PRESENCE_FACTS: readonly string[] = ['customer.linked', 'customer.lost', 'customer.returned'] satisfies SessionFact['type'][];

/** A session with the people at it: its actor, the customer's seat, and the views that both ends get after each change. */
export class LiveSession {
  readonly actor: SessionActor;
  readonly customer: Seat;
  /** By whose mouse and keyboard it is. */
  readonly controls: Readonly<Record<Person, Control>>;
  /** The agent's, on the page that the customer shares. */
  readonly pageHand: PageHand;
  readonly #deps: LiveSessionDeps;
  #locale: Locale = 'en';
  readonly #asked: AskedTimes;
  readonly #timers = new Set<() => void>();
  readonly #idleLosses: Record<'customer' | 'agent', Bucket>;
  /** Whether the customer's page is lost, as far as the record tells. */
  #customerIsLost = false;
  #questionEndsMs = 0;
  #continueUntilMs = 0;
  #offeredFor: string | undefined;
  #wasGiven = false;
  #wasOffered = false;
  /** Address of the page that the visitor came to last; none where that is the one of the click. */
  #movedTo: string | undefined;

  constructor(sessionId: string, deps: LiveSessionDeps) {
    this.#deps = deps;
    this.#asked = new AskedTimes(deps.clock);
    this.actor = new SessionActor(sessionId, deps, {
      changed: () => this.#changed(),
      // Whoever takes a session gets what was before, too.
      logged: (entries) => (entries.some(({ kind }) => kind === 'started') && this.page ? this.sendLog() : this.#sendLog(entries)),
      cut: () => this.#pushControls(),
      forbiddenPaths: () => this.site?.masks.forbiddenPaths ?? [],
      documentChanged: () => this.pageHand.letGo(),
      send: (to, message) => this.sendTo(to, message),
      unsentBytes: (to) => (to === 'agent' ? deps.agentUnsentBytes(this.agentId) : this.customer.unsentBytes),
    });
    this.controls = { customer: this.#newControl('customer'), agent: this.#newControl('agent') };
    const { clock, failed } = deps;
    this.pageHand = new PageHand(this.actor, {
      clock,
      bothOnline: () => this.#bothOnline(),
      send: (to, message) => this.sendTo(to, message),
      changed: () => this.push(),
      failed,
    });
    const idleLosses = (): Bucket => new Bucket(deps.clock, IDLE_LOSSES_PER_SECOND, IDLE_LOSSES_BURST);
    this.#idleLosses = { customer: idleLosses(), agent: idleLosses() };
    this.customer = new Seat(deps.clock, {
      leaseMs: () => (this.agentId === NOBODY.agentId ? VISITOR_AWAY_MS : LEASE_MS),
      mayReturn: () => this.page !== null,
      disconnected: () => this.letGo(),
      lost: () => this.#customerLost(),
      presenceChanged: () => this.push(),
    });
  }

  /** Brings the session back from the record; nothing that ended before is offered again. */
  restore(facts: readonly StoredFact[]): void {
    this.actor.restore(facts);
    this.#customerIsLost = facts.findLast(({ type }) => PRESENCE_FACTS.includes(type))?.type === 'customer.lost';
    this.#offeredFor = continuableRequest(this.actor.state)?.requestId;
    if (this.open) this.actor.restarted();
    if (this.open) this.expectVisitor();
    this.#wasOffered = this.isOffered;
    this.#tellReport(); // where the server was killed before it had done so
  }

  /** Ends every timer; the server ends. */
  close(): void {
    this.#endTimers();
    this.controls.customer.close();
    this.controls.agent.close();
    this.pageHand.close();
    this.actor.close();
  }

  get sessionId(): string {
    return this.actor.sessionId;
  }

  get agentId(): string {
    return this.#agent.agentId;
  }

  /** Where the customer clicked to connect; `null` where an agent invited the customer. */
  get page(): VisitedPage | null {
    const created = this.#created;
    return created.agentId === undefined ? created.page : null;
  }

  /** The site of that page, as it is published now. */
  get site(): Site | undefined {
    return this.page ? this.#deps.siteOf(this.page.siteKey) : undefined;
  }

  /** Whether it waits for the first agent who takes it. */
  get isOffered(): boolean {
    return this.actor.state.session.hasTag('unclaimed');
  }

  /** A visitor who does not come is nobody whom an agent could take. */
  expectVisitor(): void {
    if (this.agentId !== NOBODY.agentId) return;
    this.#after(VISITOR_COMES_WITHIN_MS, () => {
      if (this.agentId === NOBODY.agentId && this.customer.presence === 'absent') this.#note({ type: 'visitor.gone' });
    });
  }

  /** Codecs of pictures that this person's page can show. */
  decodesOf(person: Person): readonly Codec[] {
    return person === 'agent' ? this.#deps.agentDecodes(this.agentId) : this.customer.decodes;
  }

  /** Whether the agent gives this customer control of the own desktop, or asks to. */
  get isGiven(): boolean {
    return openRequests(this.actor.state).some(({ capability }) => capability === 'giveControl');
  }

  get open(): boolean {
    return this.actor.state.session.hasTag('open');
  }

  /** Hash of the key in the customer's cookie; `undefined` until somebody joined. A new invitation takes it away again. */
  get customerKeyHash(): string | undefined {
    const latest = this.actor.facts.findLast(({ type }) => KEY_FACTS.includes(type));
    return (latest?.payload as { customerKeyHash?: string } | undefined)?.customerKeyHash;
  }

  get locale(): Locale {
    return this.#locale;
  }

  setLocale(locale: Locale): void {
    this.#locale = locale;
    this.pushToCustomer();
  }

  /** The visitor is on another page of the site, or the same one anew. @throws {Refusal} `E_NOT_ALLOWED`: this customer is no visitor of a site. */
  visitMoved(address: string): void {
    if (!this.page) throw new Refusal('E_NOT_ALLOWED');
    this.#movedTo = address;
    this.push();
  }

  /** The page of whoever joined is there. @throws {Refusal} `E_STALE`: it is linked already, or was invited anew meanwhile. */
  async link(): Promise<void> {
    await this.actor.submit(() => {
      const { customerKeyHash } = this;
      if (!this.actor.state.session.hasTag('joined') || customerKeyHash === undefined) throw new Refusal('E_STALE');
      return { type: 'customer.linked', words: newWords(), customerKeyHash };
    });
  }

  /**
   * @param agent - Whoever asks: the session's agent, or somebody who takes it by that.
   * @throws {Refusal} `E_ASKED_TOO_OFTEN` with the wait.
   */
  countQuestion(capability: Capability, { agentId, name: agentName } = this.#agent): void {
    const waitMs = this.#askAgainInMs(capability, agentId);
    if (waitMs > 0) throw new Refusal('E_ASKED_TOO_OFTEN', { retryInMs: waitMs });
    if (this.#asked.add(capability) === ASK_LIMIT)
      this.#deps.tellSupervisors({ kind: 'askedTooOften', agentName, capability });
    this.#pushAfter(ASK_WINDOW_MS); // one more may be asked from then on
  }

  /** The customer's page is there again. */
  customerReturned(): void {
    this.#note(() => {
      if (!this.#customerIsLost) throw new Refusal('E_STALE');
      this.#customerIsLost = false;
      return { type: 'customer.returned' };
    });
  }

  /** The agent's page is gone. */
  agentLost(): void {
    if (openRequests(this.actor.state).length > 0) this.#note({ type: 'agent.lost' });
    else this.#note((state) => this.#idleLoss('agent', state));
  }

  /** Somebody's page lost its socket, for a moment or for good: nobody controls the other one any more. */
  letGo(): void {
    this.letGoOfCustomers();
    this.controls.agent.letGo();
    this.actor.pageShares.forEach((page) => page.pointNowhere());
  }

  /** Nobody uses the customer's desktop or page any more, until the agent clicks into it again. */
  letGoOfCustomers(): void {
    this.controls.customer.letGo();
    this.pageHand.letGo();
  }

  /** To the page of whoever it is, where one is there. */
  sendTo(person: Person, message: ServerMessage): void {
    if (person === 'agent') this.#deps.toAgent(this.agentId, message);
    else this.customer.send(message);
  }

  /** Sends the log's latest lines to the agent's page; the record has all. */
  sendLog(): void {
    this.#sendLog(this.actor.log.slice(-LOG_LINES_SENT));
  }

  /** Sends the present views to both ends. */
  push(): void {
    if (this.actor.facts.length === 0) return; // not on record yet
    this.#pushControls(); // before the pages: a question is on no screen while input still passes
    if (this.isOffered) this.#deps.offered(this);
    else if (this.agentId !== NOBODY.agentId) this.#deps.toAgent(this.agentId, { type: 'agent.session', session: agentView(this.viewInput()) });
    if (this.#wasOffered && !this.isOffered) this.#deps.notOffered(this);
    this.#wasOffered = this.isOffered;
    this.pushToCustomer();
  }

  /** @param agentId - Whose view it is, where nobody has taken the session yet. */
  viewInput(agentId = this.agentId): ViewInput {
    const { actor, customer } = this;
    const { clock, invites } = this.#deps;
    const { page } = this;
    const { name, company } = this.#created;
    const invite = invites.ofSession(this.sessionId);
    const expiresInMs = invite ? invites.remainingMs(invite) : 0;
    return {
      sessionId: this.sessionId,
      state: actor.state,
      name,
      page,
      siteWords: this.#siteWords,
      cobrowseRefusal: this.#cobrowseRefusal('view'),
      cobrowseControlRefusal: this.#cobrowseRefusal('control'),
      agentName: this.#agent.name,
      company,
      createdAtMs: actor.facts[0]?.atMs ?? 0,
      words: this.#fact('customer.linked')?.words ?? null,
      customerPresence: customer.presence,
      agentPresence: this.#deps.agentPresence(agentId),
      invite: invite?.code ? { kind: invite.kind, code: invite.code, expired: expiresInMs === 0, expiresInMs } : null,
      rights: this.#deps.agentOf(agentId)?.rights ?? { startPrivateSessions: false, usePin: false },
      mediaReady: this.#deps.media.ready,
      desktops: { customer: this.#desktopTimes('customer'), agent: this.#desktopTimes('agent') },
      continueInMs: Math.max(0, this.#continueUntilMs - clock.monotonicMs()),
      remainingMs: Math.max(0, this.#questionEndsMs - clock.monotonicMs()),
      isGivenElsewhere: this.#deps.isGivenElsewhere(this),
      controls: { customer: handOf(this.controls.customer), agent: handOf(this.controls.agent) },
      pageHand: this.pageHand.hand,
      askAgainInMs: {
        view: this.#askAgainInMs('view', agentId),
        control: this.#askAgainInMs('control', agentId),
        show: this.#askAgainInMs('show', agentId),
        giveControl: this.#askAgainInMs('giveControl', agentId),
        cobrowseView: this.#askAgainInMs('cobrowseView', agentId),
        cobrowseControl: this.#askAgainInMs('cobrowseControl', agentId),
      },
    };
  }

  #cobrowseRefusal(what: 'view' | 'control'): ErrorCode | null {
    const { page } = this;
    if (!page) return 'E_NO_PAGE';
    return this.#deps.cobrowseRefusal({ siteKey: page.siteKey, address: this.#movedTo ?? page.address }, what);
  }

  get #siteWords(): SiteWords | null {
    const asked = this.#fact('request.created');
    return asked?.requestId === pendingRequest(this.actor.state)?.requestId ? (asked?.siteWords ?? null) : null;
  }

  #newControl(owner: Person): Control {
    const { clock, failed } = this.#deps;
    return new Control(this.actor, {
      clock,
      owner,
      bothOnline: () => this.#bothOnline(),
      names: () => {
        const { name, company } = this.#created;
        return { viewerName: owner === 'customer' ? this.#agent.name : name, company };
      },
      taking: () => owner === 'agent' && this.#deps.takingAgents(this),
      changed: () => this.push(),
      failed,
    });
  }

  #bothOnline(): boolean {
    return this.customer.presence === 'online' && this.#deps.agentPresence(this.agentId) === 'online';
  }

  #pushControls(): void {
    this.controls.customer.push();
    this.controls.agent.push();
    this.pageHand.push();
  }

  /** When the open grant for this person's desktop began, and when the latest request about it ended. */
  #desktopTimes(owner: Person): ViewInput['desktops'][Person] {
    const { actor } = this;
    const requestId = openRequest(actor.state, owner)?.requestId;
    const isGrant = ({ type, payload }: StoredFact): boolean =>
      type === 'owner.surfaceChosen' && (payload as { requestId: string }).requestId === requestId;
    const isEnd = ({ kind, params }: LogEntry): boolean =>
      kind === 'ended' && OWNER_OF[params['capability'] as Capability] === owner;
    return { grantedAtMs: actor.facts.findLast(isGrant)?.atMs ?? 0, lastEndedAtMs: actor.log.findLast(isEnd)?.atMs ?? 0 };
  }

  get #created(): Created {
    const fact = this.#fact('session.created');
    if (!fact) throw new Error('a session begins with session.created');
    return fact;
  }

  /** Whoever made the session, or took it. */
  get #agent(): typeof NOBODY {
    const created = this.#created;
    if (created.agentId !== undefined) return { agentId: created.agentId, name: created.agentName };
    const started = this.#fact('agent.started');
    return started?.agentId === undefined ? NOBODY : { agentId: started.agentId, name: started.agentName };
  }

  #fact<T extends SessionFact['type']>(type: T): Extract<SessionFact, { type: T }> | undefined {
    const stored = this.actor.facts.findLast((fact: StoredFact) => fact.type === type);
    return stored && ({ type, ...(stored.payload as object) } as Extract<SessionFact, { type: T }>);
  }

  #customerLost(): void {
    if (this.agentId === NOBODY.agentId) this.#note({ type: 'visitor.gone' });
    else if (openRequests(this.actor.state).length > 0) {
      this.#customerIsLost = true;
      this.#note({ type: 'customer.lost' });
    } else {
      this.#note((state) => {
        const fact = this.#idleLoss('customer', state);
        this.#customerIsLost = true;
        return fact;
      });
    }
  }

  /** Decided at its turn: what was asked a moment before is open by then, and ends. */
  #idleLoss(who: 'customer' | 'agent', state: SessionState): SessionFact {
    if (openRequests(state).length === 0 && !this.#idleLosses[who].take()) throw new Refusal('E_STALE');
    return { type: `${who}.lost` };
  }

  /** A fact that matters only if it is taken now. */
  #note(decide: SessionFact | ((state: SessionState) => SessionFact)): void {
    this.actor.submit(decide).catch((error: unknown) => {
      if (!(error instanceof Refusal)) this.#deps.failed(error);
    });
  }

  #changed(): void {
    const last = this.actor.facts.at(-1)?.type;
    const request = pendingRequest(this.actor.state)?.snapshot;
    if (last === 'customer.continued') this.#questionEndsMs = 0;
    if (last === 'request.created' || last === 'customer.extended' || last === 'customer.answered') {
      const { promptTimeoutMs, pickerTimeoutMs } = request?.context ?? { promptTimeoutMs: 0, pickerTimeoutMs: 0 };
      this.#questionEndsMs = this.#deps.clock.monotonicMs() + (last === 'customer.answered' ? pickerTimeoutMs : promptTimeoutMs);
    }
    this.#offerToContinue();
    if (!this.actor.state.session.hasTag('joinable')) this.#deps.invites.revoke(this.sessionId);
    if (!this.open) {
      this.#endTimers();
      this.controls.customer.end();
      this.controls.agent.end();
      this.pageHand.close();
    }
    this.#tellReport();
    this.push();
    if (this.isGiven !== this.#wasGiven) {
      this.#wasGiven = this.isGiven;
      this.#deps.givenChanged(this);
    }
  }

  /** A session that the customer ended by a report is evidence, and the agent is limited from now on. */
  #tellReport(): void {
    const last = this.actor.facts.at(-1);
    if (last?.type !== 'customer.reportedAbuse') return;
    const { sessionId } = this;
    const { name: sessionName } = this.#created;
    const { agentId, name: agentName } = this.#agent;
    this.#deps.reports.add({ sessionId, sessionName, agentId, agentName, atMs: last.atMs });
  }

  /** Sends the views when something in them runs out by itself. */
  #pushAfter(delayMs: number): void {
    this.#after(delayMs, () => this.push());
  }

  /** Not once the session has ended. */
  #after(delayMs: number, run: () => void): void {
    const cancel = this.#deps.clock.after(delayMs, () => {
      this.#timers.delete(cancel);
      run();
    });
    this.#timers.add(cancel);
  }

  #endTimers(): void {
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
  }

  /** Once for each share that ended in a way that nobody wanted. It goes away by itself, without a fact. */
  #offerToContinue(): void {
    const ended = continuableRequest(this.actor.state)?.requestId;
    if (ended === this.#offeredFor) return;
    this.#offeredFor = ended;
    if (ended === undefined) return;
    this.#continueUntilMs = this.#deps.clock.monotonicMs() + CONTINUE_OFFER_MS;
    this.#pushAfter(CONTINUE_OFFER_MS);
  }

  /** Sends the present view to the customer's page, once it is linked. */
  pushToCustomer(): void {
    const { session } = this.actor.state;
    if (session.hasTag('invitable') || session.hasTag('joined')) return;
    this.customer.send({ type: 'customer.session', session: customerView(this.viewInput(), this.#locale) });
  }

  #sendLog(entries: readonly LogEntry[]): void {
    const invite = this.#deps.invites.ofSession(this.sessionId);
    const lastPin = this.actor.log.findLast((entry) => entry.kind === 'pinCreated')?.seq;
    const shown = entries.map((entry) =>
      entry.kind === 'pinCreated' && entry.seq === lastPin && invite?.code
        ? { ...entry, params: { pin: invite.code } } // only while it lives; it is not on the record
        : entry,
    );
    this.#deps.toAgent(this.agentId, { type: 'session.log', sessionId: this.sessionId, entries: shown });
  }

  #askAgainInMs(capability: Capability, agentId: string): number {
    const limit = this.#deps.reports.askLimitOf(agentId);
    // Of an agent whom a customer reported, whatever was asked counts.
    return this.#asked.waitMs(limit === ASK_LIMIT ? [capability] : CAPABILITIES, limit);
  }
}

const handOf = (control: Control): ViewInput['controls'][Person] => ({
  helper: control.helper.state,
  helperPercent: control.helper.percent,
  hand: control.hand,
});

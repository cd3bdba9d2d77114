import type { Alarm, ServerMessage } from '../../protocol/server-messages.ts';
import { mayBeOneOf } from '../../protocol/path-patterns.ts';
import type { AgentSessionView } from '../../protocol/views.ts';
import type { SessionStatus } from '../../protocol/vocabulary.ts';
import { statusOf } from '../../../state-machines/session.machine.ts';
import type { SessionFact } from '../../../state-machines/support-session.ts';
import type { Accounts, Agent } from '../accounts/accounts.ts';
import type { Clock } from '../clock.ts';
import { hashSecret, newId, newSecret } from '../ids.ts';
import type { Invites } from '../invites/invites.ts';
import type { SessionFigures } from '../metrics.ts';
import type { MediaEvent, MediaPort } from '../media/media-port.ts';
import { Refusal } from '../refusal.ts';
import type { Site, Sites } from '../sites/sites.ts';
import { LOAD_ENDED_FOR_MS, type Store, type StoredFact } from '../store/store.ts';
import { AbuseReports, alarmOf, type AbuseReport } from './abuse-reports.ts';
import { agentView } from './agent-view.ts';
import { SESSIONS_PER_AGENT, SESSIONS_PER_AGENT_AND_HOUR, VISITORS_PER_SITE, VISITORS_RETRY_MS } from './limits.ts';
import { LiveSession, NOBODY } from './live-session.ts';
import { Seat, type SeatConnection } from './seat.ts';
import { cleanName, cleanTitle } from './session-name.ts';

export interface SessionsDeps {
  readonly store: Pick<Store, 'append' | 'loaded' | 'incarnation' | 'kept' | 'keep'>;
  readonly media: MediaPort;
  readonly clock: Clock;
  readonly invites: Invites;
  readonly accounts: Accounts;
  readonly sites: Sites;
  /** A customer reported an agent; called once, after it is on the record of the session. */
  reported(report: AbuseReport): void;
  /** An error that nobody expected; it ends no session. */
  failed(error: unknown): void;
}

/** How often seats are checked; a tenth of what F5 allows beyond the lease. */
const LEASE_CHECK_EVERY_MS = 100;
/** How often ended sessions and empty seats are looked through. */
const FORGET_EVERY_MS = 60_000;
/** Whoever clicked to connect without saying a name. */
const VISITOR = 'Visitor';
/** Epochs of one start of the server; the next start continues above them. */
const EPOCHS_PER_INCARNATION = 1_000_000;

/** All sessions of this server and everybody who is connected to one. */
export class Sessions {
  readonly #deps: SessionsDeps;
  readonly #byId = new Map<string, LiveSession>();
  readonly #agentSeats = new Map<string, Seat>();
  readonly #reports: AbuseReports;
  readonly #stops: (() => void)[];
  #lastEpoch: number;

  constructor(deps: SessionsDeps) {
    this.#deps = deps;
    this.#lastEpoch = deps.store.incarnation * EPOCHS_PER_INCARNATION;
    this.#reports = new AbuseReports({ ...deps, reported: (report) => this.#reported(report) });
    for (const [sessionId, facts] of deps.store.loaded) this.#restore(sessionId, facts);
    this.#stops = [
      deps.clock.every(LEASE_CHECK_EVERY_MS, () => this.#checkLeases()),
      deps.clock.every(FORGET_EVERY_MS, () => this.#forget()),
      deps.media.subscribe((event) => {
        if (event.type === 'media') {
          const { shareId, viewerId, state } = event;
          for (const session of this.#open()) session.actor.mediaChanged(shareId, viewerId, state);
          return;
        }
        if (event.type === 'violation') return this.#violated(event);
        if (event.type !== 'ready') return;
        for (const session of this.#open()) {
          if (!event.ready) session.actor.mediaLost();
          session.push();
        }
      }),
    ];
  }

  close(): void {
    for (const stop of this.#stops) stop();
    for (const session of this.#byId.values()) session.close();
  }

  /** Whether anybody's picture may flow now. */
  get sharing(): boolean {
    return this.#open().some((session) => session.actor.liveShares.length > 0);
  }

  get figures(): SessionFigures {
    const open = this.#open();
    const byStatus = new Map<SessionStatus, number>();
    for (const { actor } of open) {
      const status = statusOf(actor.state.session);
      byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
    }
    return { byStatus, shares: open.reduce((sum, { actor }) => sum + actor.liveShares.length, 0) };
  }

  /** Ends everything that is shared: nothing can be recorded at the moment. That it ended is recorded when it can be. */
  cutAll(): void {
    for (const { actor } of this.#open()) actor.mediaLost(actor.liveShares);
  }

  nextEpoch(): number {
    return ++this.#lastEpoch;
  }

  /**
   * A session of this agent, or one that is offered to this agent.
   * @throws {Refusal} `E_NO_SESSION`, also for a session of another agent: ids cannot be probed; `E_STALE` where it was offered to
   * this agent, and is not any more.
   */
  ofAgent(agentId: string, sessionId: string): LiveSession {
    const session = this.#byId.get(sessionId);
    if (session?.agentId === agentId) return session;
    if (!session || !this.#mayTake(agentId, session)) throw new Refusal('E_NO_SESSION');
    if (!session.isOffered) throw new Refusal('E_STALE');
    return session;
  }

  /**
   * A session that the visitor of a site began by a click; the first agent who starts it has it.
   * @returns The key for the visitor's frame.
   * @throws {Refusal} The name, or `E_SLOW_DOWN`: too many wait already.
   */
  async connect(site: Site, visit: { title: string; address: string; name: string }): Promise<string> {
    const waiting = this.#open().filter(({ agentId, page }) => agentId === NOBODY.agentId && page?.siteKey === site.key);
    if (waiting.length >= VISITORS_PER_SITE) throw new Refusal('E_SLOW_DOWN', { retryInMs: VISITORS_RETRY_MS });
    const cleaned = cleanName(visit.name.trim() || VISITOR);
    if (!cleaned.ok) throw new Refusal(cleaned.code);
    const { key: siteKey, name: siteName } = site;
    const page = { siteKey, siteName, title: cleanTitle(visit.title), address: visit.address };
    const session = this.#newSession(newId());
    const key = newSecret();
    await session.actor.begin([
      { type: 'session.created', name: cleaned.name, company: this.#deps.accounts.company, page },
      { type: 'customer.connected', customerKeyHash: hashSecret(key) },
    ]);
    this.#byId.set(session.sessionId, session);
    session.expectVisitor();
    return key;
  }

  /**
   * The fact by which an agent starts a session; one that is offered is this agent's from then on.
   * @param keepHelper - The agent's wish that helpers stay on their computers when it is over.
   * @throws {Refusal}
   */
  start(session: LiveSession, { agentId, name: agentName }: Agent, keepHelper?: true): SessionFact {
    const wish = keepHelper ? { keepHelper } : {};
    if (session.agentId === agentId) return { type: 'agent.started', ...wish };
    if (!session.isOffered) throw new Refusal('E_STALE');
    const own = this.#open().filter((other) => other.agentId === agentId);
    if (own.length >= SESSIONS_PER_AGENT) throw new Refusal('E_TOO_MANY_SESSIONS');
    return { type: 'agent.started', agentId, agentName, company: this.#deps.accounts.company, ...wish };
  }

  byId(sessionId: string): LiveSession | undefined {
    return this.#byId.get(sessionId);
  }

  /** The open session whose share this is, by the share's id, which is its grant's. */
  ofShare(shareId: string): LiveSession | undefined {
    return this.#open().find((session) => session.actor.shareOf(shareId) !== undefined);
  }

  /** Whose share this is, and who sees it: an agent by the id, or the session's customer. */
  partiesOf(shareId: string): { sessionId: string; viewer: string } | undefined {
    const session = this.ofShare(shareId);
    const share = session?.actor.shareOf(shareId);
    if (!session || !share) return undefined;
    return { sessionId: session.sessionId, viewer: session.actor.viewerOf(share) === 'customer' ? 'customer' : session.agentId };
  }

  /** The session that a customer's cookie belongs to. Ended ones are found too, so that the page can say so. */
  byCustomerKey(key: string): LiveSession | undefined {
    const keyHash = hashSecret(key);
    return [...this.#byId.values()].findLast((session) => session.customerKeyHash === keyHash);
  }

  /** @throws {Refusal} A right, the name, or the number of sessions forbids it. */
  async create(agent: Agent, typedName: string, invite: 'pin' | 'link'): Promise<LiveSession> {
    if (!agent.rights.startPrivateSessions) throw new Refusal('E_RIGHT_PRIVATE_SESSIONS');
    if (invite === 'pin' && !agent.rights.usePin) throw new Refusal('E_RIGHT_PIN');
    const cleaned = cleanName(typedName);
    if (!cleaned.ok) throw new Refusal(cleaned.code);
    const own = [...this.#byId.values()].filter((session) => session.agentId === agent.agentId);
    if (own.length >= SESSIONS_PER_AGENT_AND_HOUR || own.filter(({ open }) => open).length >= SESSIONS_PER_AGENT)
      throw new Refusal('E_TOO_MANY_SESSIONS');
    const session = this.#newSession(newId());
    const { agentId, name: agentName } = agent;
    const { company } = this.#deps.accounts;
    // Together: a session that nobody could be invited to would stand in the list for ever.
    const invited = this.#newInvite(session.sessionId, invite);
    const created: SessionFact = { type: 'session.created', name: cleaned.name, agentId, agentName, company };
    await session.actor.begin([created, invited]).catch((error: unknown) => {
      this.#deps.invites.revoke(session.sessionId);
      throw error;
    });
    this.#byId.set(session.sessionId, session);
    return session;
  }

  /** A new PIN or link; the one before is dead. @throws {Refusal} */
  async invite(session: LiveSession, agent: Agent, kind: 'pin' | 'link'): Promise<void> {
    if (kind === 'pin' && !agent.rights.usePin) throw new Refusal('E_RIGHT_PIN');
    const { invites } = this.#deps;
    let invited: SessionFact | undefined;
    await session.actor
      .submit(() => {
        if (!session.actor.state.session.hasTag('invitable')) throw new Refusal('E_STALE');
        invited = this.#newInvite(session.sessionId, kind);
        return invited;
      })
      .catch((error: unknown) => {
        if (invited) invites.revoke(session.sessionId); // it is not on record
        throw error;
      });
  }

  /**
   * Uses a PIN or link up.
   * @returns The key for the customer's cookie.
   * @throws {Refusal} `E_STALE`: somebody was faster, or a newer one was made.
   */
  async join(session: LiveSession): Promise<string> {
    const key = newSecret();
    const { invites } = this.#deps;
    const invite = invites.ofSession(session.sessionId);
    await session.actor.submit(() => {
      if (!invite || invites.ofSession(session.sessionId) !== invite) throw new Refusal('E_STALE');
      return { type: 'customer.joined', customerKeyHash: hashSecret(key) };
    });
    return key;
  }

  attachAgent(agentId: string, connection: SeatConnection): void {
    this.#agentSeat(agentId).attach(connection);
    connection.send({ type: 'agent.sessions', sessions: this.#viewsFor(agentId) });
    for (const session of this.#open().filter((each) => each.agentId === agentId)) {
      session.sendLog();
      session.actor.viewerReturned('agent');
    }
    if (this.#supervises(agentId)) for (const alarm of this.#reports.alarms) connection.send({ type: 'alarm.raised', alarm });
  }

  /** An agent is of another group from now on: other visitors may be taken, and other things are possible. */
  agentChanged(agentId: string): void {
    this.#agentSeats.get(agentId)?.send({ type: 'agent.sessions', sessions: this.#viewsFor(agentId) });
  }

  /** The agent's own sessions and those that are offered, the oldest first. */
  #viewsFor(agentId: string): AgentSessionView[] {
    const shown = this.#open().filter((session) => session.agentId === agentId || (session.isOffered && this.#mayTake(agentId, session)));
    return shown.map((session) => agentView(session.viewInput(agentId))).toSorted((a, b) => a.createdAtMs - b.createdAtMs);
  }

  attachCustomer(session: LiveSession, connection: SeatConnection): void {
    const wasAbsent = session.customer.presence === 'absent';
    session.customer.attach(connection);
    if (session.actor.state.session.hasTag('joined')) return void this.#link(session, connection);
    if (wasAbsent) session.customerReturned();
    session.pushToCustomer(); // the agent hears of a presence that changed
    session.actor.viewerReturned('customer');
    session.actor.ownerReturned('customer');
  }

  /** Tells whoever it concerns that PINs are being guessed: a guess that hits is a stranger in somebody's session. */
  warnOfGuessing(): void {
    const { invites } = this.#deps;
    const hasOpenPin = (agentId: string): boolean =>
      this.#open().some((session) => {
        const invite = session.agentId === agentId ? invites.ofSession(session.sessionId) : undefined;
        return invite?.kind === 'pin' && invites.remainingMs(invite) > 0;
      });
    this.#tellAgents({ kind: 'pinGuessing' }, (agentId) => this.#supervises(agentId) || hasOpenPin(agentId));
  }

  tellSupervisors(alarm: Alarm): void {
    this.#tellAgents(alarm, (agentId) => this.#supervises(agentId));
  }

  /** A site was published anew: its visitors' agents see what can be asked from now on, and those who may take visitors whom. */
  siteChanged(site: Site, before: Site | undefined): void {
    for (const session of this.#open().filter(({ page }) => page?.siteKey === site.key)) {
      if (!session.isOffered) {
        session.push();
        continue;
      }
      for (const [agentId, seat] of this.#agentSeats) {
        if (this.#isOfferedOf(site, agentId)) seat.send({ type: 'agent.session', session: agentView(session.viewInput(agentId)) });
        else if (this.#isOfferedOf(before, agentId)) seat.send({ type: 'session.gone', sessionId: session.sessionId, why: 'taken' });
      }
    }
  }

  seatOf(connection: { role: 'agent'; agentId: string } | { role: 'customer'; sessionId: string }): Seat | undefined {
    return connection.role === 'agent'
      ? this.#agentSeats.get(connection.agentId)
      : this.#byId.get(connection.sessionId)?.customer;
  }

  /** Where that cannot be recorded, or the agent invited anew meanwhile, the page has to ask again who it is. */
  async #link(session: LiveSession, connection: SeatConnection): Promise<void> {
    await session.link().catch((error: unknown) => {
      if (!(error instanceof Refusal)) this.#deps.failed(error);
      const { session: machine } = session.actor.state;
      if (machine.hasTag('invitable') || machine.hasTag('joined')) connection.drop();
    });
  }

  /**
   * Live from now on, before the views with it go out; whoever guesses it this early waits behind its fact. Nothing lies
   * between drawing and using it, so no PIN is drawn for two sessions.
   */
  #newInvite(sessionId: string, kind: 'pin' | 'link'): SessionFact {
    const { invites } = this.#deps;
    const invite = invites.draw(sessionId, kind);
    invites.activate(invite);
    return { type: 'session.invited', kind, codeHash: invite.codeHash, expiresAtMs: invite.expiresAtMs };
  }

  #open(): LiveSession[] {
    return [...this.#byId.values()].filter((session) => session.open);
  }

  /**
   * I8: what an agent asks for is the agent's own wish, not that of a customer who controls the agent's desktop, or did a moment
   * ago, in whichever session.
   * @throws {Refusal} `E_REMOTE_HAND` with the wait
   */
  expectOwnHand(agentId: string): void {
    const retryInMs = Math.max(0, ...this.#everyOf(agentId).map(({ controls }) => controls.agent.remoteForMs));
    if (retryInMs > 0) throw new Refusal('E_REMOTE_HAND', { retryInMs });
  }

  /** A customer is about to take the desktop of this session's agent, who has one. @throws {Refusal} `E_ALREADY_SHARED` */
  #takingAgents(taking: LiveSession): void {
    const own = this.#everyOf(taking.agentId);
    if (own.some((session) => session !== taking && session.controls.agent.isHeld)) throw new Refusal('E_ALREADY_SHARED');
    // Else it would be this customer who controls the desktops of others.
    for (const session of own) session.letGoOfCustomers();
  }

  /** Also those that ended a moment ago. */
  #everyOf(agentId: string): LiveSession[] {
    return [...this.#byId.values()].filter((session) => session.agentId === agentId);
  }

  /** Whether visitors of the session's site are offered to this agent's group. */
  #mayTake(agentId: string, { page }: LiveSession): boolean {
    return this.#isOfferedOf(page ? this.#deps.sites.get(page.siteKey) : undefined, agentId);
  }

  #isOfferedOf(site: Site | undefined, agentId: string): boolean {
    const agent = this.#deps.accounts.find(agentId);
    return agent !== undefined && site !== undefined && (site.groups?.includes(agent.group) ?? true);
  }

  /** To everybody who may take this session, but for whoever did. */
  #tellTakers(session: LiveSession, messageFor: (agentId: string) => ServerMessage): void {
    for (const [agentId, seat] of this.#agentSeats)
      if (agentId !== session.agentId && this.#mayTake(agentId, session)) seat.send(messageFor(agentId));
  }

  #supervises(agentId: string): boolean {
    return this.#deps.accounts.find(agentId)?.supervises ?? false;
  }

  #reported(report: AbuseReport): void {
    this.#deps.reported(report);
    this.tellSupervisors(alarmOf(report));
    // In the agent's other sessions less may be asked from now on.
    for (const session of this.#open()) if (session.agentId === report.agentId) session.push();
  }

  #tellAgents(alarm: Alarm, concerns: (agentId: string) => boolean): void {
    for (const [agentId, seat] of this.#agentSeats) if (concerns(agentId)) seat.send({ type: 'alarm.raised', alarm });
  }

  #agentSeat(agentId: string): Seat {
    const present = this.#agentSeats.get(agentId);
    if (present) return present;
    const own = (): LiveSession[] => this.#open().filter((session) => session.agentId === agentId);
    const seat = new Seat(this.#deps.clock, {
      disconnected: () => own().forEach((session) => session.letGo()),
      lost: () => own().forEach((session) => session.agentLost()),
      presenceChanged: () => own().forEach((session) => session.push()),
    });
    this.#agentSeats.set(agentId, seat);
    return seat;
  }

  #newSession(sessionId: string): LiveSession {
    const { accounts, sites, ...deps } = this.#deps;
    const others = (session: LiveSession): LiveSession[] => this.#open().filter((other) => other !== session && other.agentId === session.agentId);
    return new LiveSession(sessionId, {
      ...deps,
      takingAgents: (session) => this.#takingAgents(session),
      isGivenElsewhere: (session) => others(session).some(({ isGiven }) => isGiven),
      givenChanged: (session) => others(session).forEach((other) => other.push()),
      agentOf: (agentId) => accounts.find(agentId),
      agentPresence: (agentId) => this.#agentSeats.get(agentId)?.presence ?? 'absent',
      agentDecodes: (agentId) => this.#agentSeats.get(agentId)?.decodes ?? [],
      toAgent: (agentId: string, message: ServerMessage) => this.#agentSeats.get(agentId)?.send(message),
      agentUnsentBytes: (agentId) => this.#agentSeats.get(agentId)?.unsentBytes ?? 0,
      siteOf: (siteKey) => sites.get(siteKey),
      cobrowseRefusal: ({ siteKey, address }, what) => {
        const site = sites.get(siteKey);
        if (!site?.cobrowse.view || (what === 'control' && !site.cobrowse.control)) return 'E_COBROWSE_OFF';
        return mayBeOneOf(address, site.masks.forbiddenPaths) ? 'E_PAGE_FORBIDDEN' : null;
      },
      offered: (session) =>
        this.#tellTakers(session, (agentId) => ({ type: 'agent.session', session: agentView(session.viewInput(agentId)) })),
      notOffered: (session) => {
        const why = session.agentId === NOBODY.agentId ? 'left' : 'taken';
        this.#tellTakers(session, () => ({ type: 'session.gone', sessionId: session.sessionId, why }));
      },
      reports: this.#reports,
      tellSupervisors: (alarm) => this.tellSupervisors(alarm),
    });
  }

  /** Open questions and grants of the time before do not come back; the record says so. */
  #restore(sessionId: string, facts: readonly StoredFact[]): void {
    const session = this.#newSession(sessionId);
    session.restore(facts);
    this.#byId.set(sessionId, session);
    if (!session.open) return;
    const invited = facts.findLast((fact) => fact.type === 'session.invited');
    if (invited && session.actor.state.session.hasTag('joinable'))
      this.#deps.invites.restore({ sessionId, ...(invited.payload as RestoredInvite) });
  }

  /** Sessions that ended a while ago, which stay on the record, and the places of agents who left. */
  #forget(): void {
    const beforeMs = this.#deps.clock.nowMs() - LOAD_ENDED_FOR_MS;
    for (const [sessionId, session] of this.#byId) {
      if (!session.open && (session.actor.facts.at(-1)?.atMs ?? 0) < beforeMs) this.#byId.delete(sessionId);
    }
    for (const [agentId, seat] of this.#agentSeats) if (seat.presence === 'absent') this.#agentSeats.delete(agentId);
  }

  /** It has been cut already; a share that was closed with it is over here too. */
  #violated({ shareEnded, shareId }: Extract<MediaEvent, { type: 'violation' }>): void {
    if (!shareEnded || shareId === undefined) return;
    for (const { actor } of this.#open()) actor.mediaLost(actor.liveShares.filter(({ grant }) => grant.grantId === shareId));
  }

  #checkLeases(): void {
    for (const seat of this.#agentSeats.values()) seat.checkLease();
    for (const session of this.#open()) session.customer.checkLease();
  }
}

type RestoredInvite = Pick<Extract<SessionFact, { type: 'session.invited' }>, 'kind' | 'codeHash' | 'expiresAtMs'>;

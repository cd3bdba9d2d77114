import type { ClientMessage } from '../gateway/protocol/client-messages.ts';
import type { AgentSessionView, CustomerSessionView, ShareView } from '../gateway/protocol/views.ts';
import { sampleId, sampleOutcome, samplePageShare, sampleRequest, sampleSession, sampleShare, sampleVisitor } from './agent.ts';
import { activeView, outcome, question, share, waitingView } from './customer.ts';
import { ScriptedLink, type SentCommand } from './scripted-link.ts';
import { samplePage, sampleStep, type Unnumbered } from './shared-page.ts';

/** A link whose other end acts by itself, as a session server with somebody friendly behind it would. */
abstract class ActingLink extends ScriptedLink {
  override command(message: SentCommand['message']): ReturnType<ScriptedLink['command']> {
    const result = super.command(message);
    const sent = this.lastCommand;
    setTimeout(() => this.act(sent), REPLY_MS);
    return result;
  }

  protected abstract act(command: SentCommand): void;
}

/** What a near server takes to answer. */
const REPLY_MS = 150;
/** What a person takes to do the next thing. */
const PERSON_MS = 3_000;

/** What a visitor takes between two steps on the page. */
const STEP_MS = 120;

/**
 * An agent's link: new sessions get the PIN, their customer comes after some seconds, says OK to each request and
 * chooses a screen. No picture flows. A visitor of a website comes by itself, and shares the page.
 */
export class ActingAgentLink extends ActingLink {
  readonly #sessions = new Map<string, AgentSessionView>();
  /** Of the events of shared pages. */
  #seq = 0;

  constructor(getTicket?: () => Promise<string>) {
    super(getTicket);
    for (const [id, name, status] of [['jun', 'Jun Sato', 'waiting'], ['luca', 'Luca Moretti', 'active']] as const) {
      this.#sessions.set(sampleId(id), sampleSession({ sessionId: sampleId(id), name, status, createdAtMs: Date.now() }));
    }
    setTimeout(() => {
      this.open();
      this.tell({ type: 'agent.sessions', sessions: [...this.#sessions.values()] });
    }, REPLY_MS);
    setTimeout(() => this.#visit(), PERSON_MS);
  }

  override send(message: ClientMessage): boolean {
    if (message.type === 'page.resyncWanted') this.#tellPage(message.sessionId, samplePage());
    return super.send(message);
  }

  protected act(command: SentCommand): void {
    const { type, name, invite, capability } = command.message;
    const sessionId = String(command.message['sessionId'] ?? sampleId(`new${this.#sessions.size}`));
    if (type === 'session.create') this.#create(sessionId, String(name));
    if (type === 'session.invite') {
      const code = invite === 'link' ? '/s/mock' : '482915';
      const kind = invite === 'link' ? 'link' : 'pin';
      this.#change(sessionId, { invite: { kind, code, expired: false, expiresInMs: 600_000 } });
    }
    if (type === 'session.start') this.#change(sessionId, { status: 'active', unclaimed: false });
    if (type === 'session.end') this.#change(sessionId, { status: 'ended', endReason: 'agentEnded', share: null, request: null });
    if (type === 'request.create' && capability === 'cobrowseView') this.#askForPage(sessionId);
    else if (type === 'request.create') this.#ask(sessionId);
    if (type === 'request.withdraw') this.#change(sessionId, { request: null, outcome: sampleOutcome('withdrawn') });
    if (type === 'share.look') this.#changeShare(sessionId, { phase: 'watched' });
    if (type === 'share.look') this.#tellPage(sessionId, samplePage());
    if (type === 'share.lookAway') this.#changeShare(sessionId, { phase: 'unwatched' });
    if (type === 'share.release') this.#change(sessionId, { share: null, outcome: sampleOutcome('released', true) });
    command.done(type === 'session.create' ? { sessionId } : {});
  }

  #create(sessionId: string, name: string): void {
    this.#sessions.set(sessionId, sampleSession({ sessionId, name, status: 'connecting', createdAtMs: Date.now() }));
    this.#change(sessionId, {});
    setTimeout(() => this.#change(sessionId, { status: 'waiting', invite: null }), 2 * PERSON_MS);
  }

  #ask(sessionId: string): void {
    this.#change(sessionId, { request: sampleRequest('asking', 60_000), outcome: null });
    const isOpen = (): boolean => this.#sessions.get(sessionId)?.request != null;
    setTimeout(() => isOpen() && this.#change(sessionId, { request: sampleRequest('choosing', 57_000) }), PERSON_MS);
    setTimeout(() => {
      if (isOpen()) this.#change(sessionId, { request: null, share: sampleShare({ sinceAtMs: Date.now() }) });
    }, 2 * PERSON_MS);
  }

  /** Somebody clicks on a website, and waits. */
  #visit(): void {
    const visitor = sampleVisitor({ createdAtMs: Date.now() });
    this.#sessions.set(visitor.sessionId, visitor);
    this.#change(visitor.sessionId, {});
  }

  #askForPage(sessionId: string): void {
    const request = sampleRequest('asking', 60_000, { capability: 'cobrowseView' });
    this.#change(sessionId, { status: 'active', unclaimed: false, request, outcome: null });
    setTimeout(() => {
      if (this.#sessions.get(sessionId)?.request == null) return;
      this.#change(sessionId, { request: null, share: samplePageShare({ sinceAtMs: Date.now() }) });
      this.#tellPage(sessionId, samplePage());
      this.#walk(sessionId, 0);
    }, PERSON_MS);
  }

  #walk(sessionId: string, step: number): void {
    if (!this.#tellPage(sessionId, [sampleStep(step)])) return;
    setTimeout(() => this.#walk(sessionId, step + 1), STEP_MS);
  }

  /** @returns whether the page is shared. */
  #tellPage(sessionId: string, events: readonly Unnumbered[]): boolean {
    const share = this.#sessions.get(sessionId)?.share;
    if (share?.surface !== 'page') return false;
    const { grantId, epoch } = share;
    for (const event of events) this.tell({ type: 'page.event', sessionId, grantId, epoch, event: { ...event, seq: (this.#seq += 1) } });
    return true;
  }

  #changeShare(sessionId: string, change: Partial<ShareView>): void {
    const share = this.#sessions.get(sessionId)?.share;
    if (share) this.#change(sessionId, { share: { ...share, ...change, sinceAtMs: Date.now() } });
  }

  /** What is possible follows from the rest. */
  #change(sessionId: string, change: Partial<AgentSessionView>): void {
    const known = this.#sessions.get(sessionId);
    if (!known) return;
    const { availability: _old, customerPresence: _presence, words: _words, ...kept } = known;
    const session = sampleSession({ ...kept, ...change });
    this.#sessions.set(sessionId, session);
    this.tell({ type: 'agent.session', session });
  }
}

/** A customer's link: an agent comes after some seconds, asks to see the desktop, and looks as soon as that is shared. */
export class ActingCustomerLink extends ActingLink {
  #view: CustomerSessionView = waitingView();

  constructor(getTicket?: () => Promise<string>) {
    super(getTicket);
    setTimeout(() => {
      this.open();
      this.#change({});
    }, REPLY_MS);
    setTimeout(() => this.#change(activeView()), PERSON_MS);
    setTimeout(() => this.#change({ question: question({ remainingInMs: 60_000 }) }), 2 * PERSON_MS);
  }

  protected act(command: SentCommand): void {
    const { type, answer } = command.message;
    if (type === 'question.answer' && answer === 'ok') {
      this.#change({ question: null, choosing: { requestId: question().requestId, capability: 'view', owner: 'customer' } });
    } else if (type === 'question.answer') {
      this.#change({ question: null, outcome: outcome(answer === 'dismissed' ? 'dismissed' : 'notNow') });
    }
    if (type === 'question.extend') this.#change({ question: question({ remainingInMs: 60_000, extensionsLeft: 1 }) });
    if (type === 'capture.choose') {
      this.#change({ choosing: null, share: share('watched', 'monitor', { sinceAtMs: Date.now() }) });
    }
    if (type === 'capture.fail') this.#change({ choosing: null, outcome: outcome('pickerCancelled') });
    if (type === 'share.stop') this.#change({ choosing: null, share: null, outcome: outcome('revoked', true) });
    if (type === 'session.leave') this.#change({ status: 'ended', endReason: 'customerEnded', share: null, question: null });
    command.done();
  }

  #change(change: Partial<CustomerSessionView>): void {
    if (this.#view.status === 'ended' || this.state$.value !== 'open') return;
    this.#view = { ...this.#view, ...change };
    this.tell({ type: 'customer.session', session: this.#view });
  }
}

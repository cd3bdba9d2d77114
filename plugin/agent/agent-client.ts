import { BehaviorSubject, type Subscription } from 'rxjs';
import { ApiError, LinkLostError, toFailure } from '../../gateway/client/errors.ts';
import type { Api } from '../../gateway/client/http.ts';
import { createSessionLink, type Behavior, type Command, type SessionLink } from '../../gateway/client/session-link.ts';
import { createViewer } from '../../gateway/client/viewer.ts';
import type { AgentAccount, SignIn } from '../../gateway/protocol/http.ts';
import type { ServerMessage, ServerMessageOf } from '../../gateway/protocol/server-messages.ts';
import type { AgentSessionView, LogEntry } from '../../gateway/protocol/views.ts';
import type { ShowingCapability } from '../../state-machines/showing.machine.ts';
import { systemClock, type Clock } from '../shared/clock.ts';
import { NO_CAPTURE, NO_PICTURE, type AgentSession, type AgentState, type CommandName, type OwnCapture } from './agent-state.ts';
import { messageFor } from './command-message.ts';
import { withAlarm, withoutNotice } from './notices.ts';
import type { OwnDesktops, OwnDesktopsOptions } from './own-desktops.ts';
import { createRemoteHand } from './remote-hand.ts';
import { createSessionPicture } from './session-picture.ts';
import { commandFor } from './views/request-command.ts';

/** How a customer is invited. */
export type InviteKind = 'pin' | 'link';

/**
 * The agent's page without its elements: signing in, the link, the sessions and their pictures. The methods never
 * reject; what came of them stands in the state.
 */
export interface AgentClient {
  readonly state$: Behavior<AgentState>;
  signIn(credentials: SignIn): Promise<void>;
  /** The same agent, before the signing in ends: sessions and pictures go on. */
  signInAgain(password: string): Promise<void>;
  signOut(): Promise<void>;
  create(name: string, invite: InviteKind): Promise<void>;
  /** Forgets the latest creation, so that the next dialog begins anew. */
  resetCreation(): void;
  renewInvite(sessionId: string, invite: InviteKind): Promise<void>;
  run(sessionId: string, command: Exclude<CommandName, 'invite'>): Promise<void>;
  dismissNotice(key: string): void;
  /** Ends link and pictures; for a host that takes the dashboard away. */
  close(): void;
}

export interface AgentClientOptions {
  api: Pick<Api, 'me' | 'signIn' | 'signOut' | 'agentTicket'>;
  /** Tests put a scripted link here. */
  createLink?: (getTicket: () => Promise<string>) => SessionLink;
  createViewer?: typeof createViewer;
  createSource?: OwnDesktopsOptions['createSource'];
  /** Origin of the session server; the page's own where it is not given. */
  origin?: string;
  clock?: Clock;
}

const INITIAL: AgentState = {
  phase: 'loading',
  account: null,
  link: 'closed',
  loaded: false,
  sessions: [],
  gone: null,
  creation: { phase: 'idle' },
  notices: [],
  wasSignedOut: false,
  signInEndsAtMs: null,
  signIn: { phase: 'idle' },
};

export function createAgentClient(options: AgentClientOptions): AgentClient {
  const { api, origin = location.origin, clock = systemClock } = options;
  const createLink = options.createLink ?? ((getTicket) => createSessionLink({ getTicket }));
  const makeViewer = options.createViewer ?? createViewer;
  const state$ = new BehaviorSubject<AgentState>(INITIAL);
  const pictures = new Map<string, ReturnType<typeof createSessionPicture>>();
  /** Of the present link, once their part is there. */
  let ownDesktops: OwnDesktops | null = null;
  let link: SessionLink | null = null;
  let subscriptions: Subscription[] = [];
  let closed = false;

  const update = (change: Partial<AgentState>): void => state$.next({ ...state$.value, ...change });
  const updateSession = (sessionId: string, change: Partial<AgentSession>): void =>
    update({
      sessions: state$.value.sessions.map((session) =>
        session.view.sessionId === sessionId ? { ...session, ...change } : session,
      ),
    });
  const refused = (cause: unknown) => ({ phase: 'refused' as const, failure: toFailure(cause), atMs: clock.now() });

  const sessionOf = (sessionId: string): AgentSession | undefined =>
    state$.value.sessions.find(({ view }) => view.sessionId === sessionId);

  const takeIn = (view: AgentSessionView): void => {
    const known = sessionOf(view.sessionId);
    const fresh = { view, receivedAtMs: clock.now() };
    if (known) {
      // Why the own desktop was not captured is past once something was asked.
      const isPast = view.request && known.ownCapture.reason;
      updateSession(view.sessionId, isPast ? { ...fresh, ownCapture: NO_CAPTURE } : fresh);
    } else {
      const ownCapture: OwnCapture = canCapture() ? NO_CAPTURE : { phase: 'unsupported', reason: null };
      const hand = createRemoteHand({
        getView: () => sessionOf(view.sessionId)?.view,
        send: (message) => link?.send(message),
        run: (name) => void run(view.sessionId, name),
      });
      const helper = {
        origin,
        listPlatforms: async () => state$.value.account?.helperPlatforms ?? [],
        invite: () => inviteHelper(view.sessionId),
      };
      const added: AgentSession = { ...fresh, log: [], picture: NO_PICTURE, ownCapture, hand, helper, command: null };
      update({ sessions: [...state$.value.sessions, added] });
    }
  };

  const pictureOf = (sessionId: string, of: SessionLink): ReturnType<typeof createSessionPicture> => {
    const known = pictures.get(sessionId);
    if (known) return known;
    const onChange = (picture: AgentSession['picture']): void => updateSession(sessionId, { picture });
    const made = createSessionPicture({ link: of, sessionId, createViewer: makeViewer, onChange });
    pictures.set(sessionId, made);
    return made;
  };

  const forget = ({ sessionId, why }: ServerMessageOf<'session.gone'>): void => {
    const known = sessionOf(sessionId);
    if (!known) return;
    pictures.get(sessionId)?.stop();
    pictures.delete(sessionId);
    const sessions = state$.value.sessions.filter((session) => session !== known);
    update({ sessions, gone: { sessionId, name: known.view.name, why } });
  };

  const receive = (message: ServerMessage, from: SessionLink): void => {
    if (message.type === 'agent.sessions') {
      const told = new Set(message.sessions.map(({ sessionId }) => sessionId));
      // Ended sessions stay readable, whether or not the server still tells of them.
      const kept = state$.value.sessions.filter(({ view }) => told.has(view.sessionId) || view.status === 'ended');
      update({ sessions: kept, loaded: true });
      message.sessions.forEach(takeIn);
      for (const sessionId of told) pictureOf(sessionId, from);
    }
    if (message.type === 'agent.session') {
      takeIn(message.session);
      pictureOf(message.session.sessionId, from);
    }
    if (message.type === 'session.gone') forget(message);
    if (message.type === 'session.log') {
      const known = sessionOf(message.sessionId);
      if (known) updateSession(message.sessionId, { log: mergeLog(known.log, message.entries) });
    }
    if (message.type === 'signIn.ends') update({ signInEndsAtMs: clock.now() + message.inMs });
    if (message.type === 'alarm.raised') {
      update({ notices: withAlarm(state$.value.notices, message.alarm, clock.now()) });
    }
    for (const picture of pictures.values()) picture.handle(message);
    ownDesktops?.handle(message);
    if (message.type === 'agent.sessions' || message.type === 'agent.session') {
      for (const sessionId of pictures.keys()) followServer(sessionId);
    }
  };

  /**
   * Whether the agent looks is what the server says, as the customer is told it; but for the moment in which a command
   * about it is on its way.
   */
  const followServer = (sessionId: string): void => {
    const session = sessionOf(sessionId);
    const share = session?.view.share;
    const { name, phase } = session?.command ?? { name: null, phase: null };
    const isUnderWay = phase === 'busy' && (name === 'look' || name === 'lookAway' || name === 'release');
    if (!share || isUnderWay) return;
    pictures.get(sessionId)?.follow(share.phase);
  };

  /** Fetched before it is needed: the browser's picker wants the click's own task. */
  const loadOwnDesktops = async (): Promise<OwnDesktops | null> => {
    const of = link;
    const { createOwnDesktops } = await import('./own-desktops.ts');
    if (!of || link !== of) return null;
    return (ownDesktops ??= createOwnDesktops({
      link: of,
      createSource: options.createSource,
      onChange: (sessionId, ownCapture) => updateSession(sessionId, { ownCapture }),
      ask: (sessionId, capability) =>
        runCommand(sessionId, commandFor(capability), { type: 'request.create', sessionId, capability }),
    }));
  };

  /** The picker first; the customer is asked once something was chosen. */
  const showDesktop = async (sessionId: string, capability: ShowingCapability): Promise<void> => {
    updateSession(sessionId, { command: null });
    try {
      (ownDesktops ?? (await loadOwnDesktops()))?.show(sessionId, capability);
    } catch {
      updateSession(sessionId, { command: { name: commandFor(capability), ...refused(new LinkLostError()) } });
    }
  };

  const openLink = (account: AgentAccount): void => {
    const opened = createLink(() => api.agentTicket());
    link = opened;
    loadOwnDesktops().catch(() => undefined); // asked for again when it is needed
    update({ phase: 'signedIn', account, link: 'connecting', loaded: false, sessions: [], wasSignedOut: false });
    subscriptions = [
      opened.messages$.subscribe((message) => receive(message, opened)),
      opened.state$.subscribe((state) => {
        update({ link: state });
        if (state === 'refused') void askWhoIsSignedIn();
      }),
    ];
  };

  const closeLink = (): void => {
    const closing = link;
    link = null;
    ownDesktops?.close();
    ownDesktops = null;
    for (const picture of pictures.values()) picture.stop();
    pictures.clear();
    for (const subscription of subscriptions) subscription.unsubscribe();
    subscriptions = [];
    closing?.close();
  };

  const showSignIn = (wasSignedOut: boolean): void => {
    closeLink();
    state$.next({ ...INITIAL, phase: 'signedOut', wasSignedOut });
  };

  /** A refused link: signed out, or a page that is too old for the server, which a reload mends. */
  const askWhoIsSignedIn = async (): Promise<void> => {
    const account = await api.me().catch(() => undefined);
    if (account === null && !closed) showSignIn(true);
  };

  const begin = async (): Promise<void> => {
    try {
      const account = await api.me();
      if (closed) return;
      if (account) openLink(account);
      else showSignIn(false);
    } catch {
      update({ phase: 'unreachable' });
    }
  };

  const command = (sent: Command) => (link ? link.command(sent) : Promise.reject(new ApiError('E_NOT_SIGNED_IN')));

  /** What comes of it stands in the state. @returns what it brought; rejects where it was not done. */
  const runCommand = async (sessionId: string, name: CommandName, sent: Command): ReturnType<typeof command> => {
    updateSession(sessionId, { command: { name, phase: 'busy' } });
    try {
      const result = await command(sent);
      updateSession(sessionId, { command: null });
      return result;
    } catch (cause) {
      updateSession(sessionId, { command: { name, ...refused(cause) } });
      throw cause;
    }
  };
  const isDone = (run: Promise<unknown>): Promise<boolean> =>
    run.then(
      () => true,
      () => false,
    );

  const run: AgentClient['run'] = async (sessionId, name) => {
    const session = sessionOf(sessionId);
    if (!session) return;
    if (name === 'showDesktop') return showDesktop(sessionId, 'show');
    // What is added to a picture that runs needs no other one.
    if (name === 'giveControl' && !session.view.agentShare) return showDesktop(sessionId, name);
    const { phase } = session.ownCapture;
    // The own desktop stops here first, and tells by itself why.
    const isWithdrawn = name === 'withdraw' && phase === 'holding' && session.view.request?.owner !== 'customer';
    const isStopped = name === 'stopShowing' && (phase === 'sending' || phase === 'holding');
    if (isWithdrawn || isStopped) return ownDesktops?.stop(sessionId);
    if (name === 'end') ownDesktops?.leave(sessionId);
    const sent = messageFor(name, session.view);
    if (!sent) return;
    const picture = pictures.get(sessionId);
    // What narrows takes effect here before the server is told; what widens listens before it is asked.
    if (name === 'lookAway' || name === 'release') picture?.lookAway();
    if (name === 'look') picture?.look();
    const done = await isDone(runCommand(sessionId, name, sent));
    // While the link is lost, what the server says is old; it is told anew when the link is back.
    if (!done && state$.value.link === 'open') followServer(sessionId);
  };

  const inviteHelper = async (sessionId: string): Promise<string | null> => {
    try {
      return (await command({ type: 'helper.invite', sessionId })).helperCode ?? null;
    } catch {
      return null;
    }
  };

  void begin();

  return {
    state$,
    async signIn(credentials) {
      update({ signIn: { phase: 'busy' } });
      try {
        const account = await api.signIn(credentials);
        update({ signIn: { phase: 'idle' } });
        if (!closed) openLink(account);
      } catch (cause) {
        update({ signIn: refused(cause) });
      }
    },
    async signInAgain(password) {
      const { account } = state$.value;
      if (!account) return;
      update({ signIn: { phase: 'busy' } });
      try {
        await api.signIn({ userName: account.agentId, password });
        update({ signIn: { phase: 'idle' } });
      } catch (cause) {
        update({ signIn: refused(cause) });
      }
    },
    async signOut() {
      // Pictures and the link go first, whatever becomes of the call.
      showSignIn(false);
      // Whoever could not sign out is still signed in, and must not be told otherwise.
      await api.signOut().catch(() => update({ phase: 'unreachable' }));
    },
    async create(name, invite) {
      update({ creation: { phase: 'busy' } });
      try {
        const { sessionId } = await command({ type: 'session.create', name, invite });
        update({ creation: sessionId ? { phase: 'done', sessionId } : { phase: 'idle' } });
      } catch (cause) {
        update({ creation: refused(cause) });
      }
    },
    resetCreation: () => update({ creation: { phase: 'idle' } }),
    async renewInvite(sessionId, invite) {
      await isDone(runCommand(sessionId, 'invite', { type: 'session.invite', sessionId, invite }));
    },
    run,
    dismissNotice: (key) => update({ notices: withoutNotice(state$.value.notices, key) }),
    close() {
      closed = true;
      closeLink();
      state$.complete();
    },
  };
}

/** Phones and old browsers cannot show a desktop, nor can any page that came without HTTPS. */
const canCapture = (): boolean => typeof navigator.mediaDevices?.getDisplayMedia === 'function';

/** Lines by number: after a reconnect the server sends the latest of them again. What lies before a gap is left out. */
export function mergeLog(known: readonly LogEntry[], added: readonly LogEntry[]): readonly LogEntry[] {
  const isGap = (added[0]?.seq ?? 0) > (known.at(-1)?.seq ?? Infinity) + 1;
  const bySeq = new Map([...(isGap ? [] : known), ...added].map((entry) => [entry.seq, entry]));
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

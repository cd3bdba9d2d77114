import { BehaviorSubject } from 'rxjs';
import { ApiError, CommandError, LinkLostError, toFailure } from '../../gateway/client/errors.ts';
import type { Api } from '../../gateway/client/http.ts';
import { backoffMs } from '../../gateway/client/retry.ts';
import type { Behavior, Command, LinkState } from '../../gateway/client/session-link.ts';
import type { Join, Site } from '../../gateway/protocol/http.ts';
import type { CustomerSessionView } from '../../gateway/protocol/views.ts';
import type { Locale } from '../../gateway/protocol/vocabulary.ts';
import type { ContinueOffer } from '../../state-machines/sharing.events.ts';
import type { Failure } from '../shared/texts/texts.ts';
import type { Connection, ConnectionOptions } from './connection.ts';
import type { AnswerDetail } from './elements/question.ts';
import type { CaptureState, Leaving } from './page-view.ts';

/** The customer's page without its elements. */
export interface CustomerState {
  /** `opening` until it is known whether this browser has joined already. */
  screen: 'opening' | 'joining' | 'connected';
  site: Site | null;
  /** `link`: the token of the link that this page was opened with, until it has let somebody in or proved invalid. */
  join: { busy: boolean; failure: Failure | null; link: string | null };
  link: LinkState;
  view: CustomerSessionView | null;
  capture: CaptureState;
  /** The request whose answer is on its way. */
  answering: string | null;
  /** How the customer ends the session, until the server says that it is over. */
  leaving: Leaving | null;
  /** Why the latest command was refused; until what the customer sees moves on. */
  failure: Failure | null;
}

/**
 * Joining, the link and the own desktop. No method rejects: what came of it stands in the state. `answer` and `stop`
 * must be called within the click's own task.
 */
export interface CustomerClient {
  readonly state$: Behavior<CustomerState>;
  /**
   * Call once. `token` is the one of a link's address: it works once, so it waits for a person's click, which programs
   * that look at links do not make. Without it, a browser that has joined already comes back.
   */
  start(token: string | null): Promise<void>;
  join(code: Join): Promise<void>;
  answer(detail: AnswerDetail): Promise<void>;
  moreTime(requestId: string): Promise<void>;
  /** Goes on with the screen that this page still holds. */
  continueSharing(offer: ContinueOffer): void;
  /** Ends the own capture before it returns, then tells. */
  stop(): void;
  /** Ends the own capture, then the session; where the link is lost, as soon as it is back. */
  leave(): Promise<void>;
  /** The same, by a report of the agent. */
  reportAbuse(): Promise<void>;
  /** Back to the form, for another code. */
  enterNewCode(): void;
  /** The customer reads another language from now on: an open question comes again in it. */
  localeChanged(locale: Locale): void;
  /** Ends everything that runs. */
  close(): void;
}

export interface CustomerClientOptions extends Pick<ConnectionOptions, 'createLink' | 'createSource'> {
  api: Pick<Api, 'site' | 'join' | 'forgetEnded' | 'customerTicket'>;
  locale: () => Locale;
  /** Fetches what a connection takes. Is asked again where that fails. */
  load: () => Promise<Pick<typeof import('./session-part.ts'), 'openConnection'>>;
}

const INITIAL: CustomerState = {
  screen: 'opening',
  site: null,
  join: { busy: false, failure: null, link: null },
  link: 'connecting',
  view: null,
  capture: 'none',
  answering: null,
  leaving: null,
  failure: null,
};

export function createCustomerClient(options: CustomerClientOptions): CustomerClient {
  const { api, locale, load } = options;
  const state$ = new BehaviorSubject<CustomerState>(INITIAL);
  let connection: Connection | null = null;
  let isClosed = false;

  const update = (change: Partial<CustomerState>): void => state$.next({ ...state$.value, ...change });
  const tellLocale = (chosen: Locale): void => {
    connection?.link.send({ type: 'customer.setLocale', locale: chosen });
  };

  const connect = ({ openConnection }: Awaited<ReturnType<typeof load>>): void => {
    if (isClosed) return;
    connection?.close();
    let isJoined = true;
    let sessionId: string | undefined; // what this page shows stays what it shows, whatever other tabs join
    update({ view: null, failure: null, answering: null, leaving: null, capture: 'none', link: 'connecting' });
    const opened = openConnection({
      ...options,
      getTicket: () =>
        api.customerTicket(sessionId).catch((cause: unknown) => {
          if (cause instanceof ApiError && cause.code === 'E_NOT_JOINED') isJoined = false;
          throw cause;
        }),
      onMessage(message) {
        if (message.type !== 'customer.session') return;
        sessionId = message.session.sessionId;
        const hasMovedOn = subjectOf(message.session) !== subjectOf(state$.value.view);
        if (hasMovedOn) update({ failure: null });
        update({ screen: 'connected', join: INITIAL.join, view: message.session });
        if (message.session.status === 'ended') opened.close();
      },
      onLinkState(state) {
        if (state === 'refused' && !isJoined) return notJoined();
        update(state === 'refused' ? { link: state, screen: 'connected' } : { link: state });
        // The code was good, so there is nothing more to do in the form.
        if (state === 'retrying' && state$.value.screen === 'joining') update({ screen: 'opening' });
        if (state !== 'open') return;
        tellLocale(locale());
        if (state$.value.leaving) void sendLeave(state$.value.leaving);
      },
      onCapture(capture) {
        if (capture !== state$.value.capture) update({ capture });
      },
      onNotContinued: showRefusal,
    });
    connection = opened;
  };

  /** For a browser that has joined already: tries until it is there. */
  const loadPatiently = async (): ReturnType<typeof load> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await load();
      } catch (cause) {
        if (isClosed) throw cause;
        update({ link: 'retrying' });
        await new Promise((resolve) => setTimeout(resolve, backoffMs(attempt)));
      }
    }
  };

  /** Nothing to come back to: the form. Whoever was connected a moment ago, or has just entered a code, is told. */
  const notJoined = (): void => {
    const { view, screen } = state$.value;
    const failure: Failure | null = view || screen === 'joining' ? { code: 'E_NOT_JOINED' } : null;
    toForm(failure);
  };

  const toForm = (failure: Failure | null, token: string | null = null): void => {
    connection?.close();
    connection = null;
    update({ ...INITIAL, site: state$.value.site, screen: 'joining', join: { busy: false, failure, link: token } });
  };

  /** @returns whether the command was carried out; a refusal is shown, a lost link shows itself. */
  const run = async (command: Command): Promise<boolean> => {
    update({ failure: null });
    try {
      await connection?.link.command(command);
      return true;
    } catch (cause) {
      showRefusal(cause);
      return false;
    }
  };

  /** What is over already shows itself in the view, as does a lost link. */
  const showRefusal = (cause: unknown): void => {
    if (cause instanceof CommandError && cause.code !== 'E_STALE') update({ failure: toFailure(cause) });
  };

  const join = async (code: Join): Promise<void> => {
    const token = state$.value.join.link;
    update({ join: { busy: true, failure: null, link: token } });
    try {
      const part = await load().catch(offline); // before the code is used up
      await api.join(code);
      connect(part);
    } catch (cause) {
      const failure = toFailure(cause);
      update({ join: { busy: false, failure, link: failure.code === 'E_LINK_INVALID' ? null : token } });
    }
  };

  const sendLeave = async (how: Leaving): Promise<void> => {
    try {
      await connection?.link.command({ type: how === 'report' ? 'abuse.report' : 'session.leave' });
    } catch (cause) {
      // A lost link comes back, and the wish is sent again.
      if (cause instanceof LinkLostError && state$.value.link !== 'open') return;
      update({ leaving: null });
      if (cause instanceof LinkLostError) update({ failure: { code: 'E_INTERNAL', offline: true } });
      else showRefusal(cause);
    }
  };

  const leave = async (how: Leaving): Promise<void> => {
    endCapture();
    update({ leaving: how, failure: null });
    if (state$.value.link === 'open') await sendLeave(how);
  };

  /** Ends the own capture without a word to the server: what is said next covers it. */
  const endCapture = (): void => {
    const { requestId, grant } = connection?.sharing.getSnapshot().context ?? { requestId: null, grant: null };
    if (grant) connection?.sharing.send({ type: 'link.cut', grantId: grant.grantId, reason: 'sessionEnded' });
    else if (requestId !== null) connection?.sharing.send({ type: 'link.requestOver', requestId });
  };

  return {
    state$,
    async start(token) {
      load().catch(() => undefined); // while the code is being typed
      const hasJoined = await api.site().then(
        (site) => {
          update({ site });
          return site.joined;
        },
        () => true, // The page works without the company's name; whether there is a session is asked once more.
      );
      if (token === null && hasJoined) await loadPatiently().then(connect, () => undefined); // fails once it is closed
      else toForm(null, token);
    },
    join,
    async answer(detail) {
      if (!connection || state$.value.answering !== null) return;
      // The picker first: it needs the click, which is over after the first await.
      if (detail.answer === 'ok') connection.sharing.send({ type: 'customer.ok', requestId: detail.requestId });
      update({ answering: detail.requestId });
      const accepted = await run({ type: 'question.answer', ...detail });
      if (!accepted && detail.answer === 'ok') {
        connection?.sharing.send({ type: 'link.requestOver', requestId: detail.requestId });
      }
      update({ answering: null });
    },
    async moreTime(requestId) {
      await run({ type: 'question.extend', requestId });
    },
    continueSharing(offer) {
      update({ failure: null });
      connection?.sharing.send({ type: 'customer.continue', ...offer });
    },
    stop: () => connection?.sharing.send({ type: 'customer.stop' }),
    leave: () => leave('leave'),
    reportAbuse: () => leave('report'),
    enterNewCode() {
      toForm(null);
      // Where this does not arrive, a reload shows once more how the session ended.
      api.forgetEnded().catch(() => undefined);
    },
    localeChanged: tellLocale,
    close() {
      isClosed = true;
      connection?.close();
    },
  };
}

/** What the customer is busy with: the open request, the share, or how the latest one ended. */
function subjectOf(view: CustomerSessionView | null): string {
  const { question, choosing, share, outcome } = view ?? {};
  const request = question ?? choosing;
  return [request?.requestId, share?.grantId, outcome?.requestId, outcome?.reason].join(' ');
}

function offline(cause: unknown): never {
  throw new ApiError('E_INTERNAL', { offline: true, cause });
}

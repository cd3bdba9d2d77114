import { BehaviorSubject } from 'rxjs';
import { ApiError, toFailure } from '../../gateway/client/errors.ts';
import type { Api } from '../../gateway/client/http.ts';
import { backoffMs } from '../../gateway/client/retry.ts';
import type { Behavior, LinkState } from '../../gateway/client/session-link.ts';
import type { Join, Site } from '../../gateway/protocol/http.ts';
import type { CustomerSessionView } from '../../gateway/protocol/views.ts';
import type { Locale } from '../../gateway/protocol/vocabulary.ts';
import type { ContinueOffer } from '../../state-machines/sharing.events.ts';
import type { Failure } from '../shared/texts/texts.ts';
import type { Connection, ConnectionOptions } from './connection.ts';
import type { ControlLink } from './control/viewer-control.ts';
import type { AnswerDetail } from './elements/question.ts';
import type { LaterPart } from './fetch-later.ts';
import type { CaptureState, Leaving, SeenPicture } from './page-view.ts';
import type { SessionCommands } from './session-commands.ts';

/** The customer's page without its elements. */
export interface CustomerState {
  /** `opening` until it is known whether this browser has joined already. */
  screen: 'opening' | 'joining' | 'connected';
  site: Site | null;
  /** `link`: the token of the link that this page was opened with, until it has let somebody in or proved invalid. */
  join: { busy: boolean; failure: Failure | null; link: string | null };
  link: LinkState;
  /** What a connected customer may need after a while; `null` until it has been fetched. */
  later: LaterPart | null;
  view: CustomerSessionView | null;
  capture: CaptureState;
  /** The agent's desktop, where that is shown here. */
  picture: SeenPicture;
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
export interface CustomerClient<Code = Join> {
  readonly state$: Behavior<CustomerState>;
  /**
   * Call once. `token` is the one of a link's address: it works once, so it waits for a person's click, which programs
   * that look at links do not make. Without it, a browser that has joined already comes back.
   */
  start(token: string | null): Promise<void>;
  /** @param code - What this page's customers get in with. */
  join(code: Code): Promise<void>;
  answer(detail: AnswerDetail): Promise<void>;
  moreTime(requestId: string): Promise<void>;
  /** Goes on with the screen that this page still holds. */
  continueSharing(offer: ContinueOffer): void;
  /** A code for a helper on this computer, good once and for ten minutes; `null` where none was to be had. The one before is void. */
  inviteHelper(): Promise<string | null>;
  /** Ends what was added to a picture that goes on. */
  stopControl(): Promise<void>;
  /** What control of the agent's desktop is sent by; `null` where there is no connection. */
  readonly controlLink: ControlLink | null;
  /** Ends the own capture, and the picture of the agent's desktop, before it returns; then tells. */
  stop(): void;
  /** Takes the picture of the agent's desktop away before it returns, then tells; the session goes on. */
  closeViewer(): void;
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

export interface CustomerClientOptions<Code = Join> extends Pick<ConnectionOptions, 'createLink' | 'createSource' | 'createViewer'> {
  api: Pick<Api, 'site' | 'forgetEnded' | 'customerTicket'> & { join(code: Code): Promise<void> };
  locale: () => Locale;
  /** Fetches what a connection takes. Is asked again where that fails. */
  load: () => Promise<Pick<typeof import('./session-part.ts'), 'openConnection' | 'createSessionCommands'>>;
}

const NO_PICTURE: SeenPicture = { phase: 'none', stream: null, getLastFrameAtMs: () => null };

const INITIAL: CustomerState = {
  screen: 'opening',
  site: null,
  join: { busy: false, failure: null, link: null },
  link: 'connecting',
  later: null,
  view: null,
  capture: 'none',
  picture: NO_PICTURE,
  answering: null,
  leaving: null,
  failure: null,
};

export function createCustomerClient<Code = Join>(options: CustomerClientOptions<Code>): CustomerClient<Code> {
  const { api, locale, load } = options;
  const state$ = new BehaviorSubject<CustomerState>(INITIAL);
  let connection: Connection | null = null;
  let commands: SessionCommands | null = null;
  let isClosed = false;

  const update = (change: Partial<CustomerState>): void => state$.next({ ...state$.value, ...change });
  const tellLocale = (chosen: Locale): void => {
    connection?.link.send({ type: 'customer.setLocale', locale: chosen });
  };

  const connect = (part: Awaited<ReturnType<typeof load>>): void => {
    if (isClosed) return;
    connection?.close();
    commands = null;
    let isJoined = true;
    let sessionId: string | undefined; // what this page shows stays what it shows, whatever other tabs join
    const { screen, site, join } = state$.value;
    update({ ...INITIAL, screen, site, join });
    const opened = part.openConnection({
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
        commands?.linkOpened();
      },
      onCapture(capture) {
        if (capture !== state$.value.capture) update({ capture });
      },
      onPicture: (picture) => update({ picture }),
      onLater: (later) => update({ later }),
      onNotContinued: (cause) => commands?.showRefusal(cause),
    });
    connection = opened;
    commands = part.createSessionCommands({ connection: opened, getState: () => state$.value, update });
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
    commands = null;
    update({ ...INITIAL, site: state$.value.site, screen: 'joining', join: { busy: false, failure, link: token } });
  };

  const join = async (code: Code): Promise<void> => {
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
    answer: async (detail) => commands?.answer(detail),
    moreTime: async (requestId) => commands?.moreTime(requestId),
    continueSharing: (offer) => commands?.continueSharing(offer),
    inviteHelper: async () => commands?.inviteHelper() ?? null,
    stopControl: async () => commands?.stopControl(),
    get controlLink() {
      return commands?.controlLink ?? null;
    },
    stop: () => commands?.stop(),
    closeViewer: () => commands?.closeViewer(),
    leave: async () => commands?.leave('leave'),
    reportAbuse: async () => commands?.leave('report'),
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
  const { question, choosing, share, outcome, agentShare, agentOutcome } = view ?? {};
  const request = question ?? choosing;
  const ofAgent = [agentShare?.grantId, agentOutcome?.requestId];
  return [request?.requestId, share?.grantId, outcome?.requestId, outcome?.reason, ...ofAgent].join(' ');
}

function offline(cause: unknown): never {
  throw new ApiError('E_INTERNAL', { offline: true, cause });
}

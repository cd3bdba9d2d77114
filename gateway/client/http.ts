import * as v from 'valibot';
import {
  AgentAccount,
  HostAccount,
  HostOrigins,
  Me,
  Problem,
  Site,
  Ticket,
  type CustomerTicketRequest,
  type Join,
  type SignIn,
  type TicketRequest,
} from '../protocol/http.ts';
import { decodableCodecs } from './codecs.ts';
import { ApiError } from './errors.ts';

/** The HTTP calls of `gateway/protocol/http.ts`. Every one rejects with an `ApiError`. */
export interface Api {
  /** What anybody may know about this installation. */
  site(): Promise<Site>;
  signIn(credentials: SignIn): Promise<AgentAccount>;
  /** Signs in with a token of the host dashboard. The bearer is for `createApi`, and for the page's memory alone. */
  signInByToken(token: string): Promise<HostAccount>;
  signOut(): Promise<void>;
  /** The signed-in agent, or `null` where nobody is signed in. */
  me(): Promise<AgentAccount | null>;
  /** A ticket for one socket of the signed-in agent. */
  agentTicket(): Promise<string>;
  /** Finds the customer's session by a PIN as typed, or by the token of a link. */
  join(code: Join): Promise<void>;
  /** This browser does not come back any longer to the session that it joined, if that has ended. */
  forgetEnded(): Promise<void>;
  /**
   * A ticket for one socket of the customer that joined in this browser.
   * @param sessionId - The session that this page showed before; another one is refused with `E_NOT_JOINED`.
   */
  customerTicket(sessionId?: string): Promise<string>;
}

/** Longest waits for an answer, in milliseconds. */
export interface ApiLimits {
  /**
   * For a ticket. Short, because a page that lost its connection asks for one: where the way there has forgotten the
   * browser's older connections, only a request that is given up makes it open a new one.
   */
  ticketMs: number;
  /** For everything else; a password takes a busy server a while. */
  callMs: number;
}

export const LIMITS: ApiLimits = { ticketMs: 4_000, callMs: 15_000 };

/**
 * @param baseUrl origin of the session server without a slash at its end; default: the page's own.
 * @param getBearer who the page signed in as, where it has no cookie because it is a host's, or a frame in one of a site's.
 * @param pageId one per load of the page: sockets that reconnect keep their place, another load of the page takes it over.
 * Frames in the pages of one tab, which follow each other, have one together.
 */
export function createApi(
  baseUrl = '',
  limits: ApiLimits = LIMITS,
  getBearer?: () => string | undefined,
  pageId: string = newPageId(),
): Api {
  const authorization = (): Record<string, string> => {
    const bearer = getBearer?.();
    return bearer === undefined ? {} : { authorization: `Bearer ${bearer}` };
  };
  const get = <T>(path: string, schema: v.GenericSchema<unknown, T>) =>
    call(schema, `${baseUrl}${path}`, limits.callMs, { headers: authorization() });
  const post = <T>(path: string, body: object, schema: v.GenericSchema<unknown, T>, limitMs = limits.callMs) =>
    call(schema, `${baseUrl}${path}`, limitMs, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization() },
      body: JSON.stringify(body),
    });
  const ticket = async (path: string, request: TicketRequest | CustomerTicketRequest): Promise<string> =>
    (await post(path, request, Ticket, limits.ticketMs)).ticket;

  const page: TicketRequest = { pageId, decodes: decodableCodecs() };

  return {
    site: () => get('/api/site', Site),
    signIn: ({ userName, password }) => post('/api/agent/sign-in', { userName, password }, AgentAccount),
    signInByToken: (token) => post('/api/agent/sign-in/token', { token }, HostAccount),
    signOut: () => post('/api/agent/sign-out', {}, Nothing),
    me: async () => (await get('/api/agent/me', Me)).account,
    agentTicket: () => ticket('/api/agent/ticket', page),
    join: (code) => post('/api/customer/join', code, Nothing),
    forgetEnded: () => post('/api/customer/forget', {}, Nothing),
    customerTicket: (sessionId) =>
      ticket('/api/customer/ticket', sessionId === undefined ? page : { ...page, sessionId }),
  };
}

/** The origins of host dashboards, from the page's own server. */
export const hostOrigins = async (): Promise<readonly string[]> =>
  (await call(HostOrigins, '/api/embed/origins', LIMITS.callMs)).origins;

/** 128 random bits in base64url, as the protocol's `Id`. */
export function newPageId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

const Nothing = v.pipe(
  v.unknown(),
  v.transform(() => undefined),
);

/** One call, checked by its schema. Rejects with an `ApiError`. @param limitMs - Longest wait for the answer. */
export async function call<T>(
  schema: v.GenericSchema<unknown, T>,
  url: string,
  limitMs: number,
  init: RequestInit = {},
): Promise<T> {
  const signal = AbortSignal.timeout(limitMs);
  const response = await fetch(url, { ...init, signal, cache: 'no-store', credentials: 'same-origin' }).catch(
    (cause: unknown) => {
      throw new ApiError('E_INTERNAL', { offline: true, cause });
    },
  );
  // A body that is not JSON comes from something between us and the server, for example a proxy's error page.
  const body: unknown = await response.json().catch(() => null);
  if (body === null && signal.aborted) throw new ApiError('E_INTERNAL', { offline: true, cause: signal.reason });
  if (!response.ok) throw refusalOf(body);
  const parsed = v.safeParse(schema, body);
  if (!parsed.success) throw new ApiError('E_INTERNAL', { cause: parsed.issues });
  return parsed.output;
}

function refusalOf(body: unknown): ApiError {
  const problem = v.safeParse(Problem, body);
  return problem.success ? new ApiError(problem.output.code, problem.output) : new ApiError('E_INTERNAL');
}

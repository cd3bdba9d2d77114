import * as v from 'valibot';
import { Id } from './schemas.ts';
import { CODECS, ERROR_CODES } from './vocabulary.ts';

/**
 * The few things that go over HTTP: signing in, finding a session, and single-use tickets for the socket.
 *
 * | call | body | answer |
 * | --- | --- | --- |
 * | `GET /api/site` | – | `Site` |
 * | `GET /api/embed/origins` | – | `HostOrigins` |
 * | `POST /api/agent/sign-in` | `SignIn` | `AgentAccount`, and the session cookie |
 * | `POST /api/agent/sign-in/token` | `HostSignIn` | `HostAccount`, no cookie; or `E_HOST_TOKEN`, `E_HOST_KEYS` |
 * | `POST /api/agent/sign-out` | `{}` | `{}` |
 * | `GET /api/agent/me` | – | `Me` |
 * | `POST /api/agent/ticket` | `TicketRequest` | `Ticket`, or 401 `E_NOT_SIGNED_IN`, 429 `E_SLOW_DOWN` |
 * | `POST /api/customer/join` | `Join` | `{}` and the session cookie, or 404 `E_PIN_INVALID` / `E_LINK_INVALID` |
 * | `POST /api/customer/connect` | `Connect` | `Connected`, or 404 `E_NOT_FOUND`, 403 `E_ORIGIN`, 429 `E_SLOW_DOWN` |
 * | `POST /api/customer/forget` | `{}` | `{}`, and a session that has ended is not what this browser joined any longer |
 * | `POST /helper/join` | `HelperJoin`, without an Origin | `HelperJoined`, or 404 `E_PIN_INVALID` |
 * | `POST /api/customer/ticket` | `CustomerTicketRequest` | `Ticket`, or 401 `E_NOT_JOINED`, 429 `E_SLOW_DOWN` |
 *
 * The calls of an agent take the cookie, or from a page of a host the header `Authorization: Bearer <bearer>`. So does
 * `POST /api/customer/ticket`: a customer who clicked to connect has the bearer of `Connected`, and no cookie.
 * `GET /cobrowse/v1/<siteKey>/site` is a `CobrowseSite`. Those that only sites need are in `connect.ts`.
 * Every failure is a `Problem` with a fitting status. The socket is `/socket` with the subprotocols `SUBPROTOCOL` and `ticket.<ticket>`.
 */

/** What anybody may know about this installation. */
export const Site = v.object({
  company: v.string(),
  joinUrls: v.array(v.string()),
  /** Digits of a PIN. */
  pinLength: v.pipe(v.number(), v.integer()),
  /** Whether this browser has joined a session that is open or ended a short while ago, so that a ticket makes sense. */
  joined: v.boolean(),
  /** What the helper can be downloaded for, for example `linux-x64`, at `/helper/download/<platform>/<code>`. */
  helperPlatforms: v.array(v.string()),
});
export type Site = v.InferOutput<typeof Site>;

export const SignIn = v.strictObject({
  userName: v.pipe(v.string(), v.maxLength(200)),
  password: v.pipe(v.string(), v.maxLength(1_000)),
});
export type SignIn = v.InferOutput<typeof SignIn>;

/** The signed-in agent, with the rights of the agent's group. */
export const AgentAccount = v.object({
  agentId: v.string(),
  name: v.string(),
  company: v.string(),
  /** Addresses where a customer enters a PIN, the main one first. Links live under the main one's origin. */
  joinUrls: v.array(v.string()),
  /** What the helper can be downloaded for here, for example `linux-x64`. */
  helperPlatforms: v.array(v.string()),
  rights: v.object({ startPrivateSessions: v.boolean(), usePin: v.boolean() }),
});
export type AgentAccount = v.InferOutput<typeof AgentAccount>;

/** A token that the host dashboard signed for its agent; see plugin/hosts/README.md. Good once, for five minutes. */
export const HostSignIn = v.strictObject({ token: v.pipe(v.string(), v.nonEmpty(), v.maxLength(8_192)) });
export type HostSignIn = v.InferOutput<typeof HostSignIn>;

/** `bearer` is the sign-in; a page keeps it in its memory alone. */
export const HostAccount = v.object({ account: AgentAccount, bearer: v.string() });
export type HostAccount = v.InferOutput<typeof HostAccount>;

/** Exact origins of the host dashboards whose pages may connect. */
export const HostOrigins = v.object({ origins: v.array(v.string()) });
export type HostOrigins = v.InferOutput<typeof HostOrigins>;

/** Who is signed in; asking is no error where nobody is. */
export const Me = v.object({ account: v.nullable(AgentAccount) });
export type Me = v.InferOutput<typeof Me>;

/** A PIN as typed (forgiving: spaces, dashes, full-width digits, look-alikes), or the token of a link. */
export const Join = v.union([
  v.strictObject({ pin: v.pipe(v.string(), v.maxLength(16_384)) }),
  v.strictObject({ link: v.pipe(v.string(), v.maxLength(200)) }),
]);
export type Join = v.InferOutput<typeof Join>;

/** For the helper alone: a call with an Origin, which browsers always send, is refused. */
export const HELPER_JOIN_PATH = '/helper/join';

/** A PIN as typed into the helper itself, by a customer who opened no page. */
export const HelperJoin = v.strictObject({ pin: v.pipe(v.string(), v.maxLength(16_384)) });
export type HelperJoin = v.InferOutput<typeof HelperJoin>;

/**
 * What the PIN was good for, once: `pageUrl` puts the browser that opens it into this session, good once; `code` is for a
 * helper on the customer's desktop.
 */
export const HelperJoined = v.object({ pageUrl: v.string(), code: v.string() });
export type HelperJoined = v.InferOutput<typeof HelperJoined>;

const ofPage = {
  /** Made anew by every load of a page: one that reconnects keeps its place, another load replaces it. */
  pageId: Id,
  /** What this browser can show; VP8 is what every browser can (RFC 7742). */
  decodes: v.exactOptional(v.pipe(v.array(v.picklist(CODECS)), v.minLength(1), v.maxLength(CODECS.length)), ['VP8']),
};
export const TicketRequest = v.strictObject(ofPage);
export type TicketRequest = v.InferOutput<typeof TicketRequest>;

/**
 * `sessionId`: the session that this page showed before. Where the browser has joined another one since, in another tab,
 * the answer is `E_NOT_JOINED`: a page never changes sessions under its reader's eyes. An ended session is found for an
 * hour, so that its page can say how it ended.
 */
export const CustomerTicketRequest = v.strictObject({ ...ofPage, sessionId: v.exactOptional(Id) });
export type CustomerTicketRequest = v.InferOutput<typeof CustomerTicketRequest>;

/** Good for one socket within 30 s, while the sign-in or the customer's key lasts that it was given for. */
export const Ticket = v.object({ ticket: v.string() });
export type Ticket = v.InferOutput<typeof Ticket>;

/** `message` is one plain English sentence; pages translate `code`. */
export const Problem = v.object({
  code: v.picklist(ERROR_CODES),
  message: v.string(),
  field: v.optional(v.string()),
  retryInMs: v.optional(v.number()),
});
export type Problem = v.InferOutput<typeof Problem>;

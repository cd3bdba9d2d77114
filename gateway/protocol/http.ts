import * as v from 'valibot';
import { Id } from './schemas.ts';
import { ERROR_CODES } from './vocabulary.ts';

/**
 * The few things that go over HTTP: signing in, finding a session, and single-use tickets for the socket.
 *
 * | call | body | answer |
 * | --- | --- | --- |
 * | `GET /api/site` | – | `Site` |
 * | `POST /api/agent/sign-in` | `SignIn` | `AgentAccount`, and the session cookie |
 * | `POST /api/agent/sign-out` | `{}` | `{}` |
 * | `GET /api/agent/me` | – | `AgentAccount`, or 401 `E_NOT_SIGNED_IN` |
 * | `POST /api/agent/ticket` | `TicketRequest` | `Ticket`, or 401 `E_NOT_SIGNED_IN` |
 * | `POST /api/customer/join` | `Join` | `{}` and the session cookie, or 404 `E_PIN_INVALID` / `E_LINK_INVALID` |
 * | `POST /api/customer/ticket` | `TicketRequest` | `Ticket`, or 401 `E_NOT_JOINED` |
 *
 * Every failure is a `Problem` with a fitting status. The socket is `/socket` with the subprotocols `SUBPROTOCOL` and `ticket.<ticket>`.
 */

/** What anybody may know about this installation. */
export const Site = v.object({ company: v.string(), joinUrls: v.array(v.string()) });
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
  rights: v.object({ startPrivateSessions: v.boolean(), usePin: v.boolean() }),
});
export type AgentAccount = v.InferOutput<typeof AgentAccount>;

/** A PIN as typed (forgiving: spaces, dashes, full-width digits, look-alikes), or the token of a link. */
export const Join = v.union([
  v.strictObject({ pin: v.pipe(v.string(), v.maxLength(16_384)) }),
  v.strictObject({ link: v.pipe(v.string(), v.maxLength(200)) }),
]);
export type Join = v.InferOutput<typeof Join>;

/** `pageId` is made anew by every load of a page: one that reconnects keeps its place, another load replaces it. */
export const TicketRequest = v.strictObject({ pageId: Id });
export type TicketRequest = v.InferOutput<typeof TicketRequest>;

/** Good for one socket within 30 s. */
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

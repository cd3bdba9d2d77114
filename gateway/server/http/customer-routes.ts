import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { CustomerTicketRequest, Join, type Site, type Ticket } from '../../protocol/http.ts';
import type { GuessBudget } from '../guess-budget.ts';
import type { Invites } from '../invites/invites.ts';
import type { WrongGuessAlarm } from '../invites/wrong-guess-alarm.ts';
import { Refusal } from '../refusal.ts';
import type { LiveSession } from '../sessions/live-session.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Tickets } from '../sockets/tickets.ts';
import { bearerOf } from './bearer.ts';
import { networkOf, type ClientAddress } from './client-address.ts';
import { cookieOptions, type CookieSettings } from './cookies.ts';
import { problem } from './problems.ts';

export interface CustomerRoutesDeps extends CookieSettings {
  readonly sessions: Sessions;
  readonly invites: Invites;
  readonly tickets: Tickets;
  readonly pinBudget: GuessBudget;
  readonly clientAddress: ClientAddress;
  readonly wrongGuessAlarm: WrongGuessAlarm;
  readonly site: Omit<Site, 'joined'>;
}

const COOKIE = 'sideseat-customer';

export function addCustomerRoutes(app: FastifyInstance, deps: CustomerRoutesDeps): void {
  const { sessions, invites, tickets, pinBudget } = deps;

  /** Also an ended one, for as long as it is kept to tell how it ended. */
  const joinedSession = (request: FastifyRequest): LiveSession | undefined => {
    const key = bearerOf(request) ?? request.cookies[COOKIE];
    return key === undefined ? undefined : sessions.byCustomerKey(key);
  };

  app.get('/api/site', async (request): Promise<Site> => ({ ...deps.site, joined: joinedSession(request) !== undefined }));

  app.post('/api/customer/join', async (request, reply) => {
    const body = v.safeParse(Join, request.body);
    if (!body.success) return problem(reply, 'E_BAD_MESSAGE', { field: v.getDotPath(body.issues[0]) ?? '' });
    const byPin = 'pin' in body.output;
    const network = networkOf(deps.clientAddress(request.raw));
    if (byPin) {
      const retryInMs = pinBudget.waitMs(network);
      if (retryInMs > 0) return problem(reply, 'E_TOO_MANY_ATTEMPTS', { retryInMs });
    }
    const sessionId = 'pin' in body.output ? invites.findByPin(body.output.pin) : invites.findByLink(body.output.link);
    const key = await useInvite(sessionId === undefined ? undefined : sessions.byId(sessionId));
    if (key === undefined) {
      if (!byPin) return problem(reply, 'E_LINK_INVALID');
      pinBudget.wrong(network);
      deps.wrongGuessAlarm.wrong();
      return problem(reply, 'E_PIN_INVALID');
    }
    if (byPin) pinBudget.right(network);
    void reply.setCookie(COOKIE, key, cookieOptions(deps)); // until the browser is closed
    return {};
  });

  // Another tab of this browser may have joined a newer session meanwhile: that one is kept.
  app.post('/api/customer/forget', async (request, reply) => {
    if (joinedSession(request)?.actor.state.session.hasTag('open') === false)
      void reply.clearCookie(COOKIE, cookieOptions(deps));
    return {};
  });

  app.post('/api/customer/ticket', async (request, reply) => {
    const session = joinedSession(request);
    if (session?.customerKeyHash === undefined) {
      if (bearerOf(request) === undefined) void reply.clearCookie(COOKIE, cookieOptions(deps));
      return problem(reply, 'E_NOT_JOINED');
    }
    const body = v.safeParse(CustomerTicketRequest, request.body);
    if (!body.success) return problem(reply, 'E_BAD_MESSAGE', { field: v.getDotPath(body.issues[0]) ?? '' });
    const { sessionId = session.sessionId, ...page } = body.output;
    if (sessionId !== session.sessionId) return problem(reply, 'E_NOT_JOINED'); // the newer tab keeps its cookie
    const ticket: Ticket = {
      ticket: tickets.issue({ role: 'customer', sessionId, cookieHash: session.customerKeyHash, ...page }),
    };
    return ticket;
  });

  /** @returns The customer's key, or `undefined` where the invite is not live, or somebody else used it first. */
  async function useInvite(session: LiveSession | undefined): Promise<string | undefined> {
    if (!session) return undefined;
    try {
      return await sessions.join(session);
    } catch (error) {
      if (error instanceof Refusal && error.code === 'E_STALE') return undefined;
      throw error;
    }
  }
}

import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { Join, TicketRequest, type Site, type Ticket } from '../../protocol/http.ts';
import type { GuessBudget } from '../guess-budget.ts';
import { hashSecret } from '../ids.ts';
import type { Invites } from '../invites/invites.ts';
import type { WrongGuessAlarm } from '../invites/wrong-guess-alarm.ts';
import { Refusal } from '../refusal.ts';
import type { LiveSession } from '../sessions/live-session.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Tickets } from '../sockets/tickets.ts';
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
  readonly site: Site;
}

const COOKIE = 'sideseat-customer';

export function addCustomerRoutes(app: FastifyInstance, deps: CustomerRoutesDeps): void {
  const { sessions, invites, tickets, pinBudget } = deps;

  app.get('/api/site', async () => deps.site);

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

  app.post('/api/customer/ticket', async (request, reply) => {
    const key = request.cookies[COOKIE];
    const session = key === undefined ? undefined : sessions.byCustomerKey(key);
    if (key === undefined || !session?.open) {
      void reply.clearCookie(COOKIE, cookieOptions(deps));
      return problem(reply, 'E_NOT_JOINED');
    }
    const body = v.safeParse(TicketRequest, request.body);
    if (!body.success) return problem(reply, 'E_BAD_MESSAGE', { field: 'pageId' });
    const ticket: Ticket = {
      ticket: tickets.issue({
        role: 'customer',
        sessionId: session.sessionId,
        cookieHash: hashSecret(key),
        ...body.output,
      }),
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

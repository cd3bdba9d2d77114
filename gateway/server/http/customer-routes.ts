import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { CustomerTicketRequest, Join, type Site, type Ticket } from '../../protocol/http.ts';
import type { FrontDoor } from '../invites/front-door.ts';
import type { LiveSession } from '../sessions/live-session.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Tickets } from '../sockets/tickets.ts';
import { bearerOf } from './bearer.ts';
import { networkOf, type ClientAddress } from './client-address.ts';
import { cookieOptions, type CookieSettings } from './cookies.ts';
import { problem } from './problems.ts';

export interface CustomerRoutesDeps extends CookieSettings {
  readonly sessions: Sessions;
  readonly door: FrontDoor;
  readonly tickets: Tickets;
  readonly clientAddress: ClientAddress;
  readonly site: Omit<Site, 'joined'>;
}

const COOKIE = 'sideseat-customer';

export function addCustomerRoutes(app: FastifyInstance, deps: CustomerRoutesDeps): void {
  const { sessions, door, tickets } = deps;

  /** Also an ended one, for as long as it is kept to tell how it ended. */
  const joinedSession = (request: FastifyRequest): LiveSession | undefined => {
    const key = bearerOf(request) ?? request.cookies[COOKIE];
    return key === undefined ? undefined : sessions.byCustomerKey(key);
  };

  app.get('/api/site', async (request): Promise<Site> => ({ ...deps.site, joined: joinedSession(request) !== undefined }));

  app.post('/api/customer/join', async (request, reply) => {
    const body = v.safeParse(Join, request.body);
    if (!body.success) return problem(reply, 'E_BAD_MESSAGE', { field: v.getDotPath(body.issues[0]) ?? '' });
    const { output } = body;
    const entry = await ('pin' in output
      ? door.byPin(networkOf(deps.clientAddress(request.raw)), output.pin)
      : door.byLink(output.link));
    if ('code' in entry) return problem(reply, entry.code, { retryInMs: entry.retryInMs });
    void reply.setCookie(COOKIE, entry.customerKey, cookieOptions(deps)); // until the browser is closed
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
}

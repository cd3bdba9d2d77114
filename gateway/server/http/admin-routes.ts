import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { ADMIN_ROLES, AdminSignIn, type AdminAccount, type AdminMe, type AdminRole } from '../../protocol/admin.ts';
import type { Accounts, Agent, Role } from '../accounts/accounts.ts';
import type { AdminSignIns } from '../accounts/admin-sign-ins.ts';
import type { PasswordCheck } from '../accounts/password-check.ts';
import type { AdminRecord } from '../record/admin-record.ts';
import type { AdminBudget } from './admin-budget.ts';
import { networkOf, type ClientAddress } from './client-address.ts';
import { cookieOptions, type CookieSettings } from './cookies.ts';
import { isFromHost } from './cross-origin.ts';
import { PREVIEW_CALLS } from './preview-routes.ts';
import { problem } from './problems.ts';

export interface AdminRoutesDeps extends CookieSettings {
  readonly accounts: Accounts;
  readonly admin: Pick<AdminRecord, 'note' | 'tell'>;
  readonly signIns: AdminSignIns;
  readonly passwords: Pick<PasswordCheck, 'check'>;
  readonly budget: AdminBudget;
  readonly clientAddress: ClientAddress;
  /** Origins of host dashboards, whose pages administrate nothing. */
  readonly hostOrigins: ReadonlySet<string>;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is signed in at the administrator's page; of its calls alone, and there always, but for signing in. */
    administrator?: Administrator;
  }
}

export interface Administrator extends Agent {
  readonly role: AdminRole;
}

const COOKIE = 'sideseat-admin';
const PLACE = '/api/admin/';
/** Calls that need nobody signed in. */
const OPEN_CALLS: readonly string[] = [`${PLACE}sign-in`, `${PLACE}sign-out`, `${PLACE}me`];
/** Calls that change nothing that is kept: for all who may read, and none of an account's changes. */
const isOfPreviews = ({ routeOptions }: FastifyRequest): boolean => PREVIEW_CALLS.includes(routeOptions.url ?? '');
/** … of them the one that a page makes by itself, again and again: nobody stays signed in by it. */
const isLook = (request: FastifyRequest): boolean => request.method === 'GET' && isOfPreviews(request);
/** Whether a call is for administrators alone. */
const isChange = (request: FastifyRequest): boolean => request.method !== 'GET' && !isOfPreviews(request);

/**
 * The administrator's calls. One door is before all of them, by whatever spelling of their addresses they are reached: who is not
 * signed in, may only read, calls too often, or comes from a host's page is refused there.
 * @param addMore - Adds calls behind the same door.
 */
export function addAdminRoutes(app: FastifyInstance, deps: AdminRoutesDeps, addMore: (behindTheDoor: FastifyInstance) => void): void {
  const { accounts, admin, signIns } = deps;

  const administratorOf = (userName: string | undefined): Administrator | undefined => {
    const agent = userName === undefined ? undefined : accounts.find(userName);
    return agent && isAdministrator(agent) ? agent : undefined;
  };
  const signedIn = (request: FastifyRequest): Administrator | undefined => administratorOf(signIns.use(request.cookies[COOKIE]));
  const stillSignedIn = (request: FastifyRequest): Administrator | undefined => administratorOf(signIns.look(request.cookies[COOKIE])?.userName);
  const refusalOf = (request: FastifyRequest, administrator: Administrator | undefined): 'E_NOT_SIGNED_IN' | 'E_NOT_ALLOWED' | undefined => {
    if (!administrator) return 'E_NOT_SIGNED_IN';
    return isChange(request) && administrator.role !== 'administrator' ? 'E_NOT_ALLOWED' : undefined;
  };
  const account = ({ agentId, name, role }: Administrator): AdminAccount => ({ userName: agentId, name, role, company: accounts.company });
  const endSignIn = ({ cookies: { [COOKIE]: token } }: FastifyRequest): void => {
    if (token !== undefined) signIns.remove(token);
  };

  app.register(async (place) => {
    place.addHook('onRequest', async (request, reply) => {
      void reply.header('Cache-Control', 'no-store');
      if (isFromHost(request, deps.hostOrigins)) return problem(reply, 'E_ORIGIN');
      if (OPEN_CALLS.includes(request.routeOptions.url ?? '')) return undefined;
      const administrator = isLook(request) ? stillSignedIn(request) : signedIn(request);
      const refused = refusalOf(request, administrator);
      if (!administrator || refused) return problem(reply, refused ?? 'E_NOT_SIGNED_IN');
      const retryInMs = deps.budget.take(administrator.agentId, isChange(request));
      if (retryInMs > 0) return problem(reply, 'E_SLOW_DOWN', { retryInMs });
      request.administrator = administrator;
      return undefined;
    });

    // The body may have come seconds after the head: it counts what the account is now.
    place.addHook('preHandler', async (request, reply) => {
      if (!request.administrator) return undefined;
      const administrator = stillSignedIn(request);
      const refused = refusalOf(request, administrator);
      if (!administrator || refused) return problem(reply, refused ?? 'E_NOT_SIGNED_IN');
      request.administrator = administrator;
      return undefined;
    });

    place.post(`${PLACE}sign-in`, async (request, reply) => {
      const body = v.safeParse(AdminSignIn, request.body);
      if (!body.success) return problem(reply, 'E_BAD_MESSAGE', { field: v.getDotPath(body.issues[0]) ?? '' });
      const agent = await deps.passwords.check(body.output, networkOf(deps.clientAddress(request.raw)));
      if (!agent) return problem(reply, 'E_SIGN_IN');
      if (!isAdministrator(agent)) return problem(reply, 'E_NOT_ALLOWED');
      await admin.note({ type: 'adminSignIn.accepted', userName: agent.agentId });
      endSignIn(request);
      void reply.setCookie(COOKIE, signIns.create(agent.agentId), cookieOptions(deps)); // until the browser is closed
      return account(agent);
    });

    place.post(`${PLACE}sign-out`, async (request, reply) => {
      const administrator = signedIn(request);
      endSignIn(request);
      void reply.clearCookie(COOKIE, cookieOptions(deps));
      if (administrator) await admin.tell({ type: 'adminSignIn.ended', userName: administrator.agentId });
      return {};
    });

    place.get(`${PLACE}me`, async (request): Promise<AdminMe> => {
      const left = signIns.look(request.cookies[COOKIE]);
      const administrator = administratorOf(left?.userName);
      if (!left || !administrator) return { account: null, endsInMs: 0, canStay: false };
      return { account: account(administrator), endsInMs: left.endsInMs, canStay: left.canStay };
    });

    addMore(place);
  });
}

const isAdministrator = (agent: Agent): agent is Administrator => (ADMIN_ROLES as readonly Role[]).includes(agent.role);

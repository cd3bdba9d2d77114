import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { HostSignIn, SignIn, TicketRequest, type AgentAccount, type HostAccount, type Me, type Ticket } from '../../protocol/http.ts';
import type { Accounts, Agent } from '../accounts/accounts.ts';
import type { HostAgents } from '../accounts/host-agents.ts';
import { HOST_PREFIX, HostTokenError } from '../accounts/host-tokens.ts';
import { SIGN_IN_LIFE_MS, type SignIns } from '../accounts/sign-ins.ts';
import type { PasswordCheck } from '../accounts/password-check.ts';
import type { AdminRecord } from '../record/admin-record.ts';
import type { Tickets } from '../sockets/tickets.ts';
import { bearerOf } from './bearer.ts';
import { networkOf, type ClientAddress } from './client-address.ts';
import { isFromHost } from './cross-origin.ts';
import { problem } from './problems.ts';
import { cookieOptions, type CookieSettings } from './cookies.ts';

export interface AgentRoutesDeps extends CookieSettings {
  readonly accounts: Accounts;
  readonly admin: Pick<AdminRecord, 'note' | 'signInRefused'>;
  readonly signIns: SignIns;
  readonly tickets: Tickets;
  /** Whoever is connected with the one sign-in is connected with the other from now on. */
  signInRenewed(fromHash: string, toHash: string): void;
  readonly passwords: Pick<PasswordCheck, 'check'>;
  readonly clientAddress: ClientAddress;
  readonly joinUrls: readonly string[];
  readonly helperPlatforms: readonly string[];
  /** Origins of host dashboards. */
  readonly hostOrigins: ReadonlySet<string>;
  /** `undefined` where no host is known. */
  readonly hostAgents: Pick<HostAgents, 'arrive'> | undefined;
}

const COOKIE = 'sideseat-agent';

export function addAgentRoutes(app: FastifyInstance, deps: AgentRoutesDeps): void {
  const { accounts, admin, signIns, tickets, hostAgents } = deps;

  /** No cookie is ever taken from a page of a host: the person who sits there signed in on ours. */
  const tokenOf = (request: FastifyRequest): string | undefined => {
    return bearerOf(request) ?? (isFromHost(request, deps.hostOrigins) ? undefined : request.cookies[COOKIE]);
  };
  const signedIn = (request: FastifyRequest): Agent | undefined => {
    const signIn = signIns.find(tokenOf(request));
    return signIn && accounts.find(signIn.agentId);
  };
  const account = ({ agentId, name, rights }: Agent): AgentAccount => ({
    agentId,
    name,
    company: accounts.company,
    joinUrls: [...deps.joinUrls],
    helperPlatforms: [...deps.helperPlatforms],
    rights,
  });

  app.post('/api/agent/sign-in', async (request, reply) => {
    const body = v.safeParse(SignIn, request.body);
    if (!body.success) return problem(reply, 'E_BAD_MESSAGE', { field: v.getDotPath(body.issues[0]) ?? '' });
    const agent = await deps.passwords.check(body.output, networkOf(deps.clientAddress(request.raw)));
    if (!agent) return problem(reply, 'E_SIGN_IN');
    const { agentId } = agent;
    const before = tokenOf(request);
    const isAgain = signIns.find(before)?.agentId === agentId;
    if (!isAgain) await endSignIn(request, reply);
    await admin.note({ type: 'signIn.accepted', agentId });
    const token = before !== undefined && isAgain ? await renew(before, agentId) : await signIns.create(agentId);
    void reply.setCookie(COOKIE, token, { ...cookieOptions(deps), maxAge: SIGN_IN_LIFE_MS / 1_000 });
    return account(agent);
  });

  if (hostAgents) {
    app.post('/api/agent/sign-in/token', async (request, reply) => {
      const body = v.safeParse(HostSignIn, request.body);
      if (!body.success) return problem(reply, 'E_BAD_MESSAGE', { field: 'token' });
      try {
        const agent = await hostAgents.arrive(body.output.token);
        await admin.note({ type: 'signIn.accepted', agentId: agent.agentId });
        const answer: HostAccount = { account: account(agent), bearer: await signIns.create(agent.agentId) };
        return answer;
      } catch (error) {
        if (!(error instanceof HostTokenError)) throw error;
        // Whom a token names that is not to be believed is not worth a line.
        admin.signInRefused(undefined, HOST_PREFIX, networkOf(deps.clientAddress(request.raw)));
        if (error.code === 'E_HOST_KEYS') request.log.warn({ cause: String(error.cause) }, "the host's keys cannot be had");
        return problem(reply, error.code, { field: error.claim });
      }
    });
  }

  app.post('/api/agent/sign-out', async (request, reply) => {
    await endSignIn(request, reply);
    return {};
  });

  app.get('/api/agent/me', async (request): Promise<Me> => {
    const agent = signedIn(request);
    return { account: agent ? account(agent) : null };
  });

  app.post('/api/agent/ticket', async (request, reply) => {
    const signIn = signIns.find(tokenOf(request));
    if (!signIn || !accounts.find(signIn.agentId)) return problem(reply, 'E_NOT_SIGNED_IN');
    const body = v.safeParse(TicketRequest, request.body);
    if (!body.success) return problem(reply, 'E_BAD_MESSAGE', { field: v.getDotPath(body.issues[0]) ?? '' });
    const { agentId, tokenHash: cookieHash } = signIn;
    const ticket: Ticket = { ticket: tickets.issue({ role: 'agent', agentId, cookieHash, ...body.output }) };
    return ticket;
  });

  /** The agent's pages go on, and with them what is shared. */
  async function renew(before: string, agentId: string): Promise<string> {
    const { token, from, to } = await signIns.renew(before, agentId);
    deps.signInRenewed(from, to);
    return token;
  }

  async function endSignIn(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const token = tokenOf(request);
    if (token === undefined) return;
    await signIns.remove(token);
    void reply.clearCookie(COOKIE, cookieOptions(deps));
  }
}

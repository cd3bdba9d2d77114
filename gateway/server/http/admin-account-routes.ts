import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { AccountChange, type AccountList, type AccountView } from '../../protocol/admin-accounts.ts';
import type { AccountBook } from '../accounts/account-book.ts';
import { accountRights, siteRights } from '../accounts/effective-rights.ts';
import type { Numbered } from '../admin-refusal.ts';
import type { SiteBook } from '../sites/site-book.ts';
import { answer, changeOf } from './admin-calls.ts';
import { problem } from './problems.ts';

export interface AdminAccountRoutesDeps {
  readonly accounts: AccountBook;
  readonly book: Pick<SiteBook, 'all'>;
}

interface OfAccount {
  Params: { userName: string };
}

/** Accounts, groups and rights. @param app - Behind the door of `addAdminRoutes`. */
export function addAdminAccountRoutes(app: FastifyInstance, { accounts, book }: AdminAccountRoutesDeps): void {
  app.get<{ Querystring: { after?: string } }>('/api/admin/accounts', async ({ query }): Promise<AccountList> => accounts.list(query.after));

  app.get<OfAccount>('/api/admin/accounts/:userName', ({ params }, reply) => answer(reply, async () => viewOf(params.userName)));

  app.put<OfAccount>('/api/admin/accounts/:userName', async (request, reply) => {
    const body = v.safeParse(AccountChange, request.body);
    if (!body.success) return problem(reply, 'E_BAD_MESSAGE', { field: v.getDotPath(body.issues[0]) ?? '' });
    const change = changeOf(request, reply);
    if (!change) return reply;
    const { userName } = request.params;
    return answer(reply, async () => {
      await accounts.change(userName, body.output, change);
      return viewOf(userName);
    });
  });

  function viewOf(userName: string): Numbered<AccountView> {
    const { view, revision } = accounts.summary(userName);
    const { agent, ...summary } = view;
    const { isDisabled } = summary;
    return { view: { ...summary, rights: accountRights(agent, isDisabled), siteRights: siteRights(agent, isDisabled, book.all) }, revision };
  }
}

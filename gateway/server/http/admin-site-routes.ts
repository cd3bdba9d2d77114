import type { FastifyInstance, FastifyReply } from 'fastify';
import * as v from 'valibot';
import { NewSite, Publish, Restore, type SiteList, type SiteVersion, type SiteVersions } from '../../protocol/admin.ts';
import type { SiteConfig } from '../../protocol/site-config.ts';
import type { SiteBook } from '../sites/site-book.ts';
import { checkSite } from '../sites/site-check.ts';
import { answer, changeOf, nameOf, refusing } from './admin-calls.ts';
import { adminProblem } from './admin-problem.ts';
import { problem } from './problems.ts';

export interface AdminSiteRoutesDeps {
  readonly book: SiteBook;
  /** Whether there is such a group of agents. */
  hasGroup(group: string): boolean;
}

interface OfSite {
  Params: { key: string };
}

/** A configuration with many selectors is longer than what other calls take. */
const CONFIG_MAX_BYTES = 262_144;

/** The sites of WebACD. @param app - Behind the door of `addAdminRoutes`. */
export function addAdminSiteRoutes(app: FastifyInstance, { book, hasGroup }: AdminSiteRoutesDeps): void {
  app.get<{ Querystring: { after?: string } }>('/api/admin/sites', ({ query }, reply) =>
    refusing(reply, async (): Promise<SiteList> => book.list(query.after)),
  );

  app.get<OfSite>('/api/admin/sites/:key', ({ params }, reply) => answer(reply, async () => book.find(params.key)));

  app.get<OfSite & { Querystring: { before?: string } }>('/api/admin/sites/:key/versions', async ({ params, query }, reply) => {
    const before = query.before === undefined ? undefined : Number(query.before);
    if (before !== undefined && !Number.isInteger(before)) return problem(reply, 'E_BAD_MESSAGE', { field: 'before' });
    return refusing(reply, (): Promise<SiteVersions> => book.versions(params.key, before));
  });

  app.get<{ Params: { key: string; number: string } }>('/api/admin/sites/:key/versions/:number', ({ params }, reply) =>
    refusing(reply, (): Promise<SiteVersion> => book.version(params.key, Number(params.number))),
  );

  app.post('/api/admin/sites', { bodyLimit: CONFIG_MAX_BYTES }, async (request, reply) => {
    const body = v.safeParse(NewSite, request.body);
    const config = readConfig(reply, body.success ? body.output.config : undefined);
    if (!config) return reply;
    return answer(reply, () => book.create(config, nameOf(request)), 201);
  });

  app.put<OfSite>('/api/admin/sites/:key/draft', { bodyLimit: CONFIG_MAX_BYTES }, async (request, reply) => {
    const change = changeOf(request, reply);
    const config = change && readConfig(reply, request.body);
    return config ? answer(reply, () => book.saveDraft(request.params.key, config, change)) : reply;
  });

  app.delete<OfSite>('/api/admin/sites/:key/draft', async (request, reply) => {
    const change = changeOf(request, reply);
    return change ? answer(reply, () => book.dropDraft(request.params.key, change)) : reply;
  });

  app.post<OfSite>('/api/admin/sites/:key/publish', async (request, reply) => {
    const body = v.safeParse(Publish, request.body);
    if (!body.success) return problem(reply, 'E_BAD_MESSAGE', { field: v.getDotPath(body.issues[0]) ?? '' });
    const change = changeOf(request, reply);
    return change ? answer(reply, () => book.publish(request.params.key, body.output.note, change)) : reply;
  });

  app.post<OfSite>('/api/admin/sites/:key/restore', async (request, reply) => {
    const body = v.safeParse(Restore, request.body);
    if (!body.success) return problem(reply, 'E_BAD_MESSAGE', { field: v.getDotPath(body.issues[0]) ?? '' });
    const change = changeOf(request, reply);
    return change ? answer(reply, () => book.restore(request.params.key, body.output.number, change)) : reply;
  });

  /** @returns `undefined` where it has mistakes; they are told. */
  function readConfig(reply: FastifyReply, value: unknown): SiteConfig | undefined {
    const { value: config, issues } = checkSite(value, hasGroup);
    if (!config) void adminProblem(reply, 'E_BAD_CONFIG', { issues: [...issues] });
    return config;
  }
}

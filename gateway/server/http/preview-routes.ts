import type { FastifyInstance, FastifyReply } from 'fastify';
import * as v from 'valibot';
import { PreviewDraft, PreviewTurn, type PreviewChanged, type PreviewOpened, type PreviewView } from '../../protocol/preview.ts';
import type { Previews } from '../sites/previews.ts';
import type { Sites } from '../sites/sites.ts';
import { nameOf, refusing } from './admin-calls.ts';
import { problem } from './problems.ts';

export interface PreviewRoutesDeps {
  readonly previews: Previews;
  readonly sites: Sites;
}

/** The administrator's page opens a preview, and looks at it: calls of those who may only read, too. */
const OF_SITE = '/api/admin/sites/:key/previews';
const ONE = '/api/admin/previews/:id';
export const PREVIEW_CALLS: readonly string[] = [OF_SITE, ONE];

/** As of the site's draft itself: many selectors are long. */
const DRAFT_MAX_BYTES = 262_144;
/** Fifty places with their selectors. */
const REPORT_MAX_BYTES = 65_536;

/** @param app - Behind the door of `addAdminRoutes`. */
export function addAdminPreviewRoutes(app: FastifyInstance, { previews, sites }: PreviewRoutesDeps): void {
  app.post<{ Params: { key: string } }>(OF_SITE, { bodyLimit: DRAFT_MAX_BYTES }, async (request, reply) => {
    const draft = read(PreviewDraft, request.body, reply);
    if (!draft) return reply;
    const { key } = request.params;
    // Pages of what is not published have no frame of ours.
    if (!sites.has(key)) return problem(reply, 'E_NOT_FOUND');
    return refusing(reply, async (): Promise<PreviewOpened> => {
      const opened = previews.open(nameOf(request), key, draft);
      void reply.code(201);
      return opened;
    });
  });

  app.put<{ Params: { id: string } }>(ONE, { bodyLimit: DRAFT_MAX_BYTES }, async (request, reply) => {
    const draft = read(PreviewDraft, request.body, reply);
    if (!draft) return reply;
    return refusing(reply, async (): Promise<PreviewChanged> => ({ draft: previews.change(nameOf(request), request.params.id, draft) }));
  });

  app.get<{ Params: { id: string } }>(ONE, (request, reply) =>
    refusing(reply, async (): Promise<PreviewView> => previews.look(nameOf(request), request.params.id)),
  );

  app.delete<{ Params: { id: string } }>(ONE, (request, reply) =>
    refusing(reply, async () => {
      previews.end(nameOf(request), request.params.id);
      return {};
    }),
  );
}

/** For the frame in a page of the site, which the page gave the code. Who may frame it is told in its headers (`security-headers.ts`). */
export function addPreviewRoutes(app: FastifyInstance, { previews, sites }: PreviewRoutesDeps): void {
  app.get<{ Params: { siteKey: string } }>('/cobrowse/v1/:siteKey/preview', async ({ params }, reply) =>
    sites.has(params.siteKey) ? reply.sendFile('cobrowse/preview.html') : problem(reply, 'E_NOT_FOUND'),
  );

  app.post('/api/preview', { bodyLimit: REPORT_MAX_BYTES }, async (request, reply) => {
    void reply.header('Cache-Control', 'no-store');
    const turn = read(PreviewTurn, request.body, reply);
    if (!turn) return reply;
    return previews.turn(turn.siteKey, turn.code, turn.report) ?? problem(reply, 'E_NOT_FOUND');
  });
}

/** @returns `undefined` where it does not fit; that is told. */
function read<T>(schema: v.GenericSchema<unknown, T>, body: unknown, reply: FastifyReply): T | undefined {
  const parsed = v.safeParse(schema, body);
  if (parsed.success) return parsed.output;
  void problem(reply, 'E_BAD_MESSAGE', { field: v.getDotPath(parsed.issues[0]) ?? '' });
  return undefined;
}

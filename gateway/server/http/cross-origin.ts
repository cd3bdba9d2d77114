import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { HostOrigins } from '../../protocol/http.ts';

/** What pages of a host may call. Everything else answers to our own pages only. */
const CALLS = '/api/agent/';
/** What may be loaded into pages of a host or a site: the built scripts, which hold no secret. */
const FILES = /^\/(embed\/|assets\/|cobrowse\/v1\/\w+\.js)/;
/** How long a browser may remember what it may call, in seconds. */
const PREFLIGHT_S = 600;

/**
 * CORS without credentials. A host's page has no cookie of ours and gets none; what it holds is a bearer, in its memory.
 * @param hostOrigins - Exact origins of host dashboards.
 */
export function addCrossOrigin(app: FastifyInstance, hostOrigins: ReadonlySet<string>): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith(CALLS)) return undefined;
    void reply.header('Vary', 'Origin').header('Cache-Control', 'no-store');
    const { origin } = request.headers;
    if (origin === undefined || !hostOrigins.has(origin)) return undefined;
    void reply.header('Access-Control-Allow-Origin', origin);
    if (request.method !== 'OPTIONS') return undefined;
    return reply
      .headers({
        'Access-Control-Allow-Methods': 'GET, POST',
        'Access-Control-Allow-Headers': 'authorization, content-type',
        'Access-Control-Max-Age': PREFLIGHT_S,
      })
      .code(204)
      .send();
  });
  app.addHook('onSend', async (request, reply) => {
    if (!FILES.test(request.url)) return;
    void reply.headers({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' });
  });
}

/** What the page for frames asks, to know whom it may listen to. */
export function addEmbedRoutes(app: FastifyInstance, hostOrigins: ReadonlySet<string>): void {
  app.get('/api/embed/origins', async (): Promise<HostOrigins> => ({ origins: [...hostOrigins] }));
}

/** Whether a page of a host makes this call. The same name as the server's own is no host, whatever it is called by. */
export const isFromHost = ({ headers }: Pick<FastifyRequest, 'headers'>, hostOrigins: ReadonlySet<string>): boolean =>
  headers.origin !== undefined && hostOrigins.has(headers.origin) && URL.parse(headers.origin)?.host !== headers.host;

import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { Connect, type CobrowseSite, type Connected } from '../../protocol/connect.ts';
import { mayBeOneOf } from '../../protocol/path-patterns.ts';
import { Bucket } from '../bucket.ts';
import type { Clock } from '../clock.ts';
import { Refusal } from '../refusal.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Site, Sites } from '../sites/sites.ts';
import { networkOf, type ClientAddress } from './client-address.ts';
import { isFromHost } from './cross-origin.ts';
import { problem } from './problems.ts';

export interface ConnectRoutesDeps {
  readonly sessions: Pick<Sessions, 'connect'>;
  readonly sites: Sites;
  readonly clock: Clock;
  readonly clientAddress: ClientAddress;
  /** Origins of host dashboards, whose pages are none of a customer's. */
  readonly hostOrigins: ReadonlySet<string>;
}

/** Clicks to connect of one network at once, … */
export const CONNECTS_BURST = 10;
/** … and a second: many customers behind one address, and nobody who fills the agents' lists. */
const CONNECTS_PER_SECOND = 1 / 10;
/** Networks that are counted at most; those that clicked longest ago go first. */
const NETWORKS_MAX = 10_000;
/** Longest address of a page that is kept: origin and path. */
const ADDRESS_MAX_LENGTH = 300;
/** Stands, as addresses are written, for what the customer's browser kept to itself. */
const BULLET = encodeURIComponent('•');
/** Where the frames of a site are: in which its visitors click and are asked, and of an administrator's preview. */
export const FRAME_OF_SITE = /^\/cobrowse\/v1\/([\w-]+)\/(?:frame|preview)$/;

export function addConnectRoutes(app: FastifyInstance, deps: ConnectRoutesDeps): void {
  const { sessions, sites } = deps;
  const buckets = new Map<string, Bucket>();

  const bucketOf = (network: string): Bucket => {
    const bucket = buckets.get(network) ?? new Bucket(deps.clock, CONNECTS_PER_SECOND, CONNECTS_BURST);
    buckets.delete(network); // keeps the map in order of last use
    buckets.set(network, bucket);
    if (buckets.size > NETWORKS_MAX) buckets.delete(buckets.keys().next().value ?? network);
    return bucket;
  };

  app.post('/api/customer/connect', async (request, reply) => {
    if (isFromHost(request, deps.hostOrigins)) return problem(reply, 'E_ORIGIN');
    const body = v.safeParse(Connect, request.body);
    if (!body.success) return problem(reply, 'E_BAD_MESSAGE', { field: v.getDotPath(body.issues[0]) ?? '' });
    const { siteKey, title, address, name = '' } = body.output;
    const bucket = bucketOf(networkOf(deps.clientAddress(request.raw)));
    if (!bucket.take()) throw new Refusal('E_SLOW_DOWN', { retryInMs: bucket.waitMs });
    const site = sites.get(siteKey);
    if (!site) return problem(reply, 'E_NOT_FOUND');
    const shown = addressOf(address, site);
    if (shown === undefined) return problem(reply, 'E_ORIGIN');
    if (mayBeOneOf(address, site.masks.forbiddenPaths)) return problem(reply, 'E_PAGE_FORBIDDEN');
    const connected: Connected = { bearer: await sessions.connect(site, { title, address: shown, name }) };
    return connected;
  });

  app.get<{ Params: { siteKey: string } }>('/cobrowse/v1/:siteKey/site', async ({ params }, reply) => {
    const site = sites.get(params.siteKey);
    if (!site) return problem(reply, 'E_NOT_FOUND');
    const answer: CobrowseSite = { name: site.name, view: site.cobrowse.view, masks: site.masks, customerOnly: site.cobrowse.customerOnly ?? [] };
    return answer;
  });

  // Who may frame it is told in its headers (`security-headers.ts`).
  app.get<{ Params: { siteKey: string } }>('/cobrowse/v1/:siteKey/frame', async ({ params }, reply) =>
    sites.has(params.siteKey) ? reply.sendFile('cobrowse/frame.html') : problem(reply, 'E_NOT_FOUND'),
  );
}

/** Origin and path, cut; `undefined` where it is no page of the site. */
function addressOf(address: string, { origins }: Site): string | undefined {
  const url = URL.parse(address);
  return url && origins.includes(url.origin) ? `${url.origin}${url.pathname}`.replaceAll(BULLET, '•').slice(0, ADDRESS_MAX_LENGTH) : undefined;
}

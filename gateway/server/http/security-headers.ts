import type { FastifyInstance } from 'fastify';
import { REPLAY_PAGE } from '../../protocol/replay-page.ts';
import type { Site, Sites } from '../sites/sites.ts';
import { FRAME_OF_SITE } from './connect-routes.ts';
import { FRAME_PAGE } from './pages.ts';
import { REPLAY_PAGE_POLICY } from './replay-page.ts';
import { isOfShop } from './shop-pages.ts';

/**
 * Nothing but our own files and frames, no inline script, no inline style, no framing, no referrer. Lit's templates are the one
 * Trusted Types policy. Screen capture is allowed to this origin alone.
 */
const contentSecurityPolicy = (frameAncestors: string): string => [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "frame-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  `frame-ancestors ${frameAncestors}`,
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

/** Of the sample shop: strict, as a careful site's, with the lines that the snippet needs (`script-src` and `frame-src`). */
const SHOP_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join('; ');

const PERMISSIONS_POLICY = 'display-capture=(self), camera=(), microphone=(), geolocation=(), usb=(), serial=(), payment=()';

/** Who may frame the pages that are made for that, and no other: `hostOrigins` the dashboard's, each site its own. */
interface Framers {
  readonly hostOrigins: ReadonlySet<string>;
  readonly sites: Sites;
}

export function addSecurityHeaders(app: FastifyInstance, https: boolean, { hostOrigins, sites }: Framers): void {
  const forPages = contentSecurityPolicy("'none'");
  const forFrames = hostOrigins.size === 0 ? forPages : contentSecurityPolicy([...hostOrigins].join(' '));
  const siteOf = (path: string | undefined): Site | undefined => sites.get(FRAME_OF_SITE.exec(path ?? '')?.[1] ?? '');
  const policyOf = (path: string | undefined, site: Site | undefined): string => {
    if (path === FRAME_PAGE) return forFrames;
    if (path === REPLAY_PAGE) return REPLAY_PAGE_POLICY;
    if (path !== undefined && isOfShop(path)) return SHOP_POLICY;
    return site ? contentSecurityPolicy(site.origins.join(' ')) : forPages;
  };
  app.addHook('onSend', async (request, reply) => {
    const [path] = request.url.split('?');
    const site = siteOf(path);
    void reply.headers({
      'Content-Security-Policy': policyOf(path, site),
      'Permissions-Policy': PERMISSIONS_POLICY,
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': site ? 'cross-origin' : 'same-origin',
      // A page that has cut itself off from others frames only what has, too.
      ...(site ? { 'Cross-Origin-Embedder-Policy': 'require-corp' } : {}),
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      ...(https ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
    });
  });
}

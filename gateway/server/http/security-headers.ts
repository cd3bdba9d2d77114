import type { FastifyInstance } from 'fastify';
import { FRAME_PAGE } from './pages.ts';

/**
 * Nothing but our own files, no inline script, no inline style, no framing, no referrer. Lit's templates are the one
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
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  `frame-ancestors ${frameAncestors}`,
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

const PERMISSIONS_POLICY = 'display-capture=(self), camera=(), microphone=(), geolocation=(), usb=(), serial=(), payment=()';

/** @param hostOrigins - Who may frame the page that is made for that, and no other. */
export function addSecurityHeaders(app: FastifyInstance, https: boolean, hostOrigins: ReadonlySet<string>): void {
  const forPages = contentSecurityPolicy("'none'");
  const forFrames = hostOrigins.size === 0 ? forPages : contentSecurityPolicy([...hostOrigins].join(' '));
  app.addHook('onSend', async (request, reply) => {
    void reply.headers({
      'Content-Security-Policy': request.url.split('?')[0] === FRAME_PAGE ? forFrames : forPages,
      'Permissions-Policy': PERMISSIONS_POLICY,
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      ...(https ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
    });
  });
}

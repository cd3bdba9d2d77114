import type { FastifyInstance } from 'fastify';

/**
 * Nothing but our own files, no inline script, no inline style, no framing, no referrer. Lit's templates are the one
 * Trusted Types policy. Screen capture is allowed to this origin alone.
 */
const CONTENT_SECURITY_POLICY = [
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
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

const PERMISSIONS_POLICY = 'display-capture=(self), camera=(), microphone=(), geolocation=(), usb=(), serial=(), payment=()';

export function addSecurityHeaders(app: FastifyInstance, https: boolean): void {
  app.addHook('onSend', async (_request, reply) => {
    void reply.headers({
      'Content-Security-Policy': CONTENT_SECURITY_POLICY,
      'Permissions-Policy': PERMISSIONS_POLICY,
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      ...(https ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
    });
  });
}

import type { FastifyRequest } from 'fastify';

const BEARER = 'Bearer ';

/** What a page without cookies says who it is with. */
export function bearerOf({ headers: { authorization } }: Pick<FastifyRequest, 'headers'>): string | undefined {
  return authorization?.startsWith(BEARER) ? authorization.slice(BEARER.length) : undefined;
}

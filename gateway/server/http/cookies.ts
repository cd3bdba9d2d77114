import type { CookieSerializeOptions } from '@fastify/cookie';

export interface CookieSettings {
  /** Whether pages come over HTTPS; on loopback they need not. */
  readonly https: boolean;
}

/** Not readable by scripts, never sent from other sites. */
export const cookieOptions = ({ https }: CookieSettings): CookieSerializeOptions => ({
  path: '/',
  httpOnly: true,
  sameSite: 'strict',
  secure: https,
});

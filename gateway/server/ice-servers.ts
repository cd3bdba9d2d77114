import { createHmac } from 'node:crypto';
import type { ServerMessageOf } from '../protocol/server-messages.ts';
import { SIGN_IN_LIFE_MS } from './accounts/sign-ins.ts';

/** As browsers take it for a peer connection. */
export type IceServer = ServerMessageOf<'welcome'>['iceServers'][number];

/**
 * How long TURN credentials are good. A page is told them once, in its welcome, and may share with them at any time until
 * it connects anew: so as long as an agent's sign-in, with which its socket ends. They open the relay and nothing else.
 */
const CREDENTIAL_LIFE_MS = SIGN_IN_LIFE_MS;

/**
 * STUN and TURN servers for a page. TURN gets credentials by the REST scheme of coturn (`use-auth-secret`): the user name
 * is the moment of expiry in seconds and the page, the password its HMAC-SHA1 with the shared secret. So the relay can
 * count and limit by page.
 */
export function iceServersFor(
  urls: readonly string[],
  turnSecret: string | undefined,
  { pageId, nowMs }: { pageId: string; nowMs: number },
): readonly IceServer[] {
  const username = `${Math.floor((nowMs + CREDENTIAL_LIFE_MS) / 1_000)}:${pageId}`;
  return urls.map((url) => {
    if (!/^turns?:/.test(url) || turnSecret === undefined) return { urls: url };
    return { urls: url, username, credential: createHmac('sha1', turnSecret).update(username).digest('base64') };
  });
}

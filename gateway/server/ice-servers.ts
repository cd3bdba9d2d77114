import { createHmac } from 'node:crypto';
import type { ServerMessageOf } from '../protocol/server-messages.ts';
import { REQUEST_TIMES } from './sessions/limits.ts';

/** As browsers take it for a peer connection. */
export type IceServer = ServerMessageOf<'ice.servers'>['iceServers'][number];

/**
 * How long TURN credentials are good: relays ask for them again while a connection lasts, so as long as a share at most,
 * and the minutes before it is connected. They are made for each connection, and open the relay and nothing else.
 */
export const CREDENTIAL_LIFE_MS = REQUEST_TIMES.grantMaxLifeMs + 5 * 60_000;

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

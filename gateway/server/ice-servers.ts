import { createHmac } from 'node:crypto';
import type { ServerMessageOf } from '../protocol/server-messages.ts';

/** As browsers take it for a peer connection. */
export type IceServer = ServerMessageOf<'welcome'>['iceServers'][number];

/** How long TURN credentials are good; they are told anew with every socket. */
const CREDENTIAL_LIFE_S = 600;

/**
 * STUN and TURN servers for a page. TURN gets credentials by the REST scheme of coturn (`use-auth-secret`): the user name
 * is the moment of expiry, the password its HMAC-SHA1 with the shared secret.
 */
export function iceServersFor(
  urls: readonly string[],
  turnSecret: string | undefined,
  nowMs: number,
): readonly IceServer[] {
  const username = String(Math.floor(nowMs / 1_000) + CREDENTIAL_LIFE_S);
  return urls.map((url) => {
    if (!/^turns?:/.test(url) || turnSecret === undefined) return { urls: url };
    return { urls: url, username, credential: createHmac('sha1', turnSecret).update(username).digest('base64') };
  });
}

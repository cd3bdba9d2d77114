import { isIP } from 'node:net';

/**
 * The addresses that a helper of this installation may talk to, the main one first: where customers and agents find the
 * server, and where a PIN may be entered. Read from the same settings, with the same defaults, as the session server does.
 * @throws {TypeError} a setting is no address; the session server says which, and how it is written
 */
export function originsOf(env: NodeJS.ProcessEnv): string[] {
  const host = env['SIDESEAT_HOST'] || '127.0.0.1';
  const scheme = env['SIDESEAT_TLS_CERT'] || env['SIDESEAT_TLS_KEY'] ? 'https' : 'http';
  const own = `${scheme}://${isIP(host) === 6 ? `[${host}]` : host}:${env['SIDESEAT_PORT'] || '8080'}`;
  const joinUrls = (env['SIDESEAT_JOIN_URLS'] ?? '').split(',').map((url) => url.trim());
  const urls = [env['SIDESEAT_PUBLIC_URL'] || own, ...joinUrls.filter((url) => url !== '')];
  return [...new Set(urls.map((url) => new URL(url).origin))];
}

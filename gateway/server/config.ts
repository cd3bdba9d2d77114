import { isIP } from 'node:net';

/** The server's configuration, read once from the environment. The variables are documented in the README. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly distDir: string;
  readonly demoPassword: string | undefined;
  readonly publicUrl: string;
  /** Addresses where customers enter a PIN; the first is the main one. */
  readonly joinUrls: readonly string[];
  readonly origins: ReadonlySet<string>;
  readonly tls: { certFile: string; keyFile: string } | undefined;
  readonly trustProxy: boolean;
  readonly iceServers: readonly string[];
  /** Shared with the TURN servers among them. */
  readonly turnSecret: string | undefined;
  readonly media: { guardUrl: string; secretFile: string };
}

/** A setting that cannot be used; the message names the variable and what it takes. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

type Environment = Readonly<Record<string, string | undefined>>;

/** @param root - The checkout, for defaults below it. @throws {ConfigError} */
export function readConfig(env: Environment, root: string): Config {
  const host = env['SIDESEAT_HOST'] || '127.0.0.1';
  const port = readPort(env['SIDESEAT_PORT'] || '8080');
  const tls = readTls(env);
  const trustProxy = env['SIDESEAT_TRUST_PROXY'] === '1' || env['SIDESEAT_TRUST_PROXY'] === 'true';
  if (!tls && !trustProxy && !isLoopback(host))
    throw new ConfigError(
      `SIDESEAT_HOST=${host} is not a loopback address: set SIDESEAT_TLS_CERT and SIDESEAT_TLS_KEY, or SIDESEAT_TRUST_PROXY=1 behind a proxy that does TLS`,
    );
  const own = `${tls ? 'https' : 'http'}://${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
  const publicUrl = readUrl('SIDESEAT_PUBLIC_URL', env['SIDESEAT_PUBLIC_URL'] || own).origin;
  const joinUrls = list(env['SIDESEAT_JOIN_URLS']).map((url) => readUrl('SIDESEAT_JOIN_URLS', url).href);
  const origins = list(env['SIDESEAT_ORIGINS']).map((url) => readUrl('SIDESEAT_ORIGINS', url).origin);
  return {
    host,
    port,
    dataDir: env['SIDESEAT_DATA'] || `${root}/.sideseat`,
    distDir: `${root}/dist`,
    demoPassword: env['SIDESEAT_DEMO_PASSWORD'] || undefined,
    publicUrl,
    joinUrls: joinUrls.length > 0 ? joinUrls : [`${publicUrl}/join`],
    origins: new Set([own, publicUrl, ...joinUrls.map((url) => new URL(url).origin), ...localAliases(host, own), ...origins]),
    tls,
    trustProxy,
    iceServers: readIceServers(env),
    turnSecret: env['SIDESEAT_TURN_SECRET'] || undefined,
    media: readMedia(env),
  };
}

function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new ConfigError(`SIDESEAT_PORT=${text} is not a port: it takes a number from 1 to 65535`);
  return port;
}

function readUrl(variable: string, text: string): URL {
  const url = URL.parse(text);
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new ConfigError(`${variable}: ${text} is not an http or https address`);
  return url;
}

function readTls(env: Environment): Config['tls'] {
  const certFile = env['SIDESEAT_TLS_CERT'];
  const keyFile = env['SIDESEAT_TLS_KEY'];
  if (!certFile && !keyFile) return undefined;
  if (!certFile || !keyFile) throw new ConfigError('SIDESEAT_TLS_CERT and SIDESEAT_TLS_KEY belong together: one is missing');
  return { certFile, keyFile };
}

function readIceServers(env: Environment): string[] {
  const urls = list(env['SIDESEAT_ICE_SERVERS']);
  for (const url of urls) {
    if (!/^(stuns?|turns?):[^\s]+$/.test(url))
      throw new ConfigError(`SIDESEAT_ICE_SERVERS: ${url} is not a stun:, stuns:, turn: or turns: address`);
    if (url.startsWith('turn') && !env['SIDESEAT_TURN_SECRET'])
      throw new ConfigError('SIDESEAT_TURN_SECRET is missing: TURN servers take short-lived credentials made from it');
  }
  return urls;
}

function readMedia(env: Environment): Config['media'] {
  const [guardUrl, second] = list(env['SIDESEAT_MEDIA_NODES']);
  const secretFile = env['SIDESEAT_MEDIA_SECRET_FILE'];
  if (!guardUrl || !secretFile)
    throw new ConfigError('SIDESEAT_MEDIA_NODES and SIDESEAT_MEDIA_SECRET_FILE name the media node; `npm start` sets both');
  if (second) throw new ConfigError('SIDESEAT_MEDIA_NODES: one media node is supported so far');
  return { guardUrl, secretFile };
}

const list = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.');

/** On a developer's machine the page is as well opened by the other name of the same loopback address. */
function localAliases(host: string, own: string): string[] {
  if (!isLoopback(host)) return [];
  const { protocol, port } = new URL(own);
  return ['localhost', '127.0.0.1'].map((name) => new URL(`${protocol}//${name}:${port || (protocol === 'https:' ? 443 : 80)}`).origin);
}

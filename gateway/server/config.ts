import { isIP } from 'node:net';
import { HOST_ALGORITHMS, type HostTokenSettings } from './accounts/host-tokens.ts';
import { isLoopbackAddress, isProxyAddress } from './http/client-address.ts';

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
  /** Exact origins whose pages may connect: our own, and those of hosts. */
  readonly origins: ReadonlySet<string>;
  /** … of them those of host dashboards, whose pages have no cookie of ours. */
  readonly hostOrigins: ReadonlySet<string>;
  /** How a host dashboard signs its agents in, with the group whose rights they get. */
  readonly hostTokens: (HostTokenSettings & { readonly group: string }) | undefined;
  readonly tls: { certFile: string; keyFile: string } | undefined;
  /** Addresses and networks of the proxies in front, or `loopback`; empty where there is none. */
  readonly proxies: readonly string[];
  readonly iceServers: readonly string[];
  /** Shared with the TURN servers among them. */
  readonly turnSecret: string | undefined;
  readonly media: { guardUrl: string; secretFile: string };
  /** A second file for the record's anchors, best on another disk. */
  readonly anchorFile: string | undefined;
  /** A file with the sites whose visitors may click to connect; without it there is a sample site. */
  readonly sitesFile: string | undefined;
  /** Whoever has it may read the metrics from anywhere; `undefined`: only from this machine. */
  readonly metricsToken: string | undefined;
  /** How long the record keeps the content of a session after its end. */
  readonly retentionDays: number;
}

/** A setting that cannot be used; the message names the variable and what it takes. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** What nobody guesses. */
const METRICS_TOKEN_MIN = 32;

type Environment = Readonly<Record<string, string | undefined>>;

/** @param root - The checkout, for defaults below it. @throws {ConfigError} */
export function readConfig(env: Environment, root: string): Config {
  const host = env['SIDESEAT_HOST'] || '127.0.0.1';
  const port = readPort(env['SIDESEAT_PORT'] || '8080');
  const tls = readTls(env);
  const proxies = readProxies(env);
  if (!tls && proxies.length === 0 && !isLoopback(host))
    throw new ConfigError(
      `SIDESEAT_HOST=${host} is not a loopback address: set SIDESEAT_TLS_CERT and SIDESEAT_TLS_KEY, or SIDESEAT_TRUST_PROXY to the address of a proxy that does TLS`,
    );
  const own = `${tls ? 'https' : 'http'}://${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
  const publicUrl = readUrl('SIDESEAT_PUBLIC_URL', env['SIDESEAT_PUBLIC_URL'] || own).origin;
  const joinUrls = list(env['SIDESEAT_JOIN_URLS']).map((url) => readUrl('SIDESEAT_JOIN_URLS', url).href);
  const ownOrigins = new Set([own, publicUrl, ...joinUrls.map((url) => new URL(url).origin), ...localAliases(host, own)]);
  const named = list(env['SIDESEAT_ORIGINS']).map((url) => readUrl('SIDESEAT_ORIGINS', url).origin);
  return {
    host,
    port,
    dataDir: env['SIDESEAT_DATA'] || `${root}/.sideseat`,
    distDir: `${root}/dist`,
    demoPassword: env['SIDESEAT_DEMO_PASSWORD'] || undefined,
    publicUrl,
    joinUrls: joinUrls.length > 0 ? joinUrls : [`${publicUrl}/join`],
    origins: new Set([...ownOrigins, ...named]),
    hostOrigins: new Set(named.filter((origin) => !ownOrigins.has(origin))),
    hostTokens: readHostTokens(env),
    tls,
    proxies,
    iceServers: readIceServers(env),
    turnSecret: env['SIDESEAT_TURN_SECRET'] || undefined,
    media: readMedia(env),
    anchorFile: env['SIDESEAT_ANCHOR_FILE'] || undefined,
    sitesFile: env['SIDESEAT_SITES'] || undefined,
    metricsToken: readMetricsToken(env['SIDESEAT_METRICS_TOKEN']),
    retentionDays: readDays(env['SIDESEAT_RETENTION_DAYS'] || '90'),
  };
}

function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new ConfigError(`SIDESEAT_PORT=${text} is not a port: it takes a number from 1 to 65535`);
  return port;
}

function readMetricsToken(token: string | undefined): string | undefined {
  if (token && token.length < METRICS_TOKEN_MIN) throw new ConfigError(`SIDESEAT_METRICS_TOKEN is too short: it takes ${METRICS_TOKEN_MIN} characters or more`);
  return token || undefined;
}

function readDays(text: string): number {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1 || days > 3_650)
    throw new ConfigError(`SIDESEAT_RETENTION_DAYS=${text} is not a number of days: it takes a number from 1 to 3650`);
  return days;
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

/** Whoever is trusted says where a call comes from; so it is told by address, never "everybody". */
function readProxies(env: Environment): string[] {
  const proxies = list(env['SIDESEAT_TRUST_PROXY']);
  for (const proxy of proxies) {
    if (!isProxyAddress(proxy))
      throw new ConfigError(
        `SIDESEAT_TRUST_PROXY=${proxy} names no proxy: write its address or network, for example 10.0.0.5 or 10.0.0.0/24, or loopback where it runs on this machine`,
      );
  }
  return proxies;
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
  const url = URL.parse(guardUrl);
  if (url?.protocol !== 'wss:' && !(url?.protocol === 'ws:' && isLoopback(url.hostname.replace(/^\[|\]$/g, ''))))
    throw new ConfigError(
      `SIDESEAT_MEDIA_NODES: ${guardUrl} is not a wss: address: ws: carries what is shared without encryption, so it is for a media node on this machine only (ws://127.0.0.1:…)`,
    );
  return { guardUrl, secretFile };
}

function readHostTokens(env: Environment): Config['hostTokens'] {
  const [keys, issuer, audience] = HOST_VARIABLES.map((variable) => env[variable]);
  if (!keys && !issuer && !audience) return undefined;
  if (!keys || !issuer || !audience) {
    const missing = HOST_VARIABLES.filter((variable) => !env[variable]).join(' and ');
    throw new ConfigError(`${HOST_VARIABLES.join(', ')} belong together: ${missing} is missing`);
  }
  const algorithms = list(env['SIDESEAT_HOST_ALGORITHMS'] || 'ES256,RS256').map((name) => {
    const algorithm = HOST_ALGORITHMS.find((known) => known === name);
    if (!algorithm) throw new ConfigError(`SIDESEAT_HOST_ALGORITHMS: ${name} is none of ${HOST_ALGORITHMS.join(', ')}`);
    return algorithm;
  });
  return { keys: readKeys(keys), issuer, audience, algorithms, group: env['SIDESEAT_HOST_GROUP'] || 'Agents' };
}

/** Whoever can change the keys on their way here can sign anybody in. */
function readKeys(text: string): URL | string {
  const url = URL.parse(text);
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname.replace(/^\[|\]$/g, '')))) return url;
  if (url?.protocol === 'http:')
    throw new ConfigError(`SIDESEAT_HOST_JWKS: ${text} is not an https: address: the keys say who is an agent`);
  return text;
}

const HOST_VARIABLES = ['SIDESEAT_HOST_JWKS', 'SIDESEAT_HOST_ISSUER', 'SIDESEAT_HOST_AUDIENCE'];

const list = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const isLoopback = (host: string): boolean => host === 'localhost' || isLoopbackAddress(host);

/** On a developer's machine the page is as well opened by the other name of the same loopback address. */
function localAliases(host: string, own: string): string[] {
  if (!isLoopback(host)) return [];
  const { protocol, port } = new URL(own);
  return ['localhost', '127.0.0.1'].map((name) => new URL(`${protocol}//${name}:${port || (protocol === 'https:' ? 443 : 80)}`).origin);
}

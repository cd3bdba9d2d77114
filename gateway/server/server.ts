import { mkdir, readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import fastifyCookie from '@fastify/cookie';
import Fastify, { type FastifyInstance } from 'fastify';
import { openAccounts, type Accounts } from './accounts/accounts.ts';
import { SignIns } from './accounts/sign-ins.ts';
import { systemClock, type Clock } from './clock.ts';
import { ConfigError, type Config } from './config.ts';
import { GuessBudget } from './guess-budget.ts';
import { addAgentRoutes } from './http/agent-routes.ts';
import { clientAddressBehind } from './http/client-address.ts';
import { addCustomerRoutes } from './http/customer-routes.ts';
import { addPages } from './http/pages.ts';
import { problem } from './http/problems.ts';
import { addSecurityHeaders } from './http/security-headers.ts';
import { iceServersFor } from './ice-servers.ts';
import { Invites } from './invites/invites.ts';
import { openPinKey } from './invites/pin-key.ts';
import { PIN_LENGTH } from './invites/pin.ts';
import { WrongGuessAlarm } from './invites/wrong-guess-alarm.ts';
import { createGuardClient } from './media/guard-client.ts';
import type { MediaPort } from './media/media-port.ts';
import { Refusal } from './refusal.ts';
import { Sessions } from './sessions/sessions.ts';
import { SocketServer } from './sockets/socket-server.ts';
import { Tickets } from './sockets/tickets.ts';
import { openSqliteStore } from './store/sqlite-store.ts';

/** Largest body that any call takes: the 10 kB PIN of the bad-input table gets a proper answer. */
const BODY_MAX_BYTES = 32_768;

export interface RunningServer {
  /** Where it listens, for example `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly accounts: Accounts;
  close(): Promise<void>;
}

/** What a test puts in place of the real thing. */
export interface ServerParts {
  readonly clock: Clock;
  /** @param incarnation - Number of this start, which the media node must see rise. */
  connectMedia(config: Config, incarnation: number): Promise<MediaPort & { close(): void | Promise<void> }>;
}

/**
 * The session server: opens the record, connects to the media guard, and listens.
 * @throws {ConfigError | StoreError} One sentence that says what to change: a busy port, a locked folder, a broken file.
 */
export async function startServer(
  config: Config,
  { clock = systemClock, connectMedia = connectGuard }: Partial<ServerParts> = {},
): Promise<RunningServer> {
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  const accounts = await openAccounts(join(config.dataDir, 'accounts.json'), config.demoPassword);
  const store = await openSqliteStore(join(config.dataDir, 'record.sqlite'), { nowMs: clock.nowMs() });
  const media = await connectMedia(config, store.incarnation);
  const invites = new Invites(await openPinKey(join(config.dataDir, 'pin.key')), clock);
  const app = await createApp(config);
  const failed = (error: unknown): void => app.log.error(error);
  const sessions = new Sessions({ store, media, clock, invites, accounts, failed });
  const signIns = new SignIns(store, clock, ({ tokenHash }) => sockets.closeOfSignIn(tokenHash));
  const tickets = new Tickets(clock, (identity) =>
    identity.role === 'agent'
      ? signIns.lasts({ agentId: identity.agentId, tokenHash: identity.cookieHash })
      : sessions.byId(identity.sessionId)?.customerKeyHash === identity.cookieHash,
  );
  const https = config.tls !== undefined || config.proxies.length > 0;
  const clientAddress = clientAddressBehind(config.proxies);

  addSecurityHeaders(app, https);
  refuseForeignOrigins(app, config.origins);
  const sockets = new SocketServer({
    sessions,
    accounts,
    tickets,
    clock,
    origins: config.origins,
    iceServers: (pageId) => iceServersFor(config.iceServers, config.turnSecret, { pageId, nowMs: clock.nowMs() }),
    failed,
  });
  addAgentRoutes(app, {
    accounts,
    signIns,
    tickets,
    signInBudget: new GuessBudget(clock),
    clientAddress,
    joinUrls: config.joinUrls,
    https,
  });
  addCustomerRoutes(app, {
    sessions,
    invites,
    tickets,
    pinBudget: new GuessBudget(clock),
    clientAddress,
    wrongGuessAlarm: new WrongGuessAlarm(clock, (wrong) =>
      app.log.warn({ wrong }, 'many wrong PINs: somebody may be guessing'),
    ),
    site: { company: accounts.company, joinUrls: [...config.joinUrls], pinLength: PIN_LENGTH },
    https,
  });
  app.get('/health', async (_request, reply) => reply.code(media.ready ? 200 : 503).send({ media: media.ready }));
  await addPages(app, config.distDir);
  sockets.listenTo(app.server);
  await listen(app, config);

  return {
    url: `${config.tls ? 'https' : 'http'}://${config.host}:${(app.server.address() as AddressInfo).port}`,
    accounts,
    async close() {
      sockets.close();
      signIns.close();
      sessions.close();
      await app.close();
      await media.close();
      await store.close();
    },
  };
}

const connectGuard: ServerParts['connectMedia'] = async ({ media: { guardUrl, secretFile } }, incarnation) =>
  createGuardClient({ url: guardUrl, secret: (await readFile(secretFile, 'utf8')).trim(), incarnation });

async function createApp(config: Config): Promise<FastifyInstance> {
  const app = Fastify({
    logger: { level: 'warn' },
    bodyLimit: BODY_MAX_BYTES,
    forceCloseConnections: true,
    requestTimeout: 10_000,
    routerOptions: { maxParamLength: 200 },
    http: { maxHeaderSize: 8_192 },
    ...(config.tls
      ? { https: { cert: await readFile(config.tls.certFile), key: await readFile(config.tls.keyFile) } }
      : {}),
  }) as unknown as FastifyInstance;
  await app.register(fastifyCookie);
  app.setNotFoundHandler((_request, reply) => problem(reply, 'E_NOT_FOUND'));
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    if (error instanceof Refusal) return problem(reply, error.code, { retryInMs: error.retryInMs });
    if (error.statusCode !== undefined && error.statusCode < 500) return problem(reply, 'E_BAD_MESSAGE');
    request.log.error(error);
    return problem(reply, 'E_INTERNAL');
  });
  return app;
}

/** Every call that changes something comes from one of our own pages. */
function refuseForeignOrigins(app: FastifyInstance, origins: ReadonlySet<string>): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.method === 'GET' || request.method === 'HEAD') return undefined;
    return origins.has(request.headers.origin ?? '') ? undefined : problem(reply, 'E_ORIGIN');
  });
}

async function listen(app: FastifyInstance, config: Config): Promise<void> {
  try {
    await app.listen({ host: config.host, port: config.port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const where = `${config.host}:${config.port}`;
    if (code === 'EADDRINUSE')
      throw new ConfigError(`port ${where} is in use: stop the other program, or set SIDESEAT_PORT to a free port`);
    if (code === 'EACCES') throw new ConfigError(`port ${where} may not be used by this user: set SIDESEAT_PORT above 1023`);
    if (code === 'EADDRNOTAVAIL') throw new ConfigError(`this machine has no address ${config.host}: set SIDESEAT_HOST`);
    throw error;
  }
}

import { readFile } from 'node:fs/promises';
import fastifyCookie from '@fastify/cookie';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { HELPER_JOIN_PATH } from '../../protocol/http.ts';
import { ConfigError, type Config } from '../config.ts';
import { Refusal } from '../refusal.ts';
import { StoreError } from '../store/store.ts';
import { refuseUndescribed } from './api-documents.ts';
import { problem } from './problems.ts';

/** Largest body that any call takes: the 10 kB PIN of the bad-input table gets a proper answer. */
const BODY_MAX_BYTES = 32_768;

/** Without routes. Whatever goes wrong is answered with a problem. */
export async function createApp(config: Config): Promise<FastifyInstance> {
  const app = Fastify({
    logger: { level: 'warn' },
    bodyLimit: BODY_MAX_BYTES,
    forceCloseConnections: true,
    requestTimeout: 10_000,
    routerOptions: { maxParamLength: 200 },
    http: { maxHeaderSize: 8_192 },
    frameworkErrors: (_error, _request, reply) => void problem(reply as unknown as FastifyReply, 'E_BAD_MESSAGE'),
    ...(config.tls
      ? { https: { cert: await readFile(config.tls.certFile), key: await readFile(config.tls.keyFile) } }
      : {}),
  }) as unknown as FastifyInstance;
  refuseUndescribed(app);
  await app.register(fastifyCookie);
  app.setNotFoundHandler((_request, reply) => problem(reply, 'E_NOT_FOUND'));
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    if (error instanceof StoreError) return problem(reply, 'E_RECORD');
    if (error instanceof Refusal) return problem(reply, error.code, { retryInMs: error.retryInMs });
    if (error.statusCode !== undefined && error.statusCode < 500) return problem(reply, 'E_BAD_MESSAGE');
    request.log.error(error);
    return problem(reply, 'E_INTERNAL');
  });
  return app;
}

/** Every call that changes something comes from one of our own pages, or, the one that no page makes, from the helper. */
export function refuseForeignOrigins(app: FastifyInstance, origins: ReadonlySet<string>): void {
  app.addHook('onRequest', async ({ method, headers, routeOptions }, reply) => {
    if (method === 'GET' || method === 'HEAD') return undefined;
    const isRight = routeOptions.url === HELPER_JOIN_PATH ? headers.origin === undefined : origins.has(headers.origin ?? '');
    return isRight ? undefined : problem(reply, 'E_ORIGIN');
  });
}

/** @throws {ConfigError} It cannot listen where it was told to. */
export async function listen(app: FastifyInstance, config: Config): Promise<void> {
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

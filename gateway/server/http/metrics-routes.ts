import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { METRICS_PATH } from '../../protocol/operating.ts';
import type { Metrics } from '../metrics.ts';
import { bearerOf } from './bearer.ts';
import { isLoopbackAddress, type ClientAddress } from './client-address.ts';
import { problem } from './problems.ts';

export interface MetricsRoutesDeps {
  readonly metrics: Pick<Metrics, 'read' | 'contentType'>;
  readonly clientAddress: ClientAddress;
  /** Whoever has it may read from anywhere; `undefined`: only from this machine. */
  readonly token: string | undefined;
}

/** Figures for Prometheus. Who may not read them is told that there is nothing. */
export function addMetricsRoutes(app: FastifyInstance, { metrics, clientAddress, token }: MetricsRoutesDeps): void {
  app.get(METRICS_PATH, async (request, reply) => {
    if (!isFromHere(request) && !hasToken(request)) return problem(reply, 'E_NOT_FOUND');
    return reply.type(metrics.contentType).send(await metrics.read());
  });

  /** A proxy on this machine of which nobody told us says so in a header; what comes through it is from anywhere. */
  function isFromHere({ raw }: FastifyRequest): boolean {
    const { headers } = raw;
    const isPassedOn = headers['x-forwarded-for'] !== undefined || headers['forwarded'] !== undefined;
    return !isPassedOn && isLoopbackAddress(clientAddress(raw));
  }

  function hasToken(request: FastifyRequest): boolean {
    const bearer = bearerOf(request);
    return token !== undefined && bearer !== undefined && timingSafeEqual(hash(bearer), hash(token));
  }
}

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();

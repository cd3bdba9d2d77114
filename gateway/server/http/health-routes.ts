import type { FastifyInstance } from 'fastify';
import { HEALTH_PATHS, type HealthLive, type HealthReady } from '../../protocol/operating.ts';
import type { Clock } from '../clock.ts';
import type { MediaPort } from '../media/media-port.ts';
import type { Store } from '../store/store.ts';

/** The disk is asked at most so often, in milliseconds, however often somebody asks us. */
export const PROBE_EVERY_MS = 5_000;
/** A disk that does not answer for so long cannot record. */
const PROBE_WITHIN_MS = 2_000;

export interface HealthDeps {
  readonly store: Pick<Store, 'probe'>;
  readonly media: Pick<MediaPort, 'ready' | 'hasGuard'>;
  readonly clock: Clock;
}

/** Whether this server can do its work, told by the parts that it needs. */
export class Health {
  readonly #deps: HealthDeps;
  #probe: Promise<boolean> | undefined;
  #probedAtMs = 0;

  constructor(deps: HealthDeps) {
    this.#deps = deps;
  }

  async ready(): Promise<HealthReady> {
    const { media } = this.#deps;
    const checks = { record: await this.#isWritable(), guard: media.hasGuard, janus: media.ready };
    return { ready: checks.record && checks.guard && checks.janus, checks };
  }

  #isWritable(): Promise<boolean> {
    const nowMs = this.#deps.clock.monotonicMs();
    if (this.#probe && nowMs - this.#probedAtMs < PROBE_EVERY_MS) return this.#probe;
    this.#probedAtMs = nowMs;
    this.#probe = new Promise((resolve) => {
      const cancel = this.#deps.clock.after(PROBE_WITHIN_MS, () => resolve(false));
      const answer = (isWritable: boolean): void => {
        cancel();
        resolve(isWritable);
      };
      this.#deps.store.probe().then(
        () => answer(true),
        () => answer(false),
      );
    });
    return this.#probe;
  }
}

/** For what starts this server anew, and for what sends customers to it. Nothing there is a secret. */
export function addHealthRoutes(app: FastifyInstance, health: Health): void {
  app.get(HEALTH_PATHS.live, async (): Promise<HealthLive> => ({ live: true }));
  app.get(HEALTH_PATHS.ready, async (_request, reply) => {
    const answer = await health.ready();
    return reply.code(answer.ready ? 200 : 503).send(answer);
  });
}

import * as v from 'valibot';

/** What programs ask that watch over a server. */

export const API_DOCUMENT_PATH = '/api/openapi.json';
export const HEALTH_PATHS = { live: '/health/live', ready: '/health/ready' } as const;
export const METRICS_PATH = '/metrics';

export const HealthLive = v.object({ live: v.literal(true) });
export type HealthLive = v.InferOutput<typeof HealthLive>;

/** `record`: facts can be written. `guard`: the media guard is connected. `janus`: its media server can be used. */
export const HealthReady = v.object({
  ready: v.boolean(),
  checks: v.object({ record: v.boolean(), guard: v.boolean(), janus: v.boolean() }),
});
export type HealthReady = v.InferOutput<typeof HealthReady>;

import type { FastifyInstance } from 'fastify';
import { CONFIG_SCHEMA_PATH } from '../../protocol/config-file.ts';
import { API_DOCUMENT_PATH } from '../../protocol/operating.ts';
import { openApi } from '../api/openapi.ts';
import { OPERATIONS } from '../api/operations.ts';
import { configSchema } from '../sites/config-schema.ts';

/**
 * What describes this server to programs; anybody may read it.
 * @param publicUrl - Without a slash at its end.
 */
export function addApiDocuments(app: FastifyInstance, publicUrl: string, version: string): void {
  const schema = configSchema(`${publicUrl}${CONFIG_SCHEMA_PATH}`);
  const document = openApi(publicUrl, version);
  app.get(CONFIG_SCHEMA_PATH, async (_request, reply) => reply.type('application/schema+json').send(schema));
  app.get(API_DOCUMENT_PATH, async () => document);
}

/** Before all routes: one below `/api` that is not described cannot be added. */
export function refuseUndescribed(app: FastifyInstance): void {
  app.addHook('onRoute', ({ method, url }) => {
    if (!url.startsWith('/api/')) return;
    for (const each of [method].flat()) {
      if (each === 'HEAD' || OPERATIONS.some((operation) => operation.method === each && operation.path === url)) continue;
      throw new Error(`${each} ${url} is not described in gateway/server/api/operations.ts`);
    }
  });
}

import type { FastifyInstance } from 'fastify';
import { CONFIG_SCHEMA_PATH } from '../../protocol/config-file.ts';
import { configSchema } from '../sites/config-schema.ts';

/** What describes this server to programs; anybody may read it. @param publicUrl - Without a slash at its end. */
export function addApiDocuments(app: FastifyInstance, publicUrl: string): void {
  const schema = configSchema(`${publicUrl}${CONFIG_SCHEMA_PATH}`);
  app.get(CONFIG_SCHEMA_PATH, async (_request, reply) => reply.type('application/schema+json').send(schema));
}

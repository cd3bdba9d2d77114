import type { FastifyInstance } from 'fastify';
import * as v from 'valibot';
import { CONFIG_FILE_MAX_BYTES, CONFIG_SCHEMA_PATH, ConfigImport, type ConfigFile } from '../../protocol/config-file.ts';
import { checkConfigFile } from '../sites/config-file.ts';
import { adminProblem } from './admin-problem.ts';
import { nameOf, refusing } from './admin-calls.ts';
import type { AdminSiteRoutesDeps } from './admin-site-routes.ts';
import { problem } from './problems.ts';

export interface AdminConfigRoutesDeps extends AdminSiteRoutesDeps {
  /** Where this server is reached, without a slash at its end. */
  readonly publicUrl: string;
}

/** The configuration as a file. @param app - Behind the door of `addAdminRoutes`. */
export function addAdminConfigRoutes(app: FastifyInstance, { book, hasGroup, publicUrl }: AdminConfigRoutesDeps): void {
  app.get('/api/admin/config', async (): Promise<ConfigFile> => ({ $schema: `${publicUrl}${CONFIG_SCHEMA_PATH}`, ...book.export() }));

  app.post('/api/admin/config/import', { bodyLimit: CONFIG_FILE_MAX_BYTES }, async (request, reply) => {
    const body = v.safeParse(ConfigImport, request.body);
    if (!body.success) return problem(reply, 'E_BAD_MESSAGE', { field: v.getDotPath(body.issues[0]) ?? '' });
    const { file, publish, note } = body.output;
    const { value: sites, issues } = checkConfigFile(file, hasGroup);
    if (!sites) return adminProblem(reply, 'E_BAD_CONFIG', { issues: [...issues] });
    return refusing(reply, () => book.import(sites, { by: nameOf(request), publish, note }));
  });
}

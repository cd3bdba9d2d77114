import type { FastifyInstance } from 'fastify';
import type { AdminFacts } from '../../protocol/admin.ts';
import type { Store } from '../store/store.ts';
import { problem } from './problems.ts';

/** Facts of one answer. */
const PAGE_SIZE = 50;

/** The administration's record. @param app - Behind the door of `addAdminRoutes`. */
export function addAdminFactRoutes(app: FastifyInstance, store: Pick<Store, 'adminFacts'>): void {
  app.get<{ Querystring: { before?: string } }>('/api/admin/facts', async ({ query }, reply) => {
    const before = query.before === undefined ? Number.MAX_SAFE_INTEGER : Number(query.before);
    if (!Number.isSafeInteger(before)) return problem(reply, 'E_BAD_MESSAGE', { field: 'before' });
    const found = await store.adminFacts(before, PAGE_SIZE + 1);
    const facts = found.slice(0, PAGE_SIZE);
    const answer = { facts, next: found.length > PAGE_SIZE ? (facts.at(-1)?.seq ?? null) : null };
    return answer as AdminFacts;
  });
}

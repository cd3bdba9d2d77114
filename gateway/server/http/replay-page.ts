import type { FastifyInstance } from 'fastify';
import { REPLAY_PAGE, REPLAY_POLICY } from '../../protocol/replay-page.ts';

/** Of its header: pages of this server alone may frame it. Others write the document themselves. */
export const REPLAY_PAGE_POLICY = `${REPLAY_POLICY}; frame-ancestors 'self'`;

/** Serves the empty document in which an agent's page builds a customer's page again. */
export function addReplayPage(app: FastifyInstance): void {
  app.get(REPLAY_PAGE, (_request, reply) =>
    reply
      .header('Cache-Control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send('<!doctype html><html><head><meta charset="utf-8"><meta name="referrer" content="no-referrer"></head></html>'),
  );
}

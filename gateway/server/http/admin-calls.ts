import type { FastifyReply, FastifyRequest } from 'fastify';
import { AdminRefusal, type Change, type Numbered } from '../admin-refusal.ts';
import { adminProblem } from './admin-problem.ts';
import { problem } from './problems.ts';

/** What the administrators' calls have in common. */

/** Who makes the call. @throws {Error} Nobody is signed in: it was not added behind the door of `addAdminRoutes`. */
export function nameOf({ administrator }: FastifyRequest): string {
  if (!administrator) throw new Error('a call of administrators without one');
  return administrator.agentId;
}

/** @returns `undefined` where it is not said what is changed; that is told. */
export function changeOf(request: FastifyRequest, reply: FastifyReply): Change | undefined {
  const revision = /^"(\d{1,15})"$/.exec(request.headers['if-match'] ?? '')?.[1];
  if (revision !== undefined) return { by: nameOf(request), revision: Number(revision) };
  void adminProblem(reply, 'E_NO_MATCH_NAMED');
  return undefined;
}

/** Answers with what can be changed, and the ETag that a change has to name. */
export function answer<View>(reply: FastifyReply, work: () => Promise<Numbered<View>>, status = 200): Promise<View | FastifyReply> {
  return refusing(reply, async () => {
    const { view, revision } = await work();
    void reply.code(status).header('ETag', `"${revision}"`);
    return view;
  });
}

/** Answers with the problem where it is refused. */
export async function refusing<T>(reply: FastifyReply, work: () => Promise<T>): Promise<T | FastifyReply> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AdminRefusal)) throw error;
    if (error.code === 'E_NOT_FOUND' || error.code === 'E_NOT_ALLOWED') return problem(reply, error.code);
    return adminProblem(reply, error.code, { ...error.changed, ...(error.issues && { issues: [...error.issues] }) });
  }
}

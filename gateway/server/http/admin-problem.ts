import type { FastifyReply } from 'fastify';
import type { AdminErrorCode, AdminProblem } from '../../protocol/admin.ts';
import type { ErrorCode } from '../../protocol/vocabulary.ts';
import { statusOf } from './problems.ts';

/** Status and one plain sentence for each code that only the administrator's calls answer with. Pages translate the code. */
const PROBLEMS: Readonly<Record<AdminErrorCode, { status: number; message: string }>> = {
  E_BAD_CONFIG: { status: 400, message: 'The configuration has mistakes, and nothing was changed.' },
  E_CHANGED: { status: 412, message: 'Somebody else changed this in the meantime. Load it anew to see what.' },
  E_NO_MATCH_NAMED: { status: 428, message: 'Name in If-Match the ETag of what you change.' },
  E_NO_DRAFT: { status: 409, message: 'There is no draft.' },
  E_SITES_FILE: { status: 409, message: 'The sites of this installation stand in a file and are changed there.' },
  E_OTHER_DRAFTS: { status: 409, message: 'Somebody works at a draft of a site in the file. Nothing was changed.' },
  E_LAST_ADMINISTRATOR: { status: 409, message: 'This is the last account that may change anything here.' },
  E_TOO_MANY_PREVIEWS: { status: 409, message: 'Too many previews are open. Close one, or wait a quarter of an hour.' },
  E_TOO_MANY_SITES: { status: 409, message: 'No more sites can be kept.' },
};

/** The HTTP status that a code is answered with. */
export const statusOfProblem = (code: string): number =>
  Object.hasOwn(PROBLEMS, code) ? PROBLEMS[code as AdminErrorCode].status : statusOf(code as ErrorCode);

export function adminProblem(
  reply: FastifyReply,
  code: AdminErrorCode,
  extra: Pick<AdminProblem, 'issues' | 'by' | 'atMs'> = {},
): FastifyReply {
  const { status, message } = PROBLEMS[code];
  const body: AdminProblem = { code, message, ...extra };
  return reply.code(status).type('application/problem+json').send(body);
}

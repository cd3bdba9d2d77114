import { AdminApiError } from '../../gateway/client/admin-api.ts';
import type { AdminProblem } from '../../gateway/protocol/admin.ts';

/** Why something was not done, as elements show it. */
export interface AdminFailure {
  readonly code: string;
  readonly offline?: boolean;
  readonly problem?: Partial<AdminProblem>;
}

export function toFailure(error: unknown): AdminFailure {
  if (!(error instanceof AdminApiError)) return { code: 'E_INTERNAL' };
  return { code: error.code, offline: error.offline, problem: error.problem };
}

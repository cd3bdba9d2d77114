import assert from 'node:assert/strict';
import * as v from 'valibot';
import { AdminProblem } from '../../gateway/protocol/admin.ts';
import { problemsOf } from '../../gateway/server/api/openapi.ts';
import { OPERATIONS, type Operation } from '../../gateway/server/api/operations.ts';
import { statusOfProblem } from '../../gateway/server/http/admin-problem.ts';

/** What a call answered. */
export interface ApiAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: unknown;
}

/** The described call that this one is; `undefined`: none. @param path - With or without a query. */
export function operationOf(method: string, path: string): Operation | undefined {
  const parts = path.split('?')[0]?.split('/') ?? [];
  const fits = (described: string): boolean => {
    const own = described.split('/');
    return own.length === parts.length && own.every((part, index) => part.startsWith(':') || part === parts[index]);
  };
  return OPERATIONS.find((operation) => operation.method === method && fits(operation.path));
}

/** Fails where the answer of a described call is not as it is described: another field, another status, another code. */
export function assertDescribed(method: string, path: string, { status, type, body }: ApiAnswer): void {
  const operation = operationOf(method, path);
  if (!operation) return;
  const where = `${method} ${path} → ${status} ${JSON.stringify(body)?.slice(0, 300)}`;
  if (status === (operation.status ?? 200) || status === operation.alsoStatus) {
    assert.ok(type.startsWith(operation.type ?? 'application/json'), `${where}: ${type}`);
    const parsed = v.safeParse(operation.answer, body);
    assert.ok(parsed.success, `${where}: ${JSON.stringify(parsed.issues?.map(({ message, path: at }) => [message, at?.map(({ key }) => key)]))}`);
    assert.deepEqual(parsed.output, body, `${where}: has more than is described`);
    return;
  }
  assert.ok(type.startsWith('application/problem+json'), `${where}: ${type}`);
  const problem = v.parse(v.strictObject(AdminProblem.entries), body);
  assert.equal(status, statusOfProblem(problem.code), where);
  assert.ok(problemsOf(operation).includes(problem.code), `${where}: ${problem.code} is not among what this call is described to answer`);
}

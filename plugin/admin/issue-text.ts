import type { AdminProblem } from '../../gateway/protocol/admin.ts';
import type { AdminLocalized } from './failure-text.ts';
import { en, type AdminTextKey } from './texts/en.ts';

type Issue = NonNullable<AdminProblem['issues']>[number];

const isKey = (key: string): key is AdminTextKey => Object.hasOwn(en, key);

/** What is wrong with a field, and what is needed; in the server's own words where it says something that this page does not know. */
export function issueText(texts: AdminLocalized, { code = '', params = {}, message }: Issue): string {
  const key = `issue.${code}`;
  return isKey(key) ? texts.t(key, params) : message;
}

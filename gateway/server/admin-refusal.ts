import type { AdminErrorCode } from '../protocol/admin.ts';
import type { ConfigIssue } from './sites/site-check.ts';
import type { Deed } from './sites/site-document.ts';

/** Why a change was not made; nothing was touched. */
export class AdminRefusal extends Error {
  override readonly name = 'AdminRefusal';
  /** `E_NOT_ALLOWED`: who asks may not change anything any more. */
  readonly code: AdminErrorCode | 'E_NOT_FOUND' | 'E_NOT_ALLOWED';
  /** Of `E_CHANGED`: who was first. */
  readonly changed: Deed | undefined;
  /** Of `E_OTHER_DRAFTS`, `E_BAD_CONFIG` and, in a file, `E_CHANGED`: what is to be changed first. */
  readonly issues: readonly ConfigIssue[] | undefined;

  constructor(code: AdminRefusal['code'], { changed, issues }: Pick<Partial<AdminRefusal>, 'changed' | 'issues'> = {}) {
    super(code);
    this.code = code;
    this.changed = changed;
    this.issues = issues;
  }
}

/** The revision that the one who changes has seen, and who that is. */
export interface Change {
  readonly by: string;
  readonly revision: number;
}

/** What can be changed, with the number that the next change has to name. */
export interface Numbered<View> {
  readonly view: View;
  readonly revision: number;
}

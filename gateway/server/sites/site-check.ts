import { parse } from 'css-what';
import * as v from 'valibot';
import { issueWords, wordsOf, type IssueWords } from '../../protocol/config-issues.ts';
import type { MaskPolicy } from '../../protocol/mask-policy.ts';
import { SiteConfig } from '../../protocol/site-config.ts';

/** A mistake in a configuration: where, as a dotted path, and what is needed. */
export interface ConfigIssue extends IssueWords {
  readonly path: string;
}

/** What was read, or everything that is wrong with it. */
export type Checked<T> = { readonly value: T; readonly issues: readonly [] } | { readonly value: undefined; readonly issues: readonly ConfigIssue[] };

/** The lists of a policy that hold CSS selectors. */
const SELECTOR_LISTS = ['masks', 'blocks', 'allows', 'noControl'] as const;
/** … and those that hold paths. */
const PATH_LISTS = ['pausedPaths', 'forbiddenPaths'] as const;
/** No list of a configuration may be longer. Longer ones are not looked at one by one: each entry could be a mistake. */
const LIST_MAX = 1_000;
/** How deep it is looked for such lists; no configuration goes deeper. */
const DEPTH_MAX = 10;
/** Mistakes that are told at once. */
const ISSUES_MAX = 50;

/**
 * The configuration of a site, or everything that is wrong with it.
 * @param hasGroup - Whether there is such a group of agents
 */
export function checkSite(value: unknown, hasGroup: (group: string) => boolean): Checked<SiteConfig> {
  const shaped = checkShape(SiteConfig, value);
  return shaped.value ? checked(shaped.value, meaningIssues(shaped.value, hasGroup)) : shaped;
}

export function checkShape<T>(schema: v.GenericSchema<unknown, T>, value: unknown): Checked<T> {
  const tooLong = tooLongLists(value, '');
  if (tooLong.length > 0) return { value: undefined, issues: tooLong.slice(0, ISSUES_MAX) };
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return { value: parsed.output, issues: [] };
  const issues = parsed.issues.slice(0, ISSUES_MAX).map((issue) => ({ path: v.getDotPath(issue) ?? '', ...saidOf(issue) }));
  return { value: undefined, issues };
}

export const checked = <T>(value: T, issues: readonly ConfigIssue[]): Checked<T> =>
  issues.length === 0 ? { value, issues: [] } : { value: undefined, issues: issues.slice(0, ISSUES_MAX) };

/** What is wrong though it has the right shape: groups that are not there, and selectors that no browser could read. */
export const meaningIssues = ({ groups = [], masks }: SiteConfig, hasGroup: (group: string) => boolean): ConfigIssue[] => [
  ...groups.flatMap((group, index) => (hasGroup(group) ? [] : [{ path: `groups.${index}`, ...issueWords('noGroup', { value: group }) }])),
  ...selectorIssues(masks),
  ...pathIssues(masks),
];

/** One selector that cannot be read would hide the whole page. */
function selectorIssues(masks: MaskPolicy): ConfigIssue[] {
  return SELECTOR_LISTS.flatMap((list) =>
    masks[list].flatMap((selector, index) => {
      try {
        parse(selector);
        return [];
      } catch (error) {
        return [{ path: `masks.${list}.${index}`, ...issueWords('notSelector', { value: selector, cause: (error as Error).message }) }];
      }
    }),
  );
}

/** Without its beginning a path would be like none, and protect nothing. */
const pathIssues = (masks: MaskPolicy): ConfigIssue[] =>
  PATH_LISTS.flatMap((list) =>
    masks[list].flatMap((path, index) =>
      /^[/*]/.test(path) ? [] : [{ path: `masks.${list}.${index}`, ...issueWords('notPath', { value: path }) }],
    ),
  );

function tooLongLists(value: unknown, path: string, depth = 0): ConfigIssue[] {
  if (typeof value !== 'object' || value === null || depth > DEPTH_MAX) return [];
  if (Array.isArray(value) && value.length > LIST_MAX)
    return [{ path, ...issueWords('listTooLong', { most: String(LIST_MAX), received: String(value.length) }) }];
  return Object.entries(value).flatMap(([name, inner]) => tooLongLists(inner, path === '' ? name : `${path}.${name}`, depth + 1));
}

/** Valibot's own words where there are none of ours. */
function saidOf({ type, expected, received, requirement, input, message }: v.BaseIssue<unknown>): IssueWords {
  if (type === 'strict_object' && expected === 'never') return issueWords('noField');
  if (type === 'strict_object') return received === 'undefined' ? issueWords('missing') : { message };
  const said = wordsOf(message);
  if (said.code || type !== 'max_length') return said;
  const params = { most: String(requirement), received: String((input as { length: number }).length) };
  return { message, code: typeof input === 'string' ? 'tooLong' : 'listTooLong', params };
}

import { parse } from 'css-what';
import * as v from 'valibot';
import type { MaskPolicy } from '../../protocol/mask-policy.ts';
import { SiteConfig } from '../../protocol/site-config.ts';

/** A mistake in a configuration: where, as a dotted path, and what is needed. */
export interface ConfigIssue {
  readonly path: string;
  readonly message: string;
}

/** The lists of a policy that hold CSS selectors. */
const SELECTOR_LISTS = ['masks', 'blocks', 'allows', 'noControl'] as const;

/**
 * The configuration, or everything that is wrong with it.
 * @param hasGroup - Whether there is such a group of agents
 */
export function checkSite(
  value: unknown,
  hasGroup: (group: string) => boolean,
): { config: SiteConfig; issues: [] } | { config: undefined; issues: ConfigIssue[] } {
  const parsed = v.safeParse(SiteConfig, value);
  if (!parsed.success) {
    const issues = parsed.issues.map((issue) => ({ path: v.getDotPath(issue) ?? '', message: issue.message }));
    return { config: undefined, issues };
  }
  const config = parsed.output;
  const issues = [
    ...(config.groups ?? []).flatMap((group, index) =>
      hasGroup(group) ? [] : [{ path: `groups.${index}`, message: `there is no group "${group}"` }],
    ),
    ...selectorIssues(config.masks).map(({ path, message }) => ({ path: `masks.${path}`, message })),
  ];
  return issues.length === 0 ? { config, issues: [] } : { config: undefined, issues };
}

/** Selectors that no browser could read: one of them would hide the whole page. */
function selectorIssues(masks: MaskPolicy): ConfigIssue[] {
  return SELECTOR_LISTS.flatMap((list) =>
    masks[list].flatMap((selector, index) => {
      try {
        parse(selector);
        return [];
      } catch (error) {
        return [{ path: `${list}.${index}`, message: `"${selector}" is not a CSS selector: ${(error as Error).message}` }];
      }
    }),
  );
}

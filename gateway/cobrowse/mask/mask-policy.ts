import { isOneOf } from '../../protocol/path-patterns.ts';

/** What a site says of its own pages. Selectors are CSS; a path may hold `*` for anything. */
export interface MaskPolicy {
  /** `maskAll`: all text, pictures and fields are hidden but for what is allowed. */
  readonly mode: 'reveal' | 'maskAll';
  /** Shown as bullets and boxes of the same shape. */
  readonly masks: readonly string[];
  /** Shown as one box. */
  readonly blocks: readonly string[];
  /** Fields whose values may be seen, unless they are known to be private; with `maskAll` everything that may be seen. */
  readonly allows: readonly string[];
  /** Nobody but the customer may click or type there. */
  readonly noControl: readonly string[];
  /** Nothing is sent while the page's path is one of these. */
  readonly pausedPaths: readonly string[];
  /** No page with such a path is ever shared. */
  readonly forbiddenPaths: readonly string[];
}

/** Everything that keeps something private, by name, so that a test can take out one and see what it held back. */
export const MASK_RULES = [
  'password',
  'hiddenField',
  'autocomplete',
  'fieldName',
  'fieldValue',
  'fixedLength',
  'editable',
  'formText',
  'mark',
  'blockMark',
  'ignoreMark',
  'toolMask',
  'toolBlock',
  'siteMask',
  'siteBlock',
  'maskAll',
  'card',
  'iban',
  'splitText',
  'echo',
  'egress',
  'attributes',
  'textAttributes',
  'linkTarget',
  'styleText',
  'sheetContent',
  'addressQuery',
  'addressPath',
  'title',
  'picture',
  'pointer',
  'pausedPath',
  'forbiddenPath',
] as const;
export type MaskRule = (typeof MASK_RULES)[number];
export type MaskRules = ReadonlySet<MaskRule>;
export const ALL_MASK_RULES: MaskRules = new Set(MASK_RULES);

/**
 * What a site hides now, and what it hid when the customer agreed: what either of them keeps private stays so. No share that runs ends
 * by what is forbidden only since then: it pauses there.
 */
export function narrower(now: MaskPolicy, agreed: MaskPolicy) {
  const both = (list: 'masks' | 'blocks' | 'noControl' | 'pausedPaths'): string[] => [...new Set([...now[list], ...agreed[list]])];
  return {
    mode: now.mode === 'maskAll' ? now.mode : agreed.mode,
    masks: both('masks'),
    blocks: both('blocks'),
    allows: now.allows.filter((selector) => agreed.allows.includes(selector)),
    noControl: both('noControl'),
    pausedPaths: [...new Set([...both('pausedPaths'), ...now.forbiddenPaths.filter((path) => !agreed.forbiddenPaths.includes(path))])],
    forbiddenPaths: [...agreed.forbiddenPaths],
  } satisfies MaskPolicy;
}

/** Whether the site wants nothing to be seen of a path. */
export const isPausedPath = (path: string, { pausedPaths }: MaskPolicy): boolean => isOneOf(path, pausedPaths);

/** Whether the site wants no page with this path to be shared at all. */
export const isForbiddenPath = (path: string, { forbiddenPaths }: MaskPolicy): boolean => isOneOf(path, forbiddenPaths);

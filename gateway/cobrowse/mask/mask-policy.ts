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
] as const;
export type MaskRule = (typeof MASK_RULES)[number];
export type MaskRules = ReadonlySet<MaskRule>;
export const ALL_MASK_RULES: MaskRules = new Set(MASK_RULES);

/** What both hide: what either of them keeps private stays so. */
export function narrower(one: MaskPolicy, other: MaskPolicy) {
  const both = (list: 'masks' | 'blocks' | 'noControl' | 'pausedPaths'): string[] => [...new Set([...one[list], ...other[list]])];
  return {
    mode: one.mode === 'maskAll' ? one.mode : other.mode,
    masks: both('masks'),
    blocks: both('blocks'),
    allows: one.allows.filter((selector) => other.allows.includes(selector)),
    noControl: both('noControl'),
    pausedPaths: both('pausedPaths'),
  } satisfies MaskPolicy;
}

/** Whether the site wants nothing to be seen of a path. */
export function isPausedPath(path: string, policy: MaskPolicy): boolean {
  return policy.pausedPaths.some((pattern) => isLike(path, pattern));
}

/** In time that grows with the lengths alone, whatever the pattern: no regular expression, which many stars would keep busy. */
function isLike(path: string, pattern: string): boolean {
  const [first = '', ...others] = pattern.split('*');
  const last = others.pop();
  if (last === undefined) return path === first;
  if (!path.startsWith(first) || !path.endsWith(last)) return false;
  let at = first.length;
  for (const part of others) {
    const found = path.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= path.length - last.length;
}

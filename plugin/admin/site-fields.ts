import type { SiteConfig } from '../../gateway/protocol/site-config.ts';
import type { Locale } from '../../gateway/protocol/vocabulary.ts';

/** Own sentences of the question, for each language. */
export const WORDS_FIELDS = ['words-en', 'words-de', 'words-fr', 'words-it', 'words-ja'] as const satisfies readonly `words-${Locale}`[];
export type WordsField = (typeof WORDS_FIELDS)[number];
/** Minutes, as typed. */
export const LIMIT_FIELDS = ['shareMinutes', 'idleMinutes'] as const;
export type LimitField = (typeof LIMIT_FIELDS)[number];
/** What the fields that hold a list of lines have. */
export const LIST_FIELDS = ['origins', 'masks', 'blocks', 'allows', 'noControl', 'pausedPaths', 'forbiddenPaths', 'groups', ...WORDS_FIELDS] as const;
export type ListField = (typeof LIST_FIELDS)[number];

/** The fields of a configuration, in the order in which the editor has them. */
export const SITE_FIELDS = [
  'name',
  'origins',
  'view',
  'control',
  'customerOnly',
  'mode',
  'masks',
  'blocks',
  'allows',
  'noControl',
  'pausedPaths',
  'forbiddenPaths',
  'groups',
  ...LIMIT_FIELDS,
  ...WORDS_FIELDS,
] as const;
export type SiteField = (typeof SITE_FIELDS)[number];

export const isWordsField = (field: SiteField): field is WordsField => (WORDS_FIELDS as readonly SiteField[]).includes(field);
export const localeOf = (field: WordsField): Locale => field.slice('words-'.length) as Locale;

/** One field that two configurations have differently; lines that are in one of them alone, or the one value. */
export interface SiteChange {
  readonly field: SiteField;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** The values of a field as lines; a field with one value has one line. */
export function linesOf(config: SiteConfig, field: SiteField): readonly string[] {
  if (isWordsField(field)) return config.questionTexts?.[localeOf(field)] ?? [];
  switch (field) {
    case 'name':
      return [config.name];
    case 'view':
      return [String(config.cobrowse.view)];
    case 'control':
      return [String(config.cobrowse.control === true)];
    case 'customerOnly':
      return config.cobrowse.customerOnly ?? [];
    case 'mode':
      return [config.masks.mode];
    case 'shareMinutes':
    case 'idleMinutes': {
      const minutes = config.limits?.[field];
      return minutes === undefined ? [] : [String(minutes)];
    }
    case 'origins':
      return config.origins;
    case 'groups':
      return config.groups ?? [];
    default:
      return config.masks[field];
  }
}

/** What is different, field by field. @param before - `null`: there is nothing yet, and all is new. */
export function changesBetween(before: SiteConfig | null, after: SiteConfig): SiteChange[] {
  return SITE_FIELDS.flatMap((field) => {
    const [old, now] = [before ? linesOf(before, field) : [], linesOf(after, field)];
    const removed = old.filter((line) => !now.includes(line));
    const added = now.filter((line) => !old.includes(line));
    return removed.length + added.length === 0 ? [] : [{ field, removed, added }];
  });
}

/** The field of the editor in which a mistake is, from the server's dotted path. */
export function fieldOfPath(path: string): SiteField | null {
  const [first = '', second = ''] = path.split('.');
  if (first === 'questionTexts') return WORDS_FIELDS.find((field) => localeOf(field) === second) ?? null;
  const name = ['masks', 'cobrowse', 'limits'].includes(first) ? second : first;
  return SITE_FIELDS.find((field) => field === name) ?? null;
}

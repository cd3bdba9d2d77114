import type { SiteConfig } from '../../gateway/protocol/site-config.ts';
import { LIMIT_FIELDS, LIST_FIELDS, linesOf, localeOf, WORDS_FIELDS, type LimitField, type ListField } from './site-fields.ts';

/** A configuration as it is typed: lists are lines of a text, and numbers texts. */
export interface SiteForm extends Readonly<Record<ListField | LimitField, string>> {
  readonly name: string;
  readonly view: boolean;
  readonly mode: SiteConfig['masks']['mode'];
  /** What this page does not show stays as it is. */
  readonly kept: SiteConfig['cobrowse'];
}

const EMPTY: SiteConfig = {
  name: '',
  origins: [],
  cobrowse: { view: false },
  masks: { mode: 'reveal', masks: [], blocks: [], allows: [], noControl: [], pausedPaths: [] },
};

/** @param config - `null`: of a new site. */
export function formOf(config: SiteConfig | null): SiteForm {
  const of = config ?? EMPTY;
  const texts = Object.fromEntries([...LIST_FIELDS, ...LIMIT_FIELDS].map((field) => [field, linesOf(of, field).join('\n')]));
  return { ...(texts as Record<ListField | LimitField, string>), name: of.name, view: of.cobrowse.view, mode: of.masks.mode, kept: of.cobrowse };
}

/** What was typed as a configuration, without empty lines; whether it is right is for the server to say. */
export function configOf(form: SiteForm): SiteConfig {
  const lines = (field: ListField): string[] => form[field].split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const groups = lines('groups');
  const words = WORDS_FIELDS.map((field) => [localeOf(field), lines(field)] as const).filter(([, sentences]) => sentences.length > 0);
  const limits = LIMIT_FIELDS.map((field) => [field, form[field].trim()] as const).filter(([, minutes]) => minutes !== '');
  return {
    name: form.name.trim(),
    origins: lines('origins'),
    cobrowse: { ...form.kept, view: form.view },
    masks: {
      mode: form.mode,
      masks: lines('masks'),
      blocks: lines('blocks'),
      allows: lines('allows'),
      noControl: lines('noControl'),
      pausedPaths: lines('pausedPaths'),
    },
    ...(groups.length > 0 ? { groups } : {}),
    ...(words.length > 0 ? { questionTexts: Object.fromEntries(words) } : {}),
    ...(limits.length > 0 ? { limits: Object.fromEntries(limits.map(([field, minutes]) => [field, Number(minutes)])) } : {}),
  };
}

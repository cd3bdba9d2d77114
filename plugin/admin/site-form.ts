import type { SiteConfig } from '../../gateway/protocol/site-config.ts';
import { LIMIT_FIELDS, LIST_FIELDS, linesOf, localeOf, WORDS_FIELDS, type LimitField, type ListField } from './site-fields.ts';

/** A configuration as it is typed: lists are lines of a text, and numbers texts. */
export interface SiteForm extends Readonly<Record<ListField | LimitField, string>> {
  readonly name: string;
  readonly view: boolean;
  readonly control: boolean;
  /** What needs the customer's own click. */
  readonly leave: boolean;
  readonly submit: boolean;
  readonly mode: SiteConfig['masks']['mode'];
}

const EMPTY: SiteConfig = {
  name: '',
  origins: [],
  cobrowse: { view: false },
  masks: { mode: 'reveal', masks: [], blocks: [], allows: [], noControl: [], pausedPaths: [], forbiddenPaths: [] },
};

/** @param config - `null`: of a new site. */
export function formOf(config: SiteConfig | null): SiteForm {
  const of = config ?? EMPTY;
  const texts = Object.fromEntries([...LIST_FIELDS, ...LIMIT_FIELDS].map((field) => [field, linesOf(of, field).join('\n')]));
  return { ...(texts as Record<ListField | LimitField, string>), name: of.name, ...switchesOf(of.cobrowse), mode: of.masks.mode };
}

const switchesOf = ({ view, control = false, customerOnly = [] }: SiteConfig['cobrowse']): Pick<SiteForm, 'view' | 'control' | 'leave' | 'submit'> => ({
  view,
  control,
  leave: customerOnly.includes('leave'),
  submit: customerOnly.includes('submit'),
});

/** What was typed as a configuration, without empty lines; whether it is right is for the server to say. */
export function configOf(form: SiteForm): SiteConfig {
  const lines = (field: ListField): string[] => form[field].split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const groups = lines('groups');
  const customerOnly = (['leave', 'submit'] as const).filter((act) => form[act]);
  const words = WORDS_FIELDS.map((field) => [localeOf(field), lines(field)] as const).filter(([, sentences]) => sentences.length > 0);
  const limits = LIMIT_FIELDS.map((field) => [field, form[field].trim()] as const).filter(([, minutes]) => minutes !== '');
  return {
    name: form.name.trim(),
    origins: lines('origins'),
    cobrowse: { view: form.view, ...(form.control ? { control: true } : {}), ...(customerOnly.length > 0 ? { customerOnly } : {}) },
    masks: {
      mode: form.mode,
      masks: lines('masks'),
      blocks: lines('blocks'),
      allows: lines('allows'),
      noControl: lines('noControl'),
      pausedPaths: lines('pausedPaths'),
      forbiddenPaths: lines('forbiddenPaths'),
    },
    ...(groups.length > 0 ? { groups } : {}),
    ...(words.length > 0 ? { questionTexts: Object.fromEntries(words) } : {}),
    ...(limits.length > 0 ? { limits: Object.fromEntries(limits.map(([field, minutes]) => [field, Number(minutes)])) } : {}),
  };
}

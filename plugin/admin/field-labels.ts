import type { AdminLocalized } from './failure-text.ts';
import { LOCALE_NAMES } from '../shared/i18n/locale.ts';
import { isWordsField, localeOf, type SiteField, type WordsField } from './site-fields.ts';
import type { AdminTextKey } from './texts/texts.ts';

const LABELS: Readonly<Record<Exclude<SiteField, WordsField>, AdminTextKey>> = {
  name: 'site.nameField',
  origins: 'site.origins',
  view: 'site.view',
  control: 'site.control',
  customerOnly: 'site.customerOnly',
  mode: 'site.mode',
  masks: 'site.masks',
  blocks: 'site.blocks',
  allows: 'site.allows',
  noControl: 'site.noControl',
  pausedPaths: 'site.pausedPaths',
  forbiddenPaths: 'site.forbiddenPaths',
  groups: 'site.groups',
  shareMinutes: 'site.shareMinutes',
  idleMinutes: 'site.idleMinutes',
};

/** What a field is called; those of the question's sentences by their language. */
export const fieldLabel = (texts: AdminLocalized, field: SiteField): string =>
  isWordsField(field) ? `${texts.t('site.words')}: ${LOCALE_NAMES[localeOf(field)]}` : texts.t(LABELS[field]);

/** A value of a field as people read it. */
export function lineText(texts: AdminLocalized, field: SiteField, line: string): string {
  if (field === 'customerOnly') return texts.t(line === 'leave' ? 'site.customerOnly.leave' : 'site.customerOnly.submit');
  if (field === 'control') return texts.t(line === 'true' ? 'site.controlOn' : 'site.controlOff');
  if (field === 'view') return texts.t(line === 'true' ? 'sites.on' : 'sites.off');
  if (field === 'mode') return texts.t(line === 'maskAll' ? 'site.mode.maskAll' : 'site.mode.reveal');
  return line;
}

import type { AdminLocalized } from './failure-text.ts';
import type { SiteField } from './site-fields.ts';
import type { AdminTextKey } from './texts/texts.ts';

const LABELS: Readonly<Record<SiteField, AdminTextKey>> = {
  name: 'site.nameField',
  origins: 'site.origins',
  view: 'site.view',
  mode: 'site.mode',
  masks: 'site.masks',
  blocks: 'site.blocks',
  allows: 'site.allows',
  noControl: 'site.noControl',
  pausedPaths: 'site.pausedPaths',
  groups: 'site.groups',
};

export const fieldLabel = (field: SiteField): AdminTextKey => LABELS[field];

/** A value of a field as people read it. */
export function lineText(texts: AdminLocalized, field: SiteField, line: string): string {
  if (field === 'view') return texts.t(line === 'true' ? 'sites.on' : 'sites.off');
  if (field === 'mode') return texts.t(line === 'maskAll' ? 'site.mode.maskAll' : 'site.mode.reveal');
  return line;
}

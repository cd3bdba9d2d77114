import type { AdminFact } from '../record/admin-record.ts';
import type { SiteDocument } from './site-document.ts';

/** What the administration's record says of a change of a site. */

export const draftedFact = ({ key, revision, changed, draft }: SiteDocument): AdminFact => ({
  type: 'site.drafted',
  siteKey: key,
  revision,
  by: changed.by,
  config: draft?.config ?? null,
});

export const droppedFact = ({ key, revision, changed }: SiteDocument): AdminFact => ({
  type: 'site.draftDropped',
  siteKey: key,
  revision,
  by: changed.by,
});

/** @param document - As it is once it is published. */
export function publishedFact(document: SiteDocument): AdminFact {
  const { number, config, note } = document.published!;
  return { type: 'site.published', siteKey: document.key, version: number, note, by: document.changed.by, config };
}

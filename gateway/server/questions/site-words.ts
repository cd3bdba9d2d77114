import type { SiteWords } from '../../../state-machines/support-session.ts';
import type { Capability } from '../../protocol/vocabulary.ts';
import type { Site } from '../sites/sites.ts';

/** What is asked about the pages of a site, in whose question the site's own sentences stand. */
const OF_PAGES: readonly Capability[] = ['cobrowseView'];

/**
 * The sentences of the site as they are published when it is asked. They stay with the request: what is published while the question
 * is on the screen is for the next one.
 */
export function siteWordsFor(capability: Capability, site: Site | undefined): SiteWords | undefined {
  if (!site?.questionTexts || !OF_PAGES.includes(capability)) return undefined;
  return { version: site.version, texts: site.questionTexts };
}

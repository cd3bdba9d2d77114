import { isOfPage } from '../../../state-machines/owners.ts';
import type { SiteWords } from '../../../state-machines/support-session.ts';
import type { Capability } from '../../protocol/vocabulary.ts';
import type { Site } from '../sites/sites.ts';

/**
 * In a question about its pages: the sentences of the site as they are published when it is asked. They stay with the request: what is
 * published while the question is on the screen is for the next one.
 */
export function siteWordsFor(capability: Capability, site: Site | undefined): SiteWords | undefined {
  if (!site?.questionTexts || !isOfPage(capability)) return undefined;
  return { version: site.version, texts: site.questionTexts };
}

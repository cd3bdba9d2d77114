import './define-later.ts';
import type { Locale } from '../../gateway/protocol/vocabulary.ts';
import { laterTexts } from './texts/later/texts.ts';

/**
 * The third part of the customer's page: what a connected customer may need after a while. It is fetched as soon as the
 * second one connects, so that it is there before an agent has asked anything.
 */
export { choosingFor, controlAnnouncement, controlTitle, viewingAnnouncement, viewingTitle } from './control-words.ts';
export { mayAskAgain, outcomeSentence } from './outcome-sentence.ts';

/** Brings a language in; where it cannot be fetched, English is shown. */
export const loadLanguage = (locale: Locale): Promise<void> => laterTexts.load(locale).catch(() => undefined);

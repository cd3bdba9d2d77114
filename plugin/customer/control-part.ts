import type { Locale } from '../../gateway/protocol/vocabulary.ts';
import { customerControlTexts } from './control/texts/texts.ts';

/** The fourth part of the customer's page: controlling the agent's desktop. It is fetched when that is given for the first time. */
export { ViewerControl } from './control/viewer-control.ts';

/** Brings a language in; where it cannot be fetched, English is shown. */
export const loadLanguage = (locale: Locale): Promise<void> => customerControlTexts.load(locale).catch(() => undefined);

import { createApi } from '../../gateway/client/http.ts';
import type { Locale } from '../../gateway/protocol/vocabulary.ts';
import { define } from '../shared/define.ts';
import { HelperCard } from '../shared/helper/helper-card.ts';
import type { ListPlatforms } from '../shared/helper/helper-download.ts';
import { helperTexts } from '../shared/helper/texts/texts.ts';

/** The card that says how a helper is started. It is fetched when control of the own desktop is granted for the first time. */
class AskingHelperCard extends HelperCard {
  override listPlatforms: ListPlatforms = async (origin) => (await createApi(origin).site()).helperPlatforms;
}
define('sideseat-helper-card', AskingHelperCard);

/** Brings a language in; where it cannot be fetched, English is shown. */
export const loadLanguage = (locale: Locale): Promise<void> => helperTexts.load(locale).catch(() => undefined);

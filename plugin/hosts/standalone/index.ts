import { pickLocale } from '../../agent/locale.ts';
import { translatePage } from './translate-page.ts';

/** The page at `/` is plain English HTML; this puts it into the reader's language. */

const locale = pickLocale(navigator.languages);
document.documentElement.lang = locale;
translatePage(document, locale);

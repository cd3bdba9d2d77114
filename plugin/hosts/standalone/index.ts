import { pickLocale } from '../../agent/locale.ts';
import { texts } from './texts/index-page.ts';

/** The page at `/` is plain English HTML; this puts it into the reader's language. */

const locale = pickLocale(navigator.languages);
document.documentElement.lang = locale;
for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
  const text = texts[locale][element.dataset['text'] as keyof (typeof texts)['en']];
  if (text) element.textContent = text;
}

import type { Locale } from '../../../gateway/protocol/vocabulary.ts';
import { texts } from './texts/index-page.ts';

/** Puts what is marked with `data-text` below `root` into a language. */
export function translatePage(root: ParentNode, locale: Locale): void {
  for (const element of root.querySelectorAll<HTMLElement>('[data-text]')) {
    const text = texts[locale][element.dataset['text'] as keyof (typeof texts)['en']];
    if (text) element.textContent = text;
  }
}

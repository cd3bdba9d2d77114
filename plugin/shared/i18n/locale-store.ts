import { ContextProvider } from '@lit/context';
import type { Locale } from '../../../gateway/protocol/vocabulary.ts';
import { pickLocale, rememberLocale } from './locale.ts';
import { localeContext } from './localized.ts';

/** The page's language: one per page, made by its composition root before its elements. */
export interface LocaleStore {
  readonly current: Locale;
  /** Loads the texts, then switches every element, sets `<html lang>` and remembers the choice. */
  choose(locale: Locale): Promise<void>;
}

interface Loadable {
  load(locale: Locale): Promise<void>;
}

/**
 * Starts with the remembered or the browser's language. Resolves when its texts are there, so that no text is seen in
 * English first; where they cannot be loaded, English is shown.
 *
 * @param host Its descendants get the language; usually `document.body`.
 * @param texts The rooms whose texts the page shows.
 */
export async function createLocaleStore(host: HTMLElement, texts: readonly Loadable[]): Promise<LocaleStore> {
  const load = (locale: Locale) => Promise.allSettled(texts.map((source) => source.load(locale)));
  let current = pickLocale(navigator.languages);
  await load(current);
  document.documentElement.lang = current;
  const provider = new ContextProvider(host, { context: localeContext, initialValue: current });
  return {
    get current() {
      return current;
    },
    async choose(locale) {
      current = locale;
      rememberLocale(locale);
      await load(locale);
      if (current !== locale) return; // Another choice came while this one was loading.
      document.documentElement.lang = locale;
      provider.setValue(locale);
    },
  };
}

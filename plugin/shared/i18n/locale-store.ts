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

/** The language of one part of a page. */
export interface LocaleProvider {
  readonly current: Locale;
  /** Loads the texts, then switches every element below; where they cannot be loaded, English is shown. */
  set(locale: Locale): Promise<void>;
}

/**
 * Gives the descendants of `host` a language of their own, whatever the page's is.
 * @param texts The rooms whose texts are shown there.
 */
export function provideLocale(
  host: HTMLElement,
  texts: readonly Loadable[],
  initialValue: Locale,
): LocaleProvider {
  let current = initialValue;
  const provider = new ContextProvider(host, { context: localeContext, initialValue });
  return {
    get current() {
      return current;
    },
    async set(locale) {
      current = locale;
      await Promise.allSettled(texts.map((source) => source.load(locale)));
      if (current === locale) provider.setValue(locale); // else another choice came while this one was loading
    },
  };
}

/**
 * Starts with the remembered or the browser's language. Resolves when its texts are there, so that no text is seen in
 * English first; where they cannot be loaded, English is shown.
 *
 * @param host Its descendants get the language; usually `document.body`.
 * @param texts The rooms whose texts the page shows.
 */
export async function createLocaleStore(host: HTMLElement, texts: readonly Loadable[]): Promise<LocaleStore> {
  const first = pickLocale(navigator.languages);
  await Promise.allSettled(texts.map((source) => source.load(first)));
  const locales = provideLocale(host, texts, first);
  document.documentElement.lang = first;
  return {
    get current() {
      return locales.current;
    },
    async choose(locale) {
      rememberLocale(locale);
      await locales.set(locale);
      if (locales.current === locale) document.documentElement.lang = locale;
    },
  };
}

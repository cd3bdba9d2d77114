import type { Locale } from '../../../gateway/protocol/vocabulary.ts';

/** Languages of the interface, in the order of the language menu, each by its own name. */
export const LOCALE_NAMES: Readonly<Record<Locale, string>> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  it: 'Italiano',
  ja: '日本語',
};
export const SUPPORTED_LOCALES = Object.keys(LOCALE_NAMES) as readonly Locale[];

const STORAGE_KEY = 'sideseat.locale';

const isLocale = (value: unknown): value is Locale => SUPPORTED_LOCALES.some((locale) => locale === value);

/** The language of a BCP 47 tag such as `de-AT`, or `null` where it is not one of ours. */
export function toLocale(tag: string | null | undefined): Locale | null {
  const language = tag?.toLowerCase().split(/[-_]/)[0];
  return isLocale(language) ? language : null;
}

/**
 * The language to start with: what the person chose before, else the first of the browser's languages that we have,
 * else English.
 */
export function pickLocale(languages: readonly string[], remembered: string | null = rememberedLocale()): Locale {
  for (const tag of [remembered, ...languages]) {
    const locale = toLocale(tag);
    if (locale) return locale;
  }
  return 'en';
}

/** The language chosen earlier in this browser; `null` where there is none or storage is forbidden. */
export function rememberedLocale(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

/** Remembers a choice for the next visit. Private windows may forbid it; then it lasts for this page only. */
export function rememberLocale(locale: Locale): void {
  try {
    localStorage.setItem(STORAGE_KEY, locale);
  } catch {
    // The choice holds for this page.
  }
}

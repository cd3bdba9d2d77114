import { LOCALES, type Locale } from '../../protocol/vocabulary.ts';

/** What a desktop says about its language, the strongest first. */
const VARIABLES = ['LC_ALL', 'LC_MESSAGES', 'LANG'] as const;

/**
 * The language of the person at this desktop; English where it is not one of ours.
 * @param environment with values such as `de_AT.UTF-8`; as in POSIX the first variable that is set decides
 */
export function chooseLocale(environment: Readonly<Record<string, string | undefined>>): Locale {
  const value = VARIABLES.map((name) => environment[name]).find(Boolean) ?? '';
  const language = value.toLowerCase().split(/[-_.@]/)[0];
  return LOCALES.find((locale) => locale === language) ?? 'en';
}

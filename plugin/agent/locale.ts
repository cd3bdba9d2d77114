/** The choice of language, for pages of a host that show none of the agent's elements. */
export { pickLocale } from '../shared/i18n/locale.ts';

import { Texts } from '../../../shared/i18n/texts.ts';
import { windowTexts } from '../../window/texts/texts.ts';
import { en, type PageTextKey } from './en.ts';

/** The shared page's texts together with the sharing window's. */
export const pageTexts = new Texts<PageTextKey>(en, {
  de: async () => (await import('./de.ts')).de,
  fr: async () => (await import('./fr.ts')).fr,
  it: async () => (await import('./it.ts')).it,
  ja: async () => (await import('./ja.ts')).ja,
}).with(windowTexts);

export type { PageTextKey };

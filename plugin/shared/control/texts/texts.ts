import { Texts } from '../../i18n/texts.ts';
import { en, type ControlTextKey } from './en.ts';

/** What both sides read while they control a desktop. Each adds its own. */
export const controlTexts = new Texts<ControlTextKey>(en, {
  de: async () => (await import('./de.ts')).de,
  fr: async () => (await import('./fr.ts')).fr,
  it: async () => (await import('./it.ts')).it,
  ja: async () => (await import('./ja.ts')).ja,
});

export type { ControlTextKey };

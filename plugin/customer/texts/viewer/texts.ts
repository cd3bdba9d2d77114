import { Texts } from '../../../shared/i18n/texts.ts';
import { customerTexts } from '../texts.ts';
import { en, type ViewerTextKey } from './en.ts';

/** The viewer's texts together with the customer's. Nobody needs them before an agent shows something. */
export const viewerTexts = new Texts<ViewerTextKey>(en, {
  de: async () => (await import('./de.ts')).de,
  fr: async () => (await import('./fr.ts')).fr,
  it: async () => (await import('./it.ts')).it,
  ja: async () => (await import('./ja.ts')).ja,
}).with(customerTexts);

export type { ViewerTextKey };

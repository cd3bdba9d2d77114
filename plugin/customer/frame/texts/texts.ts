import { Texts } from '../../../shared/i18n/texts.ts';
import { customerTexts } from '../../texts/texts.ts';
import { en, type FrameTextKey } from './en.ts';

/** The texts of the frame in a site's page, the customer's page's among them. */
export const frameTexts = new Texts<FrameTextKey>(en, {
  de: async () => (await import('./de.ts')).de,
  fr: async () => (await import('./fr.ts')).fr,
  it: async () => (await import('./it.ts')).it,
  ja: async () => (await import('./ja.ts')).ja,
}).with(customerTexts);

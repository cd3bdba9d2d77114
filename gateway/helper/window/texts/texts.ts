import type { Locale } from '../../../protocol/vocabulary.ts';
import { de } from './de.ts';
import { en, type WindowTextKey } from './en.ts';
import { fr } from './fr.ts';
import { it } from './it.ts';
import { ja } from './ja.ts';

export type WindowTexts = Readonly<Record<WindowTextKey, string>>;
export type { WindowTextKey };

/** The words of the window in every language. */
export const WINDOW_TEXTS: Readonly<Record<Locale, WindowTexts>> = { en, de, fr, it, ja };

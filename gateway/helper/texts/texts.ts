import type { Locale } from '../../protocol/vocabulary.ts';
import { de } from './de.ts';
import { en, type LineKey } from './en.ts';
import { fr } from './fr.ts';
import { it } from './it.ts';
import { ja } from './ja.ts';

const LINES: Record<Locale, Record<LineKey, string>> = { en, de, fr, it, ja };

export type { LineKey } from './en.ts';

/** A sentence for the terminal; what stands in `{…}` is filled in. */
export type Words = (key: LineKey, values?: Readonly<Record<string, string>>) => string;

export const wordsOf =
  (locale: Locale): Words =>
  (key, values = {}) =>
    LINES[locale][key].replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

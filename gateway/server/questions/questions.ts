import type { Capability, Locale } from '../../protocol/vocabulary.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { it } from './it.ts';
import { ja } from './ja.ts';

/**
 * The texts of the questions. They live at the server because what the customer read is part of the consent: the server
 * sends the text, and stores the same text with the answer.
 */

/** Raise with every change of any text; answers name the version that was on the screen. */
export const QUESTION_TEXT_VERSION = 1;

/** `{agent}` and `{company}` are filled in. */
export interface QuestionTexts {
  questions: Record<Capability, { title: string; points: readonly string[] }>;
  warning: string;
}

const TEXTS: Record<Locale, QuestionTexts> = { en, de, fr, it, ja };

export interface QuestionText {
  title: string;
  points: string[];
  warning: string;
}

export function questionText(
  locale: Locale,
  capability: Capability,
  names: { agent: string; company: string },
): QuestionText {
  const fill = (text: string): string =>
    text.replace(/\{(agent|company)\}/g, (_, key: 'agent' | 'company') => names[key]);
  const { questions, warning } = TEXTS[locale];
  const { title, points } = questions[capability];
  return { title: fill(title), points: points.map(fill), warning: fill(warning) };
}

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
export const QUESTION_TEXT_VERSION = 10;

interface QuestionWords {
  title: string;
  points: readonly string[];
}

/** `{agent}` and `{company}` are filled in. */
export interface QuestionTexts {
  questions: Record<Capability, QuestionWords>;
  /** After the customer's desktop was shared, and nobody wanted that to end. */
  continues: QuestionWords;
  /** The same after a page of a site was. */
  continuesPage: QuestionWords;
  warning: string;
}

const TEXTS: Record<Locale, QuestionTexts> = { en, de, fr, it, ja };

export interface QuestionText {
  title: string;
  points: string[];
  warning: string;
}

interface Names {
  agent: string;
  company: string;
}

/** @param siteSentences - Of the site whose page is asked for; they stand above ours. */
export function questionText(locale: Locale, capability: Capability, names: Names, siteSentences: readonly string[] = []): QuestionText {
  const { title, points } = TEXTS[locale].questions[capability];
  return filled({ title, points: [...siteSentences, ...points] }, TEXTS[locale].warning, names);
}

/** The words beside Continue sharing of a desktop, … */
export const continueText = (locale: Locale, names: Names): QuestionText =>
  filled(TEXTS[locale].continues, TEXTS[locale].warning, names);

/** … and of a page. */
export const continuePageText = (locale: Locale, names: Names): QuestionText =>
  filled(TEXTS[locale].continuesPage, TEXTS[locale].warning, names);

function filled({ title, points }: QuestionWords, warning: string, names: Names): QuestionText {
  const fill = (text: string): string =>
    text.replace(/\{(agent|company)\}/g, (_, key: 'agent' | 'company') => names[key]);
  return { title: fill(title), points: points.map(fill), warning: fill(warning) };
}

import type { Locale } from '../../../gateway/protocol/vocabulary.ts';

/** Forms of a text that counts something, by `Intl.PluralRules`; `{count}` chooses. */
export type Plural = { readonly other: string } & { readonly [rule in Exclude<Intl.LDMLPluralRule, 'other'>]?: string };
export type Text = string | Plural;
/** What goes into `{name}` places. */
export type TextParams = Readonly<Record<string, string | number>>;

type Loaders<K extends string> = Readonly<Record<Exclude<Locale, 'en'>, () => Promise<Readonly<Record<K, Text>>>>>;

/**
 * One room's texts in all languages. English is in the bundle, the others are loaded when they are first needed.
 */
export class Texts<K extends string> {
  readonly #loaded = new Map<Locale, Readonly<Record<K, Text>>>();
  readonly #english: Readonly<Record<K, Text>>;
  readonly #loaders: Loaders<K>;

  constructor(english: Readonly<Record<K, Text>>, loaders: Loaders<K>) {
    this.#english = english;
    this.#loaders = loaders;
    this.#loaded.set('en', english);
  }

  /** Whether `get` answers in this language already. */
  has(locale: Locale): boolean {
    return this.#loaded.has(locale);
  }

  /** Brings a language in. Rejects where the file cannot be fetched; English is shown then. */
  async load(locale: Locale): Promise<void> {
    if (locale === 'en' || this.#loaded.has(locale)) return;
    this.#loaded.set(locale, await this.#loaders[locale]());
  }

  get(locale: Locale, key: K): Text {
    return (this.#loaded.get(locale) ?? this.#english)[key];
  }

  /** These texts and another room's under one roof; keys of both must differ. */
  with<L extends string>(other: Texts<L>): Texts<K | L> {
    const merge = (mine: Readonly<Record<K, Text>>, theirs: Readonly<Record<L, Text>>) =>
      ({ ...theirs, ...mine }) as Readonly<Record<K | L, Text>>;
    const both = (locale: Exclude<Locale, 'en'>) => async () =>
      merge(await this.#loaders[locale](), await other.#loaders[locale]());
    return new Texts(merge(this.#english, other.#english), {
      de: both('de'),
      fr: both('fr'),
      it: both('it'),
      ja: both('ja'),
    });
  }
}

/**
 * The parts of a text: its own words, and for each `{name}` the value of that parameter. A place without a parameter
 * stays as it is, so that a slip is seen.
 */
export function fillParts<V>(text: string, params: Readonly<Record<string, V>>): (string | V)[] {
  return text
    .split(/\{(\w+)\}/)
    .map((part, index) => (index % 2 === 0 ? part : (params[part] ?? `{${part}}`)))
    .filter((part) => part !== '');
}

/** Chooses the plural form and fills the places; numbers as the language writes them. */
export function fillText(text: Text, params: TextParams, locale: Locale): string {
  return fillParts(chooseForm(text, params['count'], locale), params)
    .map((part) => (typeof part === 'number' ? new Intl.NumberFormat(locale).format(part) : part))
    .join('');
}

/** The form of a counting text for `count`; other texts are returned as they are. */
export function chooseForm(text: Text, count: unknown, locale: Locale): string {
  if (typeof text === 'string') return text;
  const rule = new Intl.PluralRules(locale).select(Number(count));
  return text[rule] ?? text.other;
}

import { ContextConsumer, createContext } from '@lit/context';
import type { ReactiveController, ReactiveElement } from 'lit';
import type { Locale } from '../../../gateway/protocol/vocabulary.ts';
import { formatDuration, formatMoment, formatSpan, formatTime } from './format.ts';
import { toLocale } from './locale.ts';
import type { TextParams, Texts } from './texts.ts';
import { chooseForm, fillParts, fillText } from './texts.ts';

/** The language of the elements below. Without a provider they take it from `<html lang>`. */
export const localeContext = createContext<Locale>(Symbol('sideseat-locale'));

/** Gives an element its texts in the language of the context, and renders it again when that changes. */
export class Localized<K extends string> implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #texts: Texts<K>;
  readonly #context: ContextConsumer<typeof localeContext, ReactiveElement>;

  constructor(host: ReactiveElement, texts: Texts<K>) {
    this.#host = host;
    this.#texts = texts;
    this.#context = new ContextConsumer(host, { context: localeContext, subscribe: true });
    host.addController(this);
  }

  get locale(): Locale {
    return this.#context.value ?? toLocale(document.documentElement.lang) ?? 'en';
  }

  hostUpdate(): void {
    const locale = this.locale;
    if (this.#texts.has(locale)) return;
    this.#texts.load(locale).then(
      () => this.#host.requestUpdate(),
      () => undefined, // English stays; the next update tries again.
    );
  }

  /** A text with its `{places}` filled; `count` chooses the plural form. */
  t(key: K, params: TextParams = {}): string {
    return fillText(this.#texts.get(this.locale, key), params, this.locale);
  }

  /** The same for a template: places may be filled with templates, for example a name in bold. */
  rich(key: K, params: Readonly<Record<string, unknown>>): unknown[] {
    return fillParts(chooseForm(this.#texts.get(this.locale, key), params['count'], this.locale), params);
  }

  /** A moment (UTC milliseconds) as time of day in the reader's zone: 10:42. */
  formatTime(atMs: number): string {
    return formatTime(atMs, this.locale);
  }

  /** The same with the date: 12 May, 10:42. */
  formatMoment(atMs: number): string {
    return formatMoment(atMs, this.locale);
  }

  /** A moment as its time of day where that is today, else with its date. @param nowMs - UTC milliseconds */
  formatWhen(atMs: number, nowMs: number): string {
    const isToday = new Date(atMs).toDateString() === new Date(nowMs).toDateString();
    return isToday ? this.formatTime(atMs) : this.formatMoment(atMs);
  }

  /** A countdown: 0:42. */
  formatDuration(durationMs: number): string {
    return formatDuration(durationMs, this.locale);
  }

  /** A wait in words: "42 seconds", "3 minutes". */
  formatSpan(durationMs: number): string {
    return formatSpan(durationMs, this.locale);
  }
}

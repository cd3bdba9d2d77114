import type { Locale } from '../../../gateway/protocol/vocabulary.ts';
import { toLocale } from './locale.ts';

/** A moment (UTC milliseconds) as time of day in the reader's zone: 10:42, or 9:05 AM where people say so. */
export function formatTime(atMs: number, locale: Locale, languages = navigator.languages): string {
  const tag = regional(locale, languages);
  return new Intl.DateTimeFormat(tag, timeOfDay(tag)).format(atMs);
}

/** A moment (UTC milliseconds) as date and time of day in the reader's zone: 12 May, 10:42. */
export function formatMoment(atMs: number, locale: Locale, languages = navigator.languages): string {
  const tag = regional(locale, languages);
  return new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', ...timeOfDay(tag) }).format(atMs);
}

/** The reader's own kind of a language: English is written with other times of day in London than in New York. */
const regional = (locale: Locale, languages: readonly string[]): string =>
  languages.find((tag) => toLocale(tag) === locale) ?? locale;

/** Two digits for the hour, unless it is one of twelve. */
function timeOfDay(tag: string): Intl.DateTimeFormatOptions {
  const { hour12 } = new Intl.DateTimeFormat(tag, { hour: 'numeric' }).resolvedOptions();
  return { hour: hour12 ? 'numeric' : '2-digit', minute: '2-digit' };
}

/** A countdown in minutes and seconds, rounded up to whole seconds: 0:42, 12:05. */
export function formatDuration(durationMs: number, locale: Locale = 'en'): string {
  const seconds = Math.ceil(Math.max(0, durationMs) / 1_000);
  const digits = (value: number, minimumIntegerDigits: number): string =>
    new Intl.NumberFormat(locale, { minimumIntegerDigits, useGrouping: false }).format(value);
  return `${digits(Math.floor(seconds / 60), 1)}:${digits(seconds % 60, 2)}`;
}

/** A wait in words, rounded up: "42 seconds" up to a minute and a half, else "3 minutes". */
export function formatSpan(durationMs: number, locale: Locale): string {
  const seconds = Math.ceil(Math.max(0, durationMs) / 1_000);
  const [value, unit] = seconds <= 90 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute'];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}

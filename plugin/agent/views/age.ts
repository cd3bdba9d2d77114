import type { Locale } from '../../../gateway/protocol/vocabulary.ts';

/** How long ago something began, in words: "2 minutes ago", "now" within the first minute. Never in the future. */
export function formatAge(sinceAtMs: number, nowMs: number, locale: Locale): string {
  const minutes = Math.floor(Math.max(0, nowMs - sinceAtMs) / 60_000);
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  if (minutes < 1) return format.format(0, 'second');
  if (minutes < 60) return format.format(-minutes, 'minute');
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? format.format(-hours, 'hour') : format.format(-Math.floor(hours / 24), 'day');
}

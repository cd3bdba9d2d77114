import { backoffMs } from '../../gateway/client/retry.ts';
import type { Locale } from '../../gateway/protocol/vocabulary.ts';

/** The third part of the page. */
export type LaterPart = typeof import('./later-part.ts');

/**
 * Fetches the third part in the reader's language, and tries until it is there.
 * @returns ends the trying.
 */
export const fetchLater = (locale: () => Locale, onFetched: (part: LaterPart) => void): (() => void) =>
  fetchPart(() => import('./later-part.ts'), locale, onFetched);

/** The same of any part that brings its own texts. */
export function fetchPart<P extends { loadLanguage(locale: Locale): Promise<void> }>(
  load: () => Promise<P>,
  locale: () => Locale,
  onFetched: (part: P) => void = () => undefined,
): () => void {
  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const attempt = async (count: number): Promise<void> => {
    try {
      const part = await load();
      await part.loadLanguage(locale());
      if (!isOver) onFetched(part);
    } catch {
      if (!isOver) timer = setTimeout(() => void attempt(count + 1), backoffMs(count));
    }
  };
  void attempt(1);
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

import { backoffMs } from '../../gateway/client/retry.ts';
import type { Locale } from '../../gateway/protocol/vocabulary.ts';

/** The third part of the page. */
export type LaterPart = typeof import('./later-part.ts');

/**
 * Fetches the third part in the reader's language, and tries until it is there.
 * @returns ends the trying.
 */
export function fetchLater(locale: () => Locale, onFetched: (part: LaterPart) => void): () => void {
  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const attempt = async (count: number): Promise<void> => {
    try {
      const part = await import('./later-part.ts');
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

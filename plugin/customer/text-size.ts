/** How large the page's text can be, in percent of its usual size. */
export const TEXT_SIZES = [100, 125, 150] as const;
export type TextSize = (typeof TEXT_SIZES)[number];

const STORAGE_KEY = 'sideseat.textSize';

/** The page's text size: one per page, made by its composition root before anything is shown. */
export interface TextSizeStore {
  readonly current: TextSize;
  /** Changes every text on the page at once, and remembers the choice for the next visit. */
  choose(size: TextSize): void;
}

/**
 * Starts with the size chosen earlier in this browser.
 *
 * @param root Gets `data-text-size`, by which the page's style sheet sets the size that all others follow.
 */
export function createTextSizeStore(root: HTMLElement): TextSizeStore {
  let current = remembered();
  root.dataset['textSize'] = String(current);
  return {
    get current() {
      return current;
    },
    choose(size) {
      current = size;
      root.dataset['textSize'] = String(size);
      remember(size);
    },
  };
}

function remembered(): TextSize {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return TEXT_SIZES.find((size) => String(size) === stored) ?? 100;
  } catch {
    return 100;
  }
}

/** Private windows may forbid it; then the choice lasts for this page only. */
function remember(size: TextSize): void {
  try {
    localStorage.setItem(STORAGE_KEY, String(size));
  } catch {
    // The choice holds for this page.
  }
}

import type { PageView } from './page-view.ts';

const ICONS = {
  asking: new URL('./icons/asking.svg', import.meta.url).href,
  sharing: new URL('./icons/sharing.svg', import.meta.url).href,
  controlled: new URL('./icons/controlled.svg', import.meta.url).href,
} as const;

/** The browser tab's icon where it says something; otherwise `null`. */
export function pageIcon(page: PageView): string | null {
  if (page.kind !== 'open') return null;
  const { control } = page;
  if (control && control.phase !== 'helperAbsent' && control.phase !== 'helperUnable') return ICONS.controlled;
  if (page.sharing) return ICONS.sharing;
  return page.question ? ICONS.asking : null;
}

import { hasFlag } from './visit-flag.ts';

/** An administrator's page opens a page of the site with this and a code at the end of its address. */
export const PREVIEW_HASH = '#sideseat-preview=';
/** The code in the site's own storage of this tab, so that the next page is tried out, too. */
export const PREVIEW_FLAG = 'sideseat.preview';

/** Whether an administrator tries out here what is hidden. */
export const isPreviewed = (): boolean => location.hash.startsWith(PREVIEW_HASH) || hasFlag(PREVIEW_FLAG);

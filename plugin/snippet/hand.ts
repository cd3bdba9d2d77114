import { PAGE_VERSION } from '../../gateway/cobrowse/record/recorder-options.ts';
import type { LoadedScript } from './load-script.ts';
import { openActing } from './open-acting.ts';

/** `/cobrowse/v1/hand.js`: what the snippet loads once the customer has let an agent use the page. */
(document.currentScript as LoadedScript | null)?.takeActing?.(openActing, PAGE_VERSION);

import type { LoadedScript } from './load-script.ts';
import { checkSite } from './site-check.ts';

/** `/cobrowse/v1/check.js`: says to a site's developer, in the console, which line of the site's own policies is missing. */
const script = document.currentScript as LoadedScript | null;
if (script?.settings) void checkSite(script.settings);

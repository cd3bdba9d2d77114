import { Snippet, type Sideseat } from './snippet.ts';

/**
 * `/cobrowse/v1/connect.js`: the one tag in a site's pages.
 * `<script async src="https://HELP/cobrowse/v1/connect.js" data-site="KEY"></script>`
 *
 * `data-site`: the site's key. `data-button="none"`: no button; the page calls `Sideseat.open()` itself.
 * Loading it twice is harmless: the first one stays. The page's `sideseat:ready` says that `window.Sideseat` is there.
 */
/** As the server's `SiteKey` has it. */
const SITE_KEY = /^[\w-]{16,100}$/;

// A module is told of no tag of its own.
const script = (document.currentScript ?? document.querySelector('script[src*="/cobrowse/v1/connect"]')) as HTMLScriptElement | null;
const page = window as { Sideseat?: Sideseat };
const { site = '', button } = script?.dataset ?? {};
if (page.Sideseat) {
  // The first one stays.
} else if (script && SITE_KEY.test(site)) {
  page.Sideseat = new Snippet({ server: new URL(script.src).origin, siteKey: site, nonce: script.nonce, hasButton: button !== 'none' });
  document.dispatchEvent(new CustomEvent('sideseat:ready'));
} else console.error('[sideseat] This script needs data-site="KEY" with the site’s key');

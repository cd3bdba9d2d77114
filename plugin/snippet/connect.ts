import { Snippet, type Sideseat } from './snippet.ts';

/**
 * `/cobrowse/v1/connect.js`: the one tag in a site's pages.
 * `<script async src="https://HELP/cobrowse/v1/connect.js" data-site="KEY"></script>`
 *
 * `data-site`: the site's key. `data-button="none"`: no button; the page calls `Sideseat.open()` itself.
 * Loading it twice is harmless: the first one stays.
 */
const script = document.currentScript;
const page = window as { Sideseat?: Sideseat };
if (script instanceof HTMLScriptElement && !page.Sideseat) {
  const { site = '', button } = script.dataset;
  const { origin } = new URL(script.src);
  page.Sideseat = new Snippet({ server: origin, siteKey: site, nonce: script.nonce, hasButton: button !== 'none' });
}

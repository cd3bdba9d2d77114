/**
 * `/embed/v1/sideseat.js`: the one address that hosts write, as a classic script. It loads the bundle of this build
 * from the server that it came from. The bundle is a module, so that each language stays a file of its own.
 *
 * Loading it twice is harmless. Where a page loads it from two servers, or two builds of it, the first one stays.
 */
(() => {
  const bundle = '__SIDESEAT_BUNDLE__'; // put in when the bundle is built
  const script = document.currentScript;
  const url = new URL(bundle, script instanceof HTMLScriptElement ? script.src : location.href).href;
  const page = window as { sideseatBundle?: string };
  if (page.sideseatBundle === url) return;
  if (page.sideseatBundle !== undefined) {
    console.warn(`[sideseat] E_EMBED_TWICE: this page uses ${page.sideseatBundle} already, so ${url} is not loaded`);
    return;
  }
  page.sideseatBundle = url;
  import(/* @vite-ignore */ url).catch((cause: unknown) => {
    delete page.sideseatBundle; // another try is possible
    console.error(`[sideseat] E_EMBED_LOAD: ${url} could not be loaded`, cause);
  });
})();

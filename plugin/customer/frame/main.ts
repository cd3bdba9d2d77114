import { captureSupport } from '../../../gateway/client/capture-support.ts';
import { pickLocale, rememberLocale } from '../../shared/i18n/locale.ts';
import { provideLocale } from '../../shared/i18n/locale-store.ts';
import { fillText } from '../../shared/i18n/texts.ts';
import './define.ts';
import { openPagePort } from './page-port.ts';
import { holdVisit } from './tab-lock.ts';
import { frameTexts } from './texts/texts.ts';
import { createVisitClient } from './visit-client.ts';
import { VisitPage } from './visit-page.ts';
import { VisitStore } from './visit-store.ts';

/** The frame at `/cobrowse/v1/<site key>/frame#<language>`, in a page of the site: wires the elements to the gateway and the page. */

const siteKey = /^\/cobrowse\/v1\/([\w-]+)\/frame$/.exec(location.pathname)?.[1] ?? '';
const port = openPagePort();
const store = new VisitStore(siteKey);

const locale = pickLocale([location.hash.slice(1), ...navigator.languages]);
const locales = provideLocale(document.body, [frameTexts], locale);
document.documentElement.lang = locale;
await locales.set(locale);

const visit = createVisitClient({ siteKey, port, store, locale: () => locales.current });
const page = new VisitPage({
  root: document.querySelector<HTMLElement>('#frame')!,
  visit,
  port,
  store,
  support: captureSupport(),
  texts: {
    get locale() {
      return locales.current;
    },
    t: (key, params = {}) => fillText(frameTexts.get(locales.current, key), params, locales.current),
  },
  chooseLocale(chosen) {
    rememberLocale(chosen);
    visit.client.localeChanged(chosen);
    const loaded = visit.client.state$.value.later?.loadLanguage(chosen);
    void Promise.all([locales.set(chosen), loaded]).then(() => {
      document.documentElement.lang = chosen;
      page.show();
    });
  },
  async goOnHere() {
    await holdVisit(store.current.pageId, () => undefined, true);
    location.reload();
  },
});
page.show();

const isHere = await holdVisit(store.current.pageId, () => visit.leaveToOtherTab());
if (isHere) void visit.start();
else visit.leaveToOtherTab();

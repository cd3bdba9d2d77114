import { captureSupport } from '../../../gateway/client/capture-support.ts';
import { pickLocale, rememberLocale } from '../../shared/i18n/locale.ts';
import { provideLocale } from '../../shared/i18n/locale-store.ts';
import { fillText } from '../../shared/i18n/texts.ts';
import './define.ts';
import { openPagePort } from './page-port.ts';
import { OtherTabs } from './other-tabs.ts';
import { holdVisit, isVisitFree } from './tab-lock.ts';
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

const visit = createVisitClient({
  siteKey,
  port,
  store,
  locale: () => locales.current,
  clickHint: (agent) => fillText(frameTexts.get(locales.current, 'frame.clickHere'), { agent }, locales.current),
});
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
  goOnHere: () => goOnHere(true),
});
page.show();

let isHere = false;
let isFront = false;
let isTaking = false;
const leave = (): void => {
  isHere = false;
  visit.leaveToOtherTab();
  page.show();
};
const otherTabs = new OtherTabs({
  siteKey,
  store,
  isHere: () => isHere,
  mayGive: () => !visit.isCapturing,
  give: leave,
  ended: () => page.close(),
});

/** The visit comes to this tab, as it comes to the next page: the frame begins anew, with what the other tab has handed over. */
async function goOnHere(isForced: boolean): Promise<void> {
  if (isTaking) return;
  isTaking = true;
  const isKnown = store.current.bearer !== null;
  const answer = isKnown && (await isVisitFree(store.current.pageId)) ? 'given' : await otherTabs.take(isForced);
  isTaking = false;
  if (!isKnown && answer !== 'given') return page.close();
  if (answer === 'refused') return;
  await holdVisit(store.current.pageId, () => undefined, true);
  location.reload();
}

/** The customer has come to this tab, or gone to another one. */
function fronted(isNow: boolean): void {
  isFront = isNow;
  if (isFront && visit.isElsewhere) void goOnHere(false);
}
port.messages$.subscribe((message) => {
  if (message.type === 'page.opened') isFront = message.isFront;
  if (message.type === 'page.fronted') fronted(message.isFront);
});
// A page is told nothing where the keyboard comes back to a frame in it.
addEventListener('focus', () => fronted(true));

async function begin(): Promise<void> {
  isHere = await holdVisit(store.current.pageId, leave);
  if (isHere) return visit.start();
  leave();
  if (isFront) await goOnHere(false);
}

const isOfOtherTab = store.current.bearer === null && (await port.opened).why === 'otherTab';
void (isOfOtherTab ? goOnHere(false) : begin());

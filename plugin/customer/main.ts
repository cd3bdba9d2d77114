import { render } from 'lit';
import { captureSupport } from '../../gateway/client/capture-support.ts';
import { createApi } from '../../gateway/client/http.ts';
import type { Locale } from '../../gateway/protocol/vocabulary.ts';
import { createLocaleStore } from '../shared/i18n/locale-store.ts';
import { fillText } from '../shared/i18n/texts.ts';
import type { CustomerTexts } from './announcement.ts';
import { createCustomerClient } from './customer-client.ts';
import './define-form.ts';
import { companyOf, renderPage } from './page.ts';
import { createTextSizeStore } from './text-size.ts';
import type { TextSize } from './text-size.ts';
import { customerTexts } from './texts/texts.ts';

/** The customer's page at `/join` and `/s/<token>`: wires the elements to the gateway. */

const IDLE_ICON = new URL('./icons/idle.svg', import.meta.url).href;

const textSizes = createTextSizeStore(document.documentElement);
const token = takeToken();
const locales = await createLocaleStore(document.body, [customerTexts]);
const texts: CustomerTexts = {
  get locale() {
    return locales.current;
  },
  t: (key, params = {}) => fillText(customerTexts.get(locales.current, key), params, locales.current),
};
let part: typeof import('./session-part.ts') | null = null;
const client = createCustomerClient({
  api: createApi(),
  locale: () => locales.current,
  load: async () => (part ??= await import('./session-part.ts')),
});
const options = {
  client,
  get part() {
    return part;
  },
  support: captureSupport(),
  texts,
  get textSize() {
    return textSizes.current;
  },
  chooseLocale(locale: Locale) {
    client.localeChanged(locale);
    const loaded = client.state$.value.later?.loadLanguage(locale);
    void Promise.all([locales.choose(locale), loaded]).then(show);
  },
  chooseTextSize(size: TextSize) {
    textSizes.choose(size);
    show();
  },
  reload: () => location.reload(),
};
client.state$.subscribe(show);
void client.start(token);

function show(): void {
  const state = client.state$.value;
  if (state.screen === 'connected') forgetToken();
  const hadFocus = document.activeElement !== document.body;
  render(renderPage(state, options), document.querySelector<HTMLElement>('#page')!);
  // The form that had the focus is gone: go on where it was, not at the beginning of the page.
  if (hadFocus && document.activeElement === document.body) document.querySelector('main')!.focus();
  const company = companyOf(state) || texts.t('product');
  const page = state.screen === 'joining' || !part ? null : part.pageOf(state);
  document.title = page && part ? part.pageTitle(page, company, texts, state.later) : texts.t('title.page', { company });
  const link = document.querySelector<HTMLLinkElement>('link[rel=icon]')!;
  link.href = (page && part?.pageIcon(page)) ?? IDLE_ICON;
}

/**
 * The token of a link works once and is nobody else's business: it leaves the address bar and the list of visited
 * addresses at once. Until it is used it stays with this tab's entry, so that reloading the page does not lose it.
 */
function takeToken(): string | null {
  const taken = /^\/s\/([\w-]+)\/?$/.exec(location.pathname)?.[1];
  if (taken !== undefined) history.replaceState({ token: taken }, '', '/join');
  const kept: unknown = history.state?.token;
  return typeof kept === 'string' ? kept : null;
}

function forgetToken(): void {
  if (history.state !== null) history.replaceState(null, '');
}

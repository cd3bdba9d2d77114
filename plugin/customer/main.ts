import { render } from 'lit';
import { captureSupport } from '../../gateway/client/capture.ts';
import { createApi } from '../../gateway/client/http.ts';
import type { Locale } from '../../gateway/protocol/vocabulary.ts';
import { createLocaleStore } from '../shared/i18n/locale-store.ts';
import { fillText } from '../shared/i18n/texts.ts';
import type { TextParams } from '../shared/i18n/texts.ts';
import { pageTitle } from './announcement.ts';
import { createCustomerClient } from './customer-client.ts';
import './define.ts';
import { companyOf, renderPage } from './page.ts';
import { toPageView } from './page-view.ts';
import { customerTexts } from './texts/texts.ts';

/** The customer's page at `/join` and `/s/<token>`: wires the elements to the gateway. */

const ICONS = {
  idle: new URL('./icons/idle.svg', import.meta.url).href,
  sharing: new URL('./icons/sharing.svg', import.meta.url).href,
} as const;

const token = takeToken();
const locales = await createLocaleStore(document.body, [customerTexts]);
const client = createCustomerClient({ api: createApi(), locale: () => locales.current });
const options = {
  client,
  support: captureSupport(),
  chooseLocale(locale: Locale) {
    client.localeChanged(locale);
    void locales.choose(locale).then(show);
  },
  reload: () => location.reload(),
};
client.state$.subscribe(show);
void client.start(token);

function show(): void {
  const state = client.state$.value;
  render(renderPage(state, options), document.querySelector<HTMLElement>('#page')!);
  const page = state.screen === 'connected' ? toPageView(state.view, state.link, state.capture, state.leaving) : null;
  const t = (key: Parameters<typeof customerTexts.get>[1], params: TextParams = {}) =>
    fillText(customerTexts.get(locales.current, key), params, locales.current);
  document.title = pageTitle(page, companyOf(state) || t('product'), { t });
  const link = document.querySelector<HTMLLinkElement>('link[rel=icon]')!;
  link.href = page?.kind === 'open' && page.sharing ? ICONS.sharing : ICONS.idle;
}

/** The token of a link works once and is nobody else's business: it leaves the address bar and the history at once. */
function takeToken(): string | null {
  const taken = /^\/s\/([\w-]+)\/?$/.exec(location.pathname)?.[1] ?? null;
  if (taken !== null) history.replaceState(null, '', '/join');
  return taken;
}

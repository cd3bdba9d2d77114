import { render } from 'lit';
import { setupWorker } from 'msw/browser';
import type { SessionLink } from '../../gateway/client/session-link.ts';
import { createApi } from '../../gateway/client/http.ts';
import { captureSupport } from '../../gateway/client/capture-support.ts';
import type { Locale } from '../../gateway/protocol/vocabulary.ts';
import { createAgentClient } from '../../plugin/agent/agent-client.ts';
import { createCustomerClient } from '../../plugin/customer/customer-client.ts';
import { renderPage } from '../../plugin/customer/page.ts';
import * as part from '../../plugin/customer/session-part.ts';
import { createTextSizeStore } from '../../plugin/customer/text-size.ts';
import { customerTexts } from '../../plugin/customer/texts/texts.ts';
import { fillText } from '../../plugin/shared/i18n/texts.ts';
import { createApiHandlers } from '../api.ts';
import { ActingAgentLink, ActingCustomerLink } from '../session-server.ts';
import type { Choices } from './choices.ts';
import { DELAYS } from './choices.ts';

/** The two pages with their real clients: a service worker answers the HTTP API, an acting link is the server's socket. */
export const LIVE_PAGES = { 'live.agent': 'agent', 'live.customer': 'customer' } as const;

export async function showLive(id: keyof typeof LIVE_PAGES, choices: Choices, root: HTMLElement): Promise<void> {
  const worker = setupWorker(...createApiHandlers({ delayMs: DELAYS[choices.delay], answer: choices.answer }));
  await worker.start({ quiet: true, onUnhandledFrame: 'bypass' });
  if (id === 'live.agent') showAgent(root);
  else showCustomer(choices.locale, root);
}

function showAgent(root: HTMLElement): void {
  const app = document.createElement('sideseat-agent');
  app.client = createAgentClient({ api: createApi(), createLink: (getTicket) => asLink(new ActingAgentLink(getTicket)) });
  root.append(app);
}

function showCustomer(locale: Locale, root: HTMLElement): void {
  const client = createCustomerClient({
    api: createApi(),
    locale: () => locale,
    load: async () => part,
    createLink: (getTicket) => asLink(new ActingCustomerLink(getTicket)),
  });
  const textSizes = createTextSizeStore(document.documentElement);
  const show = (): void => {
    render(
      renderPage(client.state$.value, {
        client,
        part,
        support: captureSupport(),
        texts: { locale, t: (key, params = {}) => fillText(customerTexts.get(locale, key), params, locale) },
        textSize: textSizes.current,
        chooseLocale: () => undefined,
        chooseTextSize(size) {
          textSizes.choose(size);
          show();
        },
        reload: () => location.reload(),
      }),
      root,
    );
  };
  client.state$.subscribe(show);
  void client.start(null);
}

/** A scripted link stands for a real one: commands are typed more loosely, and it rejects no frames. */
const asLink = (link: ActingAgentLink | ActingCustomerLink): SessionLink => link as unknown as SessionLink;

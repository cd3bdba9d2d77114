import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { LifeBuoy } from 'lucide';
import type { CaptureSupport } from '../../gateway/client/capture.ts';
import type { Locale } from '../../gateway/protocol/vocabulary.ts';
import { icon } from '../shared/icon.ts';
import type { CustomerClient, CustomerState } from './customer-client.ts';

export interface PageOptions {
  client: CustomerClient;
  support: CaptureSupport;
  chooseLocale: (locale: Locale) => void;
  reload: () => void;
}

/** The whole page for one state: header, and the form or what a connected customer sees. */
export function renderPage(state: CustomerState, options: PageOptions): TemplateResult {
  return html`
    <header class="page-header">
      <span class="company">${icon(LifeBuoy)} ${companyOf(state)}</span>
      <sideseat-language-menu
        @sideseat-locale=${({ detail }: CustomEvent<{ locale: Locale }>) => options.chooseLocale(detail.locale)}
      ></sideseat-language-menu>
    </header>
    <main class="page-main">
      ${state.screen === 'joining' ? renderJoin(state, options) : renderConnected(state, options)}
    </main>
  `;
}

export const companyOf = ({ view, site }: CustomerState): string => view?.company ?? site?.company ?? '';

function renderJoin({ site, join }: CustomerState, { client, support }: PageOptions): TemplateResult {
  return html`
    <sideseat-join
      .company=${site?.company ?? ''}
      .joinUrls=${site?.joinUrls ?? []}
      .pinLength=${site?.pinLength ?? null}
      .support=${support}
      .busy=${join.busy}
      .failure=${join.failure}
      @sideseat-join=${({ detail }: CustomEvent<{ pin: string }>) => void client.join(detail)}
    ></sideseat-join>
  `;
}

function renderConnected(state: CustomerState, { client, reload }: PageOptions): TemplateResult {
  return html`
    <sideseat-customer
      .view=${state.view}
      .link=${state.link}
      .capture=${state.capture}
      .answering=${state.answering}
      .leaving=${state.leaving}
      .failure=${state.failure}
      @sideseat-answer=${({ detail }: HTMLElementEventMap['sideseat-answer']) => void client.answer(detail)}
      @sideseat-more-time=${({ detail }: HTMLElementEventMap['sideseat-more-time']) =>
        void client.moreTime(detail.requestId)}
      @sideseat-continue=${({ detail }: HTMLElementEventMap['sideseat-continue']) => client.continueSharing(detail)}
      @sideseat-stop-sharing=${() => client.stop()}
      @sideseat-leave=${() => void client.leave()}
      @sideseat-new-code=${() => client.enterNewCode()}
      @sideseat-go-on=${reload}
    ></sideseat-customer>
  `;
}

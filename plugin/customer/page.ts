import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { LifeBuoy } from 'lucide';
import type { CaptureSupport } from '../../gateway/client/capture.ts';
import type { Locale } from '../../gateway/protocol/vocabulary.ts';
import { icon } from '../shared/icon.ts';
import type { CustomerTexts } from './announcement.ts';
import { announcement } from './announcement.ts';
import type { CustomerClient, CustomerState } from './customer-client.ts';
import type { PageView } from './page-view.ts';
import { toPageView } from './page-view.ts';
import type { TextSize } from './text-size.ts';

export interface PageOptions {
  client: CustomerClient;
  support: CaptureSupport;
  texts: CustomerTexts;
  textSize: TextSize;
  chooseLocale: (locale: Locale) => void;
  chooseTextSize: (size: TextSize) => void;
  reload: () => void;
}

/**
 * The whole page for one state: header, the form or what a connected customer sees, and what screen readers are told.
 * The last stands here, because they hear changes only of a place that was there before.
 */
export function renderPage(state: CustomerState, options: PageOptions): TemplateResult {
  const isJoining = state.screen === 'joining';
  return html`
    <header class="page-header">
      <span class="company">${icon(LifeBuoy)} <span>${companyOf(state)}</span></span>
      <div class="menus">
        <sideseat-text-size-menu
          .size=${options.textSize}
          @sideseat-text-size=${({ detail }: HTMLElementEventMap['sideseat-text-size']) =>
            options.chooseTextSize(detail.size)}
        ></sideseat-text-size-menu>
        <sideseat-language-menu
          @sideseat-locale=${({ detail }: CustomEvent<{ locale: Locale }>) => options.chooseLocale(detail.locale)}
        ></sideseat-language-menu>
      </div>
    </header>
    <main class="page-main" tabindex="-1">
      ${isJoining ? renderJoin(state, options) : renderConnected(state, options)}
    </main>
    <p class="announcer" role="status">${sayingOf(state, options)}</p>
  `;
}

export const companyOf = ({ view, site }: CustomerState): string => view?.company ?? site?.company ?? '';

/** What is on the screen once the form is behind; `null` before. */
export const pageOf = ({ screen, view, link, capture, leaving }: CustomerState): PageView | null =>
  screen === 'joining' ? null : toPageView(view, link, capture, leaving);

function sayingOf(state: CustomerState, { texts, support }: PageOptions): string {
  const page = pageOf(state);
  if (page) return announcement(page, texts, support);
  return state.join.busy ? texts.t('join.connecting') : '';
}

function renderJoin({ site, join }: CustomerState, { client, support }: PageOptions): TemplateResult {
  const { link } = join;
  return html`
    <sideseat-join
      .company=${site?.company ?? ''}
      .joinUrls=${site?.joinUrls ?? []}
      .pinLength=${site?.pinLength ?? null}
      .support=${support}
      .byLink=${link !== null}
      .busy=${join.busy}
      .failure=${join.failure}
      @sideseat-join=${({ detail }: CustomEvent<{ pin: string }>) =>
        void client.join(link === null ? detail : { link })}
    ></sideseat-join>
  `;
}

function renderConnected(state: CustomerState, { client, support, reload }: PageOptions): TemplateResult {
  return html`
    <sideseat-customer
      .view=${state.view}
      .link=${state.link}
      .capture=${state.capture}
      .answering=${state.answering}
      .leaving=${state.leaving}
      .failure=${state.failure}
      .support=${support}
      @sideseat-answer=${({ detail }: HTMLElementEventMap['sideseat-answer']) => void client.answer(detail)}
      @sideseat-more-time=${({ detail }: HTMLElementEventMap['sideseat-more-time']) =>
        void client.moreTime(detail.requestId)}
      @sideseat-continue=${({ detail }: HTMLElementEventMap['sideseat-continue']) => client.continueSharing(detail)}
      @sideseat-stop-sharing=${() => client.stop()}
      @sideseat-leave=${() => void client.leave()}
      @sideseat-report-abuse=${() => void client.reportAbuse()}
      @sideseat-new-code=${() => client.enterNewCode()}
      @sideseat-go-on=${reload}
    ></sideseat-customer>
  `;
}

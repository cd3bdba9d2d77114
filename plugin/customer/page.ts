import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { LifeBuoy } from 'lucide';
import type { CaptureSupport } from '../../gateway/client/capture-support.ts';
import type { Locale } from '../../gateway/protocol/vocabulary.ts';
import { icon } from '../shared/icon.ts';
import type { CustomerTexts } from './announcement.ts';
import type { CustomerClient, CustomerState } from './customer-client.ts';
import type { TextSize } from './text-size.ts';

export interface PageOptions {
  client: CustomerClient;
  /** What a connected customer needs; `null` until it has been fetched. */
  part: Pick<typeof import('./session-part.ts'), 'announcement' | 'pageOf' | 'renderConnected'> | null;
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
      ${isJoining ? renderJoin(state, options) : renderSession(state, options)}
    </main>
    <p class="announcer" role="status">${sayingOf(state, options)}</p>
  `;
}

export const companyOf = ({ view, site }: CustomerState): string => view?.company ?? site?.company ?? '';

/** What screen readers are told. */
function sayingOf(state: CustomerState, { part, texts, support }: PageOptions): string {
  if (state.screen === 'joining') return state.join.busy ? texts.t('join.connecting') : '';
  return part ? part.announcement(part.pageOf(state), texts, state.later, support) : openingSentence(state, texts);
}

const openingSentence = ({ link }: CustomerState, texts: CustomerTexts): string =>
  link === 'retrying' ? `${texts.t('page.unreachable')} ${texts.t('page.unreachableHint')}` : texts.t('page.opening');

/** Who has joined already sees a line until the second part is there. */
function renderSession(state: CustomerState, options: PageOptions): TemplateResult {
  const { part, texts } = options;
  return part ? part.renderConnected(state, options) : html`<p class="opening">${openingSentence(state, texts)}</p>`;
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

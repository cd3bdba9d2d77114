import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { Download } from 'lucide';
import type { Localized } from '../i18n/localized.ts';
import { icon } from '../icon.ts';
import type { HelperDownload } from './helper-download.ts';
import type { HelperPlace } from './helper-place.ts';
import type { HelperTextKey } from './texts/texts.ts';

export type HelperTexts = Pick<Localized<HelperTextKey>, 't' | 'locale'>;

export interface HelperSteps {
  texts: HelperTexts;
  place: HelperPlace;
  download: HelperDownload;
  /** Where the link leads to. */
  url: string;
  /** Whether it is, or was, downloaded. */
  phase: 'offered' | 'downloading' | 'downloaded';
  /** While it is downloaded, from 0 to 100. */
  percent: number | null;
  /** The line that starts the file, with its button Copy. */
  renderLine: () => TemplateResult;
  onDownload: () => void;
}

/** What is to be done with a download, one after the other, in the words of this browser and this system. */
export function renderSteps(steps: HelperSteps): TemplateResult {
  const { texts, place, phase } = steps;
  const isHere = (isCurrent: boolean): 'step' | typeof nothing => (isCurrent ? 'step' : nothing);
  const [first, ...others] = startingSteps(steps);
  return html`
    <ol>
      <li aria-current=${isHere(phase !== 'downloaded')}>
        ${renderLink(steps)} ${phase === 'downloading' ? renderProgress(steps) : nothing}
        <p>${place.browser ? texts.t('helper.where', { browser: place.browser }) : texts.t('helper.whereOther')}</p>
        ${place.system === 'linux' ? html`<p class="small muted">${texts.t('helper.linux')}</p>` : nothing}
      </li>
      <li aria-current=${isHere(phase === 'downloaded')}>${first}</li>
      ${others.map((step) => html`<li>${step}</li>`)}
    </ol>
    ${place.system === 'linux' ? html`<p>${texts.t('helper.linux.line')}</p>${steps.renderLine()}` : nothing}
  `;
}

/** Another origin's address is no download to a browser before it has answered: a refusal would take this page's place. */
function renderLink({ texts, url, phase, download, onDownload }: HelperSteps): TemplateResult {
  const isForeign = new URL(url).origin !== location.origin;
  const { sizeBytes } = download;
  const size = sizeBytes === null ? '' : toMegabytes(sizeBytes, texts.locale);
  const label = size ? texts.t('helper.downloadSize', { size }) : texts.t('helper.download');
  return html`
    <a
      class="button ${phase === 'offered' ? 'primary' : ''}"
      href=${url}
      download
      target=${isForeign ? '_blank' : nothing}
      rel=${isForeign ? 'noopener' : nothing}
      @click=${onDownload}
      >${icon(Download)} ${phase === 'offered' ? label : texts.t('helper.again')}</a
    >
  `;
}

function renderProgress({ texts, percent }: HelperSteps): TemplateResult {
  const part = percent === null ? '' : new Intl.NumberFormat(texts.locale, { style: 'percent' }).format(percent / 100);
  return html`
    <div class="progress">
      <progress aria-label=${texts.t('helper.downloading')} max="100" value=${percent ?? nothing}></progress>
      <span aria-hidden="true">${part}</span>
    </div>
  `;
}

/** Once the file is there. */
function startingSteps({ texts, place, renderLine }: HelperSteps): readonly unknown[] {
  const last = texts.t('helper.window');
  if (place.system === 'windows') return [texts.t('helper.windows.open'), last];
  if (place.system === 'linux') return [texts.t('helper.linux.allow'), texts.t('helper.linux.open'), last];
  return [html`<p>${texts.t('helper.mac.line')}</p>${renderLine()}<p>${texts.t('helper.mac.ask')}</p>`, last];
}

const toMegabytes = (bytes: number, locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 0 }).format(bytes / 1_000_000);

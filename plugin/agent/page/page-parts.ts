import type { TemplateResult } from 'lit';
import { html, nothing, svg } from 'lit';
import { AppWindow, CirclePause, LoaderCircle, ShieldOff } from 'lucide';
import { icon } from '../../shared/icon.ts';
import type { Localized } from '../../shared/i18n/localized.ts';
import type { AnyTextKey } from '../views/mark.ts';
import { DOUBT_ICONS, DOUBT_TEXTS, renderNotice, renderTitle, renderWords, type FootOptions, type WindowPart } from '../window/sharing-window-parts.ts';
import type { WindowTextKey } from '../window/texts/texts.ts';
import type { PauseReason, SeenPage } from './page-frame.ts';
import type { PageTextKey } from './texts/texts.ts';

/** The words of a sharing window with a page in it. */

export type PageLocalized = Localized<AnyTextKey | WindowTextKey | PageTextKey>;

/** A sharing window with a page, and what is known of that page. */
export interface PagePart extends WindowPart {
  texts: PageLocalized;
  seen: SeenPage;
}

/** What stands there is another page than the one that is not shown. */
export const hidesPage = (paused: PauseReason | null): boolean => paused === 'rule' || paused === 'tooLarge';

export function renderPageTitle(part: PagePart): TemplateResult {
  const { texts: t, customer, seen } = part;
  return renderTitle(part, t.rich('page.title', { name: html`<bdi>${customer}</bdi>` }), seen.isShown ? renderAddress(part) : nothing);
}

/** Of the page that is shown, not of one that is on its way. */
function renderAddress({ texts: t, seen: { title, address, tab, hasTabs, paused } }: PagePart): TemplateResult | typeof nothing {
  if (hidesPage(paused)) return nothing;
  return html`
    <p class="address small">
      <span class="tab" role="status">${hasTabs ? t.t('page.tab', { number: tab }) : nothing}</span>
      <span class="visually-hidden">${t.t('page.address')}</span>
      <bdi title=${title}>${title}</bdi> <bdi class="muted" title=${address}>${address}</bdi>
    </p>
  `;
}

/** An application that the customer shared in the place of the page. */
export function renderInsteadTitle(part: WindowPart, t: PageLocalized): TemplateResult {
  const name = html`<bdi>${part.customer}</bdi>`;
  const { surface } = part.view;
  const what = surface && t.t(`surface.${surface}`);
  return renderTitle(
    part,
    t.rich('page.titleInstead', { name }),
    html`<p class="address small">${t.rich('page.instead', { name, what })}</p>`,
  );
}

export function renderPageNotice(part: PagePart): unknown {
  const { view, texts: t, customer, seen } = part;
  const name = html`<bdi>${customer}</bdi>`;
  if (seen.isBlocked) return renderWords(ShieldOff, t.t('page.blocked'), t.t('page.blocked.detail'));
  switch (view.phase) {
    case 'opening':
      return renderOpening(part, view.sinceAtMs);
    case 'stale': {
      if (view.doubt === 'resuming') return nothing; // lasts for a moment at each change of tabs
      const text = view.doubt === 'picture' ? 'page.behind' : DOUBT_TEXTS[view.doubt];
      const look = view.doubt === 'picture' ? LoaderCircle : DOUBT_ICONS[view.doubt];
      return html`<p class="doubt ${view.doubt === 'picture' ? 'spinning' : ''}">${icon(look)} <b>${t.rich(text, { name })}</b></p>`;
    }
    case 'playing':
      if (seen.paused) return renderPause(part, seen.paused);
      return seen.isShown ? nothing : renderOpening(part, view.sinceAtMs);
    default:
      return renderNotice(part);
  }
}

function renderOpening({ texts: t, customer }: PagePart, sinceAtMs: number): TemplateResult {
  const detail = t.rich('window.openingDetail', { name: html`<bdi>${customer}</bdi>`, time: t.formatTime(sinceAtMs) });
  return renderWords(LoaderCircle, t.t('page.opening'), detail, 'spinning');
}

/** Over the page as it was before; in its place where it is another one. */
function renderPause({ texts: t, customer }: PagePart, why: PauseReason): TemplateResult {
  const name = html`<bdi>${customer}</bdi>`;
  const [title, detail] = [t.rich(`page.paused.${why}`, { name }), t.rich(`page.paused.${why}.detail`, { name })];
  if (hidesPage(why)) return renderWords(CirclePause, title, detail);
  return html`
    <div class="strip">
      <p class="doubt">${icon(CirclePause)} <b>${title}</b></p>
      <p>${detail}</p>
    </div>
  `;
}

/** How old what stands there is. Not within the status beside it: it would be read out each second. */
export function renderPageAge({ view, texts: t }: PagePart): TemplateResult | typeof nothing {
  if (view.phase !== 'stale') return nothing;
  const { ageMs, doubt } = view;
  const age = ageMs === null || ageMs < 1_000 ? t.t('page.mayBeOld') : t.t('page.age', { age: t.formatSpan(ageMs) });
  if (doubt !== 'resuming') return html`<p>${age}</p>`;
  return html`<p class="doubt spinning">${icon(LoaderCircle)} <b>${t.t('page.resuming')}</b></p>`;
}

export function renderPageFoot({ view, texts: t, seen }: PagePart, { scale }: FootOptions): TemplateResult | typeof nothing {
  if (!('stream' in view) || !seen.isShown || !seen.viewport) return nothing;
  const { viewport, hidden, paused } = seen;
  const percent = scale === null ? '' : new Intl.NumberFormat(t.locale, { style: 'percent' }).format(scale);
  return html`
    <div class="foot small">
      <span class="number">${Math.round(viewport.widthPx)} × ${Math.round(viewport.heightPx)}</span>
      <span class="number">${percent ? t.t('window.zoom', { percent }) : nothing}</span>
      ${hidden > 0 && !hidesPage(paused) ? html`<span class="number" title=${t.t('page.hiddenHelp')}>${t.t('page.hidden', { count: hidden })}</span>` : nothing}
      <span class="freshness" role="status">${view.phase === 'playing' && !paused ? t.t('page.current') : nothing}</span>
    </div>
  `;
}

export const renderPageElsewhere = ({ texts: t }: PagePart): TemplateResult =>
  renderWords(AppWindow, t.t('page.detached'), t.t('page.detachedDetail'));

/** The place of the page: the frame comes into `.sheet`, under the layer that keeps the mouse away from it. */
export function renderPagePlace({ view, texts: t, customer, seen }: PagePart): TemplateResult {
  const isThere = 'stream' in view && seen.isShown && !seen.isBlocked && !hidesPage(seen.paused);
  const isOld = view.phase === 'stale' || seen.paused !== null;
  return html`
    <div class="page ${isThere ? '' : 'away'} ${isOld ? 'old' : ''}">
      <div class="sheet">
        <div class="layer" role="img" aria-label=${t.t(view.mark.text === 'mark.controlling' ? 'page.used' : 'page.picture', { name: customer })}></div>
        <div class="pointer" hidden aria-hidden="true"><i class="ring"></i>${POINTER}</div>
      </div>
    </div>
  `;
}

const POINTER = svg`
  <svg width="22" height="26" viewBox="0 0 22 26">
    <path d="M1 1v20l5.5-5 3.7 8.6 4.3-1.9-3.7-8.4H19z" fill="#d6336c" stroke="#ffffff" stroke-width="2" stroke-linejoin="round" />
  </svg>
`;

import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { AppWindow, EyeOff, ImageOff, LoaderCircle, MonitorOff, Unplug, WifiOff } from 'lucide';
import type { IconNode } from 'lucide';
import type { PictureQuality } from '../../../gateway/client/picture-quality.ts';
import type { AgentSessionView } from '../../../gateway/protocol/views.ts';
import type { Locale } from '../../../gateway/protocol/vocabulary.ts';
import type { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import type { WindowTextKey } from './texts/texts.ts';
import { needPart } from '../parts.ts';
import type { AnyTextKey } from '../views/mark.ts';
import { reasonKey } from '../views/reason.ts';
import type { SharingWindowView } from '../views/sharing-window.ts';
import { renderMark } from '../elements/templates.ts';

export type WindowLocalized = Localized<AnyTextKey | WindowTextKey>;

/** What all parts of a sharing window need. */
export interface WindowPart {
  view: SharingWindowView;
  texts: WindowLocalized;
  /** The customer's name. */
  customer: string;
  /** The signed-in agent. */
  agent: string;
}

const titleKey = ({ view }: WindowPart) => (view.surface === 'window' ? 'window.titleWindow' : 'window.title');

export const titleOf = (part: WindowPart): string => part.texts.t(titleKey(part), { name: part.customer });

/** @param title - What it is instead of the whole desktop or a window. @param more - A further line. */
export function renderTitle(part: WindowPart, title?: unknown, more?: unknown): TemplateResult {
  const { view, texts: t, customer } = part;
  const name = html`<bdi>${customer}</bdi>`;
  return html`
    <div class="title">
      ${renderMark(view.mark, t)}
      <h3>${title ?? t.rich(titleKey(part), { name })}</h3>
      ${more ?? nothing}
      ${view.phase === 'playing' || view.phase === 'away'
        ? html`
            <p class="muted small told">
              ${t.t('window.since', { time: t.formatTime(view.sinceAtMs) })} ·
              ${t.rich(view.phase === 'away' ? 'window.toldAway' : 'window.told', { name })}
            </p>
          `
        : nothing}
    </div>
  `;
}

/** How far the customer is with the helper, while control waits for it. */
export function renderHelperSteps({ control, name }: AgentSessionView, locale: Locale): TemplateResult | typeof nothing {
  if (!control || control.helper === 'ready' || control.helper === 'unable') return nothing;
  needPart('steps');
  return html`<sideseat-helper-steps .progress=${control} .customer=${name} .locale=${locale}></sideseat-helper-steps>`;
}

/** What stands in the place of the picture, or over one that is old. */
export function renderNotice({ view, texts: t, customer, agent }: WindowPart): unknown {
  const name = html`<bdi>${customer}</bdi>`;
  switch (view.phase) {
    case 'playing':
      return nothing;
    case 'opening': {
      const time = t.formatTime(view.sinceAtMs);
      return renderWords(LoaderCircle, t.t('window.opening'), t.rich('window.openingDetail', { name, time }), 'spinning');
    }
    case 'stale':
      // What lasts for a moment at each change of tabs is not worth an announcement.
      if (view.doubt === 'resuming') return nothing;
      return html`
        <p class="doubt">${icon(DOUBT_ICONS[view.doubt])} <b>${t.rich(DOUBT_TEXTS[view.doubt], { name })}</b></p>
      `;
    case 'away':
      return renderWords(EyeOff, t.t('window.away'), t.rich('window.awayDetail', { name }));
    case 'linkLost':
      return renderWords(WifiOff, t.t('window.linkLost'), t.t('window.linkLostDetail'));
    case 'stopped': {
      const title = view.atMs === null ? 'window.stopped' : 'window.stoppedAt';
      const time = view.atMs === null ? '' : t.formatTime(view.atMs);
      const reason = view.reason && t.rich(reasonKey(view.what === 'desktop' ? 'view' : 'cobrowseView', view.reason), { customer: name, agent });
      const next = view.mayContinue ? t.rich('advice.mayContinue', { name }) : nothing;
      return renderWords(MonitorOff, t.t(title, { time }), html`${reason ?? nothing} ${next}`);
    }
    default:
      return view satisfies never;
  }
}

export const renderWords = (node: IconNode, title: unknown, detail: unknown, look = ''): TemplateResult => html`
  <div class="words ${look}">${icon(node)}<b>${title}</b><p>${detail}</p></div>
`;

/** While the picture is in a window of its own. */
export const renderElsewhere = ({ texts: t }: WindowPart): TemplateResult =>
  renderWords(AppWindow, t.t('window.detached'), t.t('window.detachedDetail'));

/** Not within the status beside it: it would be read out each second. Rounded up, so never too young. */
export function renderAge({ view, texts: t }: WindowPart): TemplateResult | typeof nothing {
  if (view.phase !== 'stale') return nothing;
  const { ageMs, doubt } = view;
  const age = ageMs === null || ageMs < 1_000 ? t.t('window.mayBeOld') : t.t('window.age', { age: t.formatSpan(ageMs) });
  if (doubt !== 'resuming') return html`<p>${age}</p>`;
  return html`<p class="doubt spinning">${icon(LoaderCircle)} <b>${t.t('window.resuming')}</b></p><p>${age}</p>`;
}

export interface FootOptions {
  quality: PictureQuality | null;
  resolution: string;
  scale: number | null;
  /** Whether the numbers are shown; `onToggle` shows or hides them. */
  open: boolean;
  onToggle: () => void;
}

/** The line under the picture. */
export function renderFoot({ view, texts: t }: WindowPart, picture: FootOptions): TemplateResult | typeof nothing {
  if (!('stream' in view)) return nothing;
  const { quality, resolution, scale, open, onToggle } = picture;
  const numbers = quality && toNumbers(quality, t);
  const percent = scale === null ? '' : new Intl.NumberFormat(t.locale, { style: 'percent' }).format(scale);
  return html`
    <div class="foot small">
      <span class="number">${resolution}</span>
      <span class="number">${percent ? t.t('window.zoom', { percent }) : nothing}</span>
      <span>${view.surface ? t.t('window.shared', { what: t.t(`surface.${view.surface}`) }) : nothing}</span>
      ${view.phase === 'playing' && numbers
        ? html`
            <span class="number roomy">${t.t('quality.frames', { frames: numbers.frames })}</span>
            <span class="number roomy">${numbers.bitrate}</span>
            <span class="number" title=${t.t('quality.delayHelp')}>
              ${t.t('quality.delayShort', { delay: numbers.delay })}
            </span>
          `
        : nothing}
      <button class="button quiet" type="button" aria-expanded=${open} @click=${onToggle}>
        ${t.t('quality.label')}
      </button>
      <span class="freshness" role="status">${view.phase === 'playing' ? t.t('window.current') : nothing}</span>
    </div>
  `;
}

/** The same as text, in the reader's own way to write numbers. */
function toNumbers(quality: PictureQuality, { locale }: WindowLocalized) {
  const write = (value: number, digits = 0): string =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
  const ms = (value: number | null): string => (value === null ? '–' : `${write(value)} ms`);
  const kilobits = quality.bitrateBps / 1_000;
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  return {
    resolution: quality.widthPx > 0 ? `${quality.widthPx} × ${quality.heightPx}` : '–',
    frames: write(quality.framesPerSecond),
    bitrate: kilobits < 1_000 ? `${write(kilobits)} kbit/s` : `${write(kilobits / 1_000, 1)} Mbit/s`,
    roundTrip: ms(quality.roundTripMs),
    loss: percent.format(quality.lostPart),
    buffer: ms(quality.bufferMs),
    decode: ms(quality.decodeMs),
    delay: ms(quality.delayMs),
  };
}

/** Every number and what it means, over the picture; `quality` is `null` until it was measured. */
export function renderQuality({ texts: t }: WindowPart, quality: PictureQuality | null): TemplateResult {
  const numbers = quality && toNumbers(quality, t);
  const row = (key: WindowTextKey, value: string): TemplateResult => html`
    <div><dt>${t.t(key)}</dt><dd class="number">${value}</dd></div>
  `;
  if (!numbers) return html`<div class="quality small"><p class="muted">${t.t('quality.measuring')}</p></div>`;
  return html`
    <div class="quality small">
      <dl>
        ${row('quality.resolution', numbers.resolution)} ${row('quality.frameRate', numbers.frames)}
        ${row('quality.bitrate', numbers.bitrate)} ${row('quality.loss', numbers.loss)}
        ${row('quality.roundTrip', numbers.roundTrip)} ${row('quality.buffer', numbers.buffer)}
        ${row('quality.decode', numbers.decode)} ${row('quality.delay', numbers.delay)}
      </dl>
      <p class="muted">${t.t('quality.delayHelp')}</p>
    </div>
  `;
}

export const DOUBT_ICONS = { link: WifiOff, customer: Unplug, picture: ImageOff } as const;
export const DOUBT_TEXTS = { link: 'window.linkLost', customer: 'window.late', picture: 'window.frozen' } as const;

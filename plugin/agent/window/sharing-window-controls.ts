import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import {
  AppWindow,
  CircleAlert,
  CircleStop,
  Eye,
  EyeOff,
  Maximize,
  Minimize,
  PictureInPicture2,
  ZoomIn,
  ZoomOut,
} from 'lucide';
import type { IconNode } from 'lucide';
import { icon } from '../../shared/icon.ts';
import type { AnyTextKey } from '../views/mark.ts';
import type { PictureZoom } from './picture-zoom.ts';
import type { WindowLocalized, WindowPart } from './sharing-window-parts.ts';
import type { WindowTextKey } from './texts/texts.ts';

/** How a sharing window stands, and what its buttons do. */
export interface WindowControls {
  zoom: Pick<PictureZoom, 'scale' | 'isFit' | 'set' | 'step'>;
  isFullScreen: boolean;
  /** A host's frame may not allow it. */
  canFullScreen: boolean;
  isDetached: boolean;
  /** The browser did not open a window. */
  isBlocked: boolean;
  /** Whether the server can be told something now. */
  canSend: boolean;
  onFullScreen(): void;
  onDetach(): void;
  onAttach(): void;
  /** The window of its own comes to the front. */
  onToFront(): void;
  send(command: 'look' | 'lookAway' | 'release'): void;
}

export function renderControls(part: WindowPart, controls: WindowControls): TemplateResult | typeof nothing {
  const { view, texts: t } = part;
  if (view.phase === 'stopped') return nothing;
  const { isFullScreen, canFullScreen, isDetached, isBlocked, onFullScreen, onAttach, onDetach } = controls;
  return html`
    <div class="controls">
      ${'stream' in view ? renderZoom(t, controls.zoom) : nothing}
      ${canFullScreen ? renderFullScreen(t, isFullScreen, onFullScreen) : nothing}
      ${isDetached
        ? renderButton(t, PictureInPicture2, 'window.attach', onAttach)
        : renderButton(t, AppWindow, 'window.detach', onDetach)}
      ${renderSharing(part, controls)}
    </div>
    <div class="blocked" role="alert">
      ${isBlocked ? html`<p class="error">${icon(CircleAlert)}<span>${t.t('window.blocked')}</span></p>` : nothing}
    </div>
  `;
}

/** One button for both ways, so that it keeps the focus. */
const renderFullScreen = (t: WindowPart['texts'], isFullScreen: boolean, press: () => void): TemplateResult =>
  isFullScreen
    ? renderButton(t, Minimize, 'window.exitFullScreen', press)
    : renderButton(t, Maximize, 'window.fullScreen', press);

/** What is left where the picture was, while it is in a window of its own. */
export function renderPlaceControls(part: WindowPart, controls: WindowControls): TemplateResult {
  const { texts: t } = part;
  return html`
    <div class="controls">
      ${renderButton(t, AppWindow, 'window.toFront', controls.onToFront)}
      ${renderButton(t, PictureInPicture2, 'window.attach', controls.onAttach)} ${renderSharing(part, controls)}
    </div>
  `;
}

/** Looking away and stopping: wherever the window is. */
function renderSharing({ view, texts: t }: WindowPart, { canSend, send }: WindowControls): TemplateResult {
  const away = view.phase === 'away';
  const look = (): void => (canSend ? send(away ? 'look' : 'lookAway') : undefined);
  return html`
    ${renderButton(t, away ? Eye : EyeOff, away ? 'window.lookAgain' : 'window.lookAway', look, !canSend)}
    <sideseat-menu-button
      label=${t.t('window.menu')}
      .items=${[{ id: 'release', label: t.t('window.stopSharing'), icon: CircleStop, danger: true }]}
      @sideseat-menu-select=${() => send('release')}
    ></sideseat-menu-button>
  `;
}

/** The keys that do the same are in the buttons' tooltips. */
function renderZoom(t: WindowLocalized, { isFit, scale, set, step }: WindowControls['zoom']): TemplateResult {
  return html`
    <div role="group" aria-label=${t.t('window.size')} class="sizes">
      <button class="button" type="button" aria-pressed=${isFit} title="0" @click=${() => set('fit')}>
        ${t.t('window.fit')}
      </button>
      <button
        class="button"
        type="button"
        aria-pressed=${!isFit && scale === 1}
        title=${`${t.t('window.actualSize')} (1)`}
        @click=${() => set(1)}
      >
        ${new Intl.NumberFormat(t.locale, { style: 'percent' }).format(1)}
      </button>
      <button class="button" type="button" aria-label=${t.t('window.zoomOut')} title="−" @click=${() => step(-1)}>
        ${icon(ZoomOut)}
      </button>
      <button class="button" type="button" aria-label=${t.t('window.zoomIn')} title="+" @click=${() => step(1)}>
        ${icon(ZoomIn)}
      </button>
    </div>
  `;
}

function renderButton(
  t: WindowLocalized,
  node: IconNode,
  text: AnyTextKey | WindowTextKey,
  act: () => void,
  disabled = false,
): TemplateResult {
  const label = t.t(text);
  return html`
    <button class="button tool" type="button" title=${label} aria-disabled=${disabled} @click=${act}>
      ${icon(node)}<span>${label}</span>
    </button>
  `;
}

import type { PropertyValues, TemplateResult } from 'lit';
import { html, LitElement, nothing, render } from 'lit';
import { property, state } from 'lit/decorators.js';
import { AppWindow, Eye, LoaderCircle, MessageCircleQuestion, MonitorUp, WifiOff, X } from 'lucide';
import type { LinkState } from '../../../gateway/client/session-link.ts';
import type { CustomerSessionView } from '../../../gateway/protocol/views.ts';
import type { Clock } from '../../shared/clock.ts';
import { systemClock } from '../../shared/clock.ts';
import { DetachedWindow } from '../../shared/detached-window.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import type { ControlLink, ViewerControl } from '../control/viewer-control.ts';
import { fetchPart } from '../fetch-later.ts';
import type { SeenPicture, ViewerView } from '../page-view.ts';
import { isControllable, toViewer } from '../page-view.ts';
import { viewerTexts } from '../texts/viewer/texts.ts';
import { viewerStyles } from './viewer.styles.ts';

/** Inner size of the window, in CSS pixels: a desktop can be read in it, and the page beside it still be seen. */
const WINDOW_PX = { widthPx: 1_100, heightPx: 720 };
/** How often, in milliseconds, the age of an old picture is told anew. */
const AGE_EVERY_MS = 1_000;

/**
 * The viewer of the agent's desktop: a window of its own, or a box in the page where the browser opens none. It says who
 * shows it and since when, and Close ends it without leaving the session, as closing the window does. A picture that is not
 * current is greyed and says how old it is. Where control of it was given too, the part for that is fetched: a click into the
 * picture starts it, and what leaves the picture ends it.
 *
 * @element sideseat-viewer
 * @csspart region - The box in the page.
 * @fires {CustomEvent} sideseat-close-viewer - Close viewer was pressed, or its window was closed.
 */
export class Viewer extends LitElement {
  static override readonly styles = viewerStyles;

  @property({ attribute: false }) view: CustomerSessionView | null = null;
  @property({ attribute: false }) link: LinkState = 'connecting';
  @property({ attribute: false }) picture: SeenPicture | null = null;
  @property() agentName = '';
  /** The OK that opened the window is on its way to the server. */
  @property({ attribute: false }) answering = false;
  /** What mouse and keyboard of the agent's desktop are sent by. */
  @property({ attribute: false }) controlLink: ControlLink | null = null;
  @property({ attribute: false }) clock: Clock = systemClock;

  @state() private detached: DetachedWindow | null = null;
  @state() private isBlocked = false;
  readonly #texts = new Localized(this, viewerTexts);
  #viewing: ViewerView | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #control: ViewerControl | null = null;
  /** Ends the fetching of its part; `null` until that begins. */
  #stopFetching: (() => void) | null = null;

  /** Opens the window, where the browser lets it. To be called within the click on OK. */
  open(): void {
    this.#close();
    this.detached = DetachedWindow.open({ like: this, styles: Viewer.styles.flat(), ...WINDOW_PX, onClosed: () => this.#onClosed() });
    this.isBlocked = this.detached === null;
    // The answer is sent in this very click; until then there is nothing to wait for.
    this.answering = true;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#stopFetching?.();
    this.#stopFetching = null;
    this.#close();
    if (this.#videoHere) this.#videoHere.srcObject = null;
  }

  protected override willUpdate(_changed: PropertyValues): void {
    if (this.view?.agentControl) this.#wantControl();
    this.#viewing = toViewer(this.view, this.link, this.picture, this.clock.now());
    this.hidden = this.#viewing === null; // no gap in the page where there is nothing
    if (this.#viewing || this.answering) return;
    this.#close();
    this.isBlocked = false;
  }

  protected override update(changed: PropertyValues): void {
    super.update(changed);
    const { detached } = this;
    if (!detached) return;
    render(this.#renderWindow(), detached.root, { host: this });
    detached.name(this.#texts.t('viewer.of', { agent: this.agentName }), this.#texts.locale);
  }

  protected override updated(): void {
    const viewing = this.#viewing;
    const video = this.#root.querySelector('video');
    const stream = viewing && 'stream' in viewing ? viewing.stream : null;
    if (video && video.srcObject !== stream) video.srcObject = stream;
    clearTimeout(this.#timer);
    if (viewing?.phase === 'stale') this.#timer = setTimeout(() => this.requestUpdate(), AGE_EVERY_MS);
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.#viewing) return nothing;
    if (this.detached) return this.#renderPlace(this.detached);
    return html`
      <section part="region" class="card viewer" aria-label=${this.#texts.t('viewer.region')} tabindex="-1">
        ${this.#renderContent(this.#viewing)}
        ${this.isBlocked ? html`<p class="small muted">${this.#texts.t('viewer.blocked')}</p>` : nothing}
      </section>
    `;
  }

  /** What stays in the page while the picture is in a window of its own. */
  #renderPlace({ window }: DetachedWindow): TemplateResult {
    const t = this.#texts;
    return html`
      <section part="region" class="card viewer place" aria-label=${t.t('viewer.place')} tabindex="-1">
        <p class="name">${icon(AppWindow)} <span>${this.#renderWho()}</span></p>
        <p class="muted">${t.t('viewer.elsewhere')}</p>
        <div class="acts">
          <button class="button" type="button" @click=${() => window.focus()}>${t.t('viewer.toFront')}</button>
          ${this.#renderEnds()}
        </div>
      </section>
    `;
  }

  #renderWindow(): TemplateResult {
    const viewing: ViewerView = this.#viewing ?? { phase: 'starting', requestId: null, sinceAtMs: null };
    return html`
      <main class="window" aria-label=${this.#texts.t('viewer.region')} tabindex="-1">
        ${this.#renderContent(viewing)}
        <p class="asked" role="alert">
          ${this.view?.question
            ? html`${icon(MessageCircleQuestion)} <span>${this.#texts.t('viewer.asked', { agent: this.agentName })}</span>`
            : nothing}
        </p>
      </main>
    `;
  }

  #renderContent(viewing: ViewerView): TemplateResult {
    const { phase } = viewing;
    return html`
      <div class="bar">
        <p class="name ${phase}">
          ${icon(phase === 'playing' ? Eye : MonitorUp)}
          <span>${this.#renderWho()} ${this.#renderSince(viewing)}</span>
        </p>
        <div class="acts">${this.#renderEnds()}</div>
        ${this.#control?.render() ?? nothing}
      </div>
      <div class="pane ${this.#control?.state ?? ''}">
        <video
          .muted=${true}
          autoplay
          playsinline
          aria-label=${this.#texts.t('viewer.region')}
          class=${phase === 'stale' ? 'old' : ''}
          ?hidden=${!('stream' in viewing)}
          @pause=${this.#onPause}
        ></video>
        <div class="over"><div role="status">${this.#renderNotice(viewing)}</div>${this.#renderAge(viewing)}</div>
      </div>
    `;
  }

  #renderWho(): unknown {
    const key = isControllable(this.view?.agentControl, this.#viewing) ? 'viewer.whoControl' : 'viewer.who';
    return this.#texts.rich(key, { agent: html`<b>${this.agentName}</b>` });
  }

  #renderSince({ sinceAtMs }: ViewerView): TemplateResult | typeof nothing {
    if (sinceAtMs === null) return nothing;
    const t = this.#texts;
    return html`<span class="small muted">${t.t('viewer.since', { time: t.formatTime(sinceAtMs) })}</span>`;
  }

  #renderEnds(): TemplateResult {
    return html`
      ${this.#control?.renderStop() ?? nothing}
      <button class="button close" type="button" @click=${this.#onClose}>
        ${icon(X)} ${this.#texts.t('viewer.close')}
      </button>
    `;
  }

  #renderNotice(viewing: ViewerView): TemplateResult | typeof nothing {
    const t = this.#texts;
    if (viewing.phase === 'playing') return nothing;
    if (viewing.phase !== 'stale') {
      const sign = viewing.phase === 'linkLost' ? WifiOff : LoaderCircle;
      return html`<p>${icon(sign)} <span>${t.t(`viewer.${viewing.phase}`, { agent: this.agentName })}</span></p>`;
    }
    return html`<p>${icon(WifiOff)} <span>${t.t(`viewer.doubt.${viewing.doubt}`, { agent: this.agentName })}</span></p>`;
  }

  /** Not within the status: it would be read out each second. */
  #renderAge(viewing: ViewerView): TemplateResult | typeof nothing {
    if (viewing.phase !== 'stale') return nothing;
    const t = this.#texts;
    const age = viewing.ageMs === null ? null : t.formatSpan(Math.ceil(viewing.ageMs / 1_000) * 1_000);
    return html`<p>${age === null ? t.t('viewer.mayBeOld') : t.t('viewer.age', { age })}</p>`;
  }

  /** Where the picture is. */
  get #root(): ShadowRoot {
    return this.detached?.root ?? (this.renderRoot as ShadowRoot);
  }

  get #videoHere(): HTMLVideoElement | null {
    return this.renderRoot?.querySelector('video') ?? null;
  }

  /** A browser pauses a picture that was moved, or by a media key; it would stand still and look current. */
  #onPause({ target }: Event): void {
    const video = target as HTMLVideoElement;
    if (video.srcObject && video.isConnected) video.play().catch(() => undefined);
  }

  readonly #onClose = (): void => {
    this.#close();
    this.dispatchEvent(new CustomEvent('sideseat-close-viewer', { bubbles: true, composed: true }));
  };

  /** Fetched with the first grant: most sessions need none of it. */
  #wantControl(): void {
    if (this.#control) return;
    this.#stopFetching ??= fetchPart(
      () => import('../control-part.ts'),
      () => this.#texts.locale,
      ({ ViewerControl }) => {
        this.#control = new ViewerControl(this, () => this.#viewing, () => this.#root);
        this.requestUpdate();
      },
    );
  }

  /** The customer closed the window itself. */
  #onClosed(): void {
    this.#control?.letGo();
    this.detached = null;
    this.#onClose();
  }

  #close(): void {
    const { detached } = this;
    if (!detached) return;
    this.#control?.letGo();
    this.detached = null;
    render(nothing, detached.root);
    detached.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-viewer': Viewer;
  }
  interface HTMLElementEventMap {
    'sideseat-close-viewer': CustomEvent<void>;
  }
}

import type { TemplateResult } from 'lit';
import { html, LitElement, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { CircleStop, EyeOff, Eye, ImageOff, LoaderCircle, Maximize, Minimize, MonitorOff, Unplug, WifiOff } from 'lucide';
import type { IconNode } from 'lucide';
import type { LinkState } from '../../../gateway/client/session-link.ts';
import { baseStyles } from '../../shared/base-styles.ts';
import { systemClock, type Clock } from '../../shared/clock.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import type { AgentSession, CommandName } from '../agent-state.ts';
import { emit } from '../events.ts';
import { KeepFocus } from '../keep-focus.ts';
import { agentTexts } from '../texts/texts.ts';
import { Ticker } from '../ticker.ts';
import { toSharingWindow, type SharingWindowView } from '../views/sharing-window.ts';
import { sharingWindowStyles } from './sharing-window.styles.ts';
import { markStyles } from './styles.ts';
import { renderMark } from './templates.ts';

/**
 * The window with the customer's desktop. A picture that is not live any more is greyed and says how old it is; where
 * there is none, because it is not there yet, not wanted or cut, it says so instead. No input goes through it.
 *
 * @element sideseat-sharing-window
 * @csspart frame - The window; its border carries the state's colour.
 * @fires {CustomEvent<{ sessionId: string, command: 'look' | 'lookAway' | 'release' }>} sideseat-command
 */
export class SharingWindow extends LitElement {
  static override readonly styles = [baseStyles, markStyles, sharingWindowStyles];

  @property({ attribute: false }) session!: AgentSession;
  /** The signed-in agent, as named in the reasons of an end. */
  @property() agent = '';
  @property({ attribute: false }) link: LinkState = 'open';
  @property({ attribute: false }) clock: Clock = systemClock;

  @state() private size: 'fit' | 'full' = 'fit';
  @state() private isFullScreen = false;
  @state() private resolution = '';
  @query('section') private readonly frame!: HTMLElement | null;
  @query('video') private readonly video!: HTMLVideoElement | null;
  readonly #texts = new Localized(this, agentTexts);
  readonly #ticker = new Ticker(this, 1_000, () => this.clock, () => this.#counts());

  constructor() {
    super();
    new KeepFocus(this, () => this.frame);
    // The event of a full screen inside a shadow root is also fired at its host.
    this.addEventListener('fullscreenchange', () => {
      this.isFullScreen = this.shadowRoot?.fullscreenElement != null;
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.video) this.video.srcObject = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate(); // A video that was moved in the document has to be given its stream again.
  }

  protected override willUpdate(): void {
    const phase = this.#view()?.phase;
    if (phase !== undefined && phase !== 'stopped') return;
    // Nothing to look at any more: the rest of the dashboard is wanted again.
    if (this.isFullScreen) document.exitFullscreen().catch(() => undefined);
    this.isFullScreen = false;
  }

  protected override updated(): void {
    const { video } = this;
    if (!video) return;
    const view = this.#view();
    const stream = view && 'stream' in view ? view.stream : null;
    if (video.srcObject !== stream) {
      video.srcObject = stream;
      if (!stream) this.resolution = '';
    }
    this.#applySize(video);
  }

  protected override render(): TemplateResult | typeof nothing {
    const view = this.#view();
    if (!view) return nothing;
    const canScroll = this.size === 'full' && 'stream' in view;
    return html`
      <section part="frame" class=${view.mark.tone} aria-label=${this.#texts.t('window.label')} tabindex="-1">
        <div class="bar">${this.#renderTitle(view)} ${this.#renderControls(view)}</div>
        <div
          class="picture ${this.size}"
          tabindex=${canScroll ? 0 : nothing}
          role=${canScroll ? 'group' : nothing}
          aria-label=${canScroll ? this.#texts.t('window.scrollArea') : nothing}
        >
          <video
            .muted=${true}
            autoplay
            playsinline
            class=${view.phase === 'stale' ? 'old' : ''}
            ?hidden=${!('stream' in view)}
            @resize=${this.#onResize}
            @pause=${this.#onPause}
          ></video>
          <div class="over ${view.phase}">
            <div class="notice" role="status">${this.#renderNotice(view)}</div>
            ${view.phase === 'stale' ? html`<p>${this.#renderAge(view.ageMs)}</p>` : nothing}
          </div>
        </div>
        ${this.#renderFoot(view)}
      </section>
    `;
  }

  #renderTitle(view: SharingWindowView): TemplateResult {
    const t = this.#texts;
    const name = html`<bdi>${this.session.view.name}</bdi>`;
    return html`
      <div class="title">
        ${renderMark(view.mark, t)}
        <h3>${t.rich(view.surface === 'window' ? 'window.titleWindow' : 'window.title', { name })}</h3>
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

  #renderControls(view: SharingWindowView): TemplateResult | typeof nothing {
    if (view.phase === 'stopped') return nothing;
    const t = this.#texts;
    const disabled = this.link !== 'open' || this.session.command?.phase === 'busy';
    const away = view.phase === 'away';
    return html`
      <div class="controls">
        <div role="group" aria-label=${t.t('window.size')} class="sizes">
          ${this.#renderSize('fit')} ${this.#renderSize('full')}
        </div>
        <button class="button" type="button" @click=${this.#onFullScreen}>
          ${icon(this.isFullScreen ? Minimize : Maximize)}
          <span>${t.t(this.isFullScreen ? 'window.exitFullScreen' : 'window.fullScreen')}</span>
        </button>
        <button
          class="button"
          type="button"
          aria-disabled=${disabled}
          @click=${() => (disabled ? undefined : this.#send(away ? 'look' : 'lookAway'))}
        >
          ${icon(away ? Eye : EyeOff)}<span>${t.t(away ? 'window.lookAgain' : 'window.lookAway')}</span>
        </button>
        <sideseat-menu-button
          label=${t.t('window.menu')}
          .items=${[{ id: 'release', label: t.t('window.stopSharing'), icon: CircleStop, danger: true }]}
          @sideseat-menu-select=${() => this.#send('release')}
        ></sideseat-menu-button>
      </div>
    `;
  }

  #renderSize(size: 'fit' | 'full'): TemplateResult {
    return html`
      <button
        class="button"
        type="button"
        aria-pressed=${this.size === size}
        @click=${() => {
          this.size = size;
        }}
      >
        ${this.#texts.t(`window.${size}`)}
      </button>
    `;
  }

  #renderNotice(view: SharingWindowView): unknown {
    const t = this.#texts;
    const name = html`<bdi>${this.session.view.name}</bdi>`;
    const box = (node: IconNode, title: unknown, detail: unknown, look = '') => html`
      <div class="words ${look}">${icon(node)}<b>${title}</b><p>${detail}</p></div>
    `;
    switch (view.phase) {
      case 'playing':
        return nothing;
      case 'opening': {
        const time = t.formatTime(view.sinceAtMs);
        return box(LoaderCircle, t.t('window.opening'), t.rich('window.openingDetail', { name, time }), 'spinning');
      }
      case 'stale':
        return html`<p class="doubt">${icon(DOUBT_ICONS[view.doubt])} <b>${t.rich(DOUBT_TEXTS[view.doubt], { name })}</b></p>`;
      case 'away':
        return box(EyeOff, t.t('window.away'), t.rich('window.awayDetail', { name }));
      case 'linkLost':
        return box(WifiOff, t.t('window.linkLost'), t.t('window.linkLostDetail'));
      case 'stopped': {
        const title = view.atMs === null ? 'window.stopped' : 'window.stoppedAt';
        const time = view.atMs === null ? '' : t.formatTime(view.atMs);
        const reason = view.reason && t.rich(`reason.${view.reason}`, { customer: name, agent: this.agent });
        const next = view.mayContinue ? t.rich('advice.mayContinue', { name }) : nothing;
        return box(MonitorOff, t.t(title, { time }), html`${reason ?? nothing} ${next}`);
      }
      default:
        return view satisfies never;
    }
  }

  #renderFoot(view: SharingWindowView): TemplateResult | typeof nothing {
    if (!('stream' in view)) return nothing;
    const t = this.#texts;
    return html`
      <div class="foot small">
        <span class="resolution">${this.resolution}</span>
        <span>${view.surface ? t.t(`surface.${view.surface}`) : nothing}</span>
        <span class="freshness" role="status">${view.phase === 'playing' ? t.t('window.current') : nothing}</span>
      </div>
    `;
  }

  /** Not within the status beside it: it would be read out each second. Rounded up, so never too young. */
  #renderAge(ageMs: number | null): string {
    const t = this.#texts;
    if (ageMs === null || ageMs < 1_000) return t.t('window.mayBeOld');
    return t.t('window.age', { age: t.formatSpan(ageMs) });
  }

  #view(): SharingWindowView | null {
    return toSharingWindow(this.session, this.link, this.#ticker.nowMs);
  }

  #counts(): boolean {
    const view = this.session && this.#view();
    return view?.phase === 'stale' || (view?.phase === 'stopped' && view.mayContinue);
  }

  /** A browser pauses a picture that was moved, or by a media key; it would stand still and look live. */
  #onPause(): void {
    const { video } = this;
    if (video?.srcObject && this.isConnected) video.play().catch(() => undefined);
  }

  #onResize(): void {
    const { video } = this;
    if (!video) return;
    this.resolution = video.videoWidth > 0 ? `${video.videoWidth} × ${video.videoHeight}` : '';
    this.#applySize(video);
  }

  /** At 100 % one dot of the picture is one dot of this screen. */
  #applySize(video: HTMLVideoElement): void {
    const widthPx = this.size === 'full' ? video.videoWidth / devicePixelRatio : 0;
    video.style.width = widthPx > 0 ? `${widthPx}px` : '';
  }

  async #onFullScreen(): Promise<void> {
    // Refused where the host's frame does not allow it; the window then stays as it is.
    if (this.isFullScreen) await document.exitFullscreen().catch(() => undefined);
    else await this.frame?.requestFullscreen().catch(() => undefined);
  }

  #send(command: Extract<CommandName, 'look' | 'lookAway' | 'release'>): void {
    emit(this, 'sideseat-command', { sessionId: this.session.view.sessionId, command });
  }
}

const DOUBT_ICONS = { link: WifiOff, customer: Unplug, picture: ImageOff } as const;
const DOUBT_TEXTS = { link: 'window.linkLost', customer: 'window.late', picture: 'window.frozen' } as const;

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-sharing-window': SharingWindow;
  }
}

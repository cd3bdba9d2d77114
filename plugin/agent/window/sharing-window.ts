import type { PropertyValues, TemplateResult } from 'lit';
import { html, LitElement, nothing, render } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { LinkState } from '../../../gateway/client/session-link.ts';
import { baseStyles } from '../../shared/base-styles.ts';
import { systemClock, type Clock } from '../../shared/clock.ts';
import { DetachedWindow } from '../../shared/detached-window.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import type { AgentSession, CommandName } from '../agent-state.ts';
import { markStyles } from '../elements/styles.ts';
import { emit } from '../events.ts';
import { KeepFocus } from '../../shared/keep-focus.ts';
import type { PictureControl } from '../../shared/control/picture-control.ts';
import type { WindowPage } from '../page/window-page.ts';
import { fetched } from '../parts.ts';
import { shortcutKey } from '../shortcuts.ts';
import { Ticker } from '../ticker.ts';
import { toSharingWindow, type SharingWindowView } from '../views/sharing-window.ts';
import { OnScreen } from './on-screen.ts';
import { PictureZoom } from './picture-zoom.ts';
import { QualityReading } from './quality-reading.ts';
import { renderControls, renderPlaceControls, type WindowControls } from './sharing-window-controls.ts';
import { renderHelperSteps, renderQuality, type WindowPart } from './sharing-window-parts.ts';
import { sharingWindowStyles } from './sharing-window.styles.ts';
import { toSurroundings } from './surroundings.ts';
import { windowTexts } from './texts/texts.ts';
import { desktopFace, type WindowFace } from './window-face.ts';

/** Bars of a window around the picture that is detached into it, in CSS pixels. */
const BARS_PX = 110;

/**
 * The window with the customer's desktop. A picture that is not live any more is greyed and says how old it is; where
 * there is none, because it is not there yet, not wanted or cut, it says so instead. It can be as large as its place
 * allows, at 100 % or zoomed, fill the screen, or move to a window of its own; there it ends with the share. While it is
 * on no screen the picture is paused. Where control was granted too, the part for that is fetched: a click into the picture
 * starts it, and what leaves the picture ends it.
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

  @state() private isFullScreen = false;
  @state() private isBlocked = false;
  @state() private showsQuality = false;
  @state() private resolution = '';
  @state() private detached: DetachedWindow | null = null;
  readonly #texts = new Localized(this, windowTexts);
  readonly #ticker = new Ticker(this, 1_000, () => this.clock, () => this.#counts());
  readonly #zoom = new PictureZoom(this, () => this.#face.pictureIn(this.#root));
  readonly #onScreen = new OnScreen(
    this,
    () => this.session?.picture.frames ?? null,
    () => this.detached?.window ?? null,
    () => this.#control?.letGo(),
  );
  readonly #quality = new QualityReading(this, () => this.clock, () =>
    this.#onScreen.isShown && this.#view()?.phase === 'playing' ? this.session.picture.frames : null,
  );

  #control: PictureControl | null = null;
  /** Of what it is, or will be. */
  #controlled: 'desktop' | 'page' | null = null;
  #page: WindowPage | null = null;
  #isPageWanted = false;

  constructor() {
    super();
    new KeepFocus(this, () => this.renderRoot.querySelector<HTMLElement>('section'));
  }

  override disconnectedCallback(): void {
    this.#attach();
    super.disconnectedCallback();
    if (this.#video) this.#video.srcObject = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate(); // A video that was moved in the document has to be given its stream again.
  }

  protected override willUpdate(changed: PropertyValues): void {
    const view = this.#view();
    if (this.session?.view.control) this.#wantControl(view?.what === 'page' ? 'page' : 'desktop');
    if (view && view.what !== 'desktop') this.#wantPage();
    const phase = view?.phase;
    if (phase !== undefined && phase !== 'stopped') return;
    // Nothing to look at any more: the rest of the dashboard is wanted again.
    if (this.isFullScreen) this.#root.host.ownerDocument.exitFullscreen().catch(() => undefined);
    this.isFullScreen = false;
    this.isBlocked = false;
    if (!changed.has('detached')) this.#attach();
  }

  protected override update(changed: PropertyValues): void {
    super.update(changed);
    const view = this.#view();
    if (!this.detached || !view) return;
    render(this.#renderFrame(view), this.detached.root, { host: this });
    const title = this.#face.titleOf(this.#part(view));
    this.detached.name(`${title} – ${this.#texts.t(view.mark.text)}`, this.#texts.locale);
  }

  protected override updated(): void {
    const video = this.#video;
    if (!video) return;
    const view = this.#view();
    const stream = view && 'stream' in view ? view.stream : null;
    if (video.srcObject === stream) return;
    video.srcObject = stream;
    if (!stream) this.resolution = '';
  }

  protected override render(): TemplateResult | typeof nothing {
    const view = this.#view();
    if (!view) return nothing;
    return this.detached ? this.#renderPlace(view) : this.#renderFrame(view);
  }

  /** Everything, here or in a window of its own. */
  #renderFrame(view: SharingWindowView): TemplateResult {
    const part = this.#part(view);
    const canPan = !this.#zoom.isFit && 'stream' in view;
    const control = this.#control;
    const face = this.#face;
    return html`
      <section
        part="frame"
        class=${view.mark.tone}
        aria-label=${face.label(part)}
        tabindex="-1"
        @keydown=${this.#onKeydown}
        @fullscreenchange=${this.#onFullScreenChange}
      >
        <div class="bar">
          ${face.renderTitle(part)} ${renderControls(part, this.#controls())} ${control?.render() ?? nothing}
          ${this.link === 'open' ? renderHelperSteps(this.session.view, this.#texts.locale) : nothing}
        </div>
        <div class="pane ${control?.state ?? ''}">
          <div
            class="picture ${this.#zoom.isFit ? 'fit' : 'sized'}"
            tabindex=${canPan ? 0 : nothing}
            role=${canPan ? 'group' : nothing}
            aria-label=${canPan ? this.#texts.t('window.pan') : nothing}
            @wheel=${this.#zoom.onWheel}
            @pointerdown=${this.#onPointerDown}
          >
            <video
              .muted=${true}
              autoplay
              playsinline
              class=${view.phase === 'stale' ? 'old' : ''}
              ?hidden=${!('stream' in view) || view.stream === null}
              @resize=${this.#onResize}
              @pause=${this.#onPause}
            ></video>
            ${face.renderPicture(part)}
          </div>
          <div class="over ${view.phase}">
            <div class="notice" role="status">${face.renderNotice(part)}</div>
            ${face.renderAge(part)}
          </div>
          ${this.showsQuality && 'stream' in view && view.stream ? renderQuality(part, this.#quality.value) : nothing}
        </div>
        ${face.renderFoot(part, {
          quality: this.#quality.value,
          resolution: this.resolution,
          scale: this.#zoom.scale,
          open: this.showsQuality,
          onToggle: () => {
            this.showsQuality = !this.showsQuality;
          },
        })}
      </section>
    `;
  }

  /** What stays here while the picture is in a window of its own. */
  #renderPlace(view: SharingWindowView): TemplateResult {
    const part = this.#part(view);
    const face = this.#face;
    return html`
      <section part="frame" class=${view.mark.tone} aria-label=${face.label(part)} tabindex="-1">
        <div class="bar">${face.renderTitle(part)} ${renderPlaceControls(part, this.#controls())}</div>
        <div class="pane"><div class="over elsewhere">${face.renderElsewhere(part)}</div></div>
      </section>
    `;
  }

  #controls(): WindowControls {
    return {
      zoom: this.#zoom,
      isFullScreen: this.isFullScreen,
      canFullScreen: this.#root.host.ownerDocument.fullscreenEnabled,
      isDetached: this.detached !== null,
      isBlocked: this.isBlocked,
      canSend: this.link === 'open' && this.session.command?.phase !== 'busy',
      onFullScreen: () => void this.#onFullScreen(),
      onDetach: () => void this.#onDetach(),
      onAttach: () => void this.#onAttach(),
      onToFront: () => this.detached?.window.focus(),
      send: (command) => this.#send(command),
    };
  }

  #part(view: SharingWindowView): WindowPart {
    return { view, texts: this.#texts, customer: this.session.view.name, agent: this.agent };
  }

  #view(): SharingWindowView | null {
    return this.session ? toSharingWindow(this.session, this.link, this.#ticker.nowMs) : null;
  }

  /** A page that is shared speaks of itself in its own way, as soon as what it takes is fetched. */
  get #face(): WindowFace {
    const what = this.#view()?.what ?? 'desktop';
    return what === 'desktop' || !this.#page ? desktopFace : this.#page.faceOf(what);
  }

  /** Where the picture is. */
  get #root(): ShadowRoot {
    return this.detached?.root ?? (this.renderRoot as ShadowRoot);
  }

  get #video(): HTMLVideoElement | null {
    return this.#root?.querySelector('video') ?? null;
  }

  #counts(): boolean {
    const view = this.#view();
    return view?.phase === 'stale' || (view?.phase === 'stopped' && view.mayContinue);
  }

  /** Fetched with the first grant: most sessions need none of it. */
  #wantControl(what: 'desktop' | 'page'): void {
    if (this.#controlled === what) return;
    this.#controlled = what;
    if (this.#control) this.removeController(this.#control);
    this.#control?.hostDisconnected();
    this.#control = null;
    const getSurroundings = () => toSurroundings(this.session, this.#view(), this.link);
    const getRoot = () => this.#root;
    const getCustomer = () => this.session.view.name;
    const fetchControl = async (): Promise<() => PictureControl> => {
      if (what === 'desktop') {
        const { WindowControl } = await import('../control/window-control.ts');
        return () => new WindowControl(this, getSurroundings, getRoot, getCustomer);
      }
      const { PageControl } = await import('../page/use/page-control.ts');
      return () => new PageControl(this, getSurroundings, getRoot, getCustomer, () => this.#page);
    };
    fetched(fetchControl).subscribe((make) => {
      if (this.#controlled !== what) return;
      this.#control = make();
      this.requestUpdate();
    });
  }

  /** Fetched with the first page that is asked for. */
  #wantPage(): void {
    if (this.#isPageWanted) return;
    this.#isPageWanted = true;
    fetched(() => import('../page/window-page.ts')).subscribe(({ WindowPage }) => {
      this.#page = new WindowPage(this, { getSession: () => this.session, getRoot: () => this.#root });
      this.requestUpdate();
    });
  }

  /** Not of what is typed for the customer's desktop. */
  #onKeydown(event: KeyboardEvent): void {
    if (!(event.target as Element).matches('textarea')) this.#zoom.onKeydown(event);
  }

  /** What is controlled is not moved about. */
  #onPointerDown(event: PointerEvent): void {
    if (this.#control?.state !== 'held') this.#zoom.onPointerDown(event);
  }

  /** A browser pauses a picture that was moved, or by a media key; it would stand still and look live. */
  #onPause(event: Event): void {
    const video = event.target as HTMLVideoElement;
    if (video.srcObject && video.isConnected) video.play().catch(() => undefined);
  }

  #onResize(event: Event): void {
    const { videoWidth, videoHeight } = event.target as HTMLVideoElement;
    this.resolution = videoWidth > 0 ? `${videoWidth} × ${videoHeight}` : '';
    this.#zoom.apply();
  }

  async #onFullScreen(): Promise<void> {
    const page = this.#root.host.ownerDocument;
    if (this.isFullScreen) await page.exitFullscreen().catch(() => undefined);
    else await this.#root.querySelector('section')?.requestFullscreen().catch(() => undefined);
  }

  #onFullScreenChange(): void {
    this.isFullScreen = this.#root.fullscreenElement !== null;
  }

  async #onDetach(): Promise<void> {
    this.#control?.letGo();
    const picture = this.#face.pictureIn(this.#root);
    const ratio = devicePixelRatio;
    const widthPx = (picture?.widthDots || this.session.view.share?.widthPx || 0) / ratio;
    const heightPx = (picture?.heightDots || this.session.view.share?.heightPx || 0) / ratio;
    if (this.isFullScreen) await document.exitFullscreen().catch(() => undefined);
    this.detached = DetachedWindow.open({
      like: this,
      isForPage: (event) => shortcutKey(event) !== null,
      styles: SharingWindow.styles.flat(),
      widthPx,
      heightPx: heightPx + BARS_PX,
      onClosed: () => this.#onAttach(),
      onVisibility: this.#onScreen.update,
    });
    this.isBlocked = this.detached === null;
    this.isFullScreen = false;
    await this.updateComplete;
    this.#root.querySelector('section')?.focus();
  }

  async #onAttach(): Promise<void> {
    this.#attach();
    await this.updateComplete;
    this.renderRoot.querySelector('section')?.focus();
  }

  #attach(): void {
    const { detached } = this;
    if (!detached) return;
    this.#control?.letGo();
    this.detached = null;
    this.isFullScreen = false;
    render(nothing, detached.root);
    detached.close();
  }

  #send(command: Extract<CommandName, 'look' | 'lookAway' | 'release'>): void {
    emit(this, 'sideseat-command', { sessionId: this.session.view.sessionId, command });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-sharing-window': SharingWindow;
  }
}

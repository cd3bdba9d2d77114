import type { ReactiveController, ReactiveElement } from 'lit';
import type { PageFeed } from '../../../gateway/client/page-feed.ts';
import type { PlaceholderLabels } from '../../../gateway/cobrowse/replay/page-builder.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { sheetsFor } from '../../shared/portable-element.ts';
import type { AgentSession } from '../agent-state.ts';
import type { ShownPicture } from '../window/picture-zoom.ts';
import type { WindowPart } from '../window/sharing-window-parts.ts';
import { desktopFace, type WindowFace } from '../window/window-face.ts';
import { fetched } from '../parts.ts';
import { NOTHING_SEEN, PageFrame, type SeenPage } from './page-frame.ts';
import {
  renderInsteadTitle,
  renderPageAge,
  renderPageElsewhere,
  renderPageFoot,
  renderPageNotice,
  renderPagePlace,
  renderPageTitle,
  type PageLocalized,
  type PagePart,
} from './page-parts.ts';
import { pageStyles } from './page.styles.ts';
import { pageTexts } from './texts/texts.ts';

export interface WindowPageOptions {
  getSession(): AgentSession;
  /** Where the page is shown: within the host, or in a window of its own. */
  getRoot(): ShadowRoot;
}

/** Shows the page that a customer shares in a sharing window, scaled into its place. */
export class WindowPage implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #options: WindowPageOptions;
  readonly #texts: PageLocalized;
  readonly #dressed = new WeakSet<ShadowRoot>();
  #place: HTMLElement | null = null;
  #feed: PageFeed | null = null;
  #frame: PageFrame | null = null;
  #sizes: ResizeObserver | null = null;
  #stopPointing: () => void = () => undefined;
  #seen: SeenPage = NOTHING_SEEN;

  constructor(host: ReactiveElement, options: WindowPageOptions) {
    this.#host = host;
    this.#options = options;
    this.#texts = new Localized(host, pageTexts);
    host.addController(this);
  }

  /** How the window speaks of a page, or of what is shared `instead`. */
  faceOf(what: 'page' | 'instead'): WindowFace {
    return what === 'page' ? this.#pageFace : this.#insteadFace;
  }

  /** The page that is shown, and the layer that keeps the mouse away from it; `null` where there is none. */
  get shown(): { frame: PageFrame; feed: PageFeed; layer: HTMLElement } | null {
    const layer = this.#place?.querySelector<HTMLElement>('.layer');
    return this.#frame && this.#feed && layer ? { frame: this.#frame, feed: this.#feed, layer } : null;
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  /** An update that was on its way when the host was taken out of its document shows nothing. */
  hostUpdated(): void {
    if (!this.#host.isConnected) return;
    const root = this.#options.getRoot();
    this.#dress(root);
    const feed = this.#options.getSession().picture.frames?.page ?? null;
    const place = root.querySelector<HTMLElement>('.page');
    if (place === this.#place && feed === this.#feed) return;
    this.hostDisconnected();
    this.#place = place;
    this.#feed = feed;
    if (place && feed) this.#show(place, feed);
  }

  hostDisconnected(): void {
    this.#stopPointing();
    this.#stopPointing = () => undefined;
    this.#frame?.close();
    this.#sizes?.disconnect();
    this.#frame = null;
    this.#place = null;
    this.#feed = null;
    this.#seen = NOTHING_SEEN;
  }

  readonly #pageFace: WindowFace = {
    label: () => this.#texts.t('page.label'),
    titleOf: ({ customer }) => this.#texts.t('page.title', { name: customer }),
    renderTitle: (part) => renderPageTitle(this.#part(part)),
    renderPicture: (part) => renderPagePlace(this.#part(part)),
    renderNotice: (part) => renderPageNotice(this.#part(part)),
    renderAge: (part) => renderPageAge(this.#part(part)),
    renderFoot: (part, options) => renderPageFoot(this.#part(part), options),
    renderElsewhere: (part) => renderPageElsewhere(this.#part(part)),
    pictureIn: (root) => this.#pictureIn(root),
  };

  readonly #insteadFace: WindowFace = {
    ...desktopFace,
    titleOf: ({ customer }) => this.#texts.t('page.titleInstead', { name: customer }),
    renderTitle: (part) => renderInsteadTitle(part, this.#texts),
  };

  /** What stands there is the customer's page as it is now. */
  get #isCurrent(): boolean {
    return this.#seen.isShown && this.#seen.paused === null && this.#feed?.state$.value === 'current';
  }

  #part(part: WindowPart): PagePart {
    return { ...part, texts: this.#texts, seen: this.#seen };
  }

  /** At 100 % a pixel of the customer's page is one of this page. */
  #pictureIn(root: ShadowRoot): ShownPicture | null {
    const element = root.querySelector<HTMLElement>('.page');
    const { share } = this.#options.getSession().view;
    const { widthPx, heightPx } = this.#seen.viewport ?? share ?? { widthPx: 0, heightPx: 0 };
    const ratio = element?.ownerDocument.defaultView?.devicePixelRatio ?? 1;
    return element && { element, widthDots: widthPx * ratio, heightDots: heightPx * ratio };
  }

  #show(place: HTMLElement, feed: PageFeed): void {
    const sheet = place.querySelector<HTMLElement>('.sheet');
    const layer = place.querySelector<HTMLElement>('.layer');
    const pointer = place.querySelector<HTMLElement>('.pointer');
    const view = place.ownerDocument.defaultView;
    if (!sheet || !layer || !pointer || !view) return;
    const frame = (this.#frame = new PageFrame({
      sheet,
      pointer,
      feed,
      isOwnOrigin: this.#options.getSession().helper.origin === location.origin,
      labels: this.#labels(),
      onChange: (seen) => {
        this.#seen = seen;
        this.#scale(place, sheet);
        this.#host.requestUpdate();
      },
    }));
    layer.addEventListener('pointerenter', ({ x, y }) => this.#followPointing(layer, frame, feed, { x, y }), { once: true });
    this.#sizes = new view.ResizeObserver(() => this.#scale(place, sheet));
    this.#sizes.observe(place);
  }

  /** Fetched when the mouse is over a page for the first time. */
  #followPointing(layer: HTMLElement, frame: PageFrame, feed: PageFeed, start: { x: number; y: number }): void {
    const fetching = fetched(() => import('./page-pointing.ts')).subscribe(({ followPointing, pointIn }) => {
      this.#stopPointing = followPointing(layer, {
        pointAt: (clientX, clientY) => (this.#isCurrent ? pointIn(frame, clientX, clientY) : null),
        tell: (at, isPressed) => feed.point(at, isPressed),
        start,
      });
    });
    this.#stopPointing = () => fetching.unsubscribe();
  }

  /** As large as the place allows, in its middle. */
  #scale(place: HTMLElement, sheet: HTMLElement): void {
    const { viewport } = this.#seen;
    if (!viewport || viewport.widthPx === 0 || viewport.heightPx === 0) return;
    const { widthPx, heightPx } = viewport;
    const { width, height } = place.getBoundingClientRect();
    const scale = Math.min(width / widthPx, height / heightPx);
    const { style } = sheet;
    style.width = `${widthPx}px`;
    style.height = `${heightPx}px`;
    style.left = `${Math.round((width - widthPx * scale) / 2)}px`;
    style.top = `${Math.round((height - heightPx * scale) / 2)}px`;
    style.transform = `scale(${scale})`;
    style.setProperty('--page-scale', String(scale));
  }

  #labels(): PlaceholderLabels {
    const t = this.#texts;
    return {
      private: t.t('page.place.private'),
      frame: t.t('page.place.frame'),
      canvas: t.t('page.place.canvas'),
      video: t.t('page.place.video'),
      image: t.t('page.place.image'),
      embedded: t.t('page.place.embedded'),
    };
  }

  #dress(root: ShadowRoot): void {
    const view = root.ownerDocument.defaultView;
    if (this.#dressed.has(root) || !view) return;
    this.#dressed.add(root);
    root.adoptedStyleSheets.push(...sheetsFor(view, [pageStyles]));
  }
}

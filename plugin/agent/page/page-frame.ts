import type { PageFeed } from '../../../gateway/client/page-feed.ts';
import { closeFrame, REPLAY_DOCUMENT, REPLAY_PAGE } from '../../../gateway/cobrowse/replay/replay-frame.ts';
import { PageReplay, type ToldEvent } from '../../../gateway/cobrowse/replay/page-replay.ts';
import type { PlaceholderLabels } from '../../../gateway/cobrowse/replay/page-builder.ts';

export type PauseReason = Exclude<Extract<ToldEvent, { type: 'page.paused' }>['why'], 'forbidden'>;
type Pointed = Extract<ToldEvent, { type: 'page.pointed' }>;

/** What is known of a shared page beside what is drawn of it. */
export interface SeenPage {
  title: string;
  /** Origin and path. */
  address: string;
  /** Which of the customer's tabs it is, counted from 1 in the order in which the share came to them. */
  tab: number;
  /** Another tab than the first one was shown. */
  hasTabs: boolean;
  /** The customer's, in CSS pixels; `null` until it is told. */
  viewport: { widthPx: number; heightPx: number } | null;
  /** Places where something private was left out. */
  hidden: number;
  /** Why nothing of it comes for the moment. */
  paused: PauseReason | null;
  /** A whole page is built. */
  isShown: boolean;
  /** The browser lets nothing be built here. */
  isBlocked: boolean;
}

export const NOTHING_SEEN: SeenPage = {
  title: '',
  address: '',
  tab: 1,
  hasTabs: false,
  viewport: null,
  hidden: 0,
  paused: null,
  isShown: false,
  isBlocked: false,
};

export interface PageFrameOptions {
  /** The frame is put in here; it has the size of the customer's viewport. */
  sheet: HTMLElement;
  /** Over the frame, in the sheet's own pixels. */
  pointer: HTMLElement;
  feed: PageFeed;
  /** Whether this page is of the session server's origin, and may have the document that it serves. */
  isOwnOrigin: boolean;
  labels: PlaceholderLabels;
  onChange(seen: SeenPage): void;
}

/** How long a click is to be seen, in milliseconds. */
const CLICK_SHOWN_MS = 600;

/**
 * One frame with the customer's page in it, as the feed tells it. What is in the frame can neither act nor be acted on: scripts
 * are off, it loads nothing, and it is inert.
 *
 * The document comes from the session server, whose header forbids everything, where the page around it is of that origin too.
 * In a host's page it is written into the frame: a frame of another origin could not be built in. It forbids itself the same,
 * and inherits the host's policy besides, which has to allow inline styles and `data:` for pictures and fonts.
 */
export class PageFrame {
  readonly #options: PageFrameOptions;
  readonly #frame: HTMLIFrameElement;
  #replay: PageReplay | null = null;
  #unfollow: () => void = () => undefined;
  #seen = NOTHING_SEEN;
  /** Of the page that is being built, while the one before is still shown. */
  #coming: Pick<SeenPage, 'title' | 'address' | 'tab'> | null = null;

  constructor(options: PageFrameOptions) {
    this.#options = options;
    const { sheet, isOwnOrigin } = options;
    this.#frame = sheet.ownerDocument.createElement('iframe');
    closeFrame(this.#frame);
    this.#frame.inert = true;
    this.#frame.ariaHidden = 'true';
    this.#frame.addEventListener('load', () => this.#build());
    if (this.#give(isOwnOrigin)) sheet.prepend(this.#frame);
    else this.#update({ isBlocked: true });
  }

  /** @returns whether it has a document: a host that demands Trusted Types lets none be written. */
  #give(isOwnOrigin: boolean): boolean {
    try {
      if (isOwnOrigin) this.#frame.src = REPLAY_PAGE;
      else this.#frame.srcdoc = REPLAY_DOCUMENT;
      return true;
    } catch {
      return false;
    }
  }

  /** What is built in the frame; `null` before there is a document. */
  get replay(): PageReplay | null {
    return this.#replay;
  }

  /** From a place of this window to one in the frame. */
  toPage(clientX: number, clientY: number): { x: number; y: number } {
    const { left, top, width } = this.#frame.getBoundingClientRect();
    const scale = width / this.#frame.offsetWidth || 1;
    return { x: (clientX - left) / scale, y: (clientY - top) / scale };
  }

  close(): void {
    this.#leave();
    this.#frame.remove();
  }

  /** A frame that was moved in the document has another one inside. */
  #build(): void {
    this.#leave();
    const { contentDocument } = this.#frame;
    if (!contentDocument) return this.#update({ isBlocked: true });
    const { feed, labels } = this.#options;
    const replay = new PageReplay(contentDocument, labels, {
      resyncNeeded: () => feed.wantSnapshot(),
      shown: (hidden) => {
        const hasTabs = this.#seen.hasTabs || (this.#coming?.tab ?? 1) > 1;
        this.#update({ ...this.#coming, hasTabs, hidden, paused: null, isShown: true });
        this.#coming = null;
      },
      told: (event) => this.#told(event),
    });
    this.#replay = replay;
    this.#unfollow = feed.follow((event) => replay.apply(event));
  }

  #leave(): void {
    this.#unfollow();
    this.#replay?.close();
    this.#replay = null;
  }

  #told(event: ToldEvent): void {
    switch (event.type) {
      case 'page.began':
        this.#coming = { title: event.title, address: event.address, tab: event.tab ?? 1 };
        this.#update({ viewport: event.viewport }); // before it is laid out and scrolled
        break;
      case 'page.named': {
        const { title, address } = event;
        if (this.#coming) this.#coming = { ...this.#coming, title, address };
        else this.#update({ title, address });
        break;
      }
      case 'page.resized':
        this.#update({ viewport: event.viewport });
        break;
      case 'page.paused':
        if (event.why === 'forbidden') break; // no server passes that on
        this.#coming = null;
        this.#point({ at: null });
        this.#update({ paused: event.why });
        break;
      case 'page.pointed':
        this.#point(event);
        break;
    }
  }

  #point({ at, isPressed }: Pick<Pointed, 'at' | 'isPressed'>): void {
    const { pointer } = this.#options;
    pointer.hidden = at === null;
    if (!at) return;
    pointer.style.translate = `${at.xPx}px ${at.yPx}px`;
    if (!isPressed) return;
    const ring = [{ opacity: 1, scale: 0.3 }, { opacity: 0, scale: 1 }];
    pointer.querySelector('.ring')?.animate(ring, { duration: CLICK_SHOWN_MS, easing: 'ease-out' });
  }

  #update(change: Partial<SeenPage>): void {
    this.#seen = { ...this.#seen, ...change };
    this.#options.onChange(this.#seen);
  }
}

import { openTabChannel } from '../shared/cobrowse/tab-channel.ts';

/** Of the channel between the snippets in the tabs of a site. */
const CHANNEL = 'sideseat.visit';

export interface SiteTabsOptions {
  /** Whether a visit is open in this tab. */
  readonly isVisiting: () => boolean;
  /** The customer came to this page, or left it for another tab or window. */
  readonly fronted: (isFront: boolean) => void;
  /** The customer came here while a visit is open in another tab. */
  readonly found: () => void;
}

/** Whether the customer is at this page: it is in front, and has the keyboard. */
export const isInFront = (): boolean => document.visibilityState === 'visible' && document.hasFocus();

/**
 * Which tab of the site the customer is at. The tabs ask each other whether a visit is open, through a channel of the site's own
 * origin: nothing is stored for it, and nothing leaves the browser.
 */
export class SiteTabs {
  readonly #options: SiteTabsOptions;
  #channel: BroadcastChannel | null = null;

  constructor(options: SiteTabsOptions) {
    this.#options = options;
    addEventListener('focus', this.#look);
    addEventListener('blur', this.#look);
    document.addEventListener('visibilitychange', this.#look);
    // A page with an open channel is not kept for Back.
    addEventListener('pagehide', () => this.#close());
    addEventListener('pageshow', () => this.#open());
    this.#open(); // the script may be later than the page
  }

  readonly #look = (): void => {
    const { isVisiting, fronted } = this.#options;
    const isFront = isInFront(); // a page that is left may still have the keyboard when it is told so: each event counts
    fronted(isFront);
    if (isFront && !isVisiting()) this.#channel?.postMessage('wanted');
  };

  #open(): void {
    this.#channel ??= openTabChannel(CHANNEL);
    this.#channel?.addEventListener('message', this.#heard);
    this.#look();
  }

  readonly #heard = ({ data }: MessageEvent<unknown>): void => {
    const { isVisiting, found } = this.#options;
    if (data === 'wanted' && isVisiting()) this.#channel?.postMessage('open');
    if (data === 'open' && !isVisiting() && isInFront()) found();
  };

  #close(): void {
    this.#channel?.close();
    this.#channel = null;
  }
}

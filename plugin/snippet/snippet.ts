import type { FrameMessage, OpenedPage, OpenedWhy, PageMessage, VisitState } from '../shared/cobrowse/page-messages.ts';
import { keepAboveDialogs } from './above-dialogs.ts';
import { createFailureCard } from './failure-card.ts';
import { createHelpButton } from './help-button.ts';
import { loadScript, TRUSTED_TYPES_POLICY } from './load-script.ts';
import { PageTeller } from './page-teller.ts';
import { isPreviewed } from './preview-code.ts';
import { canRecord } from './recording.ts';
import { isInFront, SiteTabs } from './site-tabs.ts';
import { SNIPPET_CSS } from './snippet.styles.ts';
import { localeOf, textsIn } from './texts.ts';
import { VisitFrame } from './visit-frame.ts';
import { isVisiting, setVisiting } from './visit-flag.ts';

/** What pages of a site may call, as `window.Sideseat`. */
export interface Sideseat {
  /** Opens the frame, as a press of the button does. Call it when the customer asks for help, not by itself. */
  open(): void;
  /** Whom the page’s own sign-in knows: agents see the name as the page gives it. Call it before `open`. */
  identify(person: { name: string }): void;
  /** Stops what is shared before it returns, and ends the visit. */
  close(): void;
  /** Tries out what the site's own policies allow, and says in the console which line is missing. Nobody is connected by it. */
  check(): Promise<void>;
}

export interface SnippetSettings {
  /** Origin of our server: where the script came from. */
  readonly server: string;
  readonly siteKey: string;
  /** Of the snippet's own tag. */
  readonly nonce: string;
  /** Without one the page calls `open` itself. */
  readonly hasButton: boolean;
}

/** To the page. */
const tell = (what: VisitState): void => void document.dispatchEvent(new CustomEvent(`sideseat:${what}`));

/** Longest name that is passed on. */
const NAME_MAX_LENGTH = 200;

/**
 * The button in a site's page, the frame that it opens, and what the two need of the page. Nothing is stored or asked for before
 * the customer acts.
 */
export class Snippet implements Sideseat {
  readonly #settings: SnippetSettings;
  readonly #locale = localeOf([document.documentElement.lang, ...navigator.languages]);
  readonly #texts = textsIn(this.#locale);
  readonly #host = document.createElement('sideseat-snippet');
  readonly #root = this.#host.attachShadow({ mode: 'open' });
  readonly #button = createHelpButton(this.#texts.help, () => this.open());
  readonly #teller: PageTeller;
  #frame: VisitFrame | null = null;
  /** While the frame is late. */
  #card: HTMLElement | null = null;
  #name = '';
  #why: OpenedWhy = 'pressed';
  /** Ends what keeps the frame usable. */
  #release: () => void = () => undefined;

  constructor(settings: SnippetSettings) {
    this.#settings = settings;
    const { server, nonce, hasButton } = settings;
    const send = (message: PageMessage): void => this.#frame?.send(message);
    this.#teller = new PageTeller({ folder: `${server}/cobrowse/v1/`, nonce, send });
    this.#host.setAttribute('data-cobrowse', 'block'); // no agent sees it
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(SNIPPET_CSS);
    this.#root.adoptedStyleSheets = [sheet];
    this.#button.hidden = !hasButton;
    this.#root.append(this.#button);
    // Beside the body: what builds the body anew leaves it alone.
    document.documentElement.append(this.#host);
    addEventListener('pagehide', () => this.#teller.stop());
    addEventListener('pageshow', ({ persisted }) => {
      if (persisted) this.#goOnAnew();
    });
    this.#goOn();
    if (isPreviewed()) void this.#load('preview');
    new SiteTabs({
      isVisiting: () => this.#isOpen(),
      fronted: (isFront) => this.#frame?.send({ type: 'page.fronted', isFront }),
      found: () => this.#begin('otherTab'),
    });
  }

  open(): void {
    if (!this.#isOpen()) this.#begin('pressed');
    this.#frame?.focus();
  }

  identify({ name }: { name: string }): void {
    this.#name = String(name).slice(0, NAME_MAX_LENGTH);
  }

  close(): void {
    if (this.#card) return this.#closeFrame();
    this.#teller.stop();
    this.#frame?.send({ type: 'page.closed' });
  }

  async check(): Promise<void> {
    await this.#load('check');
  }

  /** A script for who builds and administers the site; where the page's policies forbid it, the console says which line is missing. */
  #load(name: 'check' | 'preview'): Promise<void> {
    const { server, nonce } = this.#settings;
    return loadScript(`${server}/cobrowse/v1/${name}.js`, nonce, (script) => (script.settings = this.#settings)).catch((cause: unknown) => {
      const line = cause instanceof TypeError ? `trusted-types ${TRUSTED_TYPES_POLICY}` : `script-src ${server}`;
      console.warn(`[sideseat] scripts: Your CSP forbids ours. Add: ${line}`);
    });
  }

  /** After a page of this tab in which the customer has connected. */
  #goOn(): void {
    if (isVisiting()) this.#begin('returned');
  }

  #begin(why: OpenedWhy): void {
    if (this.#frame) this.#removeFrame();
    this.#why = why;
    this.#openFrame();
  }

  /** Whether there is a frame that may still connect. */
  #isOpen(): boolean {
    return this.#frame !== null && !this.#card;
  }

  /** The browser kept this page for its Back: what was in the frame may be long over. */
  #goOnAnew(): void {
    this.#removeFrame();
    this.#goOn();
  }

  #openFrame(): void {
    const { server, siteKey } = this.#settings;
    if (this.#why !== 'pressed') this.#button.hidden = true;
    this.#release = keepAboveDialogs(this.#host);
    this.#frame = new VisitFrame({
      root: this.#root,
      server,
      address: `${server}/cobrowse/v1/${siteKey}/frame#${this.#locale}`,
      title: this.#texts.frame,
      opened: () => this.#opened(),
      heard: (message) => this.#heard(message),
      lost: () => this.#teller.stop(),
      late: () => this.#late(),
    });
  }

  #removeFrame(): void {
    this.#teller.stop();
    this.#frame?.close();
    this.#frame = null;
    this.#removeCard();
    this.#release();
    this.#button.hidden = !this.#settings.hasButton;
  }

  #closeFrame(): void {
    const hadFocus = document.activeElement === this.#host;
    setVisiting(false);
    this.#removeFrame();
    if (hadFocus) this.#button.focus();
  }

  #removeCard(): void {
    this.#card?.remove();
    this.#card = null;
  }

  /** The next page opens no frame by itself: there is nothing to go on with. */
  #late(): void {
    const hadFocus = document.activeElement === this.#host;
    setVisiting(false);
    this.#button.hidden = true;
    this.#card = createFailureCard(this.#texts, () => this.#closeFrame());
    this.#root.append(this.#card);
    if (hadFocus) this.#card.querySelector('button')?.focus();
    const { server } = this.#settings;
    console.error(`[sideseat] No answer. Is the site published with this key, with ${location.origin} as an address? CSP: frame-src ${server}?`);
    tell('failed');
  }

  #opened(): OpenedPage {
    if (this.#why !== 'returned' || this.#card) setVisiting(true);
    this.#removeCard();
    this.#button.hidden = true;
    const { title, location } = document;
    return {
      type: 'page.opened',
      title,
      address: location.href,
      name: this.#name,
      why: this.#why,
      canRecord: canRecord(),
      isFront: isInFront(),
      widthPx: innerWidth,
      heightPx: innerHeight,
    };
  }

  #heard(message: FrameMessage): void {
    switch (message.type) {
      case 'frame.sized':
        return this.#frame?.size(message);
      case 'page.prepare':
        return void this.#teller.prepare(message);
      case 'page.record':
        return void this.#teller.record(message);
      case 'page.stop':
        return this.#teller.stop();
      case 'visit.changed':
        this.#why = 'returned'; // a frame that loads anew does not connect again
        if (message.state === 'ended') setVisiting(false);
        return tell(message.state);
      case 'frame.close':
        return this.#closeFrame();
      default:
        return this.#teller.hear(message);
    }
  }
}

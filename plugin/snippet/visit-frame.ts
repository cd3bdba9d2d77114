import {
  CONNECT,
  frameMessage,
  isGreeting,
  READY,
  type FrameMessage,
  type OpenedPage,
  type PageMessage,
} from '../shared/cobrowse/page-messages.ts';

/** A frame that has not answered within this time, in milliseconds, may never do so. */
const ANSWER_LIMIT_MS = 4_000;

export interface VisitFrameOptions {
  readonly root: ShadowRoot;
  /** Origin of our server. */
  readonly server: string;
  /** Address of the frame. */
  readonly address: string;
  readonly title: string;
  /** What the frame is told first, each time it is loaded. */
  readonly opened: () => OpenedPage;
  readonly heard: (message: FrameMessage) => void;
  /** Nobody is at the other end any more: the frame is gone, or loads anew. */
  readonly lost: () => void;
  /** It has not answered in time: no such site, another origin's, a policy, no server. It is taken all the same when it does. */
  readonly late: () => void;
}

/** Our frame in the page, and the port to it. It is seen once it answers: before that it may be the browser's own error page. */
export class VisitFrame {
  readonly #options: VisitFrameOptions;
  readonly #frame: HTMLIFrameElement;
  readonly #answerTimer: ReturnType<typeof setTimeout>;
  #port: MessagePort | null = null;
  #isWanted = false;

  constructor(options: VisitFrameOptions) {
    this.#options = options;
    const { root, address, title, late } = options;
    this.#frame = document.createElement('iframe');
    this.#frame.title = title;
    this.#frame.allow = 'display-capture';
    this.#frame.referrerPolicy = 'no-referrer'; // the page's address may tell something private
    this.#frame.src = address;
    this.#frame.style.visibility = 'hidden';
    this.#answerTimer = setTimeout(late, ANSWER_LIMIT_MS);
    this.size({ widthPx: 360, heightPx: 160, isAsking: false });
    addEventListener('message', this.#greeted);
    root.append(this.#frame);
  }

  send(message: PageMessage): void {
    this.#port?.postMessage(message);
  }

  size({ widthPx, heightPx, isAsking }: Pick<Extract<FrameMessage, { type: 'frame.sized' }>, 'widthPx' | 'heightPx' | 'isAsking'>): void {
    this.#frame.style.width = `${widthPx}px`;
    this.#frame.style.height = `${heightPx}px`;
    this.#frame.classList.toggle('asking', isAsking);
  }

  /** Gives it the keyboard, once it can be seen. */
  focus(): void {
    this.#isWanted = !this.#port;
    this.#frame.focus();
  }

  close(): void {
    clearTimeout(this.#answerTimer);
    removeEventListener('message', this.#greeted);
    this.#disconnect();
    this.#frame.remove();
  }

  /** Only our own frame, and only as long as what is in it comes from our server. */
  readonly #greeted = ({ source, origin, data }: MessageEvent<unknown>): void => {
    const { server, opened } = this.#options;
    const page = this.#frame.contentWindow;
    if (!page || source !== page || origin !== server || !isGreeting(data, READY)) return;
    clearTimeout(this.#answerTimer);
    this.#frame.style.visibility = '';
    this.#disconnect();
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.onmessage = (event: MessageEvent<unknown>) => {
      const message = frameMessage(event.data);
      if (message && port1 === this.#port) this.#options.heard(message);
    };
    port1.addEventListener('close', () => port1 === this.#port && this.#disconnect());
    page.postMessage(CONNECT, server, [port2]);
    this.send(opened());
    if (this.#isWanted) this.focus();
  };

  #disconnect(): void {
    if (!this.#port) return;
    this.#port.close();
    this.#port = null;
    this.#options.lost();
  }
}

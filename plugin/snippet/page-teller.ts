import type { FrameMessage, PageMessage } from '../shared/cobrowse/page-messages.ts';
import { loadScript } from './load-script.ts';
import type { OpenRecorder, Pointed, Recording } from './recording.ts';

export interface PageTellerOptions {
  /** Where the recorder is. */
  readonly address: string;
  readonly nonce: string;
  readonly send: (message: PageMessage) => void;
}

/** Tells the frame what happens in the page, from its order on until it or anything else stops that. */
export class PageTeller {
  readonly #options: PageTellerOptions;
  /** As it was loaded last. */
  #recorder: { version: number; loaded: Promise<OpenRecorder> } | null = null;
  #recording: Recording | null = null;
  /** Rises with every order to record or to stop, so that a late recorder knows that it is late. */
  #order = 0;

  constructor(options: PageTellerOptions) {
    this.#options = options;
  }

  /** `null` while the page is not told. */
  get recording(): Recording | null {
    return this.#recording;
  }

  /** The customer has said OK: the recorder is loaded, once; and again where the frame is newer than it by now. */
  async prepare({ version }: Extract<FrameMessage, { type: 'page.prepare' }>): Promise<void> {
    const { send } = this.#options;
    await this.#load(version).then(
      () => send({ type: 'page.prepared', widthPx: innerWidth, heightPx: innerHeight }),
      () => send({ type: 'page.unavailable' }),
    );
  }

  async record({ version, masks }: Extract<FrameMessage, { type: 'page.record' }>): Promise<void> {
    this.stop();
    const order = this.#order;
    const { send } = this.#options;
    const open = await this.#load(version).catch(() => null);
    if (order !== this.#order) return; // stopped meanwhile
    if (!open) return send({ type: 'page.failed' });
    this.#recording = open({ masks, send: (event) => send({ type: 'page.event', event }), failed: () => send({ type: 'page.failed' }) });
  }

  resync(): void {
    this.#recording?.resync();
  }

  point(pointed: Pointed): void {
    this.#recording?.point(pointed);
  }

  mark(isShown: boolean): void {
    this.#recording?.mark(isShown);
  }

  /** Nothing is told any more once this returns. */
  stop(): void {
    this.#order += 1;
    const recording = this.#recording;
    this.#recording = null;
    recording?.stop();
  }

  #load(version: number): Promise<OpenRecorder> {
    if (this.#recorder?.version === version) return this.#recorder.loaded;
    const { address, nonce } = this.#options;
    const loaded = new Promise<OpenRecorder>((resolve, reject) => {
      const take = (open: OpenRecorder, found: number): void => (found === version ? resolve(open) : reject(new Error(`version ${found}`)));
      // No older one is taken out of a cache.
      const script = loadScript(`${address}?v=${version}`, nonce, (element) => (element.takeRecorder = take));
      script.then(() => reject(new Error('none')), reject);
    });
    const recorder = { version, loaded };
    this.#recorder = recorder;
    // Tried again with the next OK.
    loaded.catch(() => {
      if (this.#recorder === recorder) this.#recorder = null;
    });
    return loaded;
  }
}

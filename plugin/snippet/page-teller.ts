import type { FrameMessage, PageMessage } from '../shared/cobrowse/page-messages.ts';
import { loadScript } from './load-script.ts';
import type { RecordingOrder } from '../shared/cobrowse/recording-orders.ts';
import type { OpenRecorder, Recording } from './recording.ts';

export interface PageTellerOptions {
  /** Where the recorder is, and what acts beside it. */
  readonly folder: string;
  readonly nonce: string;
  readonly send: (message: PageMessage) => void;
}

/** Tells the frame what happens in the page, from its order on until it or anything else stops that. */
export class PageTeller {
  readonly #options: PageTellerOptions;
  /** As it was loaded last. */
  #recorder: { version: number; loaded: Promise<OpenRecorder> } | null = null;
  #recording: Recording | null = null;
  /** Whether and how an agent may use the page; heard before the page is told, too. */
  #use: Extract<RecordingOrder, { type: 'page.use' }> | null = null;
  /** Rises with every order to record or to stop, so that a late recorder knows that it is late. */
  #order = 0;

  constructor(options: PageTellerOptions) {
    this.#options = options;
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
    this.#end();
    const order = this.#order;
    const { send, folder, nonce } = this.#options;
    const open = await this.#load(version).catch(() => null);
    if (order !== this.#order) return; // stopped meanwhile
    try {
      this.#recording =
        open?.({
          masks,
          send,
          loadHand: (take) => loadScript(`${folder}hand.js?v=${version}`, nonce, (element) => (element.takeActing = take)),
        }) ?? null;
    } catch {
      // The recorder takes no such order.
    }
    if (!this.#recording) return send({ type: 'page.failed' });
    if (this.#use) this.#recording.hear(this.#use);
  }

  hear(order: RecordingOrder): void {
    if (order.type === 'page.use') this.#use = order;
    this.#recording?.hear(order);
  }

  /** Nothing is told any more, and no agent does anything, once this returns. */
  stop(): void {
    this.#use = null;
    this.#end();
  }

  #end(): void {
    this.#order += 1;
    const recording = this.#recording;
    this.#recording = null;
    recording?.stop();
  }

  #load(version: number): Promise<OpenRecorder> {
    if (this.#recorder?.version === version) return this.#recorder.loaded;
    const { folder, nonce } = this.#options;
    const loaded = new Promise<OpenRecorder>((resolve, reject) => {
      const take = (open: OpenRecorder, found: number): void => (found === version ? resolve(open) : reject(found));
      // No older one is taken out of a cache.
      const script = loadScript(`${folder}recorder.js?v=${version}`, nonce, (element) => (element.takeRecorder = take));
      script.then(reject, reject); // it brought none, or was not taken
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

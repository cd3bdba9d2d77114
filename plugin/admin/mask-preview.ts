import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { MaskPolicy } from '../../gateway/protocol/mask-policy.ts';
import { previewReport, type PreviewOrder, type PreviewReport } from '../shared/cobrowse/preview-messages.ts';
import { PREVIEW_WINDOW } from '../shared/cobrowse/preview-window.ts';

/** Milliseconds within which a page with the snippet has answered. */
const SILENT_AFTER_MS = 10_000;
/** … between two looks whether its window is still there, and between typing and what it changes there. */
const LOOK_EVERY_MS = 1_000;
const TYPED_FOR_MS = 300;

export type PreviewState =
  | { readonly name: 'none' | 'blocked' | 'waiting' | 'silent' | 'closed' }
  | ({ readonly name: 'shown' } & Omit<Extract<PreviewReport, { type: 'preview.seen' }>, 'type'>);

/** What is tried out: the masks as they are typed, and the words under them. */
export type Tried = Omit<PreviewOrder, 'type'>;

/** A window with a page of a site, in which what is hidden is marked. Nothing of it goes to the server. */
export class MaskPreview implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #getTried: () => Tried;
  #state: PreviewState = { name: 'none' };
  #window: Window | null = null;
  #origin = '';
  /** What the page has. */
  #told = '';
  #looking: ReturnType<typeof setInterval> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, getTried: () => Tried) {
    this.#host = host;
    this.#getTried = getTried;
    host.addController(this);
  }

  get state(): PreviewState {
    return this.#state;
  }

  /** Opens the page, in the same window where there is one. @param address - Of a page of the site; only its origin is listened to */
  open(address: URL): void {
    this.#origin = address.origin;
    this.#told = '';
    this.#window = window.open(address, PREVIEW_WINDOW, 'popup,width=1100,height=800');
    this.#window?.focus();
    this.#turn({ name: this.#window ? 'waiting' : 'blocked' });
    this.#await();
  }

  hostConnected(): void {
    addEventListener('message', this.#hear);
    this.#looking = setInterval(() => this.#look(), LOOK_EVERY_MS);
  }

  hostDisconnected(): void {
    removeEventListener('message', this.#hear);
    clearInterval(this.#looking);
    clearTimeout(this.#silence);
    clearTimeout(this.#typing);
  }

  hostUpdated(): void {
    if (this.#state.name !== 'shown' || this.#told === JSON.stringify(this.#getTried())) return;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#tell(), TYPED_FOR_MS);
  }

  readonly #hear = ({ source, origin, data }: MessageEvent): void => {
    if (!this.#window || source !== this.#window || origin !== this.#origin) return;
    const report = previewReport(data);
    if (report?.type === 'preview.ready') this.#tell();
    if (report?.type !== 'preview.seen') return;
    clearTimeout(this.#silence);
    const { isPaused, hidden, seen } = report;
    this.#turn({ name: 'shown', isPaused, hidden, seen });
  };

  #tell(): void {
    const tried = this.#getTried();
    this.#told = JSON.stringify(tried);
    this.#window?.postMessage({ type: 'preview.masks', ...tried } satisfies PreviewOrder, this.#origin);
  }

  #await(): void {
    clearTimeout(this.#silence);
    if (this.#window) this.#silence = setTimeout(() => this.#turn({ name: 'silent' }), SILENT_AFTER_MS);
  }

  #look(): void {
    if (!this.#window?.closed) return;
    this.#window = null;
    clearTimeout(this.#silence);
    this.#turn({ name: this.#state.name === 'silent' ? 'silent' : 'closed' });
  }

  #turn(state: PreviewState): void {
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    this.#host.requestUpdate();
  }
}

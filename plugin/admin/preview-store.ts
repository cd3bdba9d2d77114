import { BehaviorSubject } from 'rxjs';
import type { AdminApi } from '../../gateway/client/admin-api.ts';
import type { PreviewDraft, PreviewOpened, PreviewReport, PreviewView } from '../../gateway/protocol/preview.ts';
import type { Clock } from '../shared/clock.ts';
import { toFailure, type AdminFailure } from './admin-failure.ts';

/** How often, in milliseconds, it is asked what the page found. */
export const LOOK_EVERY_MS = 1_000;
/** A page with the snippet has answered within this time, in milliseconds. */
export const SILENT_AFTER_MS = 10_000;
/** A page that is seen says so every second; one that said nothing for so long, in milliseconds, is in the background, or gone. */
export const UNSEEN_AFTER_MS = 5_000;
/** … between typing and what it changes in the page. */
export const TYPED_FOR_MS = 300;

/** What is known of the page. */
export interface PreviewShown {
  /**
   * `none`: nothing is tried out. `opening`: the server is asked. `blocked`: the browser opened no tab. `waiting`: nothing was heard of
   * the page yet; `silent`: for long. `seen`: it answers. `unseen`: not at the moment. `over`: the server forgot it.
   */
  readonly stage: 'none' | 'opening' | 'blocked' | 'waiting' | 'silent' | 'seen' | 'unseen' | 'over';
  /** Of the page, with the code, to be opened by a press; empty where there is none. */
  readonly address: string;
  /** What the page found last. */
  readonly report: PreviewReport | null;
  /** Whether that is of the masks as they are typed. */
  readonly isCurrent: boolean;
  readonly failure: AdminFailure | null;
}

const NOTHING: PreviewShown = { stage: 'none', address: '', report: null, isCurrent: false, failure: null };

type PreviewApi = Pick<AdminApi, 'openPreview' | 'changePreview' | 'preview' | 'endPreview'>;

export interface PreviewStoreDeps {
  readonly api: PreviewApi;
  readonly clock: Clock;
  /** Opens a tab that knows nothing of this one. @returns Whether the browser may have done it. */
  openTab(address: string): boolean;
}

/** Tries masks out on a page of one site. Nothing here throws: a refusal is `failure`. */
export class PreviewStore {
  readonly state$ = new BehaviorSubject<PreviewShown>(NOTHING);
  readonly #deps: PreviewStoreDeps;
  #siteKey: string | null = null;
  #opened: PreviewOpened | null = null;
  #openedAtMs = 0;
  /** As it is typed, as JSON; what the server has is `#told`. */
  #draft = '';
  #told = '';
  #cancelTell: () => void = () => undefined;
  #cancelLook: () => void = () => undefined;
  /** Rises with each preview, so that a late answer knows that it is late. */
  #turn = 0;

  constructor(deps: PreviewStoreDeps) {
    this.#deps = deps;
  }

  get state(): PreviewShown {
    return this.state$.value;
  }

  /** @param address - Of a page of the site; what stands after its `#` gives way to the code. */
  async open(siteKey: string, address: URL, draft: PreviewDraft): Promise<void> {
    this.end();
    const turn = this.#turn;
    const { api, clock, openTab } = this.#deps;
    this.#siteKey = siteKey;
    this.#draft = this.#told = JSON.stringify(draft);
    this.#set({ stage: 'opening' });
    try {
      const opened = await api.openPreview(siteKey, draft);
      if (turn !== this.#turn) return void (await api.endPreview(opened.id));
      this.#opened = opened;
      this.#openedAtMs = clock.now();
      const { href } = Object.assign(new URL(address), { hash: `sideseat-preview=${opened.code}` });
      this.#set({ stage: openTab(href) ? 'waiting' : 'blocked', address: href });
      this.#lookSoon();
      this.#tellSoon();
    } catch (error) {
      if (turn === this.#turn) this.#set({ stage: 'none', failure: toFailure(error) });
    }
  }

  /** What is typed now. */
  change(draft: PreviewDraft): void {
    const next = JSON.stringify(draft);
    if (this.state.stage === 'none' || next === this.#draft) return;
    this.#draft = next;
    this.#set({ isCurrent: false });
    this.#tellSoon();
  }

  /** Another site is looked at, or none; `null`. */
  keepOnly(siteKey: string | null): void {
    if (siteKey !== this.#siteKey) this.end();
  }

  end(): void {
    const { id } = this.#opened ?? {};
    this.#turn += 1;
    this.#stop();
    this.#siteKey = null;
    if (this.state !== NOTHING) this.state$.next(NOTHING);
    if (id !== undefined) void this.#deps.api.endPreview(id).catch(() => undefined); // it ends by itself, too
  }

  #stop(): void {
    this.#cancelTell();
    this.#cancelLook();
    this.#opened = null;
  }

  #tellSoon(): void {
    this.#cancelTell();
    if (this.#draft !== this.#told) this.#cancelTell = this.#deps.clock.after(TYPED_FOR_MS, () => void this.#tell());
  }

  async #tell(): Promise<void> {
    const draft = this.#draft;
    await this.#try(async ({ id }) => {
      const changed = await this.#deps.api.changePreview(id, JSON.parse(draft) as PreviewDraft);
      return () => {
        this.#told = draft;
        if (this.#opened) this.#opened = { ...this.#opened, ...changed };
        this.#set({ failure: null });
        this.#tellSoon(); // more was typed meanwhile
      };
    });
  }

  #lookSoon(): void {
    this.#cancelLook = this.#deps.clock.after(LOOK_EVERY_MS, () => void this.#look());
  }

  async #look(): Promise<void> {
    // What was typed while the server was not reached.
    if (this.#draft !== this.#told && this.state.failure?.offline) await this.#tell();
    await this.#try(async ({ id }) => {
      const view = await this.#deps.api.preview(id);
      return () => this.#looked(view);
    });
    if (this.#opened) this.#lookSoon();
  }

  #looked({ draft, report, seenAgoMs }: PreviewView): void {
    const isTyped = this.#draft !== this.#told;
    const isCurrent = report !== null && !isTyped && draft === this.#opened?.draft;
    this.#set({
      stage: this.#stageOf(seenAgoMs),
      ...(isCurrent && { report }),
      isCurrent,
      ...(!isTyped && { failure: null }),
    });
  }

  #stageOf(seenAgoMs: number | null): PreviewShown['stage'] {
    if (seenAgoMs !== null) return seenAgoMs > UNSEEN_AFTER_MS ? 'unseen' : 'seen';
    return this.#deps.clock.now() - this.#openedAtMs >= SILENT_AFTER_MS ? 'silent' : this.state.stage;
  }

  /** @param work - Returns what its answer changes, unless another preview was begun since. */
  async #try(work: (opened: PreviewOpened) => Promise<() => void>): Promise<void> {
    if (!this.#opened) return;
    const turn = this.#turn;
    try {
      const changed = await work(this.#opened);
      if (turn === this.#turn) changed();
    } catch (error) {
      if (turn !== this.#turn) return;
      const failure = toFailure(error);
      if (failure.code !== 'E_NOT_FOUND') return this.#set({ failure });
      this.#stop();
      this.#set({ stage: 'over', address: '', report: null, failure: null });
    }
  }

  #set(change: Partial<PreviewShown>): void {
    this.state$.next({ ...this.state, ...change });
  }
}

/**
 * Opens a tab without an opener. What comes of it the browser tells nobody; but some time after the press nothing is opened any more.
 * @returns `false`: it is too late
 */
export function openTab(address: string): boolean {
  if (!navigator.userActivation.isActive) return false;
  window.open(address, '_blank', 'noopener');
  return true;
}

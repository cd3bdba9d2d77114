import type { CSSResult, ReactiveController, ReactiveElement, TemplateResult } from 'lit';
import { followKeyboard } from '../../../gateway/client/input/keyboard-input.ts';
import { followPointer, type PointerInputOptions } from '../../../gateway/client/input/pointer-input.ts';
import { tap } from '../../../gateway/client/input/typed-text.ts';
import type { RemoteInput } from '../../../gateway/protocol/input.ts';
import { KeepFocus } from '../keep-focus.ts';
import { sheetsFor } from '../portable-element.ts';
import { ControlGrip, type ControlSurroundings } from './control-grip.ts';
import { toControlStatus, waitsForClick, type ControlStatus } from './control-status.ts';
import { CHORDS, renderStrip, type ChordId, type ControlTexts } from './control-strip.ts';
import { controlStyles } from './control.styles.ts';
import { watchClicks } from './picture-click.ts';

export interface PictureControlOptions {
  getSurroundings(): ControlSurroundings;
  /** Where the picture is: within the host, or in a window of its own. */
  getRoot(): ShadowRoot;
  /** What is clicked into; the video where it is not given. */
  picture?: string;
  /** Follows the mouse over it, while everything goes to the other side; where it is not given, as over a video of a desktop. */
  followMouse?: (picture: HTMLElement, options: PointerInputOptions) => { stop(): void };
  texts: ControlTexts;
  /** Added to those that both sides have. */
  styles: readonly CSSResult[];
  /** The status in a sentence. */
  say(status: ControlStatus): unknown;
  /** What the place that takes the keyboard is called. */
  keyboardLabel(): string;
  /** The key that lets go, together with Alt and Shift; asked at each click that takes. */
  getReleaseKey(): string;
  /** Whether that key was pressed, together with Alt and Shift. */
  isRelease(event: KeyboardEvent, releaseKey: string): boolean;
  /** The menu of the keys that the own browser would take for itself. @param flows - Whether they go anywhere now */
  renderKeys(flows: boolean, press: (id: ChordId) => void): TemplateResult;
}

/** For this long, in milliseconds, a status is on the page before it says anything: screen readers tell only what changes in it. */
const SILENT_FOR_MS = 100;

/** Not merely no mouse: some systems, remote ones for example, tell of no pointer at all and have one. */
const FINGERS_ONLY = '(any-pointer: coarse) and (not (any-pointer: fine))';

/**
 * Controls a desktop through its picture: takes it with a click, sends mouse and keyboard while nothing holds them back, and
 * lets go where this person turns away.
 */
export class PictureControl implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #options: PictureControlOptions;
  readonly #grip = new ControlGrip(() => this.#loosen());
  #status: ControlStatus | null = null;
  readonly #dressed = new WeakSet<ShadowRoot>();
  #picture: HTMLElement | null = null;
  #unwatchClicks: () => void = () => undefined;
  /** While it is held or about to be: what makes the picture let go. */
  #holding: AbortController | null = null;
  /** While everything goes to the other desktop. */
  #input: { stop(): void } | null = null;
  #isOpen = false;
  #hasKeyboard = false;
  #wasHeld = false;
  #releaseKey = '';
  /** What says the status, and whether it is there long enough to be heard. */
  #region: Element | null = null;
  #isHeard = false;
  #regionTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveElement, options: PictureControlOptions) {
    this.#host = host;
    this.#options = options;
    new KeepFocus(host, () => options.getRoot().querySelector<HTMLElement>('[tabindex="-1"]'), options.getRoot);
    host.addController(this);
  }

  /** How the picture looks: `armed` where a click into it starts, `held` from then on; empty while neither is possible. */
  get state(): 'armed' | 'held' | '' {
    if (this.#isHeld) return 'held';
    return waitsForClick(this.#status) ? 'armed' : '';
  }

  /** Nothing goes out from now on, until the next click into the picture. */
  letGo(): void {
    this.#grip.letGo();
  }

  render(): TemplateResult {
    const { texts, say, keyboardLabel, renderKeys } = this.#options;
    const status = this.#status;
    return renderStrip({
      texts,
      status,
      sentence: status && this.#isHeard ? say(status) : null,
      keyboardLabel: keyboardLabel(),
      isHeld: this.#isHeld,
      hasKeyboard: this.#hasKeyboard,
      releaseKey: this.#releaseKey,
      keys: renderKeys(status === 'active', (id) => this.#press(id)),
      onTake: () => this.#take(),
      onRelease: () => this.letGo(),
      onFocus: (isFocused) => {
        if (isFocused === this.#hasKeyboard) return;
        this.#hasKeyboard = isFocused;
        this.#host.requestUpdate();
      },
    });
  }

  hostUpdate(): void {
    const surroundings = this.#options.getSurroundings();
    this.#grip.follow(surroundings);
    this.#status = toControlStatus(surroundings, this.#grip.phase, !matchMedia(FINGERS_ONLY).matches);
    if (!this.#options.getRoot().contains(this.#region)) this.#isHeard = false;
    if (this.#isHeld && !this.#wasHeld) this.#hasKeyboard = true; // in a moment
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  /** An update that was on its way when the host was taken out of its document follows nothing. */
  hostUpdated(): void {
    if (!this.#host.isConnected) return;
    const root = this.#options.getRoot();
    this.#dress(root);
    this.#watch(root.querySelector<HTMLElement>(this.#options.picture ?? 'video'));
    this.#followRegion(root.querySelector('.control [role="status"]'));
    if (this.#isHeld && !this.#wasHeld) this.#textarea?.focus({ preventScroll: true });
    this.#wasHeld = this.#isHeld;
    if (this.#status === 'active') this.#open();
    else {
      // The server lets mouse and keyboard through all the while: what is pressed there would stay down.
      if (this.#status === 'oldPicture') this.#input?.stop();
      this.#close();
    }
  }

  hostDisconnected(): void {
    this.letGo();
    this.#watch(null);
    this.#followRegion(null);
  }

  get #isHeld(): boolean {
    return this.#grip.phase === 'held';
  }

  get #textarea(): HTMLTextAreaElement | null {
    return this.#options.getRoot().querySelector('textarea');
  }

  #press(id: ChordId): void {
    tap(CHORDS[id]).forEach(this.#send);
    this.#textarea?.focus({ preventScroll: true });
  }

  #dress(root: ShadowRoot): void {
    const view = root.ownerDocument.defaultView;
    if (this.#dressed.has(root) || !view) return;
    this.#dressed.add(root);
    root.adoptedStyleSheets.push(...sheetsFor(view, [controlStyles, ...this.#options.styles]));
  }

  #watch(picture: HTMLElement | null): void {
    if (picture === this.#picture) return;
    this.letGo();
    this.#unwatchClicks();
    this.#picture = picture;
    this.#unwatchClicks = picture ? watchClicks(picture, () => this.#take()) : () => undefined;
  }

  readonly #send = (input: RemoteInput): void => {
    if (this.#isOpen) this.#options.getSurroundings().hand.send(input);
  };

  #followRegion(region: Element | null): void {
    if (region === this.#region) return;
    this.#region = region;
    this.#isHeard = false;
    clearTimeout(this.#regionTimer);
    if (!region) return;
    this.#regionTimer = setTimeout(() => {
      this.#isHeard = true;
      this.#host.requestUpdate();
    }, SILENT_FOR_MS);
  }

  /** This person wants it: by a click into the picture, or by the button. */
  #take(): void {
    const picture = this.#picture;
    const view = picture?.ownerDocument.defaultView;
    if (this.state !== 'armed' || !picture || !view) return;
    this.#releaseKey = this.#options.getReleaseKey();
    this.#holding?.abort();
    this.#holding = new AbortController();
    const { signal } = this.#holding;
    const page = picture.ownerDocument;
    view.addEventListener('blur', () => this.letGo(), { signal });
    page.addEventListener('visibilitychange', () => page.visibilityState === 'hidden' && this.letGo(), { signal });
    page.addEventListener('keydown', (event) => this.#onKeydown(event), { signal });
    this.#grip.take(this.#options.getSurroundings());
    this.#host.requestUpdate();
  }

  /** Of keys that do not go to the other desktop. */
  #onKeydown(event: KeyboardEvent): void {
    if (event.defaultPrevented || !this.#isRelease(event)) return;
    event.preventDefault();
    this.letGo();
  }

  #isRelease(event: KeyboardEvent): boolean {
    return this.#options.isRelease(event, this.#releaseKey);
  }

  #open(): void {
    const textarea = this.#textarea;
    if (this.#input || !this.#picture || !textarea) return;
    // What was typed meanwhile is dropped.
    textarea.value = '';
    const keyboard = followKeyboard(textarea, {
      send: this.#send,
      isRelease: (event) => this.#isRelease(event),
      release: () => this.letGo(),
    });
    const pointer = (this.#options.followMouse ?? followPointer)(this.#picture as HTMLVideoElement, {
      send: this.#send,
      syncModifiers: keyboard.syncModifiers,
    });
    this.#isOpen = true;
    this.#input = {
      stop() {
        pointer.stop();
        keyboard.stop();
      },
    };
  }

  /** Nothing more is sent, releases neither: the other end lets everything go by itself. */
  #close(): void {
    const input = this.#input;
    this.#isOpen = false;
    this.#input = null;
    input?.stop();
  }

  #loosen(): void {
    const { link } = this.#options.getSurroundings();
    if (link === 'open') this.#input?.stop();
    this.#close();
    this.#holding?.abort();
    this.#holding = null;
    // Before the keyboard's place goes: it is to hear that it lost the focus.
    const root = this.#options.getRoot();
    if (root.activeElement?.closest('.control')) root.querySelector<HTMLElement>('[tabindex="-1"]')?.focus({ preventScroll: true });
    this.#host.requestUpdate();
  }
}

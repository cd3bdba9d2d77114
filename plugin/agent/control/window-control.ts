import type { ReactiveController, ReactiveElement, TemplateResult } from 'lit';
import { followKeyboard } from '../../../gateway/client/input/keyboard-input.ts';
import { followPointer } from '../../../gateway/client/input/pointer-input.ts';
import type { RemoteInput } from '../../../gateway/protocol/input.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { sheetsFor } from '../../shared/portable-element.ts';
import { rememberedShortcuts, shortcutKey } from '../shortcuts.ts';
import type { AnyTextKey } from '../views/mark.ts';
import { ControlGrip, type GripSurroundings } from './control-grip.ts';
import { toControlStatus, waitsForClick, type ControlStatus } from './control-status.ts';
import { renderStrip } from './control-strip.ts';
import { controlStyles } from './control.styles.ts';
import { watchClicks } from './picture-click.ts';
import { controlTexts, type ControlTextKey } from './texts/texts.ts';

/**
 * Controls the customer's desktop through the picture of a sharing window: takes it with a click, sends mouse and keyboard
 * while nothing holds them back, and lets go where the agent turns away.
 */
export class WindowControl implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #getSurroundings: () => GripSurroundings;
  readonly #getRoot: () => ShadowRoot;
  readonly #texts: Localized<ControlTextKey | AnyTextKey>;
  readonly #grip = new ControlGrip(() => this.#loosen());
  #status: ControlStatus | null = null;
  readonly #dressed = new WeakSet<ShadowRoot>();
  #video: HTMLVideoElement | null = null;
  #unwatchClicks: () => void = () => undefined;
  /** While it is held or about to be: what makes the window let go. */
  #holding: AbortController | null = null;
  /** While everything goes to the customer's desktop. */
  #input: { stop(): void } | null = null;
  #isOpen = false;
  #hasKeyboard = false;
  #wasHeld = false;
  #releaseKey = '';

  /** @param getRoot - Where the picture is: within the host, or in a window of its own. */
  constructor(host: ReactiveElement, getSurroundings: () => GripSurroundings, getRoot: () => ShadowRoot) {
    this.#host = host;
    this.#getSurroundings = getSurroundings;
    this.#getRoot = getRoot;
    this.#texts = new Localized(host, controlTexts);
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
    return renderStrip({
      texts: this.#texts,
      customer: this.#getSurroundings().session.view.name,
      status: this.#status,
      isHeld: this.#isHeld,
      hasKeyboard: this.#hasKeyboard,
      releaseKey: this.#releaseKey,
      onTake: () => this.#take(),
      onRelease: () => this.letGo(),
      onKeys: (inputs) => {
        inputs.forEach(this.#send);
        this.#textarea?.focus({ preventScroll: true });
      },
      onFocus: (isFocused) => {
        if (isFocused === this.#hasKeyboard) return;
        this.#hasKeyboard = isFocused;
        this.#host.requestUpdate();
      },
    });
  }

  hostUpdate(): void {
    const surroundings = this.#getSurroundings();
    this.#grip.follow(surroundings);
    this.#status = toControlStatus(surroundings, this.#grip.phase);
    if (this.#isHeld && !this.#wasHeld) this.#hasKeyboard = true; // in a moment
  }

  hostUpdated(): void {
    this.#dress(this.#getRoot());
    this.#watch(this.#getRoot().querySelector('video'));
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
  }

  get #isHeld(): boolean {
    return this.#grip.phase === 'held';
  }

  get #textarea(): HTMLTextAreaElement | null {
    return this.#getRoot().querySelector('textarea');
  }

  readonly #send = (input: RemoteInput): void => {
    if (this.#isOpen) this.#getSurroundings().session.hand.send(input);
  };

  #dress(root: ShadowRoot): void {
    const view = root.ownerDocument.defaultView;
    if (this.#dressed.has(root) || !view) return;
    this.#dressed.add(root);
    root.adoptedStyleSheets.push(...sheetsFor(view, [controlStyles]));
  }

  #watch(video: HTMLVideoElement | null): void {
    if (video === this.#video) return;
    this.letGo();
    this.#unwatchClicks();
    this.#video = video;
    this.#unwatchClicks = video ? watchClicks(video, () => this.#take()) : () => undefined;
  }

  /** The agent wants it: by a click into the picture, or by the button. */
  #take(): void {
    const video = this.#video;
    const view = video?.ownerDocument.defaultView;
    if (this.state !== 'armed' || !video || !view) return;
    this.#releaseKey = rememberedShortcuts().releaseControl;
    this.#holding?.abort();
    this.#holding = new AbortController();
    const { signal } = this.#holding;
    view.addEventListener('blur', () => this.letGo(), { signal });
    video.ownerDocument.addEventListener('keydown', (event) => this.#onKeydown(event), { signal });
    this.#grip.take(this.#getSurroundings());
    this.#host.requestUpdate();
  }

  /** Of keys that do not go to the customer's desktop. */
  #onKeydown(event: KeyboardEvent): void {
    if (event.defaultPrevented || !this.#isRelease(event)) return;
    event.preventDefault();
    this.letGo();
  }

  #isRelease(event: KeyboardEvent): boolean {
    return shortcutKey(event) === this.#releaseKey;
  }

  #open(): void {
    const textarea = this.#textarea;
    if (this.#input || !this.#video || !textarea) return;
    // What was typed meanwhile is dropped.
    textarea.value = '';
    const keyboard = followKeyboard(textarea, {
      send: this.#send,
      isRelease: (event) => this.#isRelease(event),
      release: () => this.letGo(),
    });
    const pointer = followPointer(this.#video, {
      send: this.#send,
      syncModifiers: (event) => keyboard.syncModifiers(event),
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
    const { link } = this.#getSurroundings();
    if (link === 'open') this.#input?.stop();
    this.#close();
    this.#holding?.abort();
    this.#holding = null;
    const root = this.#getRoot();
    if (root.activeElement?.closest('.control')) root.querySelector('section')?.focus({ preventScroll: true });
    this.#host.requestUpdate();
  }
}

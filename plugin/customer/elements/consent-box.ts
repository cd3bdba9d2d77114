import type { PropertyValues } from 'lit';
import { LitElement } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Locale } from '../../../gateway/protocol/vocabulary.ts';
import type { Clock } from '../../shared/clock.ts';
import { systemClock } from '../../shared/clock.ts';
import { CountdownController } from '../../shared/controllers/countdown-controller.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { customerTexts } from '../texts/texts.ts';
import { VisibleSince } from '../visible-since.ts';

/** Shorter than this, in milliseconds, nobody has read what is asked; a yes before is not counted. */
export const READ_AT_LEAST_MS = 500;
/**
 * The same while somebody else may move the mouse of this computer: from the moment of the question on, the server lets
 * nothing of theirs through, and takes no yes so soon after their last input.
 */
export const READ_AT_LEAST_CONTROLLED_MS = 1_000;
/** For this long, in milliseconds, a box that has just taken the focus takes no keys: they were meant for something else. */
export const NO_KEYS_FOR_MS = 300;
/** When, in milliseconds before the end, screen readers are told the remaining time. */
const WARN_AT_MS = 20_000;

/** One text that asks for consent, and how long it waits for the answer. */
export interface Asked {
  readonly requestId: string;
  readonly locale: Locale;
  readonly textVersion: number;
  readonly remainingInMs: number;
}

/**
 * What every box that asks for consent has in common: it takes the focus on its no, counts down, and takes a yes only from
 * a person, and only once it has been in front of that person for half a second. Its template has the buttons `#notNow`
 * and `#agree`, and `onKeyDown` on what holds them.
 */
export abstract class ConsentBox extends LitElement {
  /** The answer is on its way; nothing can be pressed. */
  @property({ type: Boolean }) answering = false;
  /** How long, in milliseconds, what is asked must have been in front of the person before a yes counts. */
  @property({ attribute: false }) readAtLeastMs = READ_AT_LEAST_MS;
  @property({ attribute: false }) clock: Clock = systemClock;

  /** A person pressed yes before it could have been read; said beside the buttons, until something else is asked. */
  @state() protected pressedTooSoon = false;

  @query('#notNow') private readonly notNowButton!: HTMLElement | null;
  @query('#agree') private readonly agreeButton!: HTMLElement | null;

  protected readonly texts = new Localized(this, customerTexts);
  readonly #countdown = new CountdownController(this, () => this.clock);
  readonly #visible = new VisibleSince(this, () => this.agreeButton, () => this.clock);
  #known: Asked | null = null;
  #focusedFor: string | null = null;
  #focusedAtMs = 0;

  /** What is asked at this moment; `null` while nothing is. */
  protected abstract get asked(): Asked | null;

  /** For how long, in milliseconds, what is asked has been in front of the person without a break. */
  get visibleForMs(): number {
    return this.#visible.visibleForMs;
  }

  /** Milliseconds left to answer. */
  protected get remainingMs(): number {
    return this.#countdown.remainingMs ?? 0;
  }

  /** The remaining time as screen readers are told it once, near the end; before, and when it is over, `null`. */
  protected get warnedSpan(): string | null {
    return this.remainingMs > 0 && this.remainingMs <= WARN_AT_MS ? this.texts.formatSpan(WARN_AT_MS) : null;
  }

  /** Whether a person did it, and no script. Tests without a real mouse may override it; nothing else may. */
  protected isHuman(event: Event): boolean {
    return event.isTrusted;
  }

  /** Whether this click on yes counts. Where a person was too quick for it, the box says so from now on. */
  protected isYes(event: Event): boolean {
    if (this.answering || this.remainingMs === 0 || !this.isHuman(event)) return false;
    this.pressedTooSoon = this.visibleForMs < this.readAtLeastMs;
    return !this.pressedTooSoon;
  }

  /** Whether this key, or a click that a key made, came too soon after the focus was taken, or is a key held since before. */
  protected isStrayKey(event: KeyboardEvent | MouseEvent): boolean {
    if (event instanceof KeyboardEvent && event.repeat) return true;
    const isByKey = event instanceof KeyboardEvent || event.detail === 0;
    return isByKey && this.clock.now() - this.#focusedAtMs < NO_KEYS_FOR_MS;
  }

  /** A stray Enter or Space presses nothing. */
  protected readonly onKeyDown = (event: KeyboardEvent): void => {
    if ((event.key === 'Enter' || event.key === ' ') && this.isStrayKey(event)) event.preventDefault();
  };

  protected override willUpdate(_changed: PropertyValues): void {
    const { asked } = this;
    if (asked === this.#known) return;
    this.#countdown.start(asked?.remainingInMs ?? null);
    if (textOf(asked) !== textOf(this.#known)) {
      this.#visible.restart();
      this.pressedTooSoon = false;
    }
    this.#known = asked;
  }

  protected override updated(): void {
    const requestId = this.asked?.requestId ?? null;
    if (requestId === this.#focusedFor) return;
    this.#focusedFor = requestId;
    if (requestId === null) return;
    this.#focusedAtMs = this.clock.now();
    // The text is to be read from its beginning, also where the buttons are below the edge of a small screen.
    this.notNowButton?.focus({ preventScroll: true });
    const { top } = this.getBoundingClientRect();
    if (top < 0 || top > innerHeight / 2) this.scrollIntoView({ block: 'start' });
  }
}

/** Names one text on the screen: another language is another text. */
const textOf = (asked: Asked | null): string =>
  asked ? `${asked.requestId} ${asked.locale} ${asked.textVersion}` : '';

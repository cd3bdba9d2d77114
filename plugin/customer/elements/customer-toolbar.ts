import type { PropertyValues, TemplateResult } from 'lit';
import { css, html, LitElement } from 'lit';
import { property, state } from 'lit/decorators.js';
import { Flag, LogOut, ScreenShareOff } from 'lucide';
import { baseStyles } from '../../shared/base-styles.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import { customerTexts } from '../texts/texts.ts';

/**
 * The customer's commands. Stop screen sharing stays in its place for as long as the customer is connected: while
 * nothing is shared it is disabled, can still be reached, and says why. End session and Report abuse can always be
 * pressed, also instead of an answer to a question.
 *
 * @element sideseat-customer-toolbar
 * @csspart toolbar - The bar.
 * @fires {CustomEvent} sideseat-stop-sharing - Stop screen sharing was pressed; within the click's own task.
 * @fires {CustomEvent} sideseat-report - Report abuse was pressed; what it does is still to be asked.
 * @fires {CustomEvent} sideseat-leave - End session was pressed and confirmed with Yes.
 */
export class CustomerToolbar extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      .bar {
        display: flex;
        flex-wrap: wrap;
        gap: var(--ss-space-2);
        justify-content: center;
        padding: var(--ss-space-2) var(--ss-space-3);
        background: var(--ss-surface);
        border-top: var(--ss-line);
      }

      /* Beside each other where both fit, else one below the other. */
      .bar > .button {
        flex: 1 1 auto;
        min-height: 48px;
        max-width: 18rem;
      }

      .bar > .stop {
        max-width: 24rem;
      }

      .own:not([aria-disabled='true']) {
        color: light-dark(#ffffff, #2b0b08);
        background: var(--ss-danger);
        border-color: var(--ss-danger);
        font-weight: 600;
      }

      .own:not([aria-disabled='true']):hover {
        background: color-mix(in srgb, var(--ss-danger) 88%, var(--ss-text));
      }

      .why {
        flex-basis: 100%;
        text-align: center;
      }

      @media (max-width: 860px) {
        .bar .icon {
          display: none;
        }
      }

      @media (max-width: 480px) {
        .bar > .button {
          flex-basis: 6rem;
          max-width: none;
          padding-inline: var(--ss-space-2);
          font-size: var(--ss-size-s);
        }

        .bar > .stop {
          flex-basis: 100%;
        }
      }

      .confirm {
        min-width: 96px;
      }

      @media (forced-colors: active) {
        .own:not([aria-disabled='true']) {
          forced-color-adjust: none;
          color: HighlightText;
          background: Highlight;
          border-color: Highlight;
        }
      }
    `,
  ];

  /** Whether something is captured that can be stopped. A converter is not needed: it is set as a property only. */
  @property({ attribute: false }) canStop = false;
  /** It stands in a page of a site: what is shared there need not be a screen. */
  @property({ attribute: false }) isPage = false;
  /** It is the own screen, and not only the agent's desktop that is seen: then Stop stands out. */
  @property({ attribute: false }) isOwn = true;
  /** When the latest share ended, in UTC milliseconds; `null` where nothing was shared yet. */
  @property({ attribute: false }) stoppedAtMs: number | null = null;

  @state() private confirming = false;
  @state() private current = 0;

  readonly #texts = new Localized(this, customerTexts);

  protected override willUpdate(changed: PropertyValues<this>): void {
    // A new share brings Stop to the front of the tab order.
    if (changed.has('canStop') && this.canStop) this.current = 0;
  }

  protected override render(): TemplateResult {
    const t = this.#texts;
    const tabIndex = (index: number) => (index === this.current ? 0 : -1);
    return html`
      <div
        part="toolbar"
        class="bar"
        role="toolbar"
        aria-label=${t.t('toolbar.name')}
        @keydown=${this.#onKeyDown}
        @focusin=${this.#onFocus}
      >
        <button
          class="button stop ${this.isOwn ? 'own' : ''}"
          type="button"
          tabindex=${tabIndex(0)}
          aria-disabled=${!this.canStop}
          aria-describedby="why"
          @click=${this.#onStop}
        >
          ${icon(ScreenShareOff)} ${t.t(this.isPage ? 'toolbar.stopPage' : 'toolbar.stop')}
        </button>
        <button class="button" type="button" tabindex=${tabIndex(1)} aria-haspopup="dialog" @click=${this.#onEnd}>
          ${icon(LogOut)} ${t.t('toolbar.end')}
        </button>
        <button class="button" type="button" tabindex=${tabIndex(2)} aria-haspopup="dialog" @click=${this.#onReport}>
          ${icon(Flag)} ${t.t('toolbar.report')}
        </button>
        <span id="why" class="why small muted" ?hidden=${this.canStop}>${this.#why()}</span>
      </div>
      <sideseat-dialog heading=${t.t('end.title')} .open=${this.confirming} @sideseat-dismiss=${this.#onNo}>
        <p>${t.t('end.hint')}</p>
        <button slot="actions" class="button confirm" type="button" autofocus @click=${this.#onNo}>${t.t('no')}</button>
        <button slot="actions" class="button confirm danger" type="button" @click=${this.#onYes}>${t.t('yes')}</button>
      </sideseat-dialog>
    `;
  }

  #why(): string {
    if (this.canStop) return '';
    if (this.stoppedAtMs === null) return this.#texts.t('toolbar.nothingShared');
    return this.#texts.t('toolbar.stoppedAt', { time: this.#texts.formatTime(this.stoppedAtMs) });
  }

  get #buttons(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.bar > .button')];
  }

  #onKeyDown(event: KeyboardEvent): void {
    const last = this.#buttons.length - 1;
    const next = new Map([
      ['ArrowRight', this.current === last ? 0 : this.current + 1],
      ['ArrowLeft', this.current === 0 ? last : this.current - 1],
      ['Home', 0],
      ['End', last],
    ]).get(event.key);
    if (next === undefined) return;
    event.preventDefault();
    this.#buttons[next]?.focus();
  }

  #onFocus(event: Event): void {
    const index = this.#buttons.indexOf(event.target as HTMLElement);
    if (index >= 0) this.current = index;
  }

  #onStop(): void {
    if (this.canStop) this.dispatchEvent(new CustomEvent('sideseat-stop-sharing', { bubbles: true, composed: true }));
  }

  #onReport(): void {
    this.dispatchEvent(new CustomEvent('sideseat-report', { bubbles: true, composed: true }));
  }

  #onEnd(): void {
    this.confirming = true;
  }

  #onNo(): void {
    this.confirming = false;
  }

  #onYes(): void {
    this.confirming = false;
    this.dispatchEvent(new CustomEvent('sideseat-leave', { bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-customer-toolbar': CustomerToolbar;
  }
  interface HTMLElementEventMap {
    'sideseat-stop-sharing': CustomEvent<void>;
    'sideseat-leave': CustomEvent<void>;
    'sideseat-report': CustomEvent<void>;
  }
}

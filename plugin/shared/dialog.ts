import type { PropertyValues, TemplateResult } from 'lit';
import { css, html, LitElement } from 'lit';
import { property, query } from 'lit/decorators.js';
import { baseStyles } from './base-styles.ts';

/**
 * A modal box on the native `<dialog>`: the browser keeps focus inside, makes the rest of the page inert, and gives
 * focus back to where it was. It opens and closes by its `open` property alone; Escape asks (`sideseat-dismiss`).
 *
 * @element sideseat-dialog
 * @slot - What the box says.
 * @slot actions - Its buttons; the one with `autofocus` gets the focus.
 * @csspart dialog - The native dialog.
 * @fires {CustomEvent} sideseat-dismiss - Escape was pressed. The owner decides, and sets `open` to false.
 */
export class Dialog extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: contents;
      }

      dialog {
        width: min(var(--sideseat-dialog-width, 440px), 100vw - 32px);
        max-height: calc(100dvh - 32px);
        padding: var(--ss-space-6);
        color: var(--ss-text);
        background: var(--ss-surface);
        border: var(--ss-line);
        border-radius: var(--ss-radius);
        box-shadow: 0 12px 40px rgb(0 0 0 / 25%);
      }

      dialog::backdrop {
        background: rgb(10 14 22 / 50%);
      }

      .box {
        display: grid;
        gap: var(--ss-space-4);
      }

      h2 {
        font-size: var(--ss-size-l);
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        justify-content: flex-end;
        gap: var(--ss-space-2);
      }

      @media (max-width: 480px) {
        dialog {
          padding: var(--ss-space-4);
        }
      }
    `,
  ];

  /** Heading and accessible name. */
  @property() heading = '';
  /** `alertdialog` for a question that interrupts. */
  @property() kind: 'dialog' | 'alertdialog' = 'dialog';
  @property({ type: Boolean, reflect: true }) open = false;

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.dialog?.close();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate(); // A dialog that was moved in the document has lost its place in the top layer.
  }

  protected override render(): TemplateResult {
    return html`
      <dialog
        part="dialog"
        role=${this.kind}
        aria-modal="true"
        aria-labelledby="heading"
        @cancel=${this.#onCancel}
        @close=${this.#onClose}
      >
        <div class="box">
          <h2 id="heading">${this.heading}</h2>
          <slot></slot>
          <div class="actions"><slot name="actions"></slot></div>
        </div>
      </dialog>
    `;
  }

  protected override updated(_changed: PropertyValues<this>): void {
    if (this.open && !this.dialog.open) this.#show();
    if (!this.open && this.dialog.open) this.dialog.close();
  }

  #show(): void {
    this.dialog.showModal();
    this.querySelector<HTMLElement>('[autofocus]')?.focus();
  }

  #onCancel(event: Event): void {
    event.preventDefault();
    this.#ask();
  }

  /** Browsers close on a second Escape without asking; the box follows its property all the same. */
  #onClose(): void {
    if (this.open && this.isConnected) {
      this.#ask();
      this.requestUpdate();
    }
  }

  #ask(): void {
    this.dispatchEvent(new CustomEvent('sideseat-dismiss', { bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-dialog': Dialog;
  }
  interface HTMLElementEventMap {
    'sideseat-dismiss': CustomEvent<void>;
  }
}

import type { TemplateResult } from 'lit';
import { css, html, LitElement } from 'lit';
import { property, query, queryAll, state } from 'lit/decorators.js';
import { ChevronDown } from 'lucide';
import type { IconNode } from 'lucide';
import { baseStyles } from '../../shared/base-styles.ts';
import { icon } from '../../shared/icon.ts';

export interface MenuItem {
  id: string;
  label: string;
  icon?: IconNode;
  danger?: boolean;
}

/**
 * A button that opens a menu, with the keyboard of the WAI-ARIA menu button pattern: Enter, Space and Down open on the
 * first item, Up on the last; arrows go round, Home, End and letters jump, Escape and Tab close.
 *
 * @element sideseat-menu-button
 * @csspart button - The button.
 * @csspart menu - The open menu.
 * @fires {CustomEvent<{ id: string }>} sideseat-menu-select - An item was chosen.
 */
export class MenuButton extends LitElement {
  static override readonly shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: inline-block;
        position: relative;
      }

      [role='menu'] {
        position: absolute;
        z-index: 2;
        top: calc(100% + 4px);
        right: 0;
        display: grid;
        min-width: 100%;
        padding: var(--ss-space-1);
        background: var(--ss-raised);
        border: 1px solid var(--ss-control-border);
        border-radius: var(--ss-radius);
        box-shadow: 0 6px 20px rgb(0 0 0 / 20%);
      }

      [role='menuitem'] {
        display: flex;
        align-items: center;
        gap: var(--ss-space-2);
        min-height: 36px;
        padding: var(--ss-space-1) var(--ss-space-3);
        font: inherit;
        text-align: left;
        white-space: nowrap;
        color: inherit;
        background: none;
        border: 0;
        border-radius: 5px;
        cursor: pointer;
      }

      [role='menuitem'].danger {
        color: var(--ss-danger);
        font-weight: 600;
      }

      [role='menuitem']:hover,
      [role='menuitem']:focus {
        background: color-mix(in srgb, currentColor 10%, transparent);
      }
    `,
  ];

  @property() label = '';
  @property({ attribute: false }) items: readonly MenuItem[] = [];

  @state() private open = false;
  @query('button') private readonly button!: HTMLButtonElement;
  @queryAll('[role="menuitem"]') private readonly itemElements!: NodeListOf<HTMLElement>;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.open = false;
  }

  protected override render(): TemplateResult {
    return html`
      <button
        part="button"
        class="button"
        type="button"
        aria-haspopup="menu"
        aria-expanded=${this.open}
        aria-controls="menu"
        @click=${() => (this.open ? this.#close() : this.#openAt(0))}
        @keydown=${this.#onButtonKeydown}
      >
        ${this.label}${icon(ChevronDown)}
      </button>
      <div
        id="menu"
        part="menu"
        role="menu"
        aria-label=${this.label}
        ?hidden=${!this.open}
        @keydown=${this.#onMenuKeydown}
        @focusout=${this.#onFocusout}
      >
        ${this.items.map(
          (item) => html`
            <button
              type="button"
              role="menuitem"
              tabindex="-1"
              class=${item.danger ? 'danger' : ''}
              @click=${() => this.#choose(item)}
            >
              ${item.icon ? icon(item.icon) : ''}<span>${item.label}</span>
            </button>
          `,
        )}
      </div>
    `;
  }

  async #openAt(index: number): Promise<void> {
    this.open = true;
    await this.updateComplete;
    this.itemElements[index]?.focus();
  }

  #close(): void {
    this.open = false;
    this.button.focus();
  }

  #choose({ id }: MenuItem): void {
    this.#close();
    this.dispatchEvent(new CustomEvent('sideseat-menu-select', { detail: { id }, bubbles: true, composed: true }));
  }

  #onButtonKeydown(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    void this.#openAt(event.key === 'ArrowDown' ? 0 : this.items.length - 1);
  }

  #onMenuKeydown(event: KeyboardEvent): void {
    const items = [...this.itemElements];
    const from = items.indexOf(event.target as HTMLElement);
    const to = this.#destination(event.key, from);
    // Tab goes on from the button.
    if (event.key === 'Escape' || event.key === 'Tab') this.#close();
    else if (to !== null) items[to]?.focus();
    if (event.key === 'Escape' || to !== null) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  #destination(key: string, from: number): number | null {
    const count = this.items.length;
    if (key === 'ArrowDown') return (from + 1) % count;
    if (key === 'ArrowUp') return (from + count - 1) % count;
    if (key === 'Home') return 0;
    if (key === 'End') return count - 1;
    if (key.length !== 1 || key === ' ') return null;
    const order = this.items.map((_, step) => (from + 1 + step) % count);
    return order.find((index) => this.items[index]?.label.toLowerCase().startsWith(key.toLowerCase())) ?? null;
  }

  #onFocusout({ relatedTarget }: FocusEvent): void {
    const inside = relatedTarget instanceof Node && this.renderRoot.contains(relatedTarget);
    if (!inside) this.open = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-menu-button': MenuButton;
  }
  interface HTMLElementEventMap {
    'sideseat-menu-select': CustomEvent<{ id: string }>;
  }
}

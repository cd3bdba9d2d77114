import type { TemplateResult } from 'lit';
import { html, LitElement, nothing } from 'lit';
import { property, query, queryAll, state } from 'lit/decorators.js';
import { ChevronDown } from 'lucide';
import type { IconNode } from 'lucide';
import { baseStyles } from '../../shared/base-styles.ts';
import { icon } from '../../shared/icon.ts';
import { PortableElement } from '../../shared/portable-element.ts';
import { menuButtonStyles } from './menu-button.styles.ts';

export interface MenuItem {
  id: string;
  label: string;
  /** A second line: what it does, or why it cannot. */
  detail?: string;
  icon?: IconNode;
  danger?: boolean;
  /** It can be reached and read, not chosen. */
  disabled?: boolean;
  /** What is in front now. The menu opens on it. */
  current?: boolean;
}

/**
 * A button that opens a menu, with the keyboard of the WAI-ARIA menu button pattern: Enter, Space and Down open on the
 * first item (or the current one), Up on the last; arrows go round, Home, End and letters jump, Escape and Tab close.
 *
 * @element sideseat-menu-button
 * @csspart button - The button.
 * @csspart label - The button's words.
 * @csspart menu - The open menu.
 * @fires {CustomEvent<{ id: string }>} sideseat-menu-select - An item was chosen.
 */
export class MenuButton extends PortableElement {
  static override readonly shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override readonly styles = [baseStyles, menuButtonStyles];

  @property() label = '';
  @property({ attribute: false }) items: readonly MenuItem[] = [];
  /** Before the label. */
  @property({ attribute: false }) icon: IconNode | undefined;
  /** Where the menu opens. */
  @property() placement: 'below' | 'above' = 'below';
  /** The side of the button with which the menu is flush. */
  @property() align: 'start' | 'end' = 'end';
  /** In a toolbar only one button is a stop of the Tab key. */
  @property({ attribute: false }) isTabStop = true;

  @state() private open = false;
  @query('button') private readonly button!: HTMLButtonElement;
  @query('[role="menu"]') private readonly menu!: HTMLElement;
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
        tabindex=${this.isTabStop ? nothing : -1}
        aria-haspopup="menu"
        aria-expanded=${this.open}
        aria-controls="menu"
        @click=${() => (this.open ? this.#close() : this.#openAt(this.#firstIndex()))}
        @keydown=${this.#onButtonKeydown}
      >
        ${this.icon ? icon(this.icon) : nothing}<span part="label">${this.label}</span>${icon(ChevronDown)}
      </button>
      <div
        id="menu"
        part="menu"
        role="menu"
        class="${this.placement} ${this.align}"
        aria-label=${this.label}
        ?hidden=${!this.open}
        @keydown=${this.#onMenuKeydown}
        @focusout=${this.#onFocusout}
      >
        ${this.items.map((item, index) => this.#renderItem(item, index))}
      </div>
    `;
  }

  /** The detail stands beside the button, whose edge reaches over both: it describes the item and is not its name. */
  #renderItem(item: MenuItem, index: number): TemplateResult {
    return html`
      <div class="item ${item.danger ? 'danger' : ''}" role="none">
        <button
          type="button"
          role="menuitem"
          tabindex="-1"
          aria-describedby=${item.detail ? `detail-${index}` : nothing}
          aria-disabled=${item.disabled ? 'true' : nothing}
          aria-current=${item.current ? 'true' : nothing}
          @click=${() => this.#choose(item)}
        >
          ${item.icon ? icon(item.icon) : nothing}<span class="label">${item.label}</span>
        </button>
        ${item.detail
          ? html`<span class="detail" id=${`detail-${index}`} aria-hidden="true">${item.detail}</span>`
          : nothing}
      </div>
    `;
  }

  #firstIndex(): number {
    return Math.max(0, this.items.findIndex(({ current }) => current));
  }

  async #openAt(index: number): Promise<void> {
    this.open = true;
    await this.updateComplete;
    this.#moveIntoView();
    this.itemElements[index]?.focus();
  }

  /** A menu wider than the room beside its button is shifted, so that nothing of it is cut off. */
  #moveIntoView(): void {
    this.menu.style.translate = '';
    const { left, right } = this.menu.getBoundingClientRect();
    const gapPx = 8;
    const widthPx = this.ownerDocument.documentElement.clientWidth;
    const shiftPx = left < gapPx ? gapPx - left : Math.min(0, widthPx - gapPx - right);
    this.menu.style.translate = shiftPx === 0 ? '' : `${shiftPx}px`;
  }

  #close(): void {
    this.open = false;
    this.button.focus();
  }

  #choose({ id, disabled }: MenuItem): void {
    if (disabled) return;
    this.#close();
    this.dispatchEvent(new CustomEvent('sideseat-menu-select', { detail: { id }, bubbles: true, composed: true }));
  }

  #onButtonKeydown(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    void this.#openAt(event.key === 'ArrowDown' ? this.#firstIndex() : this.items.length - 1);
  }

  #onMenuKeydown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
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

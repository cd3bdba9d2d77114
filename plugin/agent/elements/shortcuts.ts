import type { TemplateResult } from 'lit';
import { html, LitElement, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { CircleAlert } from 'lucide';
import { baseStyles } from '../../shared/base-styles.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import { booleanAttribute } from '../boolean-attribute.ts';
import { emit } from '../events.ts';
import {
  DEFAULT_SHORTCUTS,
  refusalOf,
  SHORTCUT_ACTIONS,
  shortcutKey,
  type ShortcutAction,
  type ShortcutRefusal,
  type Shortcuts,
} from '../shortcuts.ts';
import { keysTexts } from '../texts/keys/texts.ts';
import type { AnyTextKey } from '../views/mark.ts';
import { shortcutsStyles } from './shortcuts.styles.ts';

/**
 * The dialog Preferences: what each key does, how to choose other keys, and what becomes of the customer's application.
 *
 * @element sideseat-shortcuts
 * @fires {CustomEvent<{ shortcuts: Shortcuts }>} sideseat-shortcuts - Other keys were chosen; the owner sets
 *   `shortcuts`.
 * @fires {CustomEvent} sideseat-dismiss - Close or Escape; the owner sets `open` to false.
 */
export class ShortcutsDialog extends LitElement {
  static override readonly styles = [baseStyles, shortcutsStyles];

  @property({ converter: booleanAttribute }) open = false;
  @property({ attribute: false }) shortcuts: Shortcuts = DEFAULT_SHORTCUTS;

  /** The action whose new keys are awaited. */
  @state() private choosing: ShortcutAction | null = null;
  @state() private refusal: { of: ShortcutAction; because: ShortcutRefusal } | null = null;
  @state() private said: { action: ShortcutAction } | 'reset' | null = null;
  readonly #texts = new Localized(this, keysTexts);

  protected override render(): TemplateResult {
    const t = this.#texts;
    return html`
      <sideseat-dialog
        heading=${t.t('shortcuts.title')}
        .open=${this.open && keysTexts.has(t.locale)}
        @sideseat-dismiss=${this.#forget}
      >
        ${this.open ? this.#renderList() : nothing}
        <button slot="actions" class="button quiet" type="button" @click=${this.#onReset}>
          ${t.t('shortcuts.reset')}
        </button>
        <button slot="actions" class="button primary" type="button" autofocus @click=${this.#dismiss}>
          ${t.t('close')}
        </button>
      </sideseat-dialog>
    `;
  }

  #renderList(): TemplateResult {
    const t = this.#texts;
    return html`
      <h3>${t.t('shortcuts.keys')}</h3>
      <p class="muted small">${t.t('shortcuts.lead')}</p>
      <ul>
        ${SHORTCUT_ACTIONS.map((action) => this.#renderRow(action))}
      </ul>
      <p class="muted small">${t.t('shortcuts.zoom')}</p>
      <p class="visually-hidden" role="status">${this.#renderSaid()}</p>
      <sideseat-helper-preference></sideseat-helper-preference>
    `;
  }

  #renderRow(action: ShortcutAction): TemplateResult {
    const t = this.#texts;
    const choosing = this.choosing === action;
    const because = this.refusal?.of === action ? this.refusal.because : null;
    return html`
      <li>
        <span class="action" id=${`action-${action}`}>${t.t(LABELS[action])}</span>
        <span class="keys" id=${`keys-${action}`}>${this.#renderKeys(this.shortcuts[action])}</span>
        <button
          class="button ${choosing ? 'primary' : ''}"
          type="button"
          id=${`change-${action}`}
          aria-labelledby=${`change-${action} action-${action}`}
          aria-describedby=${`keys-${action} problem-${action}`}
          @click=${() => this.#choose(action)}
          @keydown=${(event: KeyboardEvent) => this.#onKeydown(event, action)}
          @blur=${this.#stopChoosing}
        >
          ${t.t(choosing ? 'shortcuts.press' : 'shortcuts.change')}
        </button>
        <div class="problem" role="alert" id=${`problem-${action}`}>
          ${because ? html`<p class="error">${icon(CircleAlert)}<span>${this.#refusalText(because)}</span></p>` : nothing}
        </div>
      </li>
    `;
  }

  #renderKeys(key: string): TemplateResult {
    return html`<kbd>${this.#texts.t('key.Alt')}</kbd>+<kbd>${this.#texts.t('key.Shift')}</kbd>+<kbd
        >${ARROWS[key] ?? key}</kbd
      >`;
  }

  #renderSaid(): unknown {
    const t = this.#texts;
    if (this.said === null) return nothing;
    if (this.said === 'reset') return t.t('shortcuts.wereReset');
    const { action } = this.said;
    return t.t('shortcuts.saved', { action: t.t(LABELS[action]), keys: this.#keysText(this.shortcuts[action]) });
  }

  #refusalText(refusal: ShortcutRefusal): string {
    const t = this.#texts;
    if (refusal.reason !== 'taken') return t.t(`shortcuts.${refusal.reason}`);
    return t.t('shortcuts.taken', { action: t.t(LABELS[refusal.by]) });
  }

  #keysText(key: string): string {
    return `${this.#texts.t('key.Alt')}+${this.#texts.t('key.Shift')}+${ARROWS[key] ?? key}`;
  }

  #choose(action: ShortcutAction): void {
    this.choosing = action;
    this.refusal = null;
    this.said = null;
  }

  #onKeydown(event: KeyboardEvent, action: ShortcutAction): void {
    if (this.choosing !== action) return;
    // Tab goes on, and takes the wish back by leaving.
    if (event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (MODIFIERS.includes(event.key)) return;
    if (event.key === 'Escape') return this.#stopChoosing();
    this.#take(action, shortcutKey(event));
  }

  #take(action: ShortcutAction, key: string | null): void {
    const because = refusalOf(key, action, this.shortcuts);
    this.refusal = because && { of: action, because };
    if (because || key === null) return;
    this.#stopChoosing();
    this.said = { action };
    emit(this, 'sideseat-shortcuts', { shortcuts: { ...this.shortcuts, [action]: key } });
  }

  #stopChoosing(): void {
    this.choosing = null;
    this.refusal = null;
  }

  #onReset(): void {
    this.#stopChoosing();
    this.said = 'reset';
    emit(this, 'sideseat-shortcuts', { shortcuts: DEFAULT_SHORTCUTS });
  }

  #forget(): void {
    this.#stopChoosing();
    this.said = null;
  }

  #dismiss(): void {
    this.#forget();
    this.dispatchEvent(new CustomEvent('sideseat-dismiss', { bubbles: true, composed: true }));
  }
}

const MODIFIERS: readonly string[] = ['Alt', 'Shift', 'Control', 'Meta', 'AltGraph', 'CapsLock'];
/** As the buttons that do the same are called. */
const LABELS: Readonly<Record<ShortcutAction, AnyTextKey>> = {
  requestView: 'command.requestView',
  requestControl: 'command.requestControl',
  releaseControl: 'shortcut.releaseControl',
  stopSharing: 'window.stopSharing',
  newSession: 'sessions.new',
  sessionList: 'shortcut.sessionList',
  nextSession: 'shortcut.nextSession',
  previousSession: 'shortcut.previousSession',
  shortcuts: 'shortcuts.title',
};

const ARROWS: Readonly<Record<string, string>> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓' };

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-shortcuts': ShortcutsDialog;
  }
}

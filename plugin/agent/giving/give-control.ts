import type { PropertyValues, TemplateResult } from 'lit';
import { css, html, LitElement } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { LinkState } from '../../../gateway/client/session-link.ts';
import { baseStyles } from '../../shared/base-styles.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import type { AgentSession } from '../agent-state.ts';
import { booleanAttribute } from '../boolean-attribute.ts';
import { emit } from '../events.ts';
import { opensPicker, toRequestCommands } from '../views/request-command.ts';
import { givingTexts } from './texts/texts.ts';

/**
 * The caution before a customer is asked to control the agent's desktop, wherever Give control was pressed: what that opens
 * to the customer. It goes by itself where the command is not possible any more.
 *
 * @element sideseat-give-control
 * @fires {CustomEvent<{ sessionId: string, command: 'giveControl' }>} sideseat-command - OK was pressed; in the click's own
 *   task, which the browser's picker needs.
 * @fires {CustomEvent} sideseat-dismiss - OK, Cancel or Escape; the owner sets `open` to false.
 */
export class GiveControl extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: contents;
      }
    `,
  ];

  @property({ converter: booleanAttribute }) open = false;
  @property({ attribute: false }) session!: AgentSession;
  @property({ attribute: false }) link: LinkState = 'open';

  readonly #texts = new Localized(this, givingTexts);
  /** It is read out when it opens, so in the right language, unless that cannot be fetched. */
  @state() private isReadable = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('open') && this.open) void this.#prepare();
  }

  protected override updated(): void {
    if (this.open && !this.#isPossible()) this.#dismiss();
  }

  protected override render(): TemplateResult {
    const t = this.#texts;
    const name = html`<bdi>${this.session.view.name}</bdi>`;
    return html`
      <sideseat-dialog heading=${t.t('caution.title')} .open=${this.open && this.isReadable}>
        <p>${t.rich('caution.files', { name })}</p>
        <p>${t.rich('caution.seen', { name })}</p>
        <p class="muted small">
          ${t.rich(opensPicker('giveControl', this.session) ? 'caution.picks' : 'caution.asks', { name })}
        </p>
        <button slot="actions" class="button" type="button" autofocus @click=${this.#dismiss}>${t.t('cancel')}</button>
        <button slot="actions" class="button primary" type="button" @click=${this.#onOk}>${t.t('ok')}</button>
      </sideseat-dialog>
    `;
  }

  async #prepare(): Promise<void> {
    const { locale } = this.#texts;
    this.isReadable = givingTexts.has(locale);
    await givingTexts.load(locale).catch(() => undefined);
    this.isReadable = true;
  }

  #isPossible(): boolean {
    return toRequestCommands(this.session, this.link, 0).some(({ name, enabled }) => name === 'giveControl' && enabled);
  }

  #onOk(): void {
    this.#dismiss();
    emit(this, 'sideseat-command', { sessionId: this.session.view.sessionId, command: 'giveControl' });
  }

  #dismiss(): void {
    this.dispatchEvent(new CustomEvent('sideseat-dismiss', { bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-give-control': GiveControl;
  }
}

import type { PropertyValues, TemplateResult } from 'lit';
import { css, html, LitElement, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { Link2, Hash } from 'lucide';
import type { AgentAccount } from '../../../gateway/protocol/http.ts';
import type { ErrorCode } from '../../../gateway/protocol/vocabulary.ts';
import { baseStyles } from '../../shared/base-styles.ts';
import { systemClock, type Clock } from '../../shared/clock.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import type { InviteKind } from '../agent-client.ts';
import type { AgentSession, Creation } from '../agent-state.ts';
import { booleanAttribute } from '../boolean-attribute.ts';
import { emit } from '../events.ts';
import { onTablistKeydown } from '../tabs.ts';
import { invitingTexts } from '../texts/inviting/texts.ts';
import { liveStyles, tabStyles } from './styles.ts';
import { renderProblem } from './templates.ts';

/**
 * The dialog Create new session: a name, then a PIN code or a link, which it shows large until it is closed.
 *
 * @element sideseat-new-session
 * @fires {CustomEvent<{ name: string, invite: 'pin' | 'link' }>} sideseat-create - Create was pressed.
 * @fires {CustomEvent<{ sessionId: string }>} sideseat-open - Open session was pressed.
 * @fires {CustomEvent} sideseat-dismiss - Close, Cancel or Escape; the owner sets `open` to false.
 */
export class NewSession extends LitElement {
  static override readonly styles = [
    baseStyles,
    tabStyles,
    liveStyles,
    css`
      :host {
        display: contents;
        --sideseat-dialog-width: 480px;
      }

      form,
      .result {
        display: grid;
        gap: var(--ss-space-4);
      }

      [role='tablist'] {
        border-bottom: var(--ss-line);
      }

      [role='tabpanel'] {
        display: grid;
        gap: var(--ss-space-3);
        justify-items: start;
        padding-top: var(--ss-space-3);
      }

      .who {
        font-weight: 600;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ converter: booleanAttribute }) open = false;
  @property({ attribute: false }) account!: AgentAccount;
  @property({ attribute: false }) creation: Creation = { phase: 'idle' };
  /** The session that was created, as soon as the server told of it. */
  @property({ attribute: false }) session: AgentSession | null = null;
  @property({ attribute: false }) clock: Clock = systemClock;

  @state() private method: InviteKind = 'pin';
  @query('#name') private readonly nameField!: HTMLInputElement | null;
  readonly #texts = new Localized(this, invitingTexts);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('open') && this.open) this.method = this.account.rights.usePin ? 'pin' : 'link';
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!this.open || !changed.has('creation')) return;
    if (this.creation.phase === 'refused') this.nameField?.focus();
    if (this.creation.phase === 'done') this.renderRoot.querySelector<HTMLElement>('#close')?.focus();
  }

  /** Complete when its dialog has opened or closed. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const complete = await super.getUpdateComplete();
    await this.renderRoot.querySelector('sideseat-dialog')?.updateComplete;
    return complete;
  }

  protected override render(): TemplateResult {
    const done = this.creation.phase === 'done';
    return html`
      <sideseat-dialog heading=${this.#texts.t('new.title')} .open=${this.open}>
        ${this.open ? (done ? this.#renderResult() : this.#renderForm()) : nothing}
        ${this.open ? this.#renderActions(done) : nothing}
      </sideseat-dialog>
    `;
  }

  #renderForm(): TemplateResult {
    const t = this.#texts;
    const failure = this.creation.phase === 'refused' ? this.creation.failure : null;
    const ofName = failure?.code.startsWith('E_NAME_') ?? false;
    return html`
      <form id="form" novalidate @submit=${this.#onSubmit}>
        <div class="field">
          <label for="name">${t.t('new.name')}</label>
          <input
            id="name"
            class="input"
            autofocus
            autocomplete="off"
            maxlength="4096"
            aria-invalid=${ofName}
            aria-describedby="name-problem name-hint"
          />
          ${renderProblem('name-problem', t, ofName ? failure : null)}
          <p id="name-hint" class="muted small">${t.t('new.nameHint')}</p>
        </div>
        <div>
          <div role="tablist" aria-label=${t.t('new.method')} @keydown=${onTablistKeydown}>
            ${this.#renderTab('pin')} ${this.#renderTab('link')}
          </div>
          <div role="tabpanel" id="method" aria-labelledby=${`tab-${this.method}`}>
            <p class="muted">${t.t(this.method === 'pin' ? 'new.pinLead' : 'new.linkLead')}</p>
            ${this.#renderCreate()} ${renderProblem('problem', t, ofName ? null : failure)}
          </div>
        </div>
      </form>
    `;
  }

  #renderTab(method: InviteKind): TemplateResult {
    const selected = this.method === method;
    return html`
      <button
        type="button"
        role="tab"
        id=${`tab-${method}`}
        aria-selected=${selected}
        aria-controls="method"
        tabindex=${selected ? 0 : -1}
        @click=${() => {
          this.method = method;
        }}
      >
        ${icon(method === 'pin' ? Hash : Link2)}<span>${this.#texts.t(method === 'pin' ? 'new.pin' : 'new.link')}</span>
      </button>
    `;
  }

  #renderCreate(): TemplateResult {
    const t = this.#texts;
    const refusal = this.#refusal();
    const busy = this.creation.phase === 'busy';
    const label = this.method === 'pin' ? 'new.createPin' : 'new.createLink';
    return html`
      ${refusal ? html`<p id="why">${t.t(`error.${refusal}`)}</p>` : nothing}
      <button
        class="button primary"
        type="submit"
        aria-disabled=${refusal !== null || busy}
        aria-describedby=${refusal ? 'why' : nothing}
      >
        ${t.t(busy ? 'new.creating' : label)}
      </button>
    `;
  }

  #renderResult(): TemplateResult {
    const t = this.#texts;
    if (!this.session) return html`<p role="status">${t.t('new.creating')}</p>`;
    return html`
      <div class="result">
        <bdi class="who">${this.session.view.name}</bdi>
        <sideseat-invite .session=${this.session} .joinUrls=${this.account.joinUrls} .clock=${this.clock}>
        </sideseat-invite>
      </div>
    `;
  }

  #renderActions(done: boolean): TemplateResult {
    const t = this.#texts;
    const joined = done && this.session && this.session.view.status !== 'connecting';
    return html`
      ${done
        ? html`
            <button slot="actions" class="button ${joined ? 'primary' : ''}" type="button" @click=${this.#onOpen}>
              ${t.t('invite.open')}
            </button>
          `
        : nothing}
      <button slot="actions" id="close" class="button" type="button" @click=${this.#onClose}>
        ${t.t(done ? 'close' : 'cancel')}
      </button>
    `;
  }

  /** Why the chosen way is not open to this agent. */
  #refusal(): ErrorCode | null {
    const { startPrivateSessions, usePin } = this.account.rights;
    if (!startPrivateSessions) return 'E_RIGHT_PRIVATE_SESSIONS';
    return this.method === 'pin' && !usePin ? 'E_RIGHT_PIN' : null;
  }

  #onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    if (this.creation.phase === 'busy' || this.#refusal()) return;
    emit(this, 'sideseat-create', { name: this.nameField?.value ?? '', invite: this.method });
  }

  #onOpen(): void {
    if (this.session) emit(this, 'sideseat-open', { sessionId: this.session.view.sessionId });
  }

  #onClose(): void {
    this.dispatchEvent(new CustomEvent('sideseat-dismiss', { bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-new-session': NewSession;
  }
}

import type { TemplateResult } from 'lit';
import { css, html, LitElement, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { Check, Copy, RefreshCw } from 'lucide';
import { baseStyles } from '../../shared/base-styles.ts';
import { systemClock, type Clock } from '../../shared/clock.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import { remainingMs, type AgentSession } from '../agent-state.ts';
import { emit } from '../events.ts';
import { invitingTexts } from '../texts/inviting/texts.ts';
import { Ticker } from '../ticker.ts';
import { toRefusal } from '../views/refusal.ts';
import { liveStyles } from './styles.ts';
import { renderProblem } from './templates.ts';

/**
 * How a customer gets into one session: the PIN with the address to tell, or the link to send, how long it is valid,
 * and how to make a new one.
 *
 * @element sideseat-invite
 * @fires {CustomEvent<{ sessionId: string, invite: 'pin' | 'link' }>} sideseat-invite - A new PIN or link is wanted.
 */
export class InviteDetails extends LitElement {
  static override readonly styles = [
    baseStyles,
    liveStyles,
    css`
      :host {
        display: grid;
        gap: var(--ss-space-3);
      }

      .code {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--ss-space-2) var(--ss-space-4);
        padding: var(--ss-space-3) var(--ss-space-4);
        background: color-mix(in srgb, var(--ss-accent) 8%, var(--ss-surface));
        border: 1px solid color-mix(in srgb, var(--ss-accent) 35%, var(--ss-border));
        border-radius: var(--ss-radius);
      }

      .code.expired {
        background: transparent;
        border: 1px dashed var(--ss-border);
      }

      .code > div {
        flex: 1 1 auto;
        min-width: 0;
      }

      .label {
        display: block;
        font-size: var(--ss-size-s);
        color: var(--ss-muted);
      }

      output {
        display: block;
        overflow-wrap: anywhere;
        user-select: all;
      }

      output.pin {
        font-size: 2rem;
        line-height: 1.2;
        font-weight: 650;
        font-variant-numeric: tabular-nums;
        letter-spacing: 0.02em;
      }

      .group + .group {
        margin-left: 0.4em;
      }

      .expired output {
        color: var(--ss-muted);
        text-decoration: line-through;
      }

      .address {
        font-weight: 600;
        overflow-wrap: anywhere;
        user-select: all;
      }
    `,
  ];

  @property({ attribute: false }) session!: AgentSession;
  /** Where customers enter a PIN, the main one first. */
  @property({ attribute: false }) joinUrls: readonly string[] = [];
  @property({ attribute: false }) clock: Clock = systemClock;
  /** Writes to the clipboard; tests and hosts that forbid it bring their own. */
  @property({ attribute: false }) copyText: (text: string) => Promise<void> = (text) =>
    navigator.clipboard.writeText(text);

  @state() private copied: 'no' | 'yes' | 'failed' = 'no';
  @query('output') private readonly output!: HTMLOutputElement;
  readonly #texts = new Localized(this, invitingTexts);
  readonly #ticker = new Ticker(this, 1_000, () => this.clock, () => this.session?.view.invite?.expired === false);

  protected override render(): TemplateResult {
    const { invite, status } = this.session.view;
    const t = this.#texts;
    if (status !== 'connecting') return html`<p role="status">${icon(Check)} ${t.t('invite.used')}</p>`;
    if (!invite) return this.#renderHidden();
    const leftMs = remainingMs(this.session, invite.expiresInMs, this.#ticker.nowMs);
    const expired = invite.expired || leftMs === 0;
    const isPin = invite.kind === 'pin';
    const time = t.formatDuration(leftMs);
    return html`
      ${expired ? nothing : html`<p>${t.t(isPin ? 'invite.tell' : 'invite.sendLink')}</p>`}
      ${isPin && !expired ? this.#renderAddresses() : nothing}
      <div class="code ${expired ? 'expired' : ''}">
        <div>
          <span class="label" id="label">${t.t(isPin ? 'invite.pinLabel' : 'invite.linkLabel')}</span>
          <output class=${invite.kind} aria-labelledby="label">${isPin ? renderPin(invite.code) : this.#url()}</output>
        </div>
        ${expired ? nothing : this.#renderCopy(isPin)}
      </div>
      <div role="status" class="live">
        ${this.copied === 'failed' ? html`<p class="small">${t.t('common.copyFailed')}</p>` : nothing}
        ${expired ? html`<p>${t.t('invite.expired')}</p>` : nothing}
      </div>
      <div class="row">
        ${expired ? nothing : html`<span class="muted small">${t.t('invite.valid', { time })}</span>`}
        ${this.#renderRenew(isPin, expired)}
      </div>
      ${this.#renderProblem()}
    `;
  }

  /** It was used by somebody whose page is not there, or nobody but the customer knows it any more. */
  #renderHidden(): TemplateResult {
    const { joining } = this.session.view;
    return html`
      <p role="status">${this.#texts.t(joining ? 'invite.joining' : 'invite.hidden')}</p>
      <p class="muted">${this.#texts.t('invite.anew')}</p>
      <div class="row">${this.#renderRenew(true, false)} ${this.#renderRenew(false, false)}</div>
      ${this.#renderProblem()}
    `;
  }

  #renderProblem(): TemplateResult {
    return renderProblem('problem', this.#texts, toRefusal(this.session, ['invite'], this.#ticker.nowMs));
  }

  #renderAddresses(): TemplateResult {
    const [main, ...fallbacks] = this.joinUrls;
    const otherwise = this.#texts.t('invite.tellFallback');
    return html`
      <p class="address">${main}</p>
      ${fallbacks.map(
        (url) => html`<p class="small muted">${otherwise} <span class="address">${url}</span></p>`,
      )}
    `;
  }

  #renderCopy(isPin: boolean): TemplateResult {
    const done = this.copied === 'yes';
    const label = this.#texts.t(done ? 'common.copied' : 'common.copy');
    const name = this.#texts.t(isPin ? 'invite.copyPin' : 'invite.copyLink');
    return html`
      <button class="button" type="button" @click=${this.#onCopy} aria-label=${name}>
        ${icon(done ? Check : Copy)}<span aria-hidden="true">${label}</span>
      </button>
      <span class="visually-hidden" role="status">${done ? this.#texts.t('common.copied') : nothing}</span>
    `;
  }

  #renderRenew(isPin: boolean, expired: boolean): TemplateResult {
    const { availability } = this.session.view;
    const refusal = isPin ? availability.invitePin : availability.inviteLink;
    const busy = this.session.command?.phase === 'busy';
    return html`
      <button
        class="button ${expired ? 'primary' : 'quiet'}"
        type="button"
        aria-disabled=${refusal !== null || busy}
        title=${refusal ? this.#texts.t(`error.${refusal}`) : nothing}
        @click=${() => this.#onRenew(refusal !== null || busy, isPin)}
      >
        ${icon(RefreshCw)}${this.#texts.t(isPin ? 'invite.renewPin' : 'invite.renewLink')}
      </button>
    `;
  }

  #url(): string {
    const path = this.session.view.invite?.code ?? '';
    return new URL(path, this.joinUrls[0] ?? location.href).href;
  }

  #onRenew(disabled: boolean, isPin: boolean): void {
    if (disabled) return;
    this.copied = 'no';
    emit(this, 'sideseat-invite', { sessionId: this.session.view.sessionId, invite: isPin ? 'pin' : 'link' });
  }

  /** The PIN is copied without the spaces that make it readable. */
  async #onCopy(): Promise<void> {
    const { invite } = this.session.view;
    try {
      await this.copyText(invite?.kind === 'pin' ? invite.code : this.#url());
      this.copied = 'yes';
    } catch {
      this.copied = 'failed';
      getSelection()?.selectAllChildren(this.output);
    }
  }
}

/** Groups of three, apart by a margin and not by a space: selecting and copying gives the plain digits. */
const renderPin = (pin: string): TemplateResult[] =>
  (pin.match(/.{1,3}/g) ?? []).map((group) => html`<span class="group">${group}</span>`);

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-invite': InviteDetails;
  }
}

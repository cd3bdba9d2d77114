import type { TemplateResult } from 'lit';
import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { baseStyles, failureText, Localized, type Failure } from '../../agent/hosting.ts';
import { hostTexts, type HostTextKey } from '../texts/texts.ts';

/**
 * What the panel says instead of the dashboard: why nobody is signed in, and the way out.
 *
 * @element sideseat-panel-message
 * @fires {CustomEvent} sideseat-retry - The button was pressed.
 */
export class PanelMessage extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        align-content: center;
        justify-items: center;
        gap: var(--ss-space-3);
        box-sizing: border-box;
        padding: var(--ss-space-6) var(--ss-space-4);
        text-align: center;
      }

      h2 {
        margin-block-end: var(--ss-space-2);
        font-size: var(--ss-size-l);
      }

      p {
        max-width: 46ch;
        color: var(--ss-muted);
      }
    `,
  ];

  /** Why nobody is signed in: signed out, no token from the host, or what the server answered. */
  @property({ attribute: false }) reason: 'signedOut' | 'noToken' | Failure = 'signedOut';

  readonly #texts = new Localized(this, hostTexts);

  protected override render(): TemplateResult {
    const { reason } = this;
    const t = this.#texts;
    if (reason === 'signedOut') return this.#renderBox('host.signedOut', '', 'host.signInAgain');
    if (reason === 'noToken') return this.#renderBox('host.failed', t.t('host.noToken'));
    return this.#renderBox('host.failed', failureText(t, reason), 'host.tryAgain');
  }

  #renderBox(title: HostTextKey, detail: string, action?: HostTextKey): TemplateResult {
    const t = this.#texts;
    const retry = (): boolean => this.dispatchEvent(new CustomEvent('sideseat-retry'));
    return html`
      <div role="alert">
        <h2>${t.t(title)}</h2>
        ${detail === '' ? nothing : html`<p>${detail}</p>`}
      </div>
      ${action === undefined
        ? nothing
        : html`<button class="button primary" type="button" @click=${retry}>${t.t(action)}</button>`}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-panel-message': PanelMessage;
  }
}

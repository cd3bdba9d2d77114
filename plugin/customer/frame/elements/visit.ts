import type { TemplateResult } from 'lit';
import { html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { CircleAlert, Eye, Headset, LoaderCircle, Maximize2, Minus, MousePointer2, OctagonX, WifiOff } from 'lucide';
import { Localized } from '../../../shared/i18n/localized.ts';
import { icon } from '../../../shared/icon.ts';
import type { Failure } from '../../../shared/texts/texts.ts';
import { failureText } from '../../../shared/texts/texts.ts';
import { frameTexts } from '../texts/texts.ts';
import { toVisitView, type VisitView } from '../visit-view.ts';
import { visitStyles } from './visit.styles.ts';

/**
 * The frame in a site's page around what a connected customer sees: its head, the way to and from an agent, and, made small, one
 * line that still says who sees what, and stops it.
 *
 * @element sideseat-visit
 * @slot - What a connected customer sees.
 * @fires {CustomEvent<{ isSmall: boolean }>} sideseat-resize-visit - Make smaller or Open was pressed.
 * @fires {CustomEvent} sideseat-stop-sharing - Stop sharing was pressed in the small frame.
 * @fires {CustomEvent} sideseat-stop-control - Stop control was pressed there: the page is still seen.
 * @fires {CustomEvent} sideseat-connect - Connect again was pressed.
 * @fires {CustomEvent} sideseat-close-visit - Close was pressed.
 */
export class Visit extends LitElement {
  static override readonly styles = visitStyles;

  @property({ attribute: false }) visit: VisitView = toVisitView('connecting', null);
  /** Why there is no connection. */
  @property({ attribute: false }) failure: Failure | null = null;
  @property({ type: Boolean }) isSmall = false;

  readonly #texts = new Localized(this, frameTexts);

  protected override render(): TemplateResult {
    const { visit } = this;
    if (this.isSmall && !visit.isAsking) return this.#renderSmall(visit);
    return html`
      <header class="head">
        <span class="title">${icon(this.#iconOf(visit))} <span>${this.#words(visit)}</span></span>
        <span class="tools">
          <sideseat-language-menu></sideseat-language-menu>
          <button class="button quiet" type="button" ?disabled=${visit.isAsking} @click=${() => this.#resize(true)}>
            ${icon(Minus)} <span class="visually-hidden">${this.#texts.t('frame.small')}</span>
          </button>
        </span>
      </header>
      <main>${visit.stage === 'open' ? html`<slot></slot>` : this.#renderUnconnected(visit)}</main>
    `;
  }

  #renderSmall(visit: VisitView): TemplateResult {
    const t = this.#texts;
    return html`
      <div class="small-bar ${visit.isSharing ? 'sharing' : ''} ${visit.use ? 'used' : ''}">
        <span class="title">${icon(this.#iconOf(visit))} <span>${this.#words(visit)}</span></span>
        <span class="commands">
          ${visit.isSharing
            ? html`<button class="button stop" type="button" @click=${() => this.#emit('stop-sharing')}>${icon(OctagonX)} ${t.t('frame.stop')}</button>`
            : nothing}
          ${visit.use?.isAdded
            ? html`<button class="button" type="button" @click=${() => this.#emit('stop-control')}>${t.t('frame.stopUse')}</button>`
            : nothing}
          <button class="button" type="button" @click=${() => this.#resize(false)}>${icon(Maximize2)} ${t.t('frame.large')}</button>
        </span>
      </div>
      <slot hidden></slot>
    `;
  }

  #renderUnconnected({ stage }: VisitView): TemplateResult {
    const t = this.#texts;
    if (stage === 'connecting') {
      return html`<p class="card banner"><span class="turning">${icon(LoaderCircle)}</span> <span>${t.t('frame.connecting')}</span></p>`;
    }
    const why = this.failure && this.failure.code !== 'E_NOT_JOINED' ? failureText(t, this.failure) : null;
    return html`
      <div class="card">
        ${why === null ? nothing : html`<p class="error" role="alert">${icon(CircleAlert)} <span>${why}</span></p>`}
        <p>${t.t(stage === 'lost' ? 'frame.lost' : 'frame.failed')}</p>
        ${this.failure?.code === 'E_PAGE_FORBIDDEN' ? nothing : html`<button class="button primary" type="button" @click=${() => this.#emit('connect')}>${t.t('frame.again')}</button>`}
        <button class="button" type="button" @click=${() => this.#emit('close-visit')}>${t.t('frame.close')}</button>
      </div>
    `;
  }

  #words({ words, agentName, company }: VisitView): string {
    const agent = agentName === null ? company : this.#texts.t('agent.named', { agent: agentName });
    return this.#texts.t(`frame.state.${words}`, { agent });
  }

  #iconOf({ words, isSharing, use }: VisitView) {
    if (words === 'interrupted' || words === 'paused') return WifiOff;
    if (words === 'connecting' || words === 'starting') return LoaderCircle;
    if (use) return MousePointer2;
    return isSharing ? Eye : Headset;
  }

  #resize(isSmall: boolean): void {
    this.dispatchEvent(new CustomEvent('sideseat-resize-visit', { detail: { isSmall }, bubbles: true, composed: true }));
  }

  #emit(event: 'stop-sharing' | 'stop-control' | 'connect' | 'close-visit'): void {
    this.dispatchEvent(new CustomEvent(`sideseat-${event}`, { bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-visit': Visit;
  }
  interface HTMLElementEventMap {
    'sideseat-resize-visit': CustomEvent<{ isSmall: boolean }>;
    'sideseat-connect': CustomEvent<void>;
    'sideseat-close-visit': CustomEvent<void>;
  }
}

import type { TemplateResult } from 'lit';
import { css, html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { Eye, EyeOff, LoaderCircle } from 'lucide';
import { baseStyles } from '../../shared/base-styles.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import type { SharingView } from '../page-view.ts';
import { customerTexts } from '../texts/texts.ts';

const ICONS = { starting: LoaderCircle, opening: LoaderCircle, watched: Eye, unwatched: EyeOff } as const;

/**
 * Says, as long as something is shared, what it is, who sees it, and since when.
 *
 * @element sideseat-desktop-view
 * @slot - What else there is to say of it.
 * @csspart region - The box.
 */
export class DesktopView extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      .card {
        gap: var(--ss-space-2);
        border: 2px solid var(--ss-view);
      }

      .name {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--ss-space-2);
        align-items: center;
        font-weight: 600;
        color: var(--ss-view);
      }

      .dot {
        width: 10px;
        height: 10px;
        background: currentColor;
        border-radius: 50%;
        forced-color-adjust: none;
        animation: pulse 2s ease-in-out infinite;
      }

      .since {
        margin-inline-start: auto;
        font-weight: 400;
        color: var(--ss-muted);
      }

      h2 {
        font-size: min(var(--ss-size-xl), 9vw);
        overflow-wrap: anywhere;
      }

      .who {
        display: flex;
        gap: var(--ss-space-2);
        font-size: var(--ss-size-l);
      }

      .who .icon {
        margin-top: 0.15em;
        color: var(--ss-view);
      }

      .unwatched .icon {
        color: var(--ss-stopped);
      }

      @keyframes pulse {
        50% {
          opacity: 0.35;
        }
      }
    `,
  ];

  @property({ attribute: false }) sharing: SharingView | null = null;
  @property() agentName = '';

  readonly #texts = new Localized(this, customerTexts);

  protected override render(): TemplateResult | typeof nothing {
    if (!this.sharing) return nothing;
    const { phase, surface, sinceAtMs } = this.sharing;
    const t = this.#texts;
    return html`
      <section part="region" class="card" role="region" aria-labelledby="name">
        <p class="name">
          <span class="dot"></span><span id="name">${t.t(surface === 'page' ? 'sharing.regionPage' : 'sharing.region')}</span>
          ${sinceAtMs === null
            ? nothing
            : html`<span class="since small">${t.t('sharing.since', { time: t.formatTime(sinceAtMs) })}</span>`}
        </p>
        ${phase === 'starting' ? nothing : html`<h2>${t.t(`sharing.title.${surface}`)}</h2>`}
        <p class="who ${phase}">
          ${icon(ICONS[phase])}
          <span>${t.rich(`sharing.${phase}`, { agent: html`<b>${this.agentName}</b>` })}</span>
        </p>
        ${surface === 'monitor' || surface === 'window'
          ? html`<p class="muted">${t.t(`sharing.hint.${surface}`)}</p>`
          : nothing}
        <slot></slot>
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-desktop-view': DesktopView;
  }
}

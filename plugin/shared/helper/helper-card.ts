import type { PropertyValues, TemplateResult } from 'lit';
import { css, html, LitElement, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { Check, Copy, LoaderCircle, MonitorCog, RefreshCw, ShieldCheck } from 'lucide';
import { baseStyles } from '../base-styles.ts';
import type { Clock } from '../clock.ts';
import { systemClock } from '../clock.ts';
import { Localized } from '../i18n/localized.ts';
import { icon } from '../icon.ts';
import { HelperCode, type InviteHelper } from './helper-code.ts';
import { helperTexts } from './texts/texts.ts';

const SAFE = ['ends', 'noInstall', 'nothingBefore', 'stop'] as const;

/**
 * The step between OK and control, for the person whose desktop it is, on either page: how to start the helper, why that is
 * safe, and the line to paste; or what to do where it runs on a screen that it cannot use. The code in the line is asked for
 * when the card first needs it, once more when its time is over, and after a failure when the link is back.
 *
 * @element sideseat-helper-card
 * @csspart card - The box.
 */
export class HelperCard extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        container-type: inline-size;
      }

      .card {
        border: 2px solid var(--ss-asking);
      }

      h2 {
        display: flex;
        gap: var(--ss-space-2);
        font-size: var(--ss-size-l);
      }

      h2 .icon {
        color: var(--ss-asking);
      }

      .unable {
        border-color: var(--ss-warning);
      }

      .unable .icon {
        color: var(--ss-warning);
      }

      ul {
        display: grid;
        gap: var(--ss-space-1);
        padding: 0;
        list-style: none;
      }

      li {
        display: flex;
        gap: var(--ss-space-2);
      }

      li .icon {
        margin-top: 0.15em;
        color: var(--ss-view);
      }

      .about {
        display: grid;
        gap: var(--ss-space-3);
        align-content: start;
      }

      .line {
        display: grid;
        gap: var(--ss-space-2);
        align-content: start;
      }

      /* On a wide page side by side: it stands above what else is to be seen there. */
      @container (min-width: 860px) {
        .card {
          grid-template-columns: 1fr 1fr;
          column-gap: var(--ss-space-6);
        }

        h2,
        .unable p {
          grid-column: 1 / -1;
        }
      }

      code {
        display: block;
        padding: var(--ss-space-3);
        font: var(--ss-size-s) / 1.5 ui-monospace, 'DejaVu Sans Mono', monospace;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        word-break: normal;
        user-select: all;
        background: var(--ss-bg);
        border: 1px solid var(--ss-control-border);
        border-radius: var(--ss-radius);
      }

      .button {
        justify-self: start;
        min-height: 48px;
      }

      .busy .icon {
        animation: turn 1.6s linear infinite;
      }

      @keyframes turn {
        to {
          transform: rotate(360deg);
        }
      }
    `,
  ];

  /** Who can control this desktop then. */
  @property() viewerName = '';
  /** A helper runs, and cannot use this screen. */
  @property({ attribute: false }) isUnable = false;
  /** Whether the link is open: a code can be asked for. */
  @property({ attribute: false }) isOnline = true;
  @property({ attribute: false }) inviteHelper: InviteHelper = async () => null;
  /** Where the helper is fetched from, and what it connects to. */
  @property() origin = location.origin;
  /** Writes to the clipboard; tests bring their own. */
  @property({ attribute: false }) copyText: (text: string) => Promise<void> = (text) => navigator.clipboard.writeText(text);
  @property({ attribute: false }) clock: Clock = systemClock;

  /** What came of Copy, for which code. */
  @state() private copied: { code: string | null; isDone: boolean } | null = null;
  @query('code') private readonly line!: HTMLElement | null;

  readonly #texts = new Localized(this, helperTexts);
  readonly #code = new HelperCode(this, () => this.inviteHelper(), () => this.clock);
  #hasAsked = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const isBack = changed.has('isOnline') && this.isOnline && this.#code.hasFailed;
    const isNeeded = !this.isUnable && (!this.#hasAsked || isBack);
    // The helper that runs has used the code up.
    this.#hasAsked = !this.isUnable;
    if (isNeeded) void this.#code.ask();
  }

  protected override render(): TemplateResult {
    const t = this.#texts;
    if (this.isUnable) {
      return html`
        <section part="card" class="card unable" aria-labelledby="title">
          <h2 id="title">${icon(MonitorCog)} <span>${t.t('helper.unableTitle')}</span></h2>
          <p>${t.t('helper.unableHow')}</p>
        </section>
      `;
    }
    return html`
      <section part="card" class="card" aria-labelledby="title">
        <h2 id="title">${icon(MonitorCog)} <span>${t.t('helper.title')}</span></h2>
        <div class="about">
          <p>${t.rich('helper.lead', { viewer: html`<b><bdi>${this.viewerName}</bdi></b>` })}</p>
          <ul>
            ${SAFE.map((key) => html`<li>${icon(ShieldCheck)} <span>${t.t(`helper.safe.${key}`)}</span></li>`)}
          </ul>
          <p class="muted">${t.t('helper.needs')}</p>
        </div>
        ${this.#renderLine()}
      </section>
    `;
  }

  #renderLine(): TemplateResult {
    const t = this.#texts;
    const { value: code, hasFailed, endsAtMs } = this.#code;
    if (hasFailed) {
      return html`
        <div class="line">
          <p class="error" role="alert">${t.t('helper.failed')}</p>
          <button class="button" type="button" @click=${() => void this.#code.ask()}>
            ${icon(RefreshCw)} ${t.t('helper.tryAgain')}
          </button>
        </div>
      `;
    }
    if (code === null) return html`<p class="busy" role="status">${icon(LoaderCircle)} ${t.t('helper.loading')}</p>`;
    const copied = this.copied?.code === code ? this.copied : null;
    return html`
      <div class="line">
        <p id="how">${t.t('helper.how')}</p>
        <code role="group" aria-label=${t.t('helper.command')} tabindex="0" lang="en" translate="no">${this.#command(code)}</code>
        <button class="button primary" type="button" @click=${this.#onCopy}>
          ${icon(copied?.isDone ? Check : Copy)} ${t.t(copied?.isDone ? 'helper.copied' : 'helper.copy')}
        </button>
        <p class="small muted">${t.t('helper.valid', { time: t.formatTime(endsAtMs) })}</p>
        <p class="small" role="status" ?hidden=${copied === null}>
          ${copied === null ? nothing : t.t(copied.isDone ? 'helper.copied' : 'helper.copyFailed')}
        </p>
      </div>
    `;
  }

  #command(code: string): string {
    const file = 'sideseat-helper.mjs';
    return `curl -fsS ${this.origin}/helper/${file} -o ${file} && node ${file} ${this.origin} ${code}`;
  }

  async #onCopy(): Promise<void> {
    const code = this.#code.value;
    if (code === null) return;
    try {
      await this.copyText(this.#command(code));
      this.copied = { code, isDone: true };
    } catch {
      this.copied = { code, isDone: false };
      if (this.line) getSelection()?.selectAllChildren(this.line);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-helper-card': HelperCard;
  }
}

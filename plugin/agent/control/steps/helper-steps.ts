import type { TemplateResult } from 'lit';
import { css, html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { Check } from 'lucide';
import type { ControlView, HelperState } from '../../../../gateway/protocol/views.ts';
import type { Locale } from '../../../../gateway/protocol/vocabulary.ts';
import { baseStyles } from '../../../shared/base-styles.ts';
import { fillParts, fillText } from '../../../shared/i18n/texts.ts';
import { icon } from '../../../shared/icon.ts';
import { PortableElement } from '../../../shared/portable-element.ts';
import { stepsTexts } from './texts/texts.ts';

/** From the download on the customer's page to the helper that runs there. */
const STEPS = ['offered', 'downloading', 'downloaded', 'started', 'connected'] as const;
type Step = (typeof STEPS)[number];

const STEP_OF: Readonly<Record<HelperState, Step>> = {
  absent: 'offered',
  downloading: 'downloading',
  downloaded: 'downloaded',
  started: 'started',
  ready: 'connected',
  unable: 'connected',
};

/**
 * How far the customer is with the helper, in five steps, and what the agent can say meanwhile. It may stand in a window of its
 * own, where nobody tells it the language.
 *
 * @element sideseat-helper-steps
 */
export class HelperSteps extends PortableElement {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        flex: 1 0 100%;
        gap: var(--ss-space-1);
        min-width: 0;
        overflow-wrap: anywhere;
      }

      ol {
        display: flex;
        flex-wrap: wrap;
        gap: var(--ss-space-1) var(--ss-space-4);
        padding: 0;
        list-style: none;
      }

      li {
        display: flex;
        gap: var(--ss-space-1);
        align-items: center;
        color: var(--ss-muted);
      }

      [aria-current] {
        font-weight: 600;
        color: var(--ss-text);
      }

      .number {
        display: grid;
        place-items: center;
        width: 1.5em;
        height: 1.5em;
        font-size: var(--ss-size-s);
        border: 1px solid currentColor;
        border-radius: 50%;
      }

      [aria-current] .number {
        color: var(--ss-on-accent);
        background: var(--ss-accent);
        border-color: var(--ss-accent);
      }

      .done .number {
        color: var(--ss-view);
      }

      .number .icon {
        width: 1em;
        height: 1em;
      }

      .percent {
        min-width: 3em;
        font-variant-numeric: tabular-nums;
      }

      p:empty {
        position: absolute;
      }

      @media (forced-colors: active) {
        [aria-current] .number {
          border: 2px solid Highlight;
        }
      }
    `,
  ];

  /** What the server told of the helper. */
  @property({ attribute: false }) progress: Pick<ControlView, 'helper' | 'helperPercent'> = { helper: 'absent', helperPercent: null };
  @property() customer = '';
  @property() locale: Locale = 'en';

  protected override willUpdate(): void {
    if (stepsTexts.has(this.locale)) return;
    stepsTexts.load(this.locale).then(
      () => this.requestUpdate(),
      () => undefined, // English stays; the next update tries again.
    );
  }

  protected override render(): TemplateResult {
    const current = STEP_OF[this.progress.helper];
    const at = STEPS.indexOf(current);
    return html`
      <ol class="small" aria-label=${this.#text('steps.label', { step: at + 1, all: STEPS.length })}>
        ${STEPS.map((step, index) => this.#renderStep(step, index, at))}
      </ol>
      <p role="status">${this.#rich(`steps.now.${current}`)}</p>
      <p class="small muted">${this.#text('steps.say', { words: this.#text(`steps.say.${current}`) })}</p>
    `;
  }

  #renderStep(step: Step, index: number, at: number): TemplateResult {
    const isDone = index < at;
    return html`
      <li class=${isDone ? 'done' : ''} aria-current=${index === at ? 'step' : nothing}>
        <span class="number">${isDone ? icon(Check) : index + 1}</span>
        <span>${this.#text(`steps.${step}`)}</span>
        ${step === 'downloading' && index === at ? html`<span class="percent">${this.#percent()}</span>` : nothing}
      </li>
    `;
  }

  #percent(): string {
    const { helperPercent } = this.progress;
    if (helperPercent === null) return '';
    return new Intl.NumberFormat(this.locale, { style: 'percent' }).format(helperPercent / 100);
  }

  #text(key: Parameters<typeof stepsTexts.get>[1], params: Readonly<Record<string, string | number>> = {}): string {
    return fillText(stepsTexts.get(this.locale, key), params, this.locale);
  }

  #rich(key: `steps.now.${Step}`): unknown[] {
    return fillParts(stepsTexts.get(this.locale, key) as string, { name: html`<bdi>${this.customer}</bdi>` });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-helper-steps': HelperSteps;
  }
}

import type { PropertyValues, TemplateResult } from 'lit';
import { css, html, LitElement, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { CircleAlert, CircleCheck, ExternalLink, EyeOff } from 'lucide';
import type { SiteView } from '../../../gateway/protocol/admin.ts';
import type { PreviewPlace, PreviewReport } from '../../../gateway/protocol/preview.ts';
import type { SiteConfig } from '../../../gateway/protocol/site-config.ts';
import { baseStyles } from '../../shared/base-styles.ts';
import { ObservableController } from '../../shared/controllers/observable-controller.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { icon } from '../../shared/icon.ts';
import { emit } from '../events.ts';
import { adminFailureText } from '../failure-text.ts';
import type { PreviewShown, PreviewStore } from '../preview-store.ts';
import { adminTexts, type AdminTextKey } from '../texts/texts.ts';

/** What is said of a page of which nothing can be told now; of one that answers it is what was found. */
const STAGES = {
  opening: 'preview.waiting',
  waiting: 'preview.waiting',
  blocked: 'preview.blocked',
  silent: 'preview.silent',
  unseen: 'preview.unseen',
  over: 'preview.over',
} as const satisfies Partial<Record<PreviewShown['stage'], AdminTextKey>>;

/**
 * Tries a website's masks out on one of its pages, as they are typed: opens it in a tab of its own, where what is hidden is marked, and
 * lists what is seen there and looks private.
 *
 * @element sideseat-mask-preview
 * @fires {CustomEvent<{ selector: string }>} sideseat-mask-hide - Hide was pressed beside something that is seen.
 */
export class MaskPreview extends LitElement {
  static override readonly styles = [
    baseStyles,
    css`
      section {
        display: grid;
        gap: var(--ss-space-2);
      }

      h3 {
        font-size: inherit;
      }

      .open {
        display: flex;
        flex-wrap: wrap;
        gap: var(--ss-space-2);
      }

      .open .input {
        flex: 1 1 20em;
        min-width: 0;
      }

      [role='status'] {
        display: grid;
        gap: var(--ss-space-1);
        justify-items: start;
      }

      .line {
        display: flex;
        gap: var(--ss-space-2);
      }

      .line svg {
        flex: none;
        margin-top: 2px;
      }

      .line.warning {
        color: var(--ss-warning);
      }

      .line.good {
        color: var(--ss-view);
      }

      ul {
        padding: 0;
        border-top: var(--ss-line);
        list-style: none;
      }

      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: var(--ss-space-1) var(--ss-space-3);
        min-height: var(--ss-target);
        padding: var(--ss-space-1) 0;
        border-bottom: var(--ss-line);
      }

      .place {
        display: grid;
        flex: 1 1 12em;
        min-width: 0;
      }

      code {
        font-family: ui-monospace, monospace;
        font-size: var(--ss-size-s);
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) store: PreviewStore | undefined;
  /** `null`: a new one. */
  @property({ attribute: false }) site: SiteView | null = null;
  /** As it is typed. */
  @property({ attribute: false }) config!: SiteConfig;
  @property({ type: Boolean, attribute: 'read-only' }) readOnly = false;

  @state() private isElsewhere = false;

  @query('input') private readonly input!: HTMLInputElement;

  readonly #texts = new Localized(this, adminTexts);
  readonly #shown = new ObservableController<PreviewShown | undefined>(this, () => this.store?.state$, undefined);
  /** As they are listed, and the one whose button has the keyboard. */
  #places: readonly PreviewPlace[] = [];
  #focused: { readonly selector: string; readonly index: number } | null = null;

  protected override willUpdate(): void {
    const selector = (this.shadowRoot?.activeElement as HTMLElement | null)?.dataset['selector'];
    this.#focused = selector === undefined ? null : { selector, index: this.#places.findIndex((place) => place.selector === selector) };
    this.#places = this.#placesNow();
  }

  protected override updated(_changed: PropertyValues<this>): void {
    this.store?.change(this.#draft());
    this.#keepFocus();
  }

  protected override render(): TemplateResult {
    const t = this.#texts;
    const [origin] = this.#origins;
    return html`
      <section aria-labelledby="title">
        <h3 id="title" tabindex="-1">${t.t('preview.title')}</h3>
        <p class="muted small" id="hint">${t.t(origin === undefined ? 'preview.unpublished' : 'preview.hint')}</p>
        ${origin === undefined ? nothing : this.#renderOpen(origin)}
        <div role="status">${this.#renderStatus()}</div>
        ${this.#places.length === 0
          ? nothing
          : html`<ul aria-label=${t.t('preview.list')}>${repeat(this.#places, ({ selector }) => selector, (place) => this.#renderPlace(place))}</ul>`}
      </section>
    `;
  }

  #renderOpen(origin: string): TemplateResult {
    const t = this.#texts;
    return html`
      <div class="open">
        <input
          class="input"
          type="url"
          aria-label=${t.t('preview.address')}
          aria-describedby="hint problem"
          aria-invalid=${this.isElsewhere}
          placeholder="${origin}/"
          @keydown=${this.#onKeydown}
        />
        <button class="button" type="button" @click=${this.#onOpen}>${icon(ExternalLink)}<span>${t.t('preview.open')}</span></button>
      </div>
      <div id="problem" role="alert">
        ${this.isElsewhere ? html`<p class="error small">${icon(CircleAlert)}<span>${t.t('preview.elsewhere')}</span></p>` : nothing}
      </div>
    `;
  }

  #renderStatus(): TemplateResult | typeof nothing {
    const shown = this.#shown.value;
    const t = this.#texts;
    if (!shown) return nothing;
    const { stage, address, report, failure } = shown;
    if (failure) return html`<p class="error">${icon(CircleAlert)}<span>${adminFailureText(t, failure)}</span></p>`;
    if (stage === 'none') return nothing;
    const isStuck = stage === 'blocked' || stage === 'silent';
    const said = stage === 'seen' ? nothing : isStuck ? this.#renderWarning(STAGES[stage]) : html`<p>${t.t(STAGES[stage])}</p>`;
    return html`
      ${said}
      ${isStuck || stage === 'unseen'
        ? html`<a class="button" href=${address} target="_blank" rel="noopener">${icon(ExternalLink)}<span>${t.t('preview.openPage')}</span></a>`
        : nothing}
      ${stage === 'seen' || report ? this.#renderReport(shown) : nothing}
    `;
  }

  #renderReport({ stage, report, isCurrent }: PreviewShown): TemplateResult | typeof nothing {
    const t = this.#texts;
    if (!report || !isCurrent) return stage === 'seen' ? html`<p class="muted">${t.t('preview.looking')}</p>` : nothing;
    if (report.state !== 'ready') return html`<p>${t.t(`preview.page.${report.state}`)}</p>`;
    const hidden = html`<p class="line">${icon(EyeOff)}<span>${t.t('preview.hidden', { count: report.hidden })}</span></p>`;
    if (!areReadable(this.config)) return html`${hidden}${this.#renderWarning('preview.unreadable')}`;
    if (this.#places.length > 0) return html`${hidden}${this.#renderWarning('preview.seen', this.#places.length)}`;
    return html`${hidden}<p class="line good">${icon(CircleCheck)}<span>${t.t('preview.nothing')}</span></p>`;
  }

  #renderWarning(key: AdminTextKey, count = 0): TemplateResult {
    return html`<p class="line warning">${icon(CircleAlert)}<span>${this.#texts.t(key, { count })}</span></p>`;
  }

  #renderPlace({ selector, look, count, isBroad }: PreviewPlace): TemplateResult {
    const t = this.#texts;
    const hide = (): void => emit(this, 'sideseat-mask-hide', { selector });
    return html`
      <li>
        <span class="place">
          <code>${selector}</code>
          <span class="muted small">${t.t(`preview.look.${look}`)} · ${t.t('preview.count', { count })}</span>
          ${isBroad ? html`<span class="muted small">${t.t('preview.broad')}</span>` : nothing}
        </span>
        ${this.readOnly || isBroad
          ? nothing
          : html`
              <button class="button" type="button" data-selector=${selector} aria-label=${t.t('preview.hideOf', { selector })} @click=${hide}>
                ${t.t('preview.hide')}
              </button>
            `}
      </li>
    `;
  }

  /** What is published: only pages of these have our frame. */
  get #origins(): readonly string[] {
    return this.site?.published?.config.origins ?? [];
  }

  #draft(): { masks: SiteConfig['masks']; legend: string } {
    return { masks: this.config.masks, legend: this.#texts.t('preview.legend') };
  }

  /** Each selector once; what is hidden since is gone before the page says so. */
  #placesNow(): readonly PreviewPlace[] {
    const { report, isCurrent } = this.#shown.value ?? {};
    const places = new Map(placesOf(report).map((place) => [place.selector, place]));
    if (!isCurrent) for (const selector of this.config.masks.masks) places.delete(selector);
    return [...places.values()];
  }

  /** Where the line with the keyboard is gone, it goes on with the next one. */
  #keepFocus(): void {
    const { selector, index } = this.#focused ?? {};
    if (selector === undefined || this.#places.some((place) => place.selector === selector)) return;
    const buttons = [...this.renderRoot.querySelectorAll<HTMLElement>('li')].slice(index).map((line) => line.querySelector('button'));
    const next = buttons.find((button) => button !== null) ?? this.renderRoot.querySelector<HTMLElement>('li button') ?? this.renderRoot.querySelector<HTMLElement>('h3');
    next?.focus();
  }

  #onKeydown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.isComposing) return;
    event.preventDefault();
    this.#onOpen();
  }

  #onOpen(): void {
    const address = URL.parse(this.input.value.trim() || this.input.placeholder);
    const isOfSite = address !== null && this.#origins.some((origin) => URL.parse(origin)?.origin === address.origin);
    this.isElsewhere = !isOfSite;
    if (isOfSite && this.site) void this.store?.open(this.site.key, address, this.#draft());
    else this.input.focus();
  }
}

const placesOf = (report: PreviewReport | null | undefined): readonly PreviewPlace[] => report?.places ?? [];

/** Whether this browser can read all selectors; the recorder hides everything where it cannot. */
function areReadable({ masks: { masks, blocks, allows, noControl } }: SiteConfig): boolean {
  try {
    for (const selector of [...masks, ...blocks, ...allows, ...noControl]) document.createDocumentFragment().querySelector(selector);
    return true;
  } catch {
    return false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-mask-preview': MaskPreview;
  }
}

import type { PropertyValues, TemplateResult } from 'lit';
import { html, LitElement, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { Check, CircleAlert, Copy, LoaderCircle, MonitorCog, RefreshCw, ShieldCheck } from 'lucide';
import type { ControlView } from '../../../gateway/protocol/views.ts';
import { baseStyles } from '../base-styles.ts';
import type { Clock } from '../clock.ts';
import { systemClock } from '../clock.ts';
import { Localized } from '../i18n/localized.ts';
import { icon } from '../icon.ts';
import { KeepFocus } from '../keep-focus.ts';
import { helperCardStyles } from './helper-card.styles.ts';
import { HelperCode, type InviteHelper } from './helper-code.ts';
import { downloadUrl, measureDownload, scriptLine, startLine, type HelperDownload, type ListPlatforms } from './helper-download.ts';
import { placeOf, type HelperPlace } from './helper-place.ts';
import { renderSteps } from './helper-steps.ts';
import { helperTexts } from './texts/texts.ts';

/** How far the helper on this computer is. */
export type HelperProgress = Pick<ControlView, 'helper' | 'helperPercent'>;

/**
 * The step between OK and control, for the person whose desktop it is, on either page: why the helper is safe, how it is
 * downloaded and started on this computer, and how far that is; or what to do where it runs on a screen that it cannot use.
 * The code in address and line is asked for when the card first needs it, once more when its time is over, and after a failure
 * when the link is back.
 *
 * @element sideseat-helper-card
 * @csspart card - The box.
 */
export class HelperCard extends LitElement {
  static override readonly styles = [baseStyles, helperCardStyles];

  /** Who can control this desktop then. */
  @property() viewerName = '';
  /** What the server told of the helper on this computer. */
  @property({ attribute: false }) progress: HelperProgress = { helper: 'absent', helperPercent: null };
  /** Whether a downloaded file stays when the session is over. */
  @property({ attribute: false }) keepsHelper = false;
  /** Whether the link is open: a code can be asked for. */
  @property({ attribute: false }) isOnline = true;
  @property({ attribute: false }) inviteHelper: InviteHelper = async () => null;
  /** Where the helper is fetched from, and what it connects to. */
  @property() origin = location.origin;
  /** Whoever defines the element says how the server is asked. */
  @property({ attribute: false }) listPlatforms: ListPlatforms = async () => [];
  /** Asks for the size of a download; tests bring their own, as for the next two. */
  @property({ attribute: false }) measure: typeof measureDownload = measureDownload;
  @property({ attribute: false }) place: HelperPlace = placeOf(navigator);
  /** Writes to the clipboard. */
  @property({ attribute: false }) copyText: (text: string) => Promise<void> = (text) => navigator.clipboard.writeText(text);
  @property({ attribute: false }) clock: Clock = systemClock;

  /** `undefined` until the server has told. */
  @state() private download: HelperDownload | null | undefined;
  /** What came of Copy, for which line. */
  @state() private copied: { line: string; isDone: boolean } | null = null;
  @query('h2') private readonly heading!: HTMLElement | null;

  readonly #texts = new Localized(this, helperTexts);
  readonly #code = new HelperCode(this, () => this.inviteHelper(), () => this.clock);
  #hasAsked = false;
  #isBroken = false;
  /** What the name of the file on this computer carries. */
  #savedCode: string | null = null;

  constructor() {
    super();
    new KeepFocus(this, () => this.heading);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { helper } = this.progress;
    const before = changed.get('progress')?.helper ?? helper;
    if (before !== helper) this.#isBroken = before === 'downloading' && helper === 'absent';
    const isBack = changed.has('isOnline') && this.isOnline && this.#code.hasFailed;
    const isUsed = helper === 'started' || helper === 'unable';
    const isNeeded = !isUsed && (!this.#hasAsked || isBack);
    // The helper that runs has used the code up.
    this.#hasAsked = !isUsed;
    if (isNeeded) this.#prepare();
  }

  protected override render(): TemplateResult {
    const t = this.#texts;
    if (this.progress.helper === 'unable') {
      return this.#renderHopeless('unable', t.t('helper.unableTitle'), t.t('helper.unableHow'));
    }
    if (this.download === null && this.place.system !== 'linux') {
      return this.#renderHopeless('none', t.t('helper.noneTitle'), t.rich('helper.noneHow', { viewer: this.#viewer() }));
    }
    return html`
      <section part="card" class="card" aria-labelledby="title">
        <h2 id="title" tabindex="-1">${icon(MonitorCog)} <span>${t.t('helper.title')}</span></h2>
        <div class="about">
          <p>${t.rich('helper.lead', { viewer: this.#viewer() })}</p>
          <ul>
            ${this.#promises().map((text) => html`<li>${icon(ShieldCheck)} <span>${text}</span></li>`)}
          </ul>
        </div>
        <div class="way"><p class="state" role="status">${this.#renderState()}</p>${this.#renderWay()}</div>
      </section>
    `;
  }

  #renderHopeless(look: string, title: string, how: unknown): TemplateResult {
    return html`
      <section part="card" class="card unable ${look}" aria-labelledby="title">
        <h2 id="title" tabindex="-1">${icon(MonitorCog)} <span>${title}</span></h2>
        <p>${how}</p>
      </section>
    `;
  }

  #viewer(): TemplateResult {
    return html`<b><bdi>${this.viewerName}</bdi></b>`;
  }

  #promises(): readonly string[] {
    const t = this.#texts;
    const file = this.download ? (this.keepsHelper ? 'keeps' : 'removes') : 'noInstall';
    return (['ends', file, 'nothingBefore', 'stop'] as const).map((key) => t.t(`helper.safe.${key}`));
  }

  /** Each state once: how many percent there are is no news. */
  #renderState(): unknown {
    const { helper } = this.progress;
    if (helper === 'started') return html`<span class="busy">${icon(LoaderCircle)}</span>${this.#texts.t('helper.started')}`;
    if (helper === 'downloading' || helper === 'downloaded') return this.#texts.t(`helper.${helper}`);
    return this.#isBroken ? html`${icon(CircleAlert)}${this.#texts.t('helper.broken')}` : nothing;
  }

  #renderWay(): TemplateResult | typeof nothing {
    const t = this.#texts;
    const { value: code, hasFailed } = this.#code;
    if (this.progress.helper === 'started') return nothing;
    if (hasFailed) {
      return html`
        <p class="error" role="alert">${t.t('helper.failed')}</p>
        <button class="button" type="button" @click=${this.#prepare}>${icon(RefreshCw)} ${t.t('helper.tryAgain')}</button>
      `;
    }
    if (code === null || this.download === undefined) {
      return html`<p class="busy" role="status">${icon(LoaderCircle)} ${t.t('helper.loading')}</p>`;
    }
    if (!this.download) return html`<p>${t.t('helper.none')}</p>${this.#renderScript(code)}${this.#renderValid()}`;
    return html`
      ${this.#renderSteps(this.download, code)}
      <p class="small">${t.rich('helper.type', { code: html`<b translate="no">${code}</b>` })}</p>
      ${this.#renderValid()}
      ${this.place.system === 'linux'
        ? html`<details><summary>${t.t('helper.otherWay')}</summary><div>${this.#renderScript(code)}</div></details>`
        : nothing}
    `;
  }

  #renderSteps(download: HelperDownload, code: string): TemplateResult {
    const { helper, helperPercent } = this.progress;
    const line = startLine(this.place.system, this.#savedCode ?? code);
    const label = this.#texts.t('helper.startLine');
    return renderSteps({
      texts: this.#texts,
      place: this.place,
      download,
      url: downloadUrl(this.origin, download.platform, code),
      phase: helper === 'downloading' || helper === 'downloaded' ? helper : 'offered',
      percent: helperPercent,
      renderLine: () => html`
        <kbd id="start" role="group" aria-label=${label} tabindex="0" lang="en" translate="no">${line}</kbd>
        ${this.#renderCopy(line, 'start')}
      `,
      onDownload: () => {
        this.#savedCode = code;
      },
    });
  }

  /** The same without a download. */
  #renderScript(code: string): TemplateResult {
    const t = this.#texts;
    const line = scriptLine(this.origin, code);
    return html`
      <p class="small muted">${t.t('helper.needs')}</p>
      <p>${t.t('helper.how')}</p>
      <code id="script" role="group" aria-label=${t.t('helper.command')} tabindex="0" lang="en" translate="no">${line}</code>
      ${this.#renderCopy(line, 'script')}
      <p class="small muted">${t.t('helper.stays')}</p>
    `;
  }

  #renderCopy(line: string, id: string): TemplateResult {
    const t = this.#texts;
    const copied = this.copied?.line === line ? this.copied : null;
    return html`
      <button class="button" type="button" aria-describedby=${id} @click=${() => this.#copy(line, id)}>
        ${icon(copied?.isDone ? Check : Copy)} ${t.t(copied?.isDone ? 'helper.copied' : 'helper.copy')}
      </button>
      <p class="small" role="status" ?hidden=${copied === null}>
        ${copied === null ? nothing : t.t(copied.isDone ? 'helper.copied' : 'helper.copyFailed')}
      </p>
    `;
  }

  #renderValid(): TemplateResult {
    const t = this.#texts;
    return html`<p class="small muted">${t.t('helper.valid', { time: t.formatTime(this.#code.endsAtMs) })}</p>`;
  }

  readonly #prepare = (): void => {
    void this.#code.ask();
    void this.#find();
  };

  /** Where that cannot be asked, the way in a terminal is left. */
  async #find(): Promise<void> {
    const { platform } = this.place;
    const platforms = platform === null ? [] : await this.listPlatforms(this.origin).catch(() => []);
    if (platform === null || !platforms.includes(platform)) {
      this.download = null;
      return;
    }
    this.download ??= { platform, sizeBytes: null };
    const sizeBytes = await this.measure(this.origin, platform).catch(() => null);
    this.download = { platform, sizeBytes };
  }

  async #copy(line: string, id: string): Promise<void> {
    try {
      await this.copyText(line);
      this.copied = { line, isDone: true };
    } catch {
      this.copied = { line, isDone: false };
      const shown = this.renderRoot.querySelector(`#${id}`);
      if (shown) getSelection()?.selectAllChildren(shown);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-helper-card': HelperCard;
  }
}

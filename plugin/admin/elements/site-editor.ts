import type { PropertyValues, TemplateResult } from 'lit';
import { html, LitElement, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { CircleAlert, CircleCheck } from 'lucide';
import type { SiteView } from '../../../gateway/protocol/admin.ts';
import { baseStyles } from '../../shared/base-styles.ts';
import { Localized } from '../../shared/i18n/localized.ts';
import { LOCALE_NAMES } from '../../shared/i18n/locale.ts';
import { icon } from '../../shared/icon.ts';
import type { AdminFailure } from '../admin-failure.ts';
import type { AdminState } from '../admin-store.ts';
import { emit } from '../events.ts';
import { adminFailureText } from '../failure-text.ts';
import { issueText } from '../issue-text.ts';
import type { PreviewStore } from '../preview-store.ts';
import { changesBetween, fieldOfPath, localeOf, WORDS_FIELDS, type LimitField, type ListField, type SiteField } from '../site-fields.ts';
import { configOf, formOf, type SiteForm } from '../site-form.ts';
import { adminTexts, type AdminTextKey } from '../texts/texts.ts';
import { siteEditorStyles } from './site-editor.styles.ts';

const DONE = {
  saved: 'site.saved',
  published: 'site.publishedNow',
  dropped: 'site.dropped',
  restored: 'site.restored',
} as const satisfies Record<string, AdminTextKey>;

const LISTS: readonly { field: ListField; label: AdminTextKey; hint: AdminTextKey }[] = [
  { field: 'masks', label: 'site.masks', hint: 'site.masksHint' },
  { field: 'blocks', label: 'site.blocks', hint: 'site.blocksHint' },
  { field: 'allows', label: 'site.allows', hint: 'site.allowsHint' },
  { field: 'noControl', label: 'site.noControl', hint: 'site.noControlHint' },
  { field: 'pausedPaths', label: 'site.pausedPaths', hint: 'site.pausedPathsHint' },
  { field: 'forbiddenPaths', label: 'site.forbiddenPaths', hint: 'site.forbiddenPathsHint' },
  { field: 'groups', label: 'site.groups', hint: 'site.groupsHint' },
];

/**
 * One website: what is published, its draft, and what can be done with them. What was typed stays until it is saved or given up.
 *
 * @element sideseat-site-editor
 * @fires {CustomEvent} sideseat-site-save - Save draft was pressed, or Save mine over it.
 * @fires {CustomEvent} sideseat-site-reload - What was typed is given up for what somebody else saved.
 * @fires {CustomEvent} sideseat-site-drop - Drop draft was pressed.
 * @fires {CustomEvent} sideseat-site-ask-publish - Publish was pressed.
 */
export class SiteEditor extends LitElement {
  static override readonly styles = [baseStyles, siteEditorStyles];

  /** `null`: a new website. */
  @property({ attribute: false }) site: SiteView | null = null;
  @property({ type: Boolean, attribute: 'read-only' }) readOnly = false;
  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) failure: AdminFailure | null = null;
  @property({ attribute: false }) done: AdminState['done'] = null;

  @property({ attribute: false }) previews: PreviewStore | undefined;

  @state() private form: SiteForm = formOf(null);

  readonly #texts = new Localized(this, adminTexts);

  /** Whether something was typed that is not saved. */
  get isChanged(): boolean {
    return changesBetween(configOf(formOf(this.#saved)), configOf(this.form)).length > 0;
  }

  get #saved() {
    return this.site?.draft?.config ?? this.site?.published?.config ?? null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('site')) this.form = formOf(this.#saved);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('failure') && this.failure?.code === 'E_BAD_CONFIG') {
      this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    }
  }

  protected override render(): TemplateResult {
    const t = this.#texts;
    const { mode } = this.form;
    return html`
      <form novalidate aria-busy=${this.busy} @submit=${this.#onSubmit} @input=${this.#onInput}>
        ${this.site ? this.#renderState(this.site) : nothing}
        ${this.#renderLine('name', 'site.nameField', 'site.nameHint')}
        ${this.#renderList('origins', t.t('site.origins'), t.t('site.originsHint'))}
        <fieldset>
          <legend>${t.t('site.view')}</legend>
          ${this.#renderSwitch('view', 'site.viewLabel', 'view-hint')} ${this.#renderSwitch('control', 'site.controlLabel', 'view-hint')}
          <span id="view-hint" class="muted small">${t.t('site.viewHint')}</span>
        </fieldset>
        <fieldset>
          <legend>${t.t('site.customerOnly')}</legend>
          ${this.#renderSwitch('leave', 'site.customerOnly.leave')} ${this.#renderSwitch('submit', 'site.customerOnly.submit')}
        </fieldset>
        <fieldset>
          <legend>${t.t('site.mode')}</legend>
          ${(['reveal', 'maskAll'] as const).map(
            (value) => html`
              <label class="choice">
                <input type="radio" name="mode" value=${value} .checked=${mode === value} ?disabled=${this.readOnly} />
                <span>${t.t(`site.mode.${value}`)}</span>
              </label>
            `,
          )}
        </fieldset>
        <div class="lists">${LISTS.map(({ field, label, hint }) => this.#renderList(field, t.t(label), t.t(hint)))}</div>
        <sideseat-mask-preview
          .store=${this.previews}
          .site=${this.site}
          .config=${configOf(this.form)}
          ?read-only=${this.readOnly}
          @sideseat-mask-hide=${this.#onHide}
        ></sideseat-mask-preview>
        <fieldset>
          <legend>${t.t('site.limits')}</legend>
          <div class="lists">
            ${this.#renderLine('shareMinutes', 'site.shareMinutes', 'site.shareMinutesHint')}
            ${this.#renderLine('idleMinutes', 'site.idleMinutes', 'site.idleMinutesHint')}
          </div>
        </fieldset>
        <fieldset aria-describedby="words-hint">
          <legend>${t.t('site.words')}</legend>
          <p id="words-hint" class="muted small">${t.t('site.wordsHint', { agent: '{agent}', company: '{company}' })}</p>
          <div class="lists">${WORDS_FIELDS.map((field) => this.#renderList(field, LOCALE_NAMES[localeOf(field)], null))}</div>
        </fieldset>
        ${this.#renderResult()} ${this.readOnly ? nothing : this.#renderActions()}
      </form>
    `;
  }

  #renderSwitch(name: 'view' | 'control' | 'leave' | 'submit', label: AdminTextKey, hintId?: string): TemplateResult {
    return html`
      <label class="choice">
        <input type="checkbox" name=${name} .checked=${this.form[name]} ?disabled=${this.readOnly} aria-describedby=${hintId ?? nothing} />
        <span>${this.#texts.t(label)}</span>
      </label>
    `;
  }

  #renderState({ published, draft }: SiteView): TemplateResult {
    const t = this.#texts;
    const deed = ({ by, atMs }: { by: string | null; atMs: number }): { name: string; time: string } => ({
      name: by ?? t.t('admin.installation'),
      time: t.formatMoment(atMs),
    });
    return html`
      <div class="state">
        <p>${published ? t.t('site.published', { number: published.number, ...deed(published) }) : t.t('site.neverPublished')}</p>
        ${draft ? html`<p class="draft">${t.t('site.hasDraft', deed(draft))}</p>` : nothing}
      </div>
    `;
  }

  #renderLine(field: 'name' | LimitField, label: AdminTextKey, hint: AdminTextKey): TemplateResult {
    const t = this.#texts;
    return html`
      <div class="field">
        <label for=${field}>${t.t(label)}</label>
        <input
          id=${field}
          class="input"
          name=${field}
          maxlength="80"
          inputmode=${field === 'name' ? 'text' : 'numeric'}
          .value=${this.form[field]}
          ?readonly=${this.readOnly}
          aria-invalid=${this.#isWrong(field)}
          aria-describedby="${field}-hint ${field}-problem"
        />
        ${this.#renderHint(field, t.t(hint))}
      </div>
    `;
  }

  /** @param hint - `null`: what it is about is said for several together. */
  #renderList(field: ListField, label: string, hint: string | null): TemplateResult {
    const lines = this.form[field].split('\n').length;
    return html`
      <div class="field">
        <label for=${field}>${label}</label>
        <textarea
          id=${field}
          class="input"
          name=${field}
          rows=${Math.min(8, Math.max(2, lines))}
          spellcheck="false"
          autocapitalize="none"
          .value=${this.form[field]}
          ?readonly=${this.readOnly}
          aria-invalid=${this.#isWrong(field)}
          aria-describedby="${hint === null ? 'words-hint' : `${field}-hint`} ${field}-problem"
        ></textarea>
        ${this.#renderHint(field, hint)}
      </div>
    `;
  }

  #renderHint(field: SiteField, hint: string | null): TemplateResult {
    const problems = this.#problemsOf(field);
    return html`
      ${hint === null ? nothing : html`<span id="${field}-hint" class="muted small">${hint}</span>`}
      <div id="${field}-problem">
        ${problems.map((message) => html`<p class="error small">${icon(CircleAlert)}<span>${message}</span></p>`)}
      </div>
    `;
  }

  #renderResult(): TemplateResult {
    const t = this.#texts;
    const isConflict = this.failure?.code === 'E_CHANGED';
    return html`
      <div role="alert">
        ${this.failure
          ? html`<p class="error">${icon(CircleAlert)}<span>${adminFailureText(t, this.failure)}</span></p>`
          : nothing}
        ${isConflict
          ? html`
              <div class="row">
                <button class="button" type="button" @click=${() => emit(this, 'sideseat-site-reload')}>${t.t('adminError.reload')}</button>
                ${this.isChanged
                  ? html`<button class="button" type="button" @click=${() => this.#save(true)}>${t.t('adminError.overwrite')}</button>`
                  : nothing}
              </div>
            `
          : nothing}
      </div>
      <div role="status">
        ${this.done && !this.failure ? html`<p class="done">${icon(CircleCheck)}<span>${t.t(DONE[this.done])}</span></p>` : nothing}
      </div>
    `;
  }

  #renderActions(): TemplateResult {
    const t = this.#texts;
    const isChanged = this.isChanged;
    const draft = this.site?.draft ?? null;
    const why = isChanged ? (draft ? 'site.saveFirst' : 'site.unsaved') : 'site.nothingToSave';
    return html`
      <div class="row actions">
        <button class="button ${isChanged ? 'primary' : ''}" type="submit" aria-disabled=${this.busy || !isChanged} aria-describedby="why">
          ${t.t(this.busy ? 'site.saving' : 'site.save')}
        </button>
        ${draft
          ? html`
              <button
                class="button ${isChanged ? '' : 'primary'}"
                type="button"
                aria-disabled=${this.busy || isChanged}
                aria-describedby="why"
                @click=${this.#onPublish}
              >
                ${t.t('site.publish')}
              </button>
            `
          : nothing}
        ${draft && this.site?.published
          ? html`
              <button class="button danger quiet" type="button" aria-disabled=${this.busy} @click=${this.#onDrop}>${t.t('site.drop')}</button>
            `
          : nothing}
        <span id="why" class="muted small">${isChanged || !draft ? t.t(why) : nothing}</span>
      </div>
    `;
  }

  #problemsOf(field: SiteField): readonly string[] {
    const issues = this.failure?.problem?.issues ?? [];
    return issues.filter(({ path }) => fieldOfPath(path) === field).map((issue) => issueText(this.#texts, issue));
  }

  #isWrong(field: SiteField): boolean {
    return this.#problemsOf(field).length > 0;
  }

  #onInput({ target }: Event): void {
    if (target instanceof HTMLTextAreaElement) this.form = { ...this.form, [target.name]: target.value };
    if (!(target instanceof HTMLInputElement)) return;
    if (target.type === 'checkbox') this.form = { ...this.form, [target.name]: target.checked };
    else if (target.type === 'radio') this.form = { ...this.form, mode: target.value === 'maskAll' ? 'maskAll' : 'reveal' };
    else this.form = { ...this.form, [target.name]: target.value };
  }

  #onHide({ detail }: CustomEvent<{ selector: string }>): void {
    const lines = configOf(this.form).masks.masks;
    if (!lines.includes(detail.selector)) this.form = { ...this.form, masks: [...lines, detail.selector].join('\n') };
  }

  #onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    if (!this.busy && this.isChanged) this.#save(false);
  }

  #onPublish(): void {
    if (!this.busy && !this.isChanged) emit(this, 'sideseat-site-ask-publish');
  }

  #onDrop(): void {
    if (!this.busy) emit(this, 'sideseat-site-drop');
  }

  #save(isForced: boolean): void {
    emit(this, 'sideseat-site-save', { config: configOf(this.form), isForced });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-site-editor': SiteEditor;
  }
}

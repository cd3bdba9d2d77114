import type { PropertyValues, TemplateResult } from 'lit';
import { css, html, LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import type { Capability, Locale } from '../../../gateway/protocol/vocabulary.ts';
import {
  agentTexts,
  baseStyles,
  booleanAttribute,
  ObservableController,
  pickLocale,
  provideLocale,
  toLocale,
} from '../../agent/hosting.ts';
import type { Desk, DeskState, DeskView } from '../desk.ts';
import { THEME_TOKENS, type HostAdapter, type HostNotice, type HostProblem } from '../host-adapter.ts';
import { hostTexts } from '../texts/texts.ts';
import { applyTheme } from '../theme.ts';
import { deskFor, needsToken, pageHostFor } from './desks.ts';
import type { PanelMessage } from './panel-message.ts';
import { PlainPageHost } from './plain-page-host.ts';

/**
 * Sideseat in a page of somebody else: the agent's whole dashboard, or one session of it. Every panel of a page that
 * names the same server shares one sign-in and one connection. A panel may be moved, and taken out and put back: what
 * is shared goes on for ten seconds without it.
 *
 * @element sideseat-panel
 * @fires {CustomEvent<HostNotice>} sideseat-notice - How many customers wait, and which contacts share something.
 */
export class HostPanel extends LitElement implements DeskView {
  static override readonly styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        grid-template: minmax(0, 1fr) / minmax(0, 1fr);
        height: 100%;
        min-height: 30rem;
        background: var(--ss-bg);
      }

      .room {
        display: grid;
        grid-template: minmax(0, 1fr) / minmax(0, 1fr);
      }
    `,
  ];

  /** The server of panels that name none; the loader sets the one that it came from. */
  static defaultServer = '';
  /** The host of panels that are given none; for hosts whose layout writes the panels. Default: the page. */
  static defaultHost: HostAdapter | null = null;

  /** Address of the Sideseat server. */
  @property() server = '';
  /** One session instead of the whole dashboard. */
  @property({ attribute: 'session-id' }) sessionId = '';
  /** Address in the host's own origin that answers with a fresh token as text; in place of `getToken`. */
  @property({ attribute: 'token-url' }) tokenUrl = '';
  /** `light`, `dark`, or `auto` for what the browser prefers. */
  @property() theme = '';
  /** The same as a truth value, for hosts that have it so. */
  @property({ attribute: 'dark-mode', converter: booleanAttribute }) darkMode: boolean | undefined;
  /** A BCP 47 tag; without it the agent's own choice, else the browser's languages. */
  @property() locale = '';
  /** The contact that the agent looks at, by the host's id; the same as the event `contact.selected`. */
  @property({ attribute: 'selected-contact' }) selectedContact = '';
  /** Whether agents may create sessions here. */
  @property({ attribute: 'start-sessions', converter: booleanAttribute }) startSessions = true;
  /** What agents may ask for here, separated by spaces; `all` by default. */
  @property() capabilities = 'all';
  /** A fresh token that signs the agent in. */
  @property({ attribute: false }) getToken: (() => Promise<string>) | null = null;
  /** The host, where it is not `defaultHost`. */
  @property({ attribute: false }) host: HostAdapter | null = null;

  readonly #locales = provideLocale(this, [hostTexts, agentTexts], pickLocale(navigator.languages));
  #desk: Desk | null = null;
  #detach: (() => void) | null = null;
  #shown: DeskState | null = null;
  readonly #state = new ObservableController<DeskState | null>(this, () => this.#desk?.state$, null);

  constructor() {
    super();
    // Whether somebody is signed in is the client's to say.
    new ObservableController(this, () => this.#desk?.state$.value.client?.state$, null);
    this.addEventListener('sideseat-locale', ({ detail }) => void this.#speak(detail.locale));
  }

  /** Tells an event of the host; see `HostEvent`. @returns why it was not acted on; `null` where it was. */
  tell(event: unknown): HostProblem | null {
    const host = this.#currentHost();
    return host instanceof PlainPageHost ? host.tell(event) : (this.#desk?.tell(event) ?? null);
  }

  open(sessionId: string): void {
    this.#toDashboard('sideseat-open', sessionId);
  }

  closeTab(sessionId: string): void {
    this.#toDashboard('sideseat-close-tab', sessionId);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.isConnected) return;
    const host = this.#currentHost();
    if (host instanceof PlainPageHost) this.#configure(host, changed);
    this.#takeSeat(host);
    this.#tellAttributes(changed);
    const state = this.#desk?.state$.value ?? null;
    if (!state || state === this.#shown) return;
    if (state.theme !== this.#shown?.theme) this.#showTheme(state);
    if (state.locale && state.locale !== this.#shown?.locale) void this.#speak(state.locale);
    if (state.notice !== this.#shown?.notice) this.#showNotice(state.notice);
    this.#shown = state;
  }

  protected override render(): TemplateResult {
    const state = this.#state.value;
    return html`<div class="room" lang=${this.#locales.current}>${this.#renderInside(state)}</div>`;
  }

  /** Why nobody is signed in; `null` while that may still come, and where agents sign in by hand. */
  #problem(state: DeskState | null): PanelMessage['reason'] | null {
    const host = this.#currentHost();
    if (!state?.client) return needsToken(host, this.#server) ? 'noToken' : null;
    const { phase } = state.client.state$.value;
    if (phase === 'signedIn') return null;
    return state.failure ?? (phase === 'signedOut' && host.getToken !== null ? 'signedOut' : null);
  }

  #renderInside(state: DeskState | null): TemplateResult {
    const client = state?.client ?? undefined;
    const reason = this.#problem(state);
    const reload = (): void => this.#desk?.retry();
    if (reason) return html`<sideseat-panel-message .reason=${reason} @sideseat-retry=${reload}></sideseat-panel-message>`;
    return this.sessionId === ''
      ? html`<sideseat-agent .client=${client} .reload=${reload}></sideseat-agent>`
      : html`<sideseat-session session-id=${this.sessionId} .client=${client} .reload=${reload}></sideseat-session>`;
  }

  get #server(): string {
    const text = this.server || HostPanel.defaultServer || location.origin;
    return URL.parse(text, location.href)?.origin ?? location.origin;
  }

  #currentHost(): HostAdapter {
    return this.host ?? HostPanel.defaultHost ?? pageHostFor(this.#server);
  }

  #configure(host: PlainPageHost, changed: PropertyValues<this>): void {
    const { tokenUrl } = this;
    const getToken = this.getToken ?? (tokenUrl === '' ? null : () => fetchToken(tokenUrl));
    const isNew = getToken !== null && (changed.has('getToken') || changed.has('tokenUrl'));
    if (isNew) host.getToken = getToken;
    if (isNew && this.#desk?.state$.value.failure) this.#desk.retry();
    const capabilities = this.capabilities.trim();
    host.grants = {
      capabilities: capabilities === 'all' ? 'all' : (capabilities.split(/\s+/) as Capability[]),
      startSessions: this.startSessions,
    };
  }

  #tellAttributes(changed: PropertyValues<this>): void {
    const { theme, darkMode, locale, selectedContact } = this;
    if (changed.has('theme') && theme !== '') this.tell({ type: 'theme.changed', theme: { mode: theme } });
    if (changed.has('darkMode') && darkMode !== undefined)
      this.tell({ type: 'theme.changed', theme: { mode: darkMode ? 'dark' : 'light' } });
    if (changed.has('locale') && locale !== '') {
      this.tell({ type: 'locale.changed', locale });
      void this.#speak(toLocale(locale) ?? this.#locales.current); // also where nobody could be signed in
    }
    if (changed.has('selectedContact') && (selectedContact !== '' || changed.get('selectedContact')))
      this.tell({ type: 'contact.selected', contactId: selectedContact || null });
  }

  #takeSeat(host: HostAdapter): void {
    const server = this.#server;
    if (needsToken(host, server)) return this.#leave();
    const desk = deskFor(host, server);
    if (desk === this.#desk && this.#detach) return;
    this.#leave();
    this.#desk = desk;
    this.#detach = desk.attach(this);
  }

  #leave(): void {
    this.#detach?.();
    this.#detach = null;
  }

  async #speak(locale: Locale): Promise<void> {
    await this.#locales.set(locale);
    this.requestUpdate();
  }

  #showTheme({ theme }: DeskState): void {
    if (!applyTheme(this, theme, THEME_TOKENS))
      console.warn('[sideseat] E_HOST_THEME: a value of the theme is not what its token takes, and was left out');
  }

  #showNotice(notice: HostNotice): void {
    this.dispatchEvent(new CustomEvent('sideseat-notice', { detail: notice }));
  }

  /** The dashboard has the tabs; a single session has none. */
  #toDashboard(type: 'sideseat-open' | 'sideseat-close-tab', sessionId: string): void {
    const dashboard = this.renderRoot.querySelector('sideseat-agent')?.renderRoot.querySelector('sideseat-dashboard');
    dashboard?.dispatchEvent(new CustomEvent(type, { detail: { sessionId } }));
  }
}

/** With the host's own cookies: it is the host that knows who sits there. */
async function fetchToken(url: string): Promise<string> {
  const response = await fetch(url, { method: 'POST', cache: 'no-store' });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return (await response.text()).trim();
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-panel': HostPanel;
  }
  interface HTMLElementEventMap {
    'sideseat-notice': CustomEvent<HostNotice>;
  }
}

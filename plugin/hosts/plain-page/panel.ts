import { ContextProvider } from '@lit/context';
import type { TemplateResult } from 'lit';
import { html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { Locale } from '../../../gateway/protocol/vocabulary.ts';
import {
  agentClientContext,
  agentTexts,
  baseStyles,
  booleanAttributeOr,
  ObservableController,
  pickLocale,
  provideLocale,
  rememberLocale,
  type AgentClient,
} from '../../agent/hosting.ts';
import type { Desk, DeskState, DeskView } from '../desk.ts';
import { THEME_TOKENS, type HostAdapter, type HostNotice, type HostProblem } from '../host-adapter.ts';
import { hostTexts } from '../texts/texts.ts';
import { applyTheme } from '../theme.ts';
import { deskFor, needsToken, pageHostFor } from './desks.ts';
import type { PanelMessage } from './panel-message.ts';
import { PanelSettingsTeller, textAttribute } from './panel-settings.ts';
import { panelStyles } from './panel.styles.ts';

/**
 * Sideseat in a page of somebody else: the agent's whole dashboard, one session of it, or a window of the host's own.
 * Every panel of a page that names the same server shares one sign-in and one connection. A panel may be moved, and
 * taken out and put back: what is shared goes on for ten seconds without it.
 *
 * @element sideseat-panel
 * @slot window - In place of the dashboard: markup of the host with `sideseat-session`, `sideseat-active-sessions`,
 *   `sideseat-icon-tray` and `sideseat-sharing-button` in it, wherever it likes. They find the panel's client.
 * @fires {CustomEvent<HostNotice>} sideseat-notice - How many customers wait, the sessions, and which contacts share
 *   something.
 */
export class HostPanel extends LitElement implements DeskView {
  static override readonly styles = [baseStyles, panelStyles];

  /** The server of panels that name none; the loader sets the one that it came from. */
  static defaultServer = '';
  /** The host of panels that are given none; for hosts whose layout writes the panels. Default: the page. */
  static defaultHost: HostAdapter | null = null;

  /** Address of the Sideseat server. */
  @property({ converter: textAttribute('') }) server = '';
  /** One session instead of the whole dashboard. */
  @property({ attribute: 'session-id', converter: textAttribute('') }) sessionId = '';
  /** Address in the host's own origin that answers with a fresh token as text; in place of `getToken`. */
  @property({ attribute: 'token-url', converter: textAttribute('') }) tokenUrl = '';
  /** `light`, `dark`, or `auto` for what the browser prefers. */
  @property({ converter: textAttribute('') }) theme = '';
  /** The same as a truth value, for hosts that have it so. */
  @property({ attribute: 'dark-mode', converter: booleanAttributeOr(undefined) }) darkMode: boolean | undefined;
  /** A BCP 47 tag; without it the agent's own choice, else the browser's languages. */
  @property({ converter: textAttribute('') }) locale = '';
  /** The contact that the agent looks at, by the host's id; the same as the event `contact.selected`. */
  @property({ attribute: 'selected-contact', converter: textAttribute('') }) selectedContact = '';
  /** Whether agents may create sessions here. */
  @property({ attribute: 'start-sessions', converter: booleanAttributeOr(true) }) startSessions = true;
  /** What agents may ask for here, separated by spaces; `all` by default. */
  @property({ converter: textAttribute('all') }) capabilities = 'all';
  /** A fresh token that signs the agent in. */
  @property({ attribute: false }) getToken: (() => Promise<string>) | null = null;
  /** The host, where it is not `defaultHost`. */
  @property({ attribute: false }) host: HostAdapter | null = null;

  readonly #locales = provideLocale(this, [hostTexts, agentTexts], pickLocale(navigator.languages));
  readonly #client = new ContextProvider(this, { context: agentClientContext });
  readonly #settings = new PanelSettingsTeller(this, (event) => this.tell(event), (locale) => void this.#speak(locale));
  #desk: Desk | null = null;
  #detach: (() => void) | null = null;
  #shown: DeskState | null = null;

  constructor() {
    super();
    new ObservableController<DeskState | null>(this, () => this.#desk?.state$, null);
    // Whether somebody is signed in is the client's to say.
    new ObservableController(this, () => this.#state?.client?.state$, null);
    this.addEventListener('sideseat-locale', ({ detail: { locale } }) => {
      rememberLocale(locale);
      void this.#speak(locale);
    });
  }

  /** Tells an event of the host; see `HostEvent`. @returns why it was not acted on; `null` where it was. */
  tell(event: unknown): HostProblem | null {
    const host = this.#currentHost();
    return host.tell ? host.tell(event) : deskFor(host, this.#server).tell(event);
  }

  /** What elements elsewhere in the page may be given as their `client`; another one when somebody signs in anew. */
  get client(): AgentClient | null {
    return this.#state?.client ?? null;
  }

  open(sessionId: string): void {
    this.renderRoot.querySelector('sideseat-agent')?.open(sessionId);
  }

  closeTab(sessionId: string): void {
    this.renderRoot.querySelector('sideseat-agent')?.closeTab(sessionId);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#settings.withdraw();
    this.#leave();
  }

  protected override willUpdate(): void {
    if (!this.isConnected) return;
    const host = this.#currentHost();
    const offersToken = this.#settings.configure(host);
    this.#takeSeat(host);
    if (offersToken && this.#state?.failure) this.#desk?.retry();
    this.#settings.tellChanges();
    this.#show(this.#state);
  }

  protected override render(): TemplateResult {
    const state = this.#state;
    const problem = this.#problem(state);
    const reload = (): void => this.#desk?.retry();
    const hasWindow = this.querySelector(':scope > [slot="window"]') !== null;
    return html`
      <div class="room" lang=${this.#locales.current}>
        ${problem
          ? html`<sideseat-panel-message .reason=${problem} @sideseat-retry=${reload}></sideseat-panel-message>`
          : nothing}
        ${problem || hasWindow ? nothing : this.#renderOwn(state?.client ?? undefined, reload)}
        <slot name="window" ?hidden=${problem !== null} @slotchange=${() => this.requestUpdate()}></slot>
      </div>
    `;
  }

  /** With one session comes what the dashboard has around each: the ways in, and the ways to stop. */
  #renderOwn(client: AgentClient | undefined, reload: () => void): TemplateResult {
    const { sessionId } = this;
    const getFooter = (): HTMLElement | null => this.renderRoot.querySelector('footer');
    if (!sessionId) return html`<sideseat-agent .client=${client} .reload=${reload}></sideseat-agent>`;
    return html`
      <div class="single">
        <sideseat-session session-id=${sessionId} .client=${client} .reload=${reload}></sideseat-session>
        <footer tabindex="-1">
          <sideseat-icon-tray session-id=${sessionId} .client=${client}></sideseat-icon-tray>
          <sideseat-sharing-button session-id=${sessionId} .client=${client} .getFallbackFocus=${getFooter}>
          </sideseat-sharing-button>
        </footer>
      </div>
    `;
  }

  /** Why nobody is signed in; `null` while that may still come, and where agents sign in by hand. */
  #problem(state: DeskState | null): PanelMessage['reason'] | null {
    const host = this.#currentHost();
    if (!state?.client) return needsToken(host, this.#server) ? 'noToken' : null;
    const { phase } = state.client.state$.value;
    if (phase === 'signedIn') return null;
    return state.failure ?? (phase === 'signedOut' && host.getToken !== null ? 'signedOut' : null);
  }

  get #state(): DeskState | null {
    return this.#desk?.state$.value ?? null;
  }

  get #server(): string {
    const text = this.server || HostPanel.defaultServer || location.origin;
    return URL.parse(text, location.href)?.origin ?? location.origin;
  }

  #currentHost(): HostAdapter {
    return this.host ?? HostPanel.defaultHost ?? pageHostFor(this.#server);
  }

  #takeSeat(host: HostAdapter): void {
    const server = this.#server;
    const desk = needsToken(host, server) ? null : deskFor(host, server);
    if (desk === this.#desk && this.#detach) return;
    const before = this.#desk;
    this.#leave();
    this.#desk = desk;
    this.#detach = desk?.attach(this) ?? null;
    if (before !== desk) {
      before?.closeUnused();
      this.#shown = null;
    }
  }

  #leave(): void {
    this.#detach?.();
    this.#detach = null;
  }

  async #speak(locale: Locale): Promise<void> {
    await this.#locales.set(locale);
    this.requestUpdate();
  }

  #show(state: DeskState | null): void {
    if (state === this.#shown) return;
    const before = this.#shown;
    this.#shown = state;
    if (state?.client !== before?.client) this.#client.setValue(state?.client ?? undefined);
    if (!state) return;
    if (state.theme !== before?.theme) this.#showTheme(state);
    if (state.locale && state.locale !== before?.locale) void this.#speak(state.locale);
    if (state.notice !== before?.notice) this.#showNotice(state.notice);
  }

  #showTheme({ theme }: DeskState): void {
    if (!applyTheme(this, theme, THEME_TOKENS))
      console.warn('[sideseat] E_HOST_THEME: a value of the theme is not what its token takes, and was left out');
  }

  #showNotice(notice: HostNotice): void {
    this.dispatchEvent(new CustomEvent('sideseat-notice', { detail: notice }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sideseat-panel': HostPanel;
  }
  interface HTMLElementEventMap {
    'sideseat-notice': CustomEvent<HostNotice>;
  }
}

import type { ComplexAttributeConverter } from 'lit';
import type { Capability, Locale } from '../../../gateway/protocol/vocabulary.ts';
import { pickLocale, toLocale } from '../../agent/hosting.ts';
import type { HostAdapter, HostGrants, HostProblem } from '../host-adapter.ts';
import { PlainPageHost } from './plain-page-host.ts';

/** A text that is the default again when the attribute is taken away. */
export const textAttribute = (unset: string): ComplexAttributeConverter<string> => ({
  fromAttribute: (value) => value ?? unset,
});

/** What a page writes on its panel. Some frameworks write `null` or `undefined` where nothing is meant. */
export interface PanelSettings {
  readonly tokenUrl: string | null | undefined;
  readonly getToken: (() => Promise<string>) | null | undefined;
  readonly theme: string | null | undefined;
  readonly darkMode: boolean | null | undefined;
  readonly locale: string | null | undefined;
  readonly selectedContact: string | null | undefined;
  readonly startSessions: boolean | null | undefined;
  readonly capabilities: string | null | undefined;
}

/** How the settings of one panel reach its host. Each is told when it changes, and all of them to another host. */
export class PanelSettingsTeller {
  readonly #settings: PanelSettings;
  readonly #tell: (event: object) => HostProblem | null;
  readonly #speak: (locale: Locale) => void;
  #host: HostAdapter | null = null;
  /** Told already, by what it is about; what was never told counts as unset. */
  readonly #told = new Map<string, string>();
  #tokenSource: unknown = null;
  #getToken: (() => Promise<string>) | null = null;

  /**
   * @param tell - To the host.
   * @param speak - The panel speaks this language, also where nobody is signed in.
   */
  constructor(settings: PanelSettings, tell: (event: object) => HostProblem | null, speak: (locale: Locale) => void) {
    this.#settings = settings;
    this.#tell = tell;
    this.#speak = speak;
  }

  /** What a host has to know before the panel takes a seat there. @returns whether there is another way to a token. */
  configure(host: HostAdapter): boolean {
    if (host !== this.#host) this.#changeHost(host);
    if (!(host instanceof PlainPageHost)) return false;
    host.narrow(this, this.#grants());
    return this.#offerToken(host);
  }

  tellChanges(): void {
    const { theme, darkMode, locale, selectedContact } = this.#settings;
    const mode = theme || (darkMode === undefined || darkMode === null ? '' : darkMode ? 'dark' : 'light');
    this.#onChange('mode', mode, () => this.#tell({ type: 'theme.changed', theme: { mode: mode || 'auto' } }));
    this.#onChange('locale', locale ?? '', (tag) => {
      const own = pickLocale(navigator.languages);
      this.#tell({ type: 'locale.changed', locale: tag || own });
      const spoken = tag === '' ? own : toLocale(tag);
      if (spoken) this.#speak(spoken);
    });
    this.#onChange('contact', selectedContact ?? '', (contactId) =>
      this.#tell({ type: 'contact.selected', contactId: contactId || null }),
    );
  }

  /** The panel is gone from the page: what it narrowed is not narrowed any more. */
  withdraw(): void {
    if (this.#host instanceof PlainPageHost) this.#host.narrow(this, null);
  }

  #changeHost(host: HostAdapter): void {
    this.withdraw();
    if (this.#host instanceof PlainPageHost && this.#host.getToken === this.#getToken) this.#host.getToken = null;
    this.#host = host;
    this.#told.clear();
    this.#tokenSource = null;
    this.#getToken = null;
  }

  #offerToken(host: PlainPageHost): boolean {
    const { getToken, tokenUrl } = this.#settings;
    const source = getToken || tokenUrl || null;
    if (source === this.#tokenSource) return false;
    const before = this.#getToken;
    this.#tokenSource = source;
    this.#getToken = typeof source === 'string' ? () => fetchToken(source) : source;
    if (this.#getToken || host.getToken === before) host.getToken = this.#getToken;
    return this.#getToken !== null;
  }

  #grants(): HostGrants {
    const { startSessions, capabilities } = this.#settings;
    const names = (capabilities ?? 'all').trim();
    return {
      capabilities: names === 'all' ? 'all' : (names.split(/\s+/).filter(Boolean) as Capability[]),
      startSessions: startSessions ?? true,
    };
  }

  #onChange(about: string, value: string, tell: (value: string) => void): void {
    if (value === (this.#told.get(about) ?? '')) return;
    this.#told.set(about, value);
    tell(value);
  }
}

/** With the host's own cookies: it is the host that knows who sits there. */
async function fetchToken(url: string): Promise<string> {
  const response = await fetch(url, { method: 'POST', cache: 'no-store' });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return (await response.text()).trim();
}

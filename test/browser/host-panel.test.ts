import { expect, html } from '@open-wc/testing';
import { sampleAccount, sampleId } from '../../mocks/agent.ts';
import { panelStates } from '../../mocks/pages/host-states.ts';
import '../../plugin/hosts/define.ts';
import type { HostAdapter, HostTheme } from '../../plugin/hosts/host-adapter.ts';
import { deskFor, pageHostFor } from '../../plugin/hosts/plain-page/desks.ts';
import { HostPanel } from '../../plugin/hosts/plain-page/panel.ts';
import { addToLayout, type WebexLayout } from '../../plugin/hosts/webex/layout.ts';
import { byRole as getByRole, dressPage, expectAccessible, render, settled, visibleText, type Scheme } from '../support/elements.ts';

await customElements.whenDefined('sideseat-sharing-window');

/** Answers the panel's calls as a server on another origin would. */
class FakeServer {
  readonly origin: string;
  /** What was called, with the bearer. */
  readonly calls: string[] = [];
  refusal: { code: string } | null = null;
  readonly #fetch = globalThis.fetch;
  readonly #socket = globalThis.WebSocket;

  constructor(origin: string) {
    this.origin = origin;
    globalThis.fetch = (input, init) => this.#answer(String(input), init ?? {});
    // Nobody is at the other end: the panel says that it connects.
    globalThis.WebSocket = class extends EventTarget {
      static readonly OPEN = 1;
      readonly readyState = 0;
      close = (): void => undefined;
    } as unknown as typeof WebSocket;
  }

  restore(): void {
    globalThis.fetch = this.#fetch;
    globalThis.WebSocket = this.#socket;
  }

  async #answer(url: string, init: RequestInit): Promise<Response> {
    const { authorization } = (init.headers ?? {}) as Record<string, string>;
    this.calls.push([url.replace(this.origin, ''), authorization ?? ''].join(' ').trim());
    const json = (status: number, body: object): Response => new Response(JSON.stringify(body), { status });
    if (url.endsWith('/token-of-the-host')) return new Response('a.b.c\n');
    if (this.refusal) return json(401, { ...this.refusal, message: 'no' });
    if (url.endsWith('/sign-in/token')) return json(200, { account: { ...sampleAccount, name: 'Zoë Adams' }, bearer: 'secret' });
    return json(200, url.endsWith('/ticket') ? { ticket: 't' } : { account: sampleAccount });
  }
}

let servers = 0;

/** What can be read in the states of the catalogue. */
const SAID: Readonly<Record<string, string>> = {
  dashboard: 'New session',
  'one session': 'Desktop of Ada Byron',
  'signed out': 'You are signed out',
  'token refused': 'Your sign-in did not work',
  'no token': 'Your sign-in did not work',
};

describe('sideseat-panel', () => {
  let server: FakeServer;
  const warned: string[] = [];
  const { warn } = console;
  beforeEach(() => {
    server = new FakeServer(`https://sideseat-${++servers}.example`);
    warned.length = 0;
    console.warn = (line: string) => void warned.push(line);
  });
  afterEach(() => {
    deskFor(pageHostFor(server.origin), server.origin).close();
    server.restore();
    console.warn = warn;
  });

  const panel = (attributes: Record<string, string> = {}, properties: Partial<HostPanel> = {}): HostPanel => {
    const element = document.createElement('sideseat-panel');
    element.setAttribute('server', server.origin);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return Object.assign(element, properties);
  };
  const put = (element: HostPanel): Promise<HostPanel> => render<HostPanel>(html`${element}`).then(() => element);
  const getToken = async (): Promise<string> => 'a.b.c';
  const until = async (element: HostPanel, holds: () => boolean): Promise<void> => {
    while (!holds()) {
      await new Promise(requestAnimationFrame);
      await settled(element);
    }
  };

  it('signs in by the host’s token, without a cookie, and asks the host’s own address for it', async () => {
    const element = await put(panel({ 'token-url': '/token-of-the-host' }));
    await until(element, () => visibleText(element).includes('Zoë Adams'));
    expect(server.calls.slice(0, 3)).to.deep.equal(['/token-of-the-host', '/api/agent/sign-in/token', '/api/agent/ticket Bearer secret']);
  });

  it('says what is wrong in the host’s language', async () => {
    server.refusal = { code: 'E_HOST_KEYS' };
    const element = await put(panel({ locale: 'ja' }, { getToken }));
    await until(element, () => visibleText(element).includes('サインインできませんでした'));
    expect(element.renderRoot.querySelector('.room')?.getAttribute('lang')).to.equal('ja');
  });

  it('says what is missing where a host of another origin gives no token, and starts as soon as it does', async () => {
    const element = await put(panel({ locale: 'de' }));
    await until(element, () => visibleText(element).includes('Dieser Bereich braucht eine Anmeldung durch das Dashboard'));
    expect(server.calls).to.deep.equal([]);
    element.getToken = getToken;
    await until(element, () => visibleText(element).includes('Zoë Adams'));
  });

  it('[B-41] says in words why a token was refused, and asks for another one', async () => {
    server.refusal = { code: 'E_HOST_TOKEN' };
    const element = await put(panel({}, { getToken }));
    await until(element, () => visibleText(element).includes('Your sign-in did not work'));
    expect(visibleText(element)).to.include('passed on no sign-in that is accepted');
    server.refusal = null;
    getByRole(element, 'button', 'Try again').click();
    await until(element, () => visibleText(element).includes('Zoë Adams'));
  });

  it('keeps what was set before the element was loaded', async () => {
    const name = `sideseat-panel-late-${servers}`;
    const early = document.createElement(name);
    document.body.append(early);
    Object.assign(early, { server: server.origin, getToken, startSessions: false, sessionId: 'one' });
    customElements.define(name, class extends HostPanel {});
    const element = early as HostPanel;
    await until(element, () => server.calls.length > 0);
    expect([element.startSessions, element.sessionId]).to.deep.equal([false, 'one']);
    element.remove();
  });

  it('understands truth values as strings, unset ones, and none', () => {
    const values = [undefined, '', 'true', 'false', 'FALSE', '0'].map((value) => {
      const element = panel(value === undefined ? {} : { 'start-sessions': value, 'dark-mode': value });
      return [element.startSessions, element.darkMode];
    });
    expect(values).to.deep.equal([[true, undefined], [true, true], [true, true], [false, false], [false, false], [true, true]]);
  });

  it('takes look and language from attributes, and ignores nonsense with a code', async () => {
    const element = await put(panel({ 'dark-mode': 'true', locale: 'de-AT' }, { getToken }));
    await until(element, () => visibleText(element).includes('Abmelden'));
    expect(getComputedStyle(element).colorScheme).to.equal('dark');
    element.setAttribute('theme', 'javascript:alert(1)');
    element.setAttribute('locale', 'x'.repeat(100));
    await settled(element);
    expect(getComputedStyle(element).colorScheme).to.equal('dark');
    expect(warned.filter((line) => line.includes('E_HOST_MESSAGE')).length).to.equal(2);
  });

  it('gives a theme’s values to the elements’ custom properties, and leaves unsafe ones out', async () => {
    const element = await put(panel({}, { getToken }));
    const theme = (tokens: NonNullable<HostTheme['tokens']>) =>
      element.tell({ type: 'theme.changed', theme: { mode: 'light', tokens } });
    theme({ accent: '#0a7d5a', radius: '2px', font: "'Inter', sans-serif", surface: 'url(https://evil.example/x)', text: 'red; background: url(x)' });
    await settled(element);
    const value = (name: string): string => element.style.getPropertyValue(`--sideseat-${name}`);
    expect(['accent', 'radius', 'font', 'surface', 'text'].map(value)).to.deep.equal(['#0a7d5a', '2px', "'Inter', sans-serif", '', '']);
    expect(warned.filter((line) => line.includes('E_HOST_THEME')).length).to.equal(1);
    theme({});
    await settled(element);
    expect(value('accent')).to.equal('');
  });

  it('shares one sign-in with the other panels of the page', async () => {
    const first = await put(panel({}, { getToken }));
    const second = await put(panel({ 'session-id': sampleId('ada') }, { getToken }));
    await until(first, () => visibleText(first).includes('Zoë Adams'));
    await settled(second);
    expect(server.calls.filter((call) => call.includes('sign-in')).length).to.equal(1);
  });

  it('goes on with the same sign-in when it is taken out and put back', async () => {
    const element = await put(panel({}, { getToken }));
    await until(element, () => visibleText(element).includes('Zoë Adams'));
    const { parentElement } = element;
    element.remove();
    await new Promise(requestAnimationFrame);
    parentElement?.append(element);
    await settled(element);
    expect(visibleText(element)).to.include('Zoë Adams');
    expect(server.calls.filter((call) => call.includes('sign-in')).length).to.equal(1);
  });

  it('takes another host than the page', async () => {
    const told: string[] = [];
    const host: HostAdapter = {
      name: 'another',
      grants: { capabilities: 'all', startSessions: true },
      getToken,
      connect: (tell) => {
        told.push(String(tell({ type: 'locale.changed', locale: 'fr' })));
        return () => told.push('gone');
      },
    };
    const element = await put(panel({}, { host }));
    await until(element, () => visibleText(element).includes('Zoë Adams'));
    expect(element.tell({ type: 'contact.closed', contactId: 'x' })).to.equal('E_HOST_CONTACT');
    deskFor(host, server.origin).close();
    expect(told).to.deep.equal(['null', 'gone']);
  });

  for (const [state, show] of Object.entries(panelStates)) {
    for (const scheme of ['light', 'dark', 'forced colours'] as Scheme[]) {
      it(`has nothing that axe objects to: ${state}, ${scheme}`, async () => {
        await dressPage(scheme);
        const element = await render<HostPanel>(show('en'));
        expect(visibleText(element)).to.contain(SAID[state]);
        await expectAccessible(element);
        await dressPage();
      });
    }
  }
});

describe('the layout of Webex Contact Center', () => {
  const exported: WebexLayout = {
    appTitle: 'Desk',
    agent: { area: { advancedHeader: [{ comp: 'agentx-webex' }], panel: { comp: 'md-tabs', children: [{ comp: 'md-tab' }, { comp: 'md-tab-panel' }] } } },
    supervisor: { area: {} },
  } as unknown as WebexLayout;
  const options = { script: 'https://widgets.example/sideseat.js', server: 'https://sideseat.example/' };

  it('gets a tab for agents, and keeps everything else', () => {
    const layout = addToLayout(exported, options);
    const children = (layout['agent'] as { area: { panel: { children: { comp: string }[] } } }).area.panel.children;
    expect(children.map(({ comp }) => comp)).to.deep.equal(['md-tab', 'md-tab-panel', 'md-tab', 'md-tab-panel']);
    const text = JSON.stringify(layout);
    for (const part of ['"comp":"sideseat-panel"', '"script":"https://widgets.example/sideseat.js"', '"server":"https://sideseat.example"', '$STORE.app.darkMode', 'agentx-webex'])
      expect(text).to.include(part);
    expect(JSON.stringify(exported)).not.to.include('sideseat');
  });

  it('is the same when it is added twice, and says so where there is no place for it', () => {
    const once = addToLayout(exported, options);
    expect(addToLayout(once, options)).to.deep.equal(once);
    expect(() => addToLayout({ supervisor: {} }, options)).to.throw(TypeError, 'no area "panel"');
    expect(() => addToLayout(exported, { ...options, script: 'not an address' })).to.throw(TypeError);
  });
});

import { expect, html } from '@open-wc/testing';
import { sampleId } from '../../mocks/agent.ts';
import { viewing } from '../../mocks/pages/agent-states.ts';
import { agentSession, FakeClient } from '../../mocks/pages/samples.ts';
import type { ActiveSessions } from '../../plugin/agent/elements/active-sessions.ts';
import type { IconTray } from '../../plugin/agent/elements/icon-tray.ts';
import '../../plugin/hosts/define.ts';
import { ALL_GRANTS, type HostAdapter } from '../../plugin/hosts/host-adapter.ts';
import { deskFor, pageHostFor } from '../../plugin/hosts/plain-page/desks.ts';
import type { HostPanel } from '../../plugin/hosts/plain-page/panel.ts';
import { byRole, deepElements, render, settled, visibleText } from '../support/elements.ts';

await customElements.whenDefined('sideseat-sharing-window');

let servers = 0;
const nextServer = (): string => `https://settings-${++servers}.example`;

/** A panel that waits for its token for ever. */
async function put(attributes: Record<string, string>, properties: Partial<HostPanel> = {}): Promise<HostPanel> {
  const element = document.createElement('sideseat-panel');
  element.setAttribute('server', nextServer());
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  Object.assign(element, { getToken: () => new Promise(() => undefined), ...properties });
  await render(html`${element}`);
  await settled(element);
  return element;
}
const names = (element: HostPanel): string[] => deepElements(element).map(({ localName }) => localName);
const hostOf = ({ server }: HostPanel) => pageHostFor(server);

describe('attributes that are taken away from a panel', () => {
  const cases: [attributes: Record<string, string>, read: (element: HostPanel) => unknown, unset: unknown][] = [
    [{ capabilities: '' }, (element) => hostOf(element).grants.capabilities, 'all'],
    [{ 'start-sessions': 'false' }, (element) => hostOf(element).grants.startSessions, true],
    [{ 'session-id': 'abc' }, (element) => names(element).includes('sideseat-agent'), true],
    [{ 'dark-mode': 'true' }, (element) => element.style.colorScheme, ''],
    [{ theme: 'dark' }, (element) => element.style.colorScheme, ''],
    [{ locale: 'ja' }, (element) => element.renderRoot.querySelector('.room')?.getAttribute('lang'), 'en'],
  ];
  for (const [attributes, read, unset] of cases) {
    const [[name = '', value = ''] = []] = Object.entries(attributes);
    it(`${name}="${value}" is the default again, also where a framework sets the property to null`, async () => {
      localStorage.removeItem('sideseat.locale');
      const element = await put(attributes);
      await settled(element);
      expect(read(element)).not.to.deep.equal(unset);
      element.removeAttribute(name);
      await settled(element);
      expect(read(element)).to.deep.equal(unset);
      element.setAttribute(name, value);
      await settled(element);
      expect(read(element)).not.to.deep.equal(unset);
      const property = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
      Object.assign(element, { [property]: null });
      await settled(element);
      expect(read(element)).to.deep.equal(unset);
    });
  }

  it('token-url: no token any more, and nothing is fetched', async () => {
    const element = await put({ 'token-url': '/token' }, { getToken: null });
    expect(hostOf(element).getToken).not.to.equal(null);
    element.removeAttribute('token-url');
    await settled(element);
    expect(hostOf(element).getToken).to.equal(null);
    expect(visibleText(element)).to.include('Your sign-in did not work');
  });

  it('selected-contact: none is selected', async () => {
    const told: unknown[] = [];
    const host: HostAdapter = {
      name: 'listening',
      grants: ALL_GRANTS,
      getToken: () => new Promise(() => undefined),
      connect: () => () => undefined,
      tell: (event) => (told.push(event), null),
    };
    const element = await put({ 'selected-contact': 'c1' }, { host });
    element.removeAttribute('selected-contact');
    await settled(element);
    expect(told).to.deep.equal([{ type: 'contact.selected', contactId: 'c1' }, { type: 'contact.selected', contactId: null }]);
    deskFor(host, element.server).close();
  });
});

describe('settings of a panel', () => {
  it('go along to a server that is set later', async () => {
    const element = await put({ 'token-url': '/token', 'start-sessions': 'false', 'dark-mode': 'true' }, { getToken: null });
    const before = hostOf(element);
    element.setAttribute('server', nextServer());
    await settled(element);
    expect(hostOf(element).getToken).not.to.equal(null);
    expect(hostOf(element).grants.startSessions).to.equal(false);
    expect(element.style.colorScheme).to.equal('dark');
    expect([before.getToken, before.grants]).to.deep.equal([null, ALL_GRANTS]);
    deskFor(hostOf(element), element.server).close();
  });

  it('narrow what another panel of the page grants, for as long as it is there', async () => {
    const first = await put({ capabilities: 'view', 'start-sessions': 'false' });
    const second = await put({}, { server: first.server });
    expect(hostOf(first).grants).to.deep.equal({ capabilities: ['view'], startSessions: false });
    first.remove();
    expect(hostOf(second).grants).to.deep.equal(ALL_GRANTS);
  });

  it('leave the host’s colours when only light or dark is changed', async () => {
    const element = await put({});
    const accent = (): string => element.style.getPropertyValue('--sideseat-accent');
    element.tell({ type: 'theme.changed', theme: { mode: 'light', tokens: { accent: '#0a7d5a' } } });
    for (const [name, value] of [['theme', 'dark'], ['theme', 'light'], ['dark-mode', 'true']] as const) {
      element.setAttribute(name, value);
      await settled(element);
      expect(accent(), name).to.equal('#0a7d5a');
    }
    element.tell({ type: 'theme.changed', theme: { mode: 'light', tokens: {} } });
    await settled(element);
    expect(accent()).to.equal('');
  });

  it('remember the language that the agent chose, and begin with it', async () => {
    localStorage.removeItem('sideseat.locale');
    const element = await put({});
    element.dispatchEvent(new CustomEvent('sideseat-locale', { detail: { locale: 'it' } }));
    await settled(element);
    expect(localStorage.getItem('sideseat.locale')).to.equal('it');
    const next = await put({});
    localStorage.removeItem('sideseat.locale');
    expect(next.renderRoot.querySelector('.room')?.getAttribute('lang')).to.equal('it');
  });
});

/** A host of somebody's own, whose desk has an agent already. */
function seatedHost(server: string): { host: HostAdapter; client: FakeClient; closed: () => number } {
  let closed = 0;
  const host: HostAdapter = {
    name: 'own',
    grants: ALL_GRANTS,
    getToken: () => new Promise(() => undefined),
    connect: () => () => void closed++,
  };
  const client = new FakeClient({ sessions: [viewing()] });
  const { state$ } = deskFor(host, server);
  state$.next({ ...state$.value, client });
  return { host, client, closed: () => closed };
}

describe('a panel with a host of its own', () => {
  it('tells the host’s desk from the first moment on', () => {
    const { host } = seatedHost(location.origin);
    const element = Object.assign(document.createElement('sideseat-panel'), { host });
    expect(element.tell({ type: 'contact.accepted', contactId: 'c1' })).to.equal(null);
    expect(element.tell({ type: 'contact.wrapUp', contactId: 'c1' })).to.equal(null);
    expect(element.tell({ type: 'contact.wrapUp', contactId: 'c2' })).to.equal('E_HOST_CONTACT');
  });

  it('takes a seat at another server when that is changed, and leaves nothing open at the one before', async () => {
    const server = nextServer();
    const { host, closed } = seatedHost(server);
    const element = await put({}, { host, server, getToken: null });
    element.server = nextServer();
    await settled(element);
    expect(closed()).to.equal(1);
    expect(deskFor(host, server).state$.value.client).to.equal(null);
    expect(deskFor(host, element.server).state$.value.client).not.to.equal(null);
    deskFor(host, element.server).close();
  });
});

describe('one session in a window of the host', () => {
  const ada = sampleId('ada');

  it('[002-01] [D-2] has the ways in and the ways to stop around it', async () => {
    const { host } = seatedHost(location.origin);
    const element = await put({ server: location.origin, 'session-id': ada }, { host });
    for (const name of ['Remote control', 'Session', 'Sharing']) byRole(element, 'button', name);
    for (const name of ['Applications', 'Log']) byRole(element, 'tab', name);
  });

  it('keeps the focus when nothing is shared any more and the button Sharing goes', async () => {
    const { host, client } = seatedHost(location.origin);
    const element = await put({ server: location.origin, 'session-id': ada }, { host });
    const footer = element.renderRoot.querySelector('footer')!;
    byRole(footer, 'button', 'Sharing').focus();
    client.tell({ sessions: [agentSession()] });
    await settled(element);
    expect(element.shadowRoot?.activeElement === footer).to.equal(true);
  });

  it('has the elements wherever the host puts them, with the panel’s client', async () => {
    const { host, client } = seatedHost(location.origin);
    const place = await render<HTMLElement>(html`
      <sideseat-panel .host=${host} server=${location.origin}>
        <div slot="window">
          <sideseat-active-sessions></sideseat-active-sessions>
          <sideseat-session session-id=${ada}></sideseat-session>
          <sideseat-icon-tray session-id=${ada}></sideseat-icon-tray>
          <sideseat-sharing-button session-id=${ada}></sideseat-sharing-button>
        </div>
      </sideseat-panel>
    `);
    await settled(place);
    const list = place.querySelector('sideseat-active-sessions') as ActiveSessions;
    expect(visibleText(list)).to.include('Ada Byron');
    byRole(place.querySelector('sideseat-session')!, 'heading', 'Session with Ada Byron');
    byRole(place.querySelector('sideseat-sharing-button')!, 'button', 'Sharing');
    expect(names(place as HostPanel)).not.to.include('sideseat-dashboard');
    expect((place as HostPanel).client === client).to.equal(true);
    byRole(place.querySelector('sideseat-icon-tray') as IconTray, 'button', 'Session').click();
    await settled(place);
    byRole(place, 'menuitem', /^Stop sharing/).click();
    expect(client.ran).to.deep.equal([{ sessionId: ada, name: 'release' }]);
  });
});

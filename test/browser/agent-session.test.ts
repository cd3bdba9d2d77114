import { ContextProvider } from '@lit/context';
import { expect, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import { sampleId, sampleRequest, sampleShare } from '../../mocks/agent.ts';
import type { AgentSession, AgentState } from '../../plugin/agent/agent-state.ts';
import { agentClientContext } from '../../plugin/agent/client-controller.ts';
import type { IconTray } from '../../plugin/agent/elements/icon-tray.ts';
import type { SessionElement } from '../../plugin/agent/elements/session.ts';
import type { SharingButton } from '../../plugin/agent/elements/sharing-button.ts';
import { agentStates } from '../../mocks/pages/agent-states.ts';
import { byRole, deepElements, render, settled, standardSuite, visibleText } from '../support/elements.ts';
import {
  agentSession,
  change,
  click,
  clock,
  expectFocus,
  FakeClient,
  focused,
  hasRole,
  heard,
  press,
  samplePicture,
  tell,
} from './agent-harness.ts';

const ADA = sampleId('ada');
const stream = samplePicture();
const viewing = (name = 'Ada Byron', sessionId = ADA): AgentSession =>
  agentSession(
    { sessionId, name, share: sampleShare() },
    { picture: { phase: 'playing', stream, frames: null, reason: null } },
  );
const clientWith = (sessions: readonly AgentSession[], more: Partial<AgentState> = {}) =>
  new FakeClient({ sessions, ...more });
const session = (client: FakeClient | undefined, id = ADA): TemplateResult => html`
  <sideseat-session session-id=${id} .client=${client} .reload=${() => undefined} .clock=${clock}></sideseat-session>
`;
const videoIn = (element: Element): HTMLVideoElement | undefined =>
  deepElements(element).find((inner) => inner instanceof HTMLVideoElement);

standardSuite('sideseat-session', agentStates['sideseat-session']);

describe('<sideseat-session>', () => {
  it('[002-01] is one session, with its commands carried out by its client', async () => {
    const client = clientWith([agentSession(), agentSession({ sessionId: sampleId('jun'), name: 'Jun Sato' })]);
    const element = await render<SessionElement>(session(client));
    expect(hasRole(element, 'heading', 'Session with Ada Byron')).to.equal(true);
    await click(byRole(element, 'button', 'Request view'), element);
    expect(client.ran).to.deep.equal([{ sessionId: ADA, name: 'requestView' }]);
  });

  it('a command is carried out once, however many public elements are around it', async () => {
    const client = clientWith([agentSession()]);
    const element = await render<HTMLElement>(html`
      <sideseat-dashboard .client=${client} .clock=${clock}></sideseat-dashboard>
    `);
    await click(byRole(element, 'tab', 'Ada Byron'), element);
    await click(byRole(element, 'button', 'Request view'), element);
    expect(client.ran.length).to.equal(1);
  });

  it('takes its client from the context as well, also one that comes later', async () => {
    const box = await render<HTMLElement>(html`<div></div>`);
    const provider = new ContextProvider(box, { context: agentClientContext });
    box.innerHTML = `<sideseat-session session-id="${ADA}"></sideseat-session>`;
    await settled(box);
    expect(visibleText(box)).to.equal('Connecting…');
    provider.setValue(clientWith([agentSession()]));
    await settled(box);
    expect(hasRole(box, 'heading', 'Session with Ada Byron')).to.equal(true);
  });

  it('reads attributes as hosts write them: "false" is false', async () => {
    const element = await render<SessionElement>(session(clientWith([agentSession()])));
    for (const [value, expected] of [['false', false], ['', true], ['False', false], ['true', true]] as const) {
      element.setAttribute('active', value);
      element.setAttribute('closable', value);
      expect([element.active, element.closable], value).to.deep.equal([expected, expected]);
    }
  });

  it('has a tab to close only where the host says so', async () => {
    const element = await render<SessionElement>(session(clientWith([agentSession()])));
    expect(hasRole(element, 'button', 'Close tab')).to.equal(false);
    element.closable = true;
    await settled(element);
    const told = heard(element, 'sideseat-close-tab');
    await click(byRole(element, 'button', 'Close tab'), element);
    expect(told).to.deep.equal([{ sessionId: ADA }]);
  });

  it('goes on where it was when it is put back in the middle of a share', async () => {
    const client = clientWith([viewing()]);
    const element = await render<SessionElement>(session(client));
    const home = element.parentElement!;
    element.remove();
    expect(client.state$.observed, 'nothing of it is left behind').to.equal(false);
    client.tell({ sessions: [viewing('Ada King')] });
    home.append(element);
    await settled(element);
    expect(videoIn(element)?.srcObject === stream, 'the picture').to.equal(true);
    expect(hasRole(element, 'heading', 'Session with Ada King'), 'what came meanwhile').to.equal(true);
    expect(client.ran).to.deep.equal([]);
  });

  it('leaves a command to a host that prevents its default', async () => {
    const client = clientWith([agentSession()]);
    const element = await render<SessionElement>(session(client));
    const list = deepElements(element).find((inner) => inner.localName === 'sideseat-command-list')!;
    list.addEventListener('sideseat-command', (event) => event.preventDefault());
    await click(byRole(element, 'button', 'Request view'), element);
    expect(client.ran).to.deep.equal([]);
  });

  it('says so when its session is gone, or the link is over', async () => {
    const element = await render<SessionElement>(session(clientWith([agentSession()])));
    const told = heard(element, 'sideseat-reload');
    await tell(element, { link: 'replaced' });
    await click(byRole(element, 'button', 'Use this tab instead'), element);
    expect(told.length).to.equal(1);
    await tell(element, { link: 'open', sessions: [] });
    expect(visibleText(element)).to.equal('That session does not exist any more.');
  });

  it('shows another session when the host says so', async () => {
    const client = clientWith([viewing(), agentSession({ sessionId: sampleId('jun'), name: 'Jun Sato' })]);
    const element = await render<SessionElement>(session(client));
    element.sessionId = sampleId('jun');
    await settled(element);
    expect(hasRole(element, 'heading', 'Session with Jun Sato')).to.equal(true);
    expect(hasRole(element, 'region', 'Shared desktop')).to.equal(false);
  });

  it('hands nothing that is open on to the next customer', async () => {
    const busy = { name: 'requestView', phase: 'busy' } as const;
    const jun = agentSession({ sessionId: sampleId('jun'), name: 'Jun Sato', request: sampleRequest() });
    const client = clientWith([agentSession({}, { command: busy }), jun]);
    const element = await render<SessionElement>(session(client));
    await tell(element, { sessions: [agentSession({ request: sampleRequest() }), jun] });
    expect(hasRole(element, 'dialog', 'Request sent')).to.equal(true);
    await change(element, { sessionId: sampleId('jun') });
    expect(hasRole(element, 'dialog')).to.equal(false);
    await click(byRole(element, 'button', 'End session'), element);
    expect(hasRole(element, 'alertdialog', 'End the session with Jun Sato?')).to.equal(true);
    await change(element, { sessionId: ADA });
    expect(hasRole(element, 'alertdialog')).to.equal(false);
  });
});

const tray = (client: FakeClient, id = ADA): TemplateResult => html`
  <sideseat-icon-tray session-id=${id} .client=${client} .clock=${clock}></sideseat-icon-tray>
`;
const openMenu = async (element: Element, name: string): Promise<void> => {
  await click(byRole(element, 'button', name), element);
};
/** The reason beside a menu item. */
const reasonOf = (element: Element, name: string): string => {
  const item = byRole(element, 'menuitem', name);
  const scope = item.getRootNode() as ShadowRoot;
  return scope.getElementById(item.getAttribute('aria-describedby') ?? '')?.textContent ?? '';
};

standardSuite('sideseat-icon-tray', agentStates['sideseat-icon-tray']);

describe('<sideseat-icon-tray>', () => {
  it('[002-01] is the toolbar Icon tray; Remote control has the commands', async () => {
    const client = clientWith([agentSession()]);
    const element = await render<IconTray>(tray(client));
    expect(hasRole(element, 'toolbar', 'Icon tray')).to.equal(true);
    await openMenu(element, 'Remote control');
    expect(reasonOf(element, 'Request view')).to.equal('Ada Byron is asked first and chooses what you see.');
    await click(byRole(element, 'menuitem', 'Request view'), element);
    expect(client.ran).to.deep.equal([{ sessionId: ADA, name: 'requestView' }]);
    expectFocus(byRole(element, 'button', 'Remote control'));
  });

  it('[002-10] Remote control has Request control too', async () => {
    const client = clientWith([agentSession()]);
    const element = await render<IconTray>(tray(client));
    await openMenu(element, 'Remote control');
    expect(reasonOf(element, 'Request control')).to.equal('Ada Byron is asked first. A click into the picture then starts it.');
    await click(byRole(element, 'menuitem', 'Request control'), element);
    expect(client.ran).to.deep.equal([{ sessionId: ADA, name: 'requestControl' }]);
  });

  it('[002-25] [002-26] Session has Stop sharing', async () => {
    const client = clientWith([viewing()]);
    const element = await render<IconTray>(tray(client));
    await openMenu(element, 'Session');
    await click(byRole(element, 'menuitem', 'Stop sharing'), element);
    expect(client.ran).to.deep.equal([{ sessionId: ADA, name: 'release' }]);
  });

  it('[000-17] Session ends the session after Yes, not after No', async () => {
    const client = clientWith([agentSession()]);
    const element = await render<IconTray>(tray(client));
    for (const [answer, ran] of [['No', 0], ['Yes', 1]] as const) {
      await openMenu(element, 'Session');
      await click(byRole(element, 'menuitem', 'End session'), element);
      expect(hasRole(element, 'alertdialog', 'End the session with Ada Byron?')).to.equal(true);
      await click(byRole(element, 'button', answer), element);
      expect(hasRole(element, 'alertdialog')).to.equal(false);
      expect(client.ran.length, answer).to.equal(ran);
    }
    expect(client.ran).to.deep.equal([{ sessionId: ADA, name: 'end' }]);
    expectFocus(byRole(element, 'button', 'Session'));
  });

  it('[000-17] its question ends no other session than the one that it was about', async () => {
    const client = clientWith([agentSession(), agentSession({ sessionId: sampleId('jun'), name: 'Jun Sato' })]);
    const element = await render<IconTray>(tray(client));
    await openMenu(element, 'Session');
    await click(byRole(element, 'menuitem', 'End session'), element);
    for (const sessionId of [sampleId('jun'), ADA]) {
      await change(element, { sessionId });
      expect(hasRole(element, 'alertdialog'), sessionId).to.equal(false);
    }
  });

  it('says of everything that is not possible why, and does nothing', async () => {
    const client = clientWith([agentSession({ status: 'waiting' })]);
    const element = await render<IconTray>(tray(client));
    await openMenu(element, 'Remote control');
    expect(reasonOf(element, 'Request view')).to.equal('Start the session first.');
    await click(byRole(element, 'menuitem', 'Request view'), element);
    await openMenu(element, 'Session');
    expect(reasonOf(element, 'Stop sharing')).to.equal('Nothing is shared.');
    await click(byRole(element, 'menuitem', 'Stop sharing'), element);
    expect(client.ran).to.deep.equal([]);
  });

  it('without a session in front says so', async () => {
    const element = await render<IconTray>(tray(clientWith([viewing()]), ''));
    await openMenu(element, 'Session');
    for (const name of ['Stop sharing', 'End session']) {
      expect(reasonOf(element, name), name).to.equal('Open the tab of a customer first.');
      expect(byRole(element, 'menuitem', name).getAttribute('aria-disabled')).to.equal('true');
    }
  });

  it('is one stop of the Tab key; the arrows go round', async () => {
    const element = await render<IconTray>(tray(clientWith([agentSession()])));
    const [control, ofSession] = [byRole(element, 'button', 'Remote control'), byRole(element, 'button', 'Session')];
    expect([control.tabIndex, ofSession.tabIndex]).to.deep.equal([0, -1]);
    control.focus();
    press(control, 'ArrowRight');
    await settled(element);
    expectFocus(ofSession);
    expect([control.tabIndex, ofSession.tabIndex]).to.deep.equal([-1, 0]);
    press(ofSession, 'ArrowRight');
    expectFocus(control);
    press(control, 'ArrowLeft');
    expectFocus(ofSession);
  });
});

const button = (client: FakeClient): TemplateResult => html`
  <div>
    <sideseat-sharing-button session-id=${ADA} .client=${client}></sideseat-sharing-button>
  </div>
`;
const both = () => [viewing('Jun Sato', sampleId('jun')), viewing()];

standardSuite('sideseat-sharing-button', agentStates['sideseat-sharing-button']);

describe('<sideseat-sharing-button>', () => {
  it('[002-25] [002-26] is there while something is shared, with Stop sharing', async () => {
    const client = clientWith([agentSession({ request: sampleRequest() })]);
    const element = await render<HTMLElement>(button(client));
    expect(hasRole(element, 'button', 'Sharing')).to.equal(false);
    client.tell({ sessions: [viewing()] });
    await settled(element);
    await openMenu(element, 'Sharing');
    await click(byRole(element, 'menuitem', 'Stop sharing'), element);
    expect(client.ran).to.deep.equal([{ sessionId: ADA, name: 'release' }]);
  });

  it('with several shares says whose each item stops, the one in front first', async () => {
    const client = clientWith(both());
    const element = await render<HTMLElement>(button(client));
    await openMenu(element, 'Sharing');
    expect(focused()?.textContent?.trim()).to.contain('Stop sharing: Ada Byron');
    await click(byRole(element, 'menuitem', 'Stop sharing: Jun Sato'), element);
    expect(client.ran).to.deep.equal([{ sessionId: sampleId('jun'), name: 'release' }]);
  });

  it('is disabled with its reason while the connection is lost', async () => {
    const element = await render<HTMLElement>(button(clientWith([viewing()], { link: 'retrying' })));
    await openMenu(element, 'Sharing');
    expect(reasonOf(element, 'Stop sharing')).to.equal('Connection lost, trying again…');
  });

  it('gives the focus away when the last share ends under it', async () => {
    const client = clientWith([viewing()]);
    const element = await render<HTMLElement>(button(client));
    const fallback = document.createElement('button');
    element.append(fallback);
    element.querySelector<SharingButton>('sideseat-sharing-button')!.getFallbackFocus = () => fallback;
    await settled(element);
    byRole(element, 'button', 'Sharing').focus();
    client.tell({ sessions: [agentSession()] });
    await settled(element);
    expectFocus(fallback);
  });
});

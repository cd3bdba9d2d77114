import { aTimeout, expect, html } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import type { TemplateResult } from 'lit';
import { CommandError } from '../../gateway/client/errors.ts';
import type { AgentSessionView } from '../../gateway/protocol/views.ts';
import { sampleAccount, sampleGivenControl, sampleId, sampleOutcome, sampleOwnShare, sampleRequest, sampleSession } from '../../mocks/agent.ts';
import { ScriptedDesktop } from '../../mocks/customer.ts';
import { agentStates, askingToGive, giving, givingAtOnce, showing } from '../../mocks/pages/agent-states.ts';
import { ScriptedLink } from '../../mocks/scripted-link.ts';
import { createAgentClient } from '../../plugin/agent/agent-client.ts';
import type { AgentSession, AgentState } from '../../plugin/agent/agent-state.ts';
import type { CommandList } from '../../plugin/agent/elements/command-list.ts';
import type { IconTray } from '../../plugin/agent/elements/icon-tray.ts';
import { givingTexts } from '../../plugin/agent/giving/texts/texts.ts';
import type { OwnDesktopView } from '../../plugin/agent/elements/own-desktop-view.ts';
import type { SessionPanel } from '../../plugin/agent/elements/session-panel.ts';
import type { RequestState } from '../../plugin/agent/elements/request-state.ts';
import { byRole, deepElements, queryRole, render, settled, standardSuite, visibleText } from '../support/elements.ts';
import { agentSession, change, click, clock, expectFocus, FakeClient, focused, hasRole, heard, panel } from './agent-harness.ts';

const ADA = sampleId('ada');
const GIVE = { sessionId: ADA, command: 'giveControl' };

standardSuite('sideseat-give-control', agentStates['sideseat-give-control']);
standardSuite('sideseat-given-control', agentStates['sideseat-given-control']);

const list = (session: AgentSession): TemplateResult => html`
  <sideseat-command-list .session=${session} .clock=${clock}></sideseat-command-list>
`;

describe('the caution before Give control', () => {
  it('[002-20] comes before anything else, and names the files and what is seen', async () => {
    const element = await render<CommandList>(list(agentSession()));
    const told = heard(element, 'sideseat-command');
    await click(byRole(element, 'button', 'Give control'), element);
    byRole(element, 'dialog', 'Give control of your desktop?');
    const text = visibleText(element);
    expect(text).to.contain('every file on this computer that is not protected by a password');
    expect(text).to.contain('Ada Byron also sees everything on your screen');
    expect(text).to.contain('choose your entire screen there');
    expect(told).to.deep.equal([]);
  });

  it('[002-20] asks by OK, in the click’s own task: the browser’s picker needs it', async () => {
    const element = await render<CommandList>(list(agentSession()));
    const told = heard(element, 'sideseat-command');
    await click(byRole(element, 'button', 'Give control'), element);
    byRole(element, 'button', 'OK').click();
    expect(told).to.deep.equal([GIVE]);
    await settled(element);
    expect(hasRole(element, 'dialog')).to.equal(false);
  });

  it('[002-20] asks nobody by Cancel, on which the focus is, nor by Escape; the focus goes back', async () => {
    const element = await render<CommandList>(list(agentSession()));
    const told = heard(element, 'sideseat-command');
    const command = byRole(element, 'button', 'Give control');
    for (const leave of ['Cancel', 'Escape'] as const) {
      command.focus();
      await click(command, element);
      expectFocus(byRole(element, 'button', 'Cancel'));
      if (leave === 'Cancel') byRole(element, 'button', leave).click();
      else byRole(element, 'dialog').dispatchEvent(new Event('cancel', { cancelable: true }));
      await settled(element);
      expect(hasRole(element, 'dialog'), leave).to.equal(false);
      expectFocus(command, leave);
    }
    expect(told).to.deep.equal([]);
  });

  it('says what OK does where the desktop is shown already', async () => {
    const element = await render<CommandList>(list(showing()));
    await click(byRole(element, 'button', 'Give control'), element);
    expect(visibleText(element)).to.contain('who already sees your screen').and.to.not.contain('choose your entire screen');
  });

  it('comes in English where the reader’s language cannot be fetched', async () => {
    const realLoad = givingTexts.load.bind(givingTexts);
    givingTexts.load = () => Promise.reject(new Error('offline'));
    document.documentElement.lang = 'fr';
    try {
      const element = await render<CommandList>(list(agentSession()));
      element.shadowRoot!.querySelectorAll<HTMLElement>('.command button')[3]!.click();
      await settled(element);
      byRole(element, 'dialog', 'Give control of your desktop?');
    } finally {
      document.documentElement.lang = 'en';
      givingTexts.load = realLoad;
    }
  });

  it('does not open five seconds after the press, where it was not there in time', async () => {
    const element = await render<CommandList>(list(agentSession()));
    const caution = element.shadowRoot!.querySelector('sideseat-give-control')!;
    const realGet = customElements.get.bind(customElements);
    customElements.get = () => undefined;
    try {
      await click(byRole(element, 'button', 'Give control'), element);
      clock.advance(4_999);
      await settled(element);
      expect(caution.open).to.equal(true);
      clock.advance(1);
      await settled(element);
      expect(caution.open).to.equal(false);
    } finally {
      customElements.get = realGet;
    }
  });

  it('goes by itself where the command is not possible any more, and does not come back', async () => {
    const element = await render<CommandList>(list(agentSession()));
    await click(byRole(element, 'button', 'Give control'), element);
    await change(element, { session: agentSession({ request: sampleRequest() }) });
    expect(hasRole(element, 'dialog')).to.equal(false);
    await change(element, { session: agentSession() });
    expect(hasRole(element, 'dialog')).to.equal(false);
  });

  it('[002-18] [002-20] comes in the icon tray as well', async () => {
    const client = new FakeClient({ sessions: [agentSession()] });
    const element = await render<IconTray>(html`
      <sideseat-icon-tray session-id=${ADA} .client=${client} .clock=${clock}></sideseat-icon-tray>
    `);
    await click(byRole(element, 'button', 'Remote control'), element);
    await click(byRole(element, 'menuitem', 'Give control'), element);
    byRole(element, 'dialog', 'Give control of your desktop?');
    expect(client.ran).to.deep.equal([]);
    await click(byRole(element, 'button', 'OK'), element);
    expect(client.ran).to.deep.equal([{ sessionId: ADA, name: 'giveControl' }]);
    expectFocus(byRole(element, 'button', 'Remote control'));
  });
});

describe('the own desktop while the customer may control it', () => {
  const view = (session: AgentSession, link: AgentState['link'] = 'open'): TemplateResult => html`
    <sideseat-own-desktop-view .session=${session} .link=${link} .clock=${clock}></sideseat-own-desktop-view>
  `;
  const open = (...args: Parameters<typeof view>) => render<OwnDesktopView>(view(...args));
  const helperLine = (element: Element): string | undefined =>
    deepElements(element).find(({ localName }) => localName === 'code')?.textContent ?? undefined;

  it('[002-22] shows how to start the helper, with the server’s address and a code', async () => {
    const element = await open(giving({ helper: 'absent' }));
    await settled(element);
    expect(visibleText(element)).to.contain('Ada Byron agreed. The helper on this computer is still missing.');
    byRole(element, 'heading', 'One more step: start the helper');
    expect(helperLine(element)).to.contain('node sideseat-helper.mjs https://help.acme.example 7K3MQ9TX2B');
    expect(queryRole(element, 'button', 'Take back')).to.equal(null);
  });

  it('keeps that line while the connection is lost', async () => {
    let asked = 0;
    const session = giving({ helper: 'absent' });
    session.helper = { ...session.helper, invite: async () => `CODE${++asked}` };
    const element = await open(session);
    await change(element, { link: 'retrying' });
    await change(element, { link: 'open' });
    expect([asked, helperLine(element)?.endsWith('CODE1')]).to.deep.equal([1, true]);
  });

  it('[001-01] [004-10] has the download from the server’s own address, whatever page this is, and shows how far it is', async () => {
    const element = await open(giving({ helper: 'absent' }, { keepsHelper: true }));
    await settled(element);
    const link = byRole<HTMLAnchorElement>(element, 'link', /^Download the helper/);
    expect(link.href).to.equal('https://help.acme.example/helper/download/linux-x64/7K3MQ9TX2B');
    expect(link.target, 'a refusal is not to take the place of the dashboard').to.equal('_blank');
    expect(visibleText(element)).to.contain('It stays on this computer for the next time.');
    await change(element, { session: giving({ helper: 'downloading', helperPercent: 45 }) });
    expect(byRole<HTMLProgressElement>(element, 'progressbar').value).to.equal(45);
    await change(element, { session: giving({ helper: 'started' }) });
    expect(visibleText(element)).to.contain('The helper was started.').and.to.contain('is still missing');
  });

  it('says where the helper cannot use the screen', async () => {
    const element = await open(giving({ helper: 'unable' }));
    byRole(element, 'heading', 'The helper runs, but cannot use this screen');
    expect(helperLine(element)).to.equal(undefined);
  });

  it('[002-22] tells what to ask the customer for, and that nothing passes before', async () => {
    const element = await open(giving());
    expect(visibleText(element)).to.contain('Ask Ada Byron to click into the picture. Until that click, nothing that Ada Byron does reaches your desktop.');
    expect(visibleText(element)).to.contain('Ctrl+Alt+Shift+S ends control at any time.');
    expect(hasRole(element, 'button', 'Take back')).to.equal(false);
  });

  it('[002-22] [I6] says with a strong look who is in control, and how it is taken back', async () => {
    const element = await open(giving());
    const region = byRole(element, 'region', 'Desktop view');
    const calm = getComputedStyle(region).borderTopWidth;
    await change(element, { session: giving({ phase: 'active' }) });
    expect([calm, getComputedStyle(region).borderTopWidth]).to.deep.equal(['2px', '4px']);
    const words = 'Ada Byron controls your mouse and keyboard. Click anywhere on your desktop to take them back.';
    const statuses = deepElements(element).filter(({ role }) => role === 'status');
    expect(statuses.some(({ textContent }) => textContent.includes('controls your mouse and keyboard')), 'announced').to.equal(true);
    expect(visibleText(element)).to.contain(words);
  });

  it('[002-23] takes back by a button, and gives again by another one', async () => {
    const element = await open(giving({ phase: 'active' }));
    const told = heard(element, 'sideseat-command');
    await click(byRole(element, 'button', 'Take back'), element);
    await change(element, { session: giving({ phase: 'takenBack' }) });
    expect(visibleText(element)).to.contain('You have taken mouse and keyboard back. Ada Byron still sees your desktop and cannot use it.');
    clock.advance(500);
    await click(byRole(element, 'button', 'Give again'), element);
    expect(told.map(({ command }) => command)).to.deep.equal(['takeControlBack', 'giveControlAgain']);
  });

  it('[002-23] a double click on Take back gives nothing again', async () => {
    const element = await open(giving({ phase: 'active' }));
    const told = heard(element, 'sideseat-command');
    await click(byRole(element, 'button', 'Take back'), element);
    await change(element, { session: giving({ phase: 'takenBack' }) });
    const giveAgain = byRole(element, 'button', 'Give again');
    clock.advance(499);
    giveAgain.click();
    clock.advance(1);
    giveAgain.dispatchEvent(new MouseEvent('click', { detail: 2, bubbles: true, composed: true }));
    expect(told.map(({ command }) => command)).to.deep.equal(['takeControlBack']);
    giveAgain.click();
    expect(told.length).to.equal(2);
  });

  it('[002-23] does not give again what the press on Take back has taken, nor with a key that is held', async () => {
    const element = await open(giving({ phase: 'active' }));
    const takeBack = byRole(element, 'button', 'Take back');
    takeBack.focus();
    await change(element, { session: giving({ phase: 'takenBack' }) });
    const giveAgain = byRole(element, 'button', 'Give again');
    expect(giveAgain === takeBack, 'another button').to.equal(false);
    expect(focused() === giveAgain, 'the focus is on it').to.equal(false);
    expect(focused()?.textContent).to.contain('You have taken mouse and keyboard back');
  });

  it('says why control waits', async () => {
    const element = await open(giving({ phase: 'paused' }));
    expect(visibleText(element)).to.contain('You are using mouse or keyboard: Ada Byron waits.');
    for (const phase of ['asking', 'choosing'] as const) {
      await change(element, { session: giving({ phase: 'paused' }, { request: sampleRequest(phase) }) });
      expect(visibleText(element), phase).to.contain('A request to Ada Byron is open.').and.to.not.contain('You are using');
    }
    for (const phase of ['paused', 'armed'] as const) {
      await change(element, { session: giving({ phase }, { customerPresence: 'late' }) });
      expect(visibleText(element), phase).to.contain('The page of Ada Byron is not responding.').and.to.not.contain('You are using');
    }
  });

  it('[002-24] ends control alone where it was added to what is shown, beside Stop sharing', async () => {
    const element = await open(giving());
    const told = heard(element, 'sideseat-command');
    await click(byRole(element, 'button', 'Stop control'), element);
    expect(told).to.deep.equal([{ sessionId: ADA, command: 'stopGivingControl' }]);
    byRole(element, 'button', 'Sharing');
    expect(queryRole(await open(givingAtOnce()), 'button', 'Stop control'), 'Stop sharing ends both').to.equal(null);
  });

  it('[002-23] [002-24] takes back and stops also while something else is on its way; Give again waits', async () => {
    const busy = { name: 'requestView', phase: 'busy' } as const;
    const element = await open({ ...giving({ phase: 'active' }), command: busy });
    const told = heard(element, 'sideseat-command');
    await click(byRole(element, 'button', 'Take back'), element);
    await click(byRole(element, 'button', 'Stop control'), element);
    expect(told.map(({ command }) => command)).to.deep.equal(['takeControlBack', 'stopGivingControl']);
    await change(element, { session: { ...giving({ phase: 'takenBack' }), command: busy } });
    clock.advance(500);
    await click(byRole(element, 'button', 'Give again'), element);
    expect(told.length).to.equal(2);
  });

  it('has its status on the page before control is given: screen readers hear the first words, too', async () => {
    const element = await open(showing());
    const status = deepElements(element).find((inner) => inner.matches('sideseat-given-control'))!.shadowRoot!.querySelector('[role="status"]')!;
    expect(status.textContent).to.equal('');
    await change(element, { session: giving() });
    expect(status.isConnected && status.textContent).to.contain('Ask Ada Byron to click into the picture.');
  });

  it('its menu is reached in a panel, also where the helper’s card takes much room', async () => {
    await setViewport({ width: 1280, height: 600 });
    try {
      const element = await render<SessionPanel>(panel(giving({ helper: 'absent' })));
      const own = deepElements(element).find((inner) => inner.localName === 'sideseat-own-desktop-view')!;
      await click(byRole(own, 'button', 'Sharing'), element);
      const item = byRole(own, 'menuitem', /^Stop sharing/);
      const { left, top, width, height } = item.getBoundingClientRect();
      let hit = document.elementFromPoint(left + width / 2, top + height / 2);
      while (hit?.shadowRoot?.elementFromPoint(left + width / 2, top + height / 2)) hit = hit.shadowRoot.elementFromPoint(left + width / 2, top + height / 2);
      expect(hit !== null && item.contains(hit), 'nothing cuts it off').to.equal(true);
      const card = deepElements(own).find((inner) => inner.localName === 'sideseat-helper-card')!;
      expect(card.clientHeight).to.be.at.most(270).and.to.be.lessThan(card.scrollHeight);
    } finally {
      await setViewport({ width: 800, height: 600 });
    }
  });

  it('sends nothing while the same command is on its way, or the connection is lost', async () => {
    const element = await open({ ...giving({ phase: 'active' }), command: { name: 'takeControlBack', phase: 'busy' } });
    const told = heard(element, 'sideseat-command');
    await click(byRole(element, 'button', 'Take back'), element);
    await change(element, { session: giving({ phase: 'active' }), link: 'retrying' });
    await click(byRole(element, 'button', 'Stop control'), element);
    expect(told).to.deep.equal([]);
    expect(visibleText(element)).to.contain('Connection lost.').and.to.not.contain('controls your mouse');
  });
});

describe('what became of Give control', () => {
  const state = (session: AgentSession): TemplateResult => html`
    <sideseat-request-state .session=${session} .clock=${clock} agent="Mia Keller"></sideseat-request-state>
  `;

  it('[002-02] [002-04] [002-18] the box Request sent stands aside of a desktop that is shown', async () => {
    const element = await render<RequestState>(state(showing()));
    await change(element, { session: { ...showing(), command: { name: 'giveControl', phase: 'busy' } } });
    await change(element, { session: askingToGive() });
    const box = byRole(element, 'dialog', 'Request sent');
    expect(box.textContent).to.contain('Ada Byron is now asked to use mouse and keyboard of your desktop.');
    expect(box instanceof HTMLDialogElement).to.equal(false);
    await click(byRole(element, 'button', 'OK'), element);
    expect(hasRole(element, 'dialog')).to.equal(false);
  });

  it('[002-18] says that what was chosen is not a whole screen', async () => {
    const element = await render<RequestState>(agentStates['sideseat-request-state']['not a whole screen']());
    expect(visibleText(element)).to.contain('not known to be your whole screen').and.to.contain('choose your entire screen');
  });

  it('says how it ended, and what it takes to give it again', async () => {
    const session = (reason: 'revoked' | 'released') =>
      showing({ agentOutcome: { ...sampleOutcome(reason, true), capability: 'giveControl' } });
    const element = await render<RequestState>(state(session('revoked')));
    expect(visibleText(element)).to.contain('Ada Byron ended control. Giving control again needs a new OK.');
    await change(element, { session: session('released') });
    expect(visibleText(element)).to.contain('Control was ended by Mia Keller.');
  });

  it('says how the picture ended where control came with it', async () => {
    const ended = (reason: 'revoked' | 'released', granted = true) =>
      agentSession({ agentOutcome: { ...sampleOutcome(reason, granted), capability: 'giveControl' } });
    const element = await render<RequestState>(state(ended('revoked')));
    expect(visibleText(element)).to.contain('Ada Byron stopped looking at your desktop.').and.to.contain('Giving control again needs a new OK.');
    await change(element, { session: ended('released') });
    expect(visibleText(element)).to.contain('Sharing was stopped by Mia Keller.');
  });
});

describe('an agent’s page that gives control', () => {
  async function started(view: Partial<AgentSessionView> = {}) {
    const desktop = new ScriptedDesktop();
    let link = new ScriptedLink();
    const client = createAgentClient({
      api: { me: async () => sampleAccount, signIn: async () => sampleAccount, signOut: async () => undefined, agentTicket: async () => '' },
      createLink: (getTicket) => (link = new ScriptedLink(getTicket)),
      createSource: () => desktop,
      origin: 'https://help.acme.example',
    });
    const tell = (change: Partial<AgentSessionView> = {}): void => link.tell({ type: 'agent.session', session: sampleSession(change) });
    await aTimeout(0);
    link.open();
    link.tell({ type: 'agent.sessions', sessions: [sampleSession(view)] });
    await import('../../plugin/agent/own-desktops.ts'); // the page asked for it before
    await aTimeout(0);
    const session = () => client.state$.value.sessions.find(({ view: { sessionId } }) => sessionId === ADA);
    return { client, desktop, tell, session, link, capture: () => session()?.ownCapture };
  }
  const asked = sampleRequest('asking', 42_000, { capability: 'giveControl', owner: 'agent', requestId: sampleId('giving') });

  /** The own desktop is shown. */
  async function shown() {
    const page = await started();
    const request = sampleRequest('asking', 42_000, { capability: 'show', owner: 'agent', requestId: sampleId('show') });
    void page.client.run(ADA, 'showDesktop');
    page.desktop.pick();
    await aTimeout(0);
    page.tell({ request });
    page.link.lastCommand.done({ requestId: request.requestId });
    await aTimeout(0);
    page.tell({ request: { ...request, phase: 'choosing' } });
    page.link.lastCommand.done();
    await aTimeout(0);
    page.tell({ agentShare: sampleOwnShare() });
    return page;
  }

  it('[002-18] opens the picker within the call, and asks for control once a whole screen was chosen', async () => {
    const page = await started();
    void page.client.run(ADA, 'giveControl');
    expect([page.desktop.calls, page.link.commands.length]).to.deep.equal([['choose'], 0]);
    page.desktop.pick();
    await aTimeout(0);
    expect(page.link.lastCommand.message).to.deep.equal({ type: 'request.create', sessionId: ADA, capability: 'giveControl' });
    expect([page.capture()?.phase, page.desktop.calls.at(-1)]).to.deep.equal(['holding', 'suspend']);
    expect(page.session()?.command).to.deep.equal({ name: 'giveControl', phase: 'busy' });
  });

  for (const surface of ['window', 'browser', 'unknown'] as const)
    it(`[002-18] ends the capture of what is not known to be a whole screen (${surface}) before anybody is asked`, async () => {
      const page = await started();
      void page.client.run(ADA, 'giveControl');
      page.desktop.pick(surface);
      await aTimeout(0);
      expect([page.capture(), page.desktop.calls.at(-1)]).to.deep.equal([{ phase: 'none', reason: 'wrongSurface' }, 'stop']);
      expect(page.link.commands).to.deep.equal([]);
    });

  it('forgets why nothing was captured once something else was asked', async () => {
    const page = await started();
    void page.client.run(ADA, 'giveControl');
    page.desktop.pick('window');
    await aTimeout(0);
    expect(page.capture()?.reason).to.equal('wrongSurface');
    page.tell({ request: sampleRequest() });
    page.tell({ outcome: sampleOutcome('notNow') });
    expect(page.capture()).to.deep.equal({ phase: 'none', reason: null });
  });

  it('[002-18] adds it to a desktop that is shown without touching the capture', async () => {
    const page = await shown();
    const before = page.desktop.calls.length;
    void page.client.run(ADA, 'giveControl');
    expect(page.link.lastCommand.message).to.deep.equal({ type: 'request.create', sessionId: ADA, capability: 'giveControl' });
    page.tell({ agentShare: sampleOwnShare(), request: asked });
    page.link.lastCommand.done({ requestId: asked.requestId });
    page.tell({ agentShare: sampleOwnShare(), request: { ...asked, phase: 'choosing' } });
    page.tell({ agentShare: sampleOwnShare(), agentControl: sampleGivenControl() });
    page.tell({ agentShare: sampleOwnShare() });
    await aTimeout(0);
    expect([page.capture()?.phase, page.desktop.calls.length]).to.deep.equal(['sending', before]);
  });

  it('takes such a request back without ending the picture', async () => {
    const page = await shown();
    page.tell({ agentShare: sampleOwnShare(), request: asked });
    void page.client.run(ADA, 'withdraw');
    expect(page.link.lastCommand.message).to.deep.equal({ type: 'request.withdraw', sessionId: ADA, requestId: asked.requestId });
    expect(page.capture()?.phase).to.equal('sending');
  });

  it('[002-23] [002-24] takes back, gives again, and ends it under its own grant', async () => {
    const page = await shown();
    page.tell({ agentShare: sampleOwnShare(), agentControl: sampleGivenControl({ phase: 'active' }) });
    const { grantId, epoch } = sampleGivenControl();
    for (const [name, type] of [
      ['takeControlBack', 'control.takeBack'],
      ['giveControlAgain', 'control.giveAgain'],
      ['stopGivingControl', 'share.release'],
    ] as const) {
      void page.client.run(ADA, name);
      expect(page.link.lastCommand.message).to.deep.equal({ type, sessionId: ADA, grantId, epoch });
      page.link.lastCommand.done();
      await aTimeout(0);
    }
    expect(page.capture()?.phase, 'the picture goes on').to.equal('sending');
  });

  it('keeps why one of them was refused', async () => {
    const page = await shown();
    page.tell({ agentShare: sampleOwnShare(), agentControl: sampleGivenControl({ phase: 'takenBack' }) });
    void page.client.run(ADA, 'giveControlAgain');
    page.link.lastCommand.refuse(new CommandError('E_STALE'));
    await aTimeout(0);
    expect(page.session()?.command).to.deep.include({ name: 'giveControlAgain', phase: 'refused' });
  });

  it('brings the code for a helper on this computer, or nothing where it is refused', async () => {
    const page = await started();
    const helper = page.session()!.helper;
    const code = helper.invite();
    expect(page.link.lastCommand.message).to.deep.equal({ type: 'helper.invite', sessionId: ADA });
    page.link.lastCommand.done({ helperCode: '7K3MQ9TX2B' });
    expect([await code, helper.origin]).to.deep.equal(['7K3MQ9TX2B', 'https://help.acme.example']);
    const refused = helper.invite();
    page.link.lastCommand.refuse(new CommandError('E_NOT_ALLOWED'));
    expect(await refused).to.equal(null);
  });
});

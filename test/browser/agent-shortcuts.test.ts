import { expect, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import { sampleId, sampleShare } from '../../mocks/agent.ts';
import type { AgentState } from '../../plugin/agent/agent-state.ts';
import type { Dashboard } from '../../plugin/agent/elements/dashboard.ts';
import type { ShortcutsDialog } from '../../plugin/agent/elements/shortcuts.ts';
import {
  DEFAULT_SHORTCUTS,
  refusalOf,
  rememberedShortcuts,
  rememberShortcuts,
  shortcutKey,
  SHORTCUT_ACTIONS,
} from '../../plugin/agent/shortcuts.ts';
import { agentStates, controlling } from '../../mocks/pages/agent-states.ts';
import { byRole, render, settled, standardSuite, visibleText } from '../support/elements.ts';
import {
  agentSession,
  change,
  click,
  clock,
  expectFocus,
  FakeClient,
  field,
  hasRole,
  heard,
  press,
} from './agent-harness.ts';

const both = { altKey: true, shiftKey: true };
const keydown = (init: KeyboardEventInit) => new KeyboardEvent('keydown', init);

afterEach(() => localStorage.removeItem('sideseat.shortcuts'));

describe('keyboard shortcuts', () => {
  it('are Alt and Shift with a letter, a digit or an arrow; on a Mac the key’s place tells the letter', () => {
    expect(shortcutKey(keydown({ key: 'x', ...both }))).to.equal('X');
    expect(shortcutKey(keydown({ key: '7', ...both }))).to.equal('7');
    expect(shortcutKey(keydown({ key: 'ArrowLeft', ...both }))).to.equal('ArrowLeft');
    expect(shortcutKey(keydown({ key: '˛', code: 'KeyX', ...both }))).to.equal('X');
    const others: KeyboardEventInit[] = [
      { key: 'x' },
      { key: 'x', altKey: true },
      { key: 'x', ...both, ctrlKey: true },
      { key: 'x', ...both, metaKey: true },
      { key: 'x', ...both, isComposing: true },
      { key: 'Enter', code: 'Enter', ...both },
    ];
    for (const init of others) expect(shortcutKey(keydown(init)), JSON.stringify(init)).to.equal(null);
  });

  it('are all different by default, and none is the browser’s', () => {
    for (const action of SHORTCUT_ACTIONS) {
      expect(refusalOf(DEFAULT_SHORTCUTS[action], action, DEFAULT_SHORTCUTS), action).to.equal(null);
    }
  });

  it('are remembered by this browser; what cannot be used is not taken from its storage', () => {
    rememberShortcuts({ ...DEFAULT_SHORTCUTS, stopSharing: 'Q' });
    expect(rememberedShortcuts().stopSharing).to.equal('Q');
    for (const stored of ['{', 'null', '{"stopSharing":"V"}', '{"stopSharing":"S"}', '{"stopSharing":["Q"]}', '7']) {
      localStorage.setItem('sideseat.shortcuts', stored);
      expect(rememberedShortcuts(), stored).to.deep.equal(DEFAULT_SHORTCUTS);
    }
  });
});

const dialog = (): TemplateResult => html`<sideseat-shortcuts open></sideseat-shortcuts>`;

standardSuite('sideseat-shortcuts', agentStates['sideseat-shortcuts']);

describe('<sideseat-shortcuts>', () => {
  const changeButton = (element: Element, action: string): HTMLElement =>
    byRole(element, 'button', new RegExp(`^(Change|Press new keys…) ${action}$`));
  /** Waits for new keys, and presses these. */
  const choose = async (element: ShortcutsDialog, action: string, key: string, more: KeyboardEventInit = both) => {
    const button = changeButton(element, action);
    button.focus();
    await click(button, element);
    press(button, key, more);
    await settled(element);
  };

  it('lists what every key does', async () => {
    const element = await render<ShortcutsDialog>(dialog());
    expect(hasRole(element, 'dialog', 'Preferences')).to.equal(true);
    expect(visibleText(element)).to.match(/Stop sharing Alt ?\+ ?Shift ?\+ ?X/);
    expect(visibleText(element)).to.match(/Next session Alt ?\+ ?Shift ?\+ ?→/);
  });

  it('takes new keys, and says so', async () => {
    const element = await render<ShortcutsDialog>(dialog());
    const told = heard(element, 'sideseat-shortcuts');
    await choose(element, 'Stop sharing', 'q');
    expect(told.map(({ shortcuts }) => shortcuts.stopSharing)).to.deep.equal(['Q']);
    await change(element, { shortcuts: told[0]!.shortcuts });
    expect(visibleText(element)).to.contain('Saved. Stop sharing: Alt+Shift+Q');
    expectFocus(changeButton(element, 'Stop sharing'));
  });

  it('refuses keys that another action has, the browser’s, and what is no shortcut, and says why', async () => {
    const element = await render<ShortcutsDialog>(dialog());
    const told = heard(element, 'sideseat-shortcuts');
    await choose(element, 'Stop sharing', 'V');
    expect(visibleText(element)).to.contain('“Request view” has these keys already.');
    await choose(element, 'Stop sharing', 'T');
    expect(visibleText(element)).to.contain('The browser itself uses these keys.');
    await choose(element, 'Stop sharing', 'q', { ctrlKey: true });
    expect(visibleText(element)).to.contain('Hold Alt and Shift and press a letter');
    expect(told).to.deep.equal([]);
  });

  it('Escape keeps the keys, and the dialog open', async () => {
    const element = await render<ShortcutsDialog>(dialog());
    let dismissed = 0;
    element.addEventListener('sideseat-dismiss', () => dismissed++);
    await choose(element, 'Stop sharing', 'Escape', {});
    expect(hasRole(element, 'button', 'Change Stop sharing')).to.equal(true);
    expect(dismissed).to.equal(0);
  });

  it('takes the wish back when the focus goes elsewhere', async () => {
    const element = await render<ShortcutsDialog>(dialog());
    await click(changeButton(element, 'Stop sharing'), element);
    changeButton(element, 'Stop sharing').focus();
    byRole(element, 'button', 'Close').focus();
    await settled(element);
    expect(hasRole(element, 'button', 'Change Stop sharing')).to.equal(true);
  });

  it('sets all back', async () => {
    const element = await render<ShortcutsDialog>(dialog());
    await change(element, { shortcuts: { ...DEFAULT_SHORTCUTS, stopSharing: 'Q' } });
    const told = heard(element, 'sideseat-shortcuts');
    await click(byRole(element, 'button', 'Reset keys'), element);
    expect(told).to.deep.equal([{ shortcuts: DEFAULT_SHORTCUTS }]);
    expect(visibleText(element)).to.contain('All keys are the original ones again.');
  });
});

describe('<sideseat-dashboard> by its keys', () => {
  const ada = agentSession();
  const luca = agentSession({ sessionId: sampleId('luca'), name: 'Luca Moretti', share: sampleShare() });
  const jun = agentSession({ sessionId: sampleId('jun'), name: 'Jun Sato', share: sampleShare() });

  const open = async (state: Partial<AgentState>, tab?: string) => {
    const client = new FakeClient(state);
    const element = await render<Dashboard>(html`
      <sideseat-dashboard .client=${client} .clock=${clock}></sideseat-dashboard>
    `);
    if (tab) await click(byRole(element, 'tab', tab), element);
    return { client, element };
  };
  const hit = async (element: Element, key: string, target: Element = document.body): Promise<boolean> => {
    const taken = press(target, key, both);
    await settled(element);
    return taken;
  };
  const isInFront = (element: Element, name: string) =>
    byRole(element, 'tab', name).getAttribute('aria-selected') === 'true';

  it('requests view in the session in front', async () => {
    const { client, element } = await open({ sessions: [ada, luca] }, 'Ada Byron');
    await hit(element, 'V');
    expect(client.ran).to.deep.equal([{ sessionId: sampleId('ada'), name: 'requestView' }]);
  });

  it('[002-10] requests control in the session in front, and releases it', async () => {
    const { client, element } = await open({ sessions: [ada, luca] }, 'Ada Byron');
    await hit(element, 'R');
    expect(client.ran, 'nothing to release').to.deep.equal([]);
    expect(visibleText(element)).to.contain('You are not in control.');
    await hit(element, 'K');
    expect(client.ran).to.deep.equal([{ sessionId: sampleId('ada'), name: 'requestControl' }]);
    client.tell({ sessions: [controlling({ phase: 'active' }, { sessionId: sampleId('ada') }), luca] });
    await settled(element);
    await hit(element, 'R');
    expect(client.ran.at(-1)).to.deep.equal({ sessionId: sampleId('ada'), name: 'releaseControl' });
  });

  it('[002-26] stops sharing with one key: in front, or else the only share that there is', async () => {
    const { client, element } = await open({ sessions: [ada, luca, jun] }, 'Jun Sato');
    await hit(element, 'X');
    expect(client.ran).to.deep.equal([{ sessionId: sampleId('jun'), name: 'release' }]);
    await click(byRole(element, 'tab', 'Active sessions'), element);
    await hit(element, 'X');
    expect(client.ran.length, 'it does not choose among several').to.equal(1);
    client.tell({ sessions: [ada, luca] });
    await settled(element);
    await hit(element, 'X');
    expect(client.ran.at(-1)).to.deep.equal({ sessionId: sampleId('luca'), name: 'release' });
  });

  it('reads out why a key does nothing', async () => {
    const { client, element } = await open({ sessions: [ada] }, 'Ada Byron');
    await hit(element, 'X');
    expect(visibleText(element)).to.contain('Nothing is shared.');
    expect(client.ran).to.deep.equal([]);
  });

  it('goes through the sessions and to the list, with the focus on the tab', async () => {
    const { element } = await open({ sessions: [ada, luca] });
    await hit(element, 'ArrowRight');
    expect(isInFront(element, 'Ada Byron')).to.equal(true);
    expectFocus(byRole(element, 'tab', 'Ada Byron'));
    await hit(element, 'ArrowLeft');
    await hit(element, 'ArrowLeft');
    expect(isInFront(element, 'Luca Moretti'), 'round').to.equal(true);
    await hit(element, 'O');
    expect(isInFront(element, 'Active sessions')).to.equal(true);
  });

  it('opens New session and the list of keys; nothing else happens while a box is open', async () => {
    const { client, element } = await open({ sessions: [ada] }, 'Ada Byron');
    await hit(element, 'C');
    expect(hasRole(element, 'dialog', 'Create new session')).to.equal(true);
    await hit(element, 'V');
    await hit(element, 'H');
    expect(hasRole(element, 'dialog', 'Preferences')).to.equal(false);
    expect(client.ran).to.deep.equal([]);
    await click(byRole(element, 'button', 'Cancel'), element);
    await hit(element, 'H');
    expect(hasRole(element, 'dialog', 'Preferences')).to.equal(true);
  });

  it('leaves the keys alone while somebody types, or where something else took them', async () => {
    const { element } = await open({ sessions: [ada] });
    expect(await hit(element, 'H', field(element, 'Search by name'))).to.equal(false);
    const take = (event: Event) => event.preventDefault();
    document.body.addEventListener('keydown', take);
    await hit(element, 'H');
    document.body.removeEventListener('keydown', take);
    expect(hasRole(element, 'dialog')).to.equal(false);
  });

  it('uses the keys that were chosen, also the next time', async () => {
    const { element } = await open({ sessions: [ada] });
    const opener = byRole(element, 'button', 'Preferences');
    opener.focus();
    await click(opener, element);
    const change = byRole(element, 'button', 'Change List of sessions');
    await click(change, element);
    press(change, 'q', both);
    await settled(element);
    await click(byRole(element, 'button', 'Close'), element);
    expectFocus(opener);
    await click(byRole(element, 'tab', 'Ada Byron'), element);
    await hit(element, 'Q');
    expect(isInFront(element, 'Active sessions')).to.equal(true);
    element.remove();
    const next = await open({ sessions: [ada] }, 'Ada Byron');
    await hit(next.element, 'Q');
    expect(isInFront(next.element, 'Active sessions')).to.equal(true);
  });
});

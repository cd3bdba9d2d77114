import { expect, html } from '@open-wc/testing';
import { agentStates } from '../../mocks/pages/agent-states.ts';
import type { HelperPreference } from '../../plugin/agent/control/preference/helper-preference.ts';
import type { ShortcutsDialog } from '../../plugin/agent/elements/shortcuts.ts';
import { keepsHelper, rememberKeepsHelper } from '../../plugin/agent/helper-preference.ts';
import { deepElements, render, standardSuite, visibleText } from '../support/elements.ts';
import { expectFocus } from './agent-harness.ts';

const STORED = 'sideseat.keepHelper';

standardSuite('sideseat-helper-preference', agentStates['sideseat-helper-preference']);

describe('<sideseat-helper-preference>', () => {
  const open = () => render<HelperPreference>(html`<sideseat-helper-preference></sideseat-helper-preference>`);
  const box = (element: Element): HTMLInputElement =>
    deepElements(element).find((inner): inner is HTMLInputElement => inner instanceof HTMLInputElement && inner.type === 'checkbox')!;

  beforeEach(() => localStorage.removeItem(STORED));
  after(() => localStorage.removeItem(STORED));

  it('[001-02] is on until the agent says otherwise, and says for which sessions it holds', async () => {
    const element = await open();
    expect([box(element).checked, keepsHelper()]).to.deep.equal([true, false]);
    expect(visibleText(element)).to.contain('Uninstall customer application when session ends');
    expect(visibleText(element)).to.contain('sessions that you start from now on');
  });

  it('[001-33] is remembered by this browser, both ways', async () => {
    const element = await open();
    box(element).click();
    expect([keepsHelper(), localStorage.getItem(STORED), box(await open()).checked]).to.deep.equal([true, 'true', false]);
    box(element).click();
    expect([keepsHelper(), box(await open()).checked]).to.deep.equal([false, true]);
  });

  it('holds for this page where the browser remembers nothing', () => {
    const { getItem, setItem } = Storage.prototype;
    const refuse = (): never => {
      throw new DOMException('not allowed', 'SecurityError');
    };
    Object.assign(Storage.prototype, { getItem: refuse, setItem: refuse });
    try {
      rememberKeepsHelper(true);
      expect(keepsHelper()).to.equal(true);
      rememberKeepsHelper(false);
      expect(keepsHelper()).to.equal(false);
    } finally {
      Object.assign(Storage.prototype, { getItem, setItem });
    }
  });

  it('stands in the dialog Preferences, below the keys, and is reached with the keyboard', async () => {
    const dialog = await render<ShortcutsDialog>(html`<sideseat-shortcuts open></sideseat-shortcuts>`);
    const headings = deepElements(dialog).filter(({ localName }) => localName === 'h3').map(({ textContent }) => textContent);
    expect(headings).to.deep.equal(['Keyboard shortcuts', 'When a session ends']);
    box(dialog).focus();
    expectFocus(box(dialog));
  });
});

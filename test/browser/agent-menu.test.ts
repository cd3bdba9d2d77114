import { expect, html } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import type { MenuButton, MenuItem } from '../../plugin/agent/elements/menu-button.ts';
import { agentPagePresses, agentPages } from '../../mocks/pages/agent-pages.ts';
import { agentStates } from '../../mocks/pages/agent-states.ts';
import { pressIn } from '../../mocks/pages/press.ts';
import { byRole, dressPage, expectAccessible, render, settled, standardSuite } from '../support/elements.ts';
import { click, expectFocus, focused, hasRole, press } from './agent-harness.ts';

const LETTERS: readonly MenuItem[] = [{ id: 'a', label: 'Alpha' }, { id: 'b', label: 'Beta' }];
const menu = (items = LETTERS): TemplateResult => html`
  <sideseat-menu-button label="Sharing" .items=${items}></sideseat-menu-button>
`;

standardSuite('sideseat-menu-button', agentStates['sideseat-menu-button']);

describe('the menus of the agent’s page', () => {
  after(() => dressPage());

  for (const [state, pressed] of Object.entries(agentPagePresses).filter(([, { menu }]) => menu)) {
    for (const scheme of ['light', 'dark', 'forced colours'] as const) {
      it(`have nothing, while they are open, that axe objects to: ${state}, ${scheme}`, async () => {
        await dressPage(scheme);
        const page = await render<HTMLElement>(html`<div>${agentPages[state as keyof typeof agentPages]()}</div>`);
        await pressIn(page, pressed);
        expect(hasRole(page, 'menu')).to.equal(true);
        await expectAccessible(page);
      });
    }
  }
});

describe('<sideseat-menu-button>', () => {
  const openWith = async (key: string, items = LETTERS): Promise<MenuButton> => {
    const element = await render<MenuButton>(menu(items));
    const button = byRole(element, 'button', 'Sharing');
    button.focus();
    press(button, key);
    await settled(element);
    return element;
  };

  it('opens on its first item with Down, on its last with Up', async () => {
    expect((await openWith('ArrowDown')) && focused()?.textContent?.trim()).to.equal('Alpha');
    expect((await openWith('ArrowUp')) && focused()?.textContent?.trim()).to.equal('Beta');
  });

  it('goes round with the arrows, and to an item by its letter', async () => {
    await openWith('ArrowDown');
    for (const [key, item] of [
      ['ArrowUp', 'Beta'],
      ['ArrowDown', 'Alpha'],
      ['End', 'Beta'],
      ['Home', 'Alpha'],
      ['b', 'Beta'],
    ] as const) {
      press(focused()!, key);
      expect(focused()?.textContent?.trim(), key).to.equal(item);
    }
  });

  it('closes with Escape and gives the focus back', async () => {
    const element = await openWith('ArrowDown');
    press(focused()!, 'Escape');
    await settled(element);
    expect(hasRole(element, 'menu')).to.equal(false);
    expectFocus(byRole(element, 'button', 'Sharing'));
    expect(byRole(element, 'button', 'Sharing').getAttribute('aria-expanded')).to.equal('false');
  });

  it('closes when the focus goes elsewhere, and says what was chosen', async () => {
    const element = await openWith('ArrowDown');
    const chosen: string[] = [];
    element.addEventListener('sideseat-menu-select', ({ detail }) => chosen.push(detail.id));
    (focused() as HTMLElement).blur();
    await settled(element);
    expect(hasRole(element, 'menu')).to.equal(false);
    await click(byRole(element, 'button', 'Sharing'), element);
    await click(byRole(element, 'menuitem', 'Beta'), element);
    expect(chosen).to.deep.equal(['b']);
  });

  it('an item that is not possible can be reached, says why, and does nothing', async () => {
    const why = 'Nothing is shared.';
    const element = await openWith('ArrowDown', [{ id: 'stop', label: 'Stop sharing', detail: why, disabled: true }]);
    let chosen = 0;
    element.addEventListener('sideseat-menu-select', () => chosen++);
    const item = byRole(element, 'menuitem', 'Stop sharing');
    expectFocus(item);
    const described = element.shadowRoot!.getElementById(item.getAttribute('aria-describedby')!);
    expect(described?.textContent).to.equal(why);
    await click(item, element);
    expect(chosen).to.equal(0);
    expect(hasRole(element, 'menu'), 'still open, to be read').to.equal(true);
  });

  it('opens on the current item', async () => {
    await openWith('ArrowDown', [...LETTERS, { id: 'c', label: 'Gamma', current: true }]);
    expect(focused()?.textContent?.trim()).to.equal('Gamma');
  });

  it('stays within the window, however narrow the place beside its button is', async () => {
    const element = await openWith('ArrowDown', [{ id: 'a', label: 'Alpha', detail: 'A long explanation. '.repeat(6) }]);
    const { left, right } = byRole(element, 'menu').getBoundingClientRect();
    expect(left).to.be.at.least(0);
    expect(right).to.be.at.most(document.documentElement.clientWidth);
  });

  it('takes no key with a modifier', async () => {
    await openWith('ArrowDown');
    expect(press(focused()!, 'B', { altKey: true, shiftKey: true })).to.equal(false);
    expect(focused()?.textContent?.trim()).to.equal('Alpha');
  });
});

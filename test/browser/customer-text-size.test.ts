import { expect, html, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { TemplateResult } from 'lit';
import '../../plugin/customer/define.ts';
import type { TextSize } from '../../plugin/customer/text-size.ts';
import { createTextSizeStore } from '../../plugin/customer/text-size.ts';
import { customerStates } from '../../mocks/pages/customer-states.ts';
import { byRole, render, standardSuite } from '../support/elements.ts';

const textSizes = (size: TextSize = 100): TemplateResult => html`
  <sideseat-text-size-menu .size=${size}></sideseat-text-size-menu>
`;

standardSuite('sideseat-text-size-menu', customerStates['sideseat-text-size-menu']);

describe('<sideseat-text-size-menu>', () => {
  const checked = (element: Element): (string | null)[] =>
    [...element.shadowRoot!.querySelectorAll('input')].filter((input) => input.checked).map((input) => input.ariaLabel);

  it('is a group of three named choices, of which one is chosen', async () => {
    const element = await render(textSizes(125));
    byRole(element, 'radiogroup', 'Text size');
    expect(checked(element)).to.deep.equal(['Large text']);
  });

  it('is changed by the arrow keys', async () => {
    const element = await render<HTMLElement>(textSizes());
    element.shadowRoot!.querySelector<HTMLElement>('input:checked')!.focus();
    const chosen = oneEvent(element, 'sideseat-text-size');
    await sendKeys({ press: 'ArrowRight' });
    expect((await chosen).detail).to.deep.equal({ size: 125 });
    expect(checked(element)).to.deep.equal(['Large text']);
  });
});

describe('the text size', () => {
  it('is put on the page at once and remembered for the next visit', () => {
    const root = document.createElement('html');
    createTextSizeStore(root).choose(150);
    expect(root.dataset['textSize']).to.equal('150');
    expect(createTextSizeStore(document.createElement('html')).current).to.equal(150);
    localStorage.setItem('sideseat.textSize', '9000');
    expect(createTextSizeStore(root).current, 'what nobody could have chosen').to.equal(100);
    localStorage.removeItem('sideseat.textSize');
  });
});

import type { PageViewer } from './cobrowse-people.ts';
import type { Person } from './people.ts';

/** Pages of the sample shop with the same form, by what draws it: title and path. */
export const GIFT_PAGES = [
  ['plain HTML', 'plain.html'],
  ['React', 'react.html'],
  ['Vue', 'vue.html'],
  ['a web component', 'component.html'],
] as const;

/**
 * An agent who has taken control uses each kind of element of the form on the customer's page; after each the page says in its own
 * words what it made of it.
 * @param path - Of `GIFT_PAGES`; the page of plain HTML has an editable text too.
 */
export async function putGiftBoxTogether(agent: PageViewer, customer: Person, path: string): Promise<void> {
  const type = async (selector: string, text: string): Promise<void> => {
    await agent.useInPage(selector);
    await agent.typeInPage(text);
  };
  await type('input[type=text]', 'Grace');
  await customer.seeText('A box for Grace, wrapped, with a green ribbon.');
  await agent.useInPage('input[type=number]');
  await agent.page.keyboard.press('Backspace');
  await agent.typeInPage('12');
  await customer.seeText('12 × small');
  await agent.useInPage('input[type=checkbox]');
  await customer.seeText('not wrapped');
  await agent.useInPage('label:nth-of-type(6)');
  await customer.seeText('12 × large');
  await agent.useInPage('select');
  await agent.page.waitForSelector('>>> select.options');
  await agent.page.keyboard.press('ArrowDown');
  await agent.page.keyboard.press('Enter');
  await customer.seeText('with a red ribbon');
  await type('textarea', 'Happy');
  await agent.page.keyboard.press('Enter');
  await agent.typeInPage('birthday');
  await customer.seeText('card: Happy birthday');
  if (path === 'plain.html') {
    await type('[role=textbox]', 'yours');
    await customer.seeText('card: Happy birthday yours');
  }
  await agent.useInPage('form button:nth-of-type(2)');
  await customer.seeText('In your basket.');
  await agent.useInPage('form button:nth-of-type(1)');
  await customer.seeText('A box for somebody, wrapped, with a green ribbon.');
  await agent.seeInPage('A box for somebody');
}

import { expect, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { CustomerSessionView } from '../../gateway/protocol/views.ts';
import { LOCALES } from '../../gateway/protocol/vocabulary.ts';
import { continueText, questionText } from '../../gateway/server/questions/questions.ts';
import { activeView, continuable, question, share } from '../../mocks/customer.ts';
import { FakeClock } from '../../mocks/fake-clock.ts';
import { customer, customerStates } from '../../mocks/pages/customer-states.ts';
import '../../plugin/customer/define.ts';
import type { Continue } from '../../plugin/customer/elements/continue.ts';
import type { Customer } from '../../plugin/customer/elements/customer.ts';
import type { Question } from '../../plugin/customer/elements/question.ts';
import { byRole, dressPage, queryRole, render, settled, standardSuite, visibleText } from '../support/elements.ts';

standardSuite('sideseat-report-abuse', customerStates['sideseat-report-abuse']);

const asked = activeView({ question: question() });

/** The customer's page, and what it tells of. */
async function open(view: CustomerSessionView, capture: Customer['capture'] = 'none') {
  await dressPage();
  const element = await render<Customer>(customer({ view, capture }));
  const told: string[] = [];
  for (const name of ['sideseat-report-abuse', 'sideseat-answer', 'sideseat-leave', 'sideseat-stop-sharing'] as const)
    element.addEventListener(name, () => told.push(name));
  return {
    element,
    told,
    async press(name: string, within: Element = element): Promise<void> {
      const button = byRole(within, 'button', name);
      button.focus();
      button.click();
      await settled(element);
    },
  };
}

describe('[T-SCAM-UX] Report abuse', () => {
  it('[001-32] says what it does, and reports only after Yes; No and Escape change nothing', async () => {
    const page = await open(activeView({ share: share() }), 'running');
    const toolbar = byRole(page.element, 'toolbar', 'Customer toolbar');
    await page.press('Report abuse', toolbar);
    const text = visibleText(byRole(page.element, 'dialog', 'Report abuse?'));
    expect(text).to.contain('Sharing and the connection end at once.');
    expect(text).to.contain('The record of this session is kept, and a supervisor is told.');
    await page.press('No');
    expect(queryRole(page.element, 'dialog')).to.equal(null);
    await page.press('Report abuse', toolbar);
    await sendKeys({ press: 'Escape' });
    await settled(page.element);
    expect([queryRole(page.element, 'dialog'), page.told]).to.deep.equal([null, []]);
    await page.press('Report abuse', toolbar);
    await page.press('Yes');
    expect(page.told).to.deep.equal(['sideseat-report-abuse']);
  });

  it('is offered from the first question on, and is no answer to it', async () => {
    const page = await open(asked);
    for (const name of ['Not now', 'OK', 'More time']) byRole(page.element, 'button', name);
    page.element.querySelectorAll('*').forEach((element) => expect(element.matches(':checked')).to.equal(false));
    await page.press('Report abuse');
    byRole(page.element, 'dialog', 'Report abuse?');
    await sendKeys({ press: 'Escape' });
    await settled(page.element);
    expect([queryRole(page.element, 'dialog'), page.told]).to.deep.equal([null, []]);
  });

  it('stands in a question that says who asks, for which company, and what nobody honest asks for', async () => {
    const { element } = await open(asked);
    const text = visibleText(byRole(element, 'alertdialog'));
    expect(text).to.contain('Mia Keller · Acme Support');
    expect(text).to.contain('Did somebody call you unexpectedly');
    expect(text).to.contain('Acme Support does not ask for passwords, bank details or gift cards.');
  });

  it('needs one act to stop, without a question', async () => {
    const page = await open(activeView({ share: share() }), 'running');
    await page.press('Stop screen sharing');
    expect(page.told).to.deep.equal(['sideseat-stop-sharing']);
  });

  it('thanks, says what comes of it, and what to do about a password that was given away', async () => {
    const { element } = await open(activeView({ status: 'ended', endReason: 'abuseReported' }));
    const text = visibleText(element);
    expect(text).to.contain('Thank you. Your report has arrived. Nothing is shared any more.');
    expect(text).to.contain('change the password and call your bank now');
  });

  it('says that it waits for the connection', async () => {
    const { element } = await open(activeView());
    Object.assign(element, { leaving: 'report', link: 'retrying' });
    await settled(element);
    expect(visibleText(element)).to.contain('Your report is sent as soon as it is back. Nothing is shared any more.');
  });
});

describe('[T-CONSENT-TEXT] what is asked', () => {
  const names = { agent: 'Mia Keller', company: 'Acme Support' };
  const linesOf = ({ title, points, warning }: ReturnType<typeof questionText>): string[] => [title, ...points, warning];
  /** The lines that a customer reads, as the page shows them. */
  const shownIn = (element: Element): string[] =>
    [...element.shadowRoot!.querySelectorAll('#title, #points li, #warning')].map((line) =>
      line.textContent!.replace(/\s+/g, ' ').trim(),
    );

  for (const locale of LOCALES) {
    it(`is shown word for word as the server sent it, in its language: ${locale}`, async () => {
      const text = questionText(locale, 'view', names);
      const box = await render<Question>(html`
        <sideseat-question .question=${question({ locale, ...text })} .clock=${new FakeClock()}></sideseat-question>
      `);
      expect(shownIn(box)).to.deep.equal(linesOf(text));
      expect(byRole(box, 'alertdialog').lang).to.equal(locale);
      const again = continueText(locale, names);
      const offer = await render<Continue>(html`
        <sideseat-continue .offer=${continuable({ locale, ...again })} .clock=${new FakeClock()}></sideseat-continue>
      `);
      expect(shownIn(offer)).to.deep.equal(linesOf(again));
    });
  }
});

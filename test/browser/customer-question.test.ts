import { expect, html, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import type { TemplateResult } from 'lit';
import '../../plugin/customer/define.ts';
import type { AnswerDetail, Question } from '../../plugin/customer/elements/question.ts';
import type { QuestionView } from '../../gateway/protocol/views.ts';
import { question, REQUEST_ID } from '../../mocks/customer.ts';
import { customerStates } from '../../mocks/pages/customer-states.ts';
import { byRole, dressPage, FakeClock, nameOf, render, settled, standardSuite, visibleText } from '../support/elements.ts';

const template = (clock = new FakeClock(), asked: QuestionView = question(), answering = false): TemplateResult => html`
  <sideseat-question
    .question=${asked}
    .words=${'copper lantern'}
    .answering=${answering}
    .clock=${clock}
  ></sideseat-question>
`;

standardSuite('sideseat-question', customerStates['sideseat-question']);

/** A question on the screen, what it was answered, and the hands of a person. */
class Harness {
  readonly clock = new FakeClock();
  readonly answers: AnswerDetail[] = [];
  readonly extended: string[] = [];
  element!: Question;

  static async open(asked: QuestionView = question()): Promise<Harness> {
    const harness = new Harness();
    await dressPage();
    harness.element = await render<Question>(template(harness.clock, asked));
    harness.element.addEventListener('sideseat-answer', ({ detail }) => harness.answers.push(detail));
    harness.element.addEventListener('sideseat-more-time', ({ detail }) => harness.extended.push(detail.requestId));
    return harness;
  }

  button = (name: string): HTMLElement => byRole(this.element, 'button', name);

  /** Clicks as a person does, with the mouse. */
  async click(name: string): Promise<void> {
    const box = this.button(name).getBoundingClientRect();
    const position: [number, number] = [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
    await sendMouse({ type: 'click', position });
  }

  /** Waits until the browser has noticed that OK is in view, then lets the half second pass. */
  async beRead(ms = 500): Promise<void> {
    await waitUntil(() => {
      this.clock.advance(1); // Being in view begins with one of the browser's own frames, at no known moment.
      return this.element.visibleForMs > 0;
    }, 'the question is in view');
    this.clock.advance(Math.max(0, ms - this.element.visibleForMs));
  }
}

describe('<sideseat-question>', () => {
  it('[002-03] names the agent, the company, the capability and whose desktop', async () => {
    const { element } = await Harness.open();
    const box = byRole(element, 'alertdialog');
    expect(nameOf(box)).to.equal('Mia Keller asks to see your desktop');
    expect(visibleText(element)).to.contain('Mia Keller · Acme Support');
    expect(visibleText(element)).to.contain('Only looking: no clicking, no typing.');
    expect(visibleText(element)).to.contain('Did somebody call you unexpectedly and ask for this?');
    expect(visibleText(element), '[B-09]').to.contain('copper lantern');
  });

  it('[002-03] begins with the focus on Not now', async () => {
    const { element } = await Harness.open();
    expect(element.shadowRoot!.activeElement?.textContent?.trim()).to.equal('Not now');
  });

  it('[002-03] gives Not now and OK the same size', async () => {
    const harness = await Harness.open();
    const sizeOf = (name: string) => {
      const { width, height } = harness.button(name).getBoundingClientRect();
      return { width: Math.round(width), height: Math.round(height) };
    };
    expect(sizeOf('Not now')).to.deep.equal(sizeOf('OK'));
    expect(sizeOf('OK').height).to.be.at.least(48);
  });

  it('[002-03] says yes by a person’s click on OK, with the text that was on the screen', async () => {
    const harness = await Harness.open();
    await harness.beRead();
    await harness.click('OK');
    expect(harness.answers).to.deep.equal([{ requestId: REQUEST_ID, answer: 'ok', locale: 'en', textVersion: 1 }]);
  });

  it('[B-03] hears the browser’s own gesture while it answers, so that the picker may open', async () => {
    const harness = await Harness.open();
    let isActive = false;
    harness.element.addEventListener('sideseat-answer', () => (isActive = navigator.userActivation.isActive));
    await harness.beRead();
    await harness.click('OK');
    expect(isActive).to.equal(true);
  });

  it('[B-03] I8: takes no OK from a script', async () => {
    const harness = await Harness.open();
    await harness.beRead();
    harness.button('OK').click();
    harness.button('OK').dispatchEvent(new MouseEvent('click', { bubbles: true }));
    expect(harness.answers).to.deep.equal([]);
  });

  it('[B-03] I8: takes no OK before the question was visible for half a second, and says so', async () => {
    const harness = await Harness.open();
    await harness.beRead(490);
    expect(visibleText(harness.element)).to.not.contain('Please read first');
    await harness.click('OK');
    expect(harness.answers).to.deep.equal([]);
    await settled(harness.element);
    expect(visibleText(harness.element)).to.contain('Please read first, then press again.');
    await harness.beRead(500);
    await harness.click('OK');
    expect(harness.answers.length).to.equal(1);
  });

  it('[B-03] I8: counts the half second anew when the text changes under the hand', async () => {
    const harness = await Harness.open();
    await harness.beRead();
    harness.element.question = question({ locale: 'de', title: 'Mia Keller möchte Ihren Desktop sehen' });
    await settled(harness.element);
    await harness.click('OK');
    expect(harness.answers).to.deep.equal([]);
    await harness.beRead();
    await harness.click('OK');
    expect(harness.answers[0]?.locale).to.equal('de');
  });

  it('[002-03] says no at once by Not now, and dismissed by Escape', async () => {
    const harness = await Harness.open();
    await harness.click('Not now');
    harness.clock.advance(300);
    await sendKeys({ press: 'Escape' });
    expect(harness.answers.map(({ answer }) => answer)).to.deep.equal(['notNow', 'dismissed']);
  });

  it('[002-03] takes no key for its answer that was meant for what was there before', async () => {
    const harness = await Harness.open();
    for (const press of ['Enter', 'Space', 'Escape'] as const) await sendKeys({ press });
    expect(harness.answers).to.deep.equal([]);
    harness.clock.advance(300);
    for (const press of ['Enter', 'Space', 'Escape'] as const) await sendKeys({ press });
    expect(harness.answers.map(({ answer }) => answer)).to.deep.equal(['notNow', 'notNow', 'dismissed']);
  });

  it('[002-03] takes no key that has been held since before', async () => {
    const harness = await Harness.open();
    await sendKeys({ down: 'Enter' });
    harness.clock.advance(300);
    await sendKeys({ down: 'Enter' }); // Pressed twice without a release: the browser repeats it.
    await sendKeys({ up: 'Enter' });
    expect(harness.answers).to.deep.equal([]);
  });

  it('says that the two words are English', async () => {
    const { element } = await Harness.open(question({ locale: 'de' }));
    const words = [...element.shadowRoot!.querySelectorAll('strong')].find((each) => each.textContent === 'copper lantern');
    expect(words?.lang).to.equal('en');
  });

  it('leaves Escape to the list of languages and to a box in front', async () => {
    const harness = await Harness.open();
    const select = document.createElement('select');
    harness.element.after(select);
    select.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }));
    expect(harness.answers).to.deep.equal([]);
    select.remove();
  });

  it('answers once while the answer is on its way', async () => {
    const harness = await Harness.open();
    harness.element.answering = true;
    await settled(harness.element);
    await harness.beRead();
    await harness.click('OK');
    await harness.click('Not now');
    await harness.click('More time');
    expect(harness.answers).to.deep.equal([]);
    expect(harness.extended).to.deep.equal([]);
  });

  it('[B-04] shows the remaining time, and takes no OK after its end', async () => {
    const harness = await Harness.open();
    expect(visibleText(harness.element)).to.contain('42 seconds left to answer. No answer means no.');
    harness.clock.advance(2_000);
    await settled(harness.element);
    expect(visibleText(harness.element)).to.contain('40 seconds left');
    harness.clock.advance(60_000);
    await settled(harness.element);
    expect(visibleText(harness.element)).to.contain('The time to answer is over.');
    await harness.click('OK');
    expect(harness.answers).to.deep.equal([]);
  });

  it('[B-04] asks for more time as often as the server allows', async () => {
    const harness = await Harness.open();
    await harness.click('More time');
    expect(harness.extended).to.deep.equal([REQUEST_ID]);
    harness.element.question = question({ remainingInMs: 102_000, totalInMs: 120_000, extensionsLeft: 0 });
    await settled(harness.element);
    expect(visibleText(harness.element)).to.contain('2 minutes left');
    await harness.click('More time');
    expect(harness.extended.length).to.equal(1);
    expect(harness.button('More time').getAttribute('aria-disabled')).to.equal('true');
  });

  it('tells screen readers when little time is left', async () => {
    const harness = await Harness.open();
    const timeLeft = harness.element.shadowRoot!.querySelector('.visually-hidden[role="status"]')!;
    const spoken = () => timeLeft.textContent.trim();
    expect(spoken()).to.equal('');
    harness.clock.advance(23_000);
    await settled(harness.element);
    expect(spoken()).to.contain('20 seconds left');
  });
});

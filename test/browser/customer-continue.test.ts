import { expect, html, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import type { TemplateResult } from 'lit';
import '../../plugin/customer/define.ts';
import type { ContinueView } from '../../gateway/protocol/views.ts';
import type { ContinueOffer } from '../../state-machines/sharing.events.ts';
import type { Continue } from '../../plugin/customer/elements/continue.ts';
import { continuable, REQUEST_ID } from '../../mocks/customer.ts';
import { customerStates } from '../../mocks/pages/customer-states.ts';
import { byRole, dressPage, FakeClock, nameOf, render, settled, standardSuite, visibleText } from '../support/elements.ts';

const template = (clock = new FakeClock(), offer: ContinueView = continuable(), answering = false): TemplateResult => html`
  <sideseat-continue .offer=${offer} .answering=${answering} .clock=${clock}></sideseat-continue>
`;

standardSuite('sideseat-continue', customerStates['sideseat-continue']);

/** An offer on the screen, what was pressed, and the hands of a person. */
class Harness {
  readonly clock = new FakeClock();
  readonly continued: ContinueOffer[] = [];
  stopped = 0;
  element!: Continue;

  static async open(offer: ContinueView = continuable()): Promise<Harness> {
    const harness = new Harness();
    await dressPage();
    harness.element = await render<Continue>(template(harness.clock, offer));
    harness.element.addEventListener('sideseat-continue', ({ detail }) => harness.continued.push(detail));
    harness.element.addEventListener('sideseat-stop-sharing', () => (harness.stopped += 1));
    return harness;
  }

  button = (name: string): HTMLElement => byRole(this.element, 'button', name);

  async click(name: string): Promise<void> {
    const box = this.button(name).getBoundingClientRect();
    const position: [number, number] = [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
    await sendMouse({ type: 'click', position });
  }

  /** Waits until the browser has noticed that the button is in view, then lets the half second pass. */
  async beRead(ms = 500): Promise<void> {
    await waitUntil(() => {
      this.clock.advance(1); // Being in view begins with one of the browser's own frames, at no known moment.
      return this.element.visibleForMs > 0;
    }, 'the offer is in view');
    this.clock.advance(Math.max(0, ms - this.element.visibleForMs));
  }
}

const OFFER: ContinueOffer = { requestId: REQUEST_ID, locale: 'en', textVersion: 1 };

describe('<sideseat-continue>', () => {
  it('[I13] says with the server’s words what continuing means, and that nobody sees anything now', async () => {
    const { element } = await Harness.open();
    expect(nameOf(byRole(element, 'alertdialog'))).to.equal('Continue sharing your desktop with Mia Keller?');
    const text = visibleText(element);
    expect(text).to.contain('The same screen or window is shared again.');
    expect(text).to.contain('Nobody sees anything, even if your browser still says that something is being shared.');
    expect(text).to.contain('Did somebody call you unexpectedly and ask for this?');
    expect(text).to.contain('48 seconds left to continue.');
  });

  it('begins with the focus on Not now, which has the same size as Continue sharing', async () => {
    const harness = await Harness.open();
    expect(harness.element.shadowRoot!.activeElement?.textContent?.trim()).to.equal('Not now');
    const heightOf = (name: string) => Math.round(harness.button(name).getBoundingClientRect().height);
    expect(heightOf('Continue sharing')).to.equal(heightOf('Not now'));
    expect(heightOf('Not now')).to.be.at.least(48);
  });

  it('[I13] continues by a person’s click, with the text that was on the screen', async () => {
    const harness = await Harness.open();
    await harness.beRead();
    await harness.click('Continue sharing');
    expect(harness.continued).to.deep.equal([OFFER]);
  });

  it('continues by the keyboard as well', async () => {
    const harness = await Harness.open();
    await harness.beRead();
    harness.button('Continue sharing').focus();
    await sendKeys({ press: 'Enter' });
    expect(harness.continued).to.deep.equal([OFFER]);
  });

  it('[I8] takes nothing from a script', async () => {
    const harness = await Harness.open();
    await harness.beRead();
    harness.button('Continue sharing').click();
    harness.button('Continue sharing').dispatchEvent(new MouseEvent('click', { bubbles: true }));
    expect(harness.continued).to.deep.equal([]);
  });

  it('[I8] takes nothing before the offer was visible for half a second, and counts anew when its text changes', async () => {
    const harness = await Harness.open();
    await harness.beRead(490);
    await harness.click('Continue sharing');
    expect(harness.continued).to.deep.equal([]);
    await settled(harness.element);
    expect(visibleText(harness.element)).to.contain('Please read first, then press again.');
    await harness.beRead(500);
    harness.element.offer = continuable({ locale: 'de', title: 'Ihren Desktop weiter mit Mia Keller teilen?' });
    await settled(harness.element);
    expect(visibleText(harness.element)).to.not.contain('Please read first');
    await harness.click('Continue sharing');
    expect(harness.continued).to.deep.equal([]);
    await harness.beRead();
    await harness.click('Continue sharing');
    expect(harness.continued[0]?.locale).to.equal('de');
  });

  it('a view that comes again with the same text does not start the half second anew', async () => {
    const harness = await Harness.open();
    await harness.beRead();
    harness.element.offer = continuable({ remainingInMs: 47_000 });
    await settled(harness.element);
    await harness.click('Continue sharing');
    expect(harness.continued.length).to.equal(1);
    expect(visibleText(harness.element)).to.contain('47 seconds left');
  });

  it('Not now lets the screen go at once; Escape does nothing by accident', async () => {
    const harness = await Harness.open();
    await sendKeys({ press: 'Escape' });
    expect(harness.stopped).to.equal(0);
    await harness.click('Not now');
    expect([harness.stopped, harness.continued.length]).to.deep.equal([1, 0]);
  });

  it('takes no key that was meant for what was there before', async () => {
    const harness = await Harness.open();
    await sendKeys({ press: 'Enter' });
    expect(harness.stopped).to.equal(0);
    harness.clock.advance(300);
    await sendKeys({ press: 'Enter' });
    expect(harness.stopped).to.equal(1);
  });

  it('is pressed once while the answer is on its way, and not at all after its time', async () => {
    const harness = await Harness.open();
    await harness.beRead();
    harness.element.answering = true;
    await settled(harness.element);
    await harness.click('Continuing…');
    harness.element.answering = false;
    harness.clock.advance(60_000);
    await settled(harness.element);
    expect(visibleText(harness.element)).to.contain('The time to continue is over.');
    await harness.click('Continue sharing');
    expect(harness.continued).to.deep.equal([]);
  });

  it('tells screen readers when little time is left', async () => {
    const harness = await Harness.open();
    const timeLeft = harness.element.shadowRoot!.querySelector('.visually-hidden[role="status"]')!;
    const spoken = () => timeLeft.textContent.trim();
    expect(spoken()).to.equal('');
    harness.clock.advance(30_000);
    await settled(harness.element);
    expect(spoken()).to.contain('20 seconds left to continue');
  });
});

import { expect, html } from '@open-wc/testing';
import '../../plugin/customer/define.ts';
import type { HelperCard } from '../../plugin/shared/helper/helper-card.ts';
import { customerStates } from '../../mocks/pages/customer-states.ts';
import { byRole, dressPage, FakeClock, queryRole, render, settled, standardSuite, visibleText } from '../support/elements.ts';

const ORIGIN = 'https://help.acme.example';
const lineOf = (code: string): string =>
  `curl -fsS ${ORIGIN}/helper/sideseat-helper.mjs -o sideseat-helper.mjs && node sideseat-helper.mjs ${ORIGIN} ${code}`;

standardSuite('sideseat-helper-card', customerStates['sideseat-helper-card']);

/** A card on the screen, the codes that it was given, and what it copied. */
class Harness {
  readonly clock = new FakeClock();
  readonly copied: string[] = [];
  asked = 0;
  /** What is answered; a code with the number of the question where it is not set. */
  answer: string | null | undefined;
  canCopy = true;
  element!: HelperCard;

  static async open(set: Partial<Pick<Harness, 'answer' | 'canCopy'>> = {}, isUnable = false): Promise<Harness> {
    const harness = Object.assign(new Harness(), set);
    await dressPage();
    harness.element = await render<HelperCard>(html`
      <sideseat-helper-card
        .viewerName=${'Mia Keller'}
        .origin=${ORIGIN}
        .isUnable=${isUnable}
        .inviteHelper=${async () => {
          harness.asked += 1;
          return harness.answer === undefined ? `CODE${harness.asked}` : harness.answer;
        }}
        .copyText=${async (text: string) => {
          if (!harness.canCopy) throw new Error('not allowed');
          harness.copied.push(text);
        }}
        .clock=${harness.clock}
      ></sideseat-helper-card>
    `);
    await harness.shown();
    return harness;
  }

  async shown(): Promise<void> {
    await settled(this.element);
    await settled(this.element);
  }

  get line(): string | undefined {
    return this.element.shadowRoot!.querySelector('code')?.textContent ?? undefined;
  }
}

describe('<sideseat-helper-card>', () => {
  it('says why it is safe, what it takes, and the line with this address and the code', async () => {
    const { element, line, asked } = await Harness.open();
    byRole(element, 'heading', 'One more step: start the helper');
    const text = visibleText(element);
    for (const words of ['It ends with this session.', 'Nothing is installed', 'Ctrl+Alt+Shift+S stops control', 'Linux with X11 and Node.js 22 or newer']) {
      expect(text).to.contain(words);
    }
    expect([line, asked]).to.deep.equal([lineOf('CODE1'), 1]);
  });

  it('copies the line, and says so', async () => {
    const harness = await Harness.open();
    byRole(harness.element, 'button', 'Copy').click();
    await harness.shown();
    expect(harness.copied).to.deep.equal([lineOf('CODE1')]);
    byRole(harness.element, 'button', 'Copied');
    expect(byRole(harness.element, 'status').textContent.trim()).to.equal('Copied');
  });

  it('says how else where the browser does not let it copy', async () => {
    const harness = await Harness.open({ canCopy: false });
    byRole(harness.element, 'button', 'Copy').click();
    await harness.shown();
    expect(visibleText(harness.element)).to.contain('Select the line and press Ctrl+C.');
    byRole(harness.element, 'button', 'Copy');
  });

  it('says when there is no code, and asks again on Try again', async () => {
    const harness = await Harness.open({ answer: null });
    expect(byRole(harness.element, 'alert').textContent).to.contain('The line could not be prepared.');
    expect(harness.line).to.equal(undefined);
    harness.answer = undefined;
    byRole(harness.element, 'button', 'Try again').click();
    await harness.shown();
    expect([harness.line, queryRole(harness.element, 'alert')]).to.deep.equal([lineOf('CODE2'), null]);
  });

  it('asks again by itself when the link is back, only where it had failed', async () => {
    const harness = await Harness.open({ answer: null });
    harness.element.isOnline = false;
    await harness.shown();
    expect(harness.asked).to.equal(1);
    harness.answer = undefined;
    harness.element.isOnline = true;
    await harness.shown();
    expect([harness.line, harness.asked]).to.deep.equal([lineOf('CODE2'), 2]);
    harness.element.isOnline = false;
    await harness.shown();
    harness.element.isOnline = true;
    await harness.shown();
    expect(harness.asked, 'the code is good still').to.equal(2);
  });

  it('has a new code when ten minutes are over, and nothing of it is called copied', async () => {
    const harness = await Harness.open();
    byRole(harness.element, 'button', 'Copy').click();
    harness.clock.advance(10 * 60_000 - 1);
    await harness.shown();
    expect(harness.line).to.equal(lineOf('CODE1'));
    byRole(harness.element, 'button', 'Copied');
    harness.clock.advance(1);
    await harness.shown();
    expect(harness.line).to.equal(lineOf('CODE2'));
    byRole(harness.element, 'button', 'Copy');
  });

  it('keeps its code when it is moved in the document, and counts its time only there', async () => {
    const harness = await Harness.open();
    const parent = harness.element.parentElement!;
    harness.element.remove();
    expect(harness.clock.pending).to.equal(0);
    parent.append(harness.element);
    await harness.shown();
    expect([harness.line, harness.asked, harness.clock.pending]).to.deep.equal([lineOf('CODE1'), 1, 1]);
  });

  it('says what to do where the helper cannot use the screen, and asks for no code', async () => {
    const { element, asked } = await Harness.open({}, true);
    byRole(element, 'heading', 'The helper runs, but cannot use this screen');
    expect(visibleText(element)).to.contain('X11, not Wayland').and.to.contain('the screen that is seen must be a screen of that desktop');
    expect(asked).to.equal(0);
  });

  it('has a new code after a helper that ran is gone: the one before is used up', async () => {
    const harness = await Harness.open();
    harness.element.isUnable = true;
    await harness.shown();
    harness.element.isUnable = false;
    await harness.shown();
    expect([harness.line, harness.asked]).to.deep.equal([lineOf('CODE2'), 2]);
  });

  it('has a line that wraps and is selected as one', async () => {
    const { element } = await Harness.open();
    element.style.width = '280px';
    const code = element.shadowRoot!.querySelector('code')!;
    expect(code.scrollWidth).to.be.at.most(code.clientWidth);
    expect(getComputedStyle(code).userSelect).to.equal('all');
  });
});

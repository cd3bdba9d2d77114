import { expect } from '@open-wc/testing';
import { render } from 'lit';
import type { CustomerSessionView } from '../../gateway/protocol/views.ts';
import type { Locale } from '../../gateway/protocol/vocabulary.ts';
import type { CustomerClient, CustomerState } from '../../plugin/customer/customer-client.ts';
import '../../plugin/customer/define.ts';
import type { AnswerDetail } from '../../plugin/customer/elements/question.ts';
import { renderPage } from '../../plugin/customer/page.ts';
import * as later from '../../plugin/customer/later-part.ts';
import * as sessionPart from '../../plugin/customer/session-part.ts';
import { customerTexts } from '../../plugin/customer/texts/texts.ts';
import { fillText } from '../../plugin/shared/i18n/texts.ts';
import { activeView, continuable, outcome, question, share, waitingView } from '../../mocks/customer.ts';
import { byRole, deepElements, dressPage, queryRole, settled, visibleText } from '../support/elements.ts';

const JOINING: CustomerState = {
  screen: 'joining',
  site: {
    company: 'Acme Support',
    joinUrls: ['https://a.example/join', 'https://b.example/join'],
    pinLength: 6,
    joined: false,
    helperPlatforms: ['linux-x64'],
  },
  join: { busy: false, failure: null, link: null },
  link: 'connecting',
  later,
  view: null,
  capture: 'none',
  picture: { phase: 'none', stream: null, getLastFrameAtMs: () => null },
  answering: null,
  leaving: null,
  failure: null,
};
const connected = (view: CustomerSessionView, change: Partial<CustomerState> = {}): CustomerState => ({
  ...JOINING,
  screen: 'connected',
  link: 'open',
  view,
  ...change,
});

/** The whole page without a gateway. */
class Harness {
  readonly root = document.createElement('div');
  readonly answers: AnswerDetail[] = [];
  part: typeof sessionPart | null = sessionPart;
  readonly client: Partial<CustomerClient> = {
    answer: async (detail) => void this.answers.push(detail),
  };

  async show(state: CustomerState, locale: Locale = 'en'): Promise<void> {
    await customerTexts.load(locale);
    render(
      renderPage(state, {
        client: this.client as CustomerClient,
        part: this.part,
        support: 'ok',
        texts: { locale, t: (key, params = {}) => fillText(customerTexts.get(locale, key), params, locale) },
        textSize: 100,
        chooseLocale: () => undefined,
        chooseTextSize: () => undefined,
        reload: () => undefined,
      }),
      this.root,
    );
    await settled(this.root);
  }

  /** What screen readers were told last. */
  get said(): string {
    return this.root.querySelector(':scope > [role=status]')!.textContent.trim();
  }

  /** What has the focus, through shadow roots. */
  get focused(): Element | null {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element;
  }
}

describe('the customer’s page', () => {
  let page: Harness;
  beforeEach(async () => {
    await dressPage();
    page = new Harness();
    document.body.append(page.root);
    await page.show(JOINING);
  });
  afterEach(() => page.root.remove());

  it('[B-44] tells screen readers each step, in a place that is there from the beginning', async () => {
    const place = page.root.querySelector(':scope > [role=status]');
    await page.show({ ...JOINING, join: { busy: true, failure: null, link: null } });
    expect(page.said).to.equal('Connecting…');
    await page.show(connected(waitingView()));
    expect(page.said).to.equal('You are connected. An agent will be with you shortly.');
    await page.show(connected(activeView({ share: share() }), { capture: 'running' }));
    expect(page.said).to.equal('Your whole screen is being shared. Mia Keller sees it now. Nobody else does.');
    await page.show(connected(activeView({ outcome: outcome('released', true) })));
    expect(page.said).to.contain('Mia Keller stopped sharing.');
    const lost = activeView({ outcome: outcome('agentLost', true) });
    await page.show(connected(lost, { link: 'retrying', capture: 'suspended' }));
    expect(page.said).to.contain('Nobody sees anything now.');
    await page.show(connected(activeView(), { link: 'replaced' }));
    expect(page.said).to.contain('opened in another tab').and.to.contain('Nothing is shared from this one');
    expect(page.root.querySelector(':scope > [role=status]') === place).to.equal(true);
  });

  it('leaves the question and the offer to continue to speak for themselves', async () => {
    await page.show(connected(activeView({ question: question() })));
    expect(page.said).to.equal('');
    expect(page.focused?.textContent?.trim()).to.equal('Not now');
    const view = activeView({ outcome: outcome('serverRestarted', true), continuable: continuable() });
    await page.show(connected(view, { capture: 'suspended' }));
    expect(page.said).to.equal('');
    expect(page.focused?.textContent?.trim()).to.equal('Not now');
  });

  it('[B-44] keeps the focus on OK when another language comes, and answers to what stands there', async () => {
    await page.show(connected(activeView({ question: question() })));
    byRole(page.root, 'button', 'OK').focus();
    const title = 'Mia Keller möchte Ihren Desktop sehen';
    await page.show(connected(activeView({ question: question({ locale: 'de', title }) })), 'de');
    expect(page.focused?.textContent?.trim()).to.equal('OK');
    byRole(page.root, 'button', 'Not now').dispatchEvent(new MouseEvent('click', { detail: 1 }));
    expect(page.answers.map(({ locale }) => locale)).to.deep.equal(['de']);
    expect(byRole(page.root, 'alertdialog', title).lang).to.equal('de');
  });

  it('keeps the language and the text size within reach of a question', async () => {
    await page.show(connected(activeView({ question: question() })));
    for (const [role, name] of [['combobox', 'Language'], ['radiogroup', 'Text size']] as const) {
      expect(byRole(page.root, role, name).closest('[inert]')).to.equal(null);
    }
  });

  const held = activeView({ outcome: outcome('serverRestarted', true), continuable: continuable() });
  for (const [name, state] of Object.entries<CustomerState>({
    joining: JOINING,
    'by a link': { ...JOINING, join: { busy: false, failure: null, link: 'token' } },
    waiting: connected(waitingView()),
    asked: connected(activeView({ question: question() })),
    sharing: connected(activeView({ share: share() }), { capture: 'running' }),
    'to be continued': connected(held, { capture: 'suspended' }),
    'in another tab': connected(activeView(), { link: 'replaced' }),
    ended: connected(activeView({ status: 'ended', endReason: 'agentEnded' }), { link: 'closed' }),
  })) {
    it(`makes everything that is pressed at least 48 px high and wide: ${name}`, async () => {
      document.documentElement.style.setProperty('--sideseat-target', '48px');
      await page.show(state);
      const pressed = deepElements(page.root).filter(
        (element) => element.matches('button, select, a, input') && element.checkVisibility(),
      );
      const tooSmall = pressed.filter((element) => {
        const { width, height } = (element.closest('label') ?? element).getBoundingClientRect();
        return width < 48 || height < 48;
      });
      document.documentElement.style.removeProperty('--sideseat-target');
      expect(tooSmall.map((element) => `${element.localName} ${visibleText(element)}`)).to.deep.equal([]);
      expect(pressed.length).to.be.at.least(4);
    });
  }

  it('names the company in the header, and nothing where it is not known', async () => {
    expect(visibleText(page.root.querySelector('header')!)).to.contain('Acme Support');
    await page.show({ ...JOINING, site: null });
    expect(visibleText(byRole(page.root, 'heading'))).to.equal('Get help');
    expect(queryRole(page.root, 'link')).to.equal(null);
  });
});

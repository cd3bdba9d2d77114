import { expect, html } from '@open-wc/testing';
import type { ControlView, HelperState } from '../../gateway/protocol/views.ts';
import { agentStates, controlling } from '../../mocks/pages/agent-states.ts';
import type { HelperSteps } from '../../plugin/agent/control/steps/helper-steps.ts';
import { stepsTexts } from '../../plugin/agent/control/steps/texts/texts.ts';
import type { SharingWindow } from '../../plugin/agent/window/sharing-window.ts';
import { SUPPORTED_LOCALES } from '../../plugin/shared/i18n/locale.ts';
import { byRole, deepElements, dressPage, render, settled, standardSuite, visibleText } from '../support/elements.ts';
import { change, clock } from './agent-harness.ts';

standardSuite('sideseat-helper-steps', agentStates['sideseat-helper-steps']);

const open = (helper: HelperState, helperPercent: number | null = null): Promise<HelperSteps> =>
  render<HelperSteps>(html`<sideseat-helper-steps .progress=${{ helper, helperPercent }} .customer=${'Ada Byron'}></sideseat-helper-steps>`);
const tell = async (element: HelperSteps, helper: HelperState, helperPercent: number | null = null): Promise<void> => {
  element.progress = { helper, helperPercent };
  await settled(element);
};
const current = (element: HelperSteps): string =>
  element.shadowRoot!.querySelector('[aria-current="step"]')!.textContent.replace(/\s+/g, ' ').trim();
const said = (element: HelperSteps): string => byRole(element, 'status').textContent.trim();

describe('<sideseat-helper-steps>', () => {
  it('[000-10] [004-10] [004-11] says how far the customer is, and what can be said meanwhile', async () => {
    const element = await open('absent');
    const seen: string[][] = [[current(element), said(element)]];
    for (const helper of ['downloading', 'downloaded', 'started', 'ready'] as const) {
      await tell(element, helper, helper === 'downloading' ? 45 : null);
      seen.push([current(element), said(element)]);
      expect(visibleText(element)).to.match(/You can say: “[^”]+”/);
    }
    expect(seen).to.deep.equal([
      ['1 Offered', 'The page of Ada Byron offers the helper.'],
      ['2 Downloading 45%', 'Ada Byron is downloading the helper.'],
      ['3 Downloaded', 'Ada Byron has downloaded the helper, and can start it now.'],
      ['4 Started', 'Ada Byron has started the helper. It is connecting.'],
      ['5 Connected', 'The helper of Ada Byron is connected.'],
    ]);
    expect(element.shadowRoot!.querySelectorAll('li').length).to.equal(5);
  });

  it('tells screen readers of each step once, and of no percent', async () => {
    const element = await open('downloading', 1);
    let news = 0;
    const changes = new MutationObserver(() => (news += 1));
    changes.observe(byRole(element, 'status'), { childList: true, subtree: true, characterData: true });
    for (const percent of [2, 17, 99, 100]) await tell(element, 'downloading', percent);
    expect(news).to.equal(0);
    await tell(element, 'downloaded');
    expect(news).to.be.greaterThan(0);
    changes.disconnect();
  });

  it('is in the language that it is given, wherever it stands, and keeps within 320 pixels', async () => {
    await dressPage();
    for (const locale of SUPPORTED_LOCALES) {
      await stepsTexts.load(locale);
      const element = await open('downloading', 45);
      element.style.width = '288px';
      element.locale = locale;
      await settled(element);
      expect(visibleText(element)).to.contain(stepsTexts.get(locale, 'steps.downloaded') as string);
      for (const inner of deepElements(element)) {
        if (inner instanceof HTMLElement) expect(inner.scrollWidth, `${locale} ${inner.localName}`).to.be.at.most(inner.offsetWidth + 1);
      }
    }
  });
});

describe('<sideseat-sharing-window> while control waits for the helper', () => {
  const shown = (control: Partial<ControlView>) =>
    render<SharingWindow>(html`<sideseat-sharing-window .session=${controlling(control)} .clock=${clock} agent="Mia Keller"></sideseat-sharing-window>`);
  const steps = (element: Element): HelperSteps | undefined =>
    deepElements(element).find((inner): inner is HelperSteps => inner.localName === 'sideseat-helper-steps');

  it('[004-10] shows how far the customer is, until the helper runs or cannot', async () => {
    const element = await shown({ helper: 'absent' });
    expect(current(steps(element)!)).to.equal('1 Offered');
    await change(element, { session: controlling({ helper: 'downloading', helperPercent: 45 }) });
    expect(current(steps(element)!)).to.equal('2 Downloading 45%');
    for (const helper of ['ready', 'unable'] as const) {
      await change(element, { session: controlling({ helper }) });
      expect(steps(element) === undefined, helper).to.equal(true);
    }
  });

  it('says nothing of it while the link is lost: what is known is old', async () => {
    const element = await shown({ helper: 'downloaded' });
    await change(element, { link: 'retrying' });
    expect(steps(element) === undefined).to.equal(true);
  });
});

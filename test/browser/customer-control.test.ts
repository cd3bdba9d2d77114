import { expect } from '@open-wc/testing';
import { sendMouse } from '@web/test-runner-commands';
import { CommandError, LinkLostError } from '../../gateway/client/errors.ts';
import type { RequestEndReason } from '../../gateway/protocol/vocabulary.ts';
import { activeView, control, GRANT_ID, outcome, question, share, show } from '../../mocks/customer.ts';
import { controlled, customer, customerStates } from '../../mocks/pages/customer-states.ts';
import { announcement, pageTitle } from '../../plugin/customer/announcement.ts';
import '../../plugin/customer/define.ts';
import type { Customer } from '../../plugin/customer/elements/customer.ts';
import type { Question } from '../../plugin/customer/elements/question.ts';
import * as later from '../../plugin/customer/later-part.ts';
import { pageIcon } from '../../plugin/customer/page-icon.ts';
import type { OpenView } from '../../plugin/customer/page-view.ts';
import { toPageView } from '../../plugin/customer/page-view.ts';
import { en } from '../../plugin/customer/texts/later/en.ts';
import { laterTexts } from '../../plugin/customer/texts/later/texts.ts';
import { customerTexts } from '../../plugin/customer/texts/texts.ts';
import { SUPPORTED_LOCALES } from '../../plugin/shared/i18n/locale.ts';
import type { Text, TextParams } from '../../plugin/shared/i18n/texts.ts';
import { fillText } from '../../plugin/shared/i18n/texts.ts';
import { byRole, deepElements, dressPage, queryRole, render, settled, standardSuite, visibleText } from '../support/elements.ts';
import { Harness, OK, turn } from './customer-harness.ts';

const CONTROL_ID = 'request-control-aaaaaa';
const asked = question({ requestId: CONTROL_ID, capability: 'control', title: 'Mia Keller asks to control your desktop' });
const sayYes = { ...OK, requestId: CONTROL_ID };
const ofControl = (reason: RequestEndReason, granted: boolean) => ({ ...outcome(reason, granted), requestId: CONTROL_ID, capability: 'control' }) as const;

standardSuite('sideseat-control-status', customerStates['sideseat-control-status']);

describe('OK to control', () => {
  it('opens the picker within the click where nothing is shared', async () => {
    const harness = new Harness();
    await harness.client.start(null);
    show(harness.link, activeView({ question: asked }));
    void harness.client.answer(sayYes);
    expect(harness.desktop.calls).to.deep.equal(['choose']);
    expect(harness.state.capture).to.equal('choosing');
  });

  it('opens none on a running view, and the picture goes on', async () => {
    const harness = await Harness.sharing();
    show(harness.link, activeView({ share: share(), question: asked }));
    void harness.client.answer(sayYes);
    expect(harness.link.commandOf('question.answer')).to.include({ requestId: CONTROL_ID, answer: 'ok' });
    harness.link.acceptAll();
    await turn();
    show(harness.link, activeView({ share: share(), control: control() }));
    expect(harness.desktop.calls).to.deep.equal([]);
    expect(harness.state.capture).to.equal('running');
  });

  it('leaves the picture alone where the server refuses it', async () => {
    const harness = await Harness.sharing();
    show(harness.link, activeView({ share: share(), question: asked }));
    void harness.client.answer(sayYes);
    harness.link.refuseAll(new CommandError('E_SLOW_DOWN', { retryInMs: 400 }));
    await turn();
    expect([harness.state.failure?.code, harness.state.capture]).to.deep.equal(['E_SLOW_DOWN', 'running']);
    expect(harness.desktop.calls).to.deep.equal([]);
    expect(harness.link.commands.filter(({ message }) => message.type === 'question.answer').length, 'nothing is sent again').to.equal(2);
  });

  it('shows the question beside what is shared, and none of a view', () => {
    const page = (capability: 'view' | 'control') => toPageView(activeView({ share: share(), question: { ...asked, capability } }), 'open', 'running');
    expect([page('control'), page('view')].map((shown) => shown.kind === 'open' && shown.question?.capability)).to.deep.equal(['control', undefined]);
    const unshared = toPageView(activeView({ question: asked }), 'open', 'running');
    expect(unshared.kind === 'open' && unshared.question, 'OK was pressed, the grant is on its way').to.equal(null);
  });

  it('asks for the whole screen', async () => {
    const choosing = { requestId: CONTROL_ID, capability: 'control', owner: 'customer' } as const;
    const element = await render<Customer>(customer({ view: activeView({ choosing }), capture: 'choosing' }));
    byRole(element, 'heading', 'Choose your whole screen in your browser’s box');
  });

  it('I8: takes no OK within a second while the agent may move the mouse', async () => {
    await dressPage();
    const view = activeView({ share: share(), control: control({ phase: 'paused' }), question: question({ capability: 'show', owner: 'agent' }) });
    const element = await render<Customer>(customer({ view, capture: 'running' }));
    const box = deepElements(element).find((node): node is Question => node.localName === 'sideseat-question')!;
    let visibleForMs = 0;
    Object.defineProperty(box, 'visibleForMs', { get: () => visibleForMs });
    let answers = 0;
    box.addEventListener('sideseat-answer', (event) => {
      answers += 1;
      event.stopImmediatePropagation();
    });
    const click = async (afterMs: number) => {
      visibleForMs = afterMs;
      const { x, y, width, height } = byRole(box, 'button', 'OK').getBoundingClientRect();
      await sendMouse({ type: 'click', position: [Math.round(x + width / 2), Math.round(y + height / 2)] });
      await settled(element);
    };
    byRole(box, 'button', 'OK').scrollIntoView({ block: 'center' });
    await click(990);
    expect(answers).to.equal(0);
    expect(visibleText(box)).to.contain('Please read first, then press again.');
    await click(1_000);
    expect(answers).to.equal(1);
  });
});

describe('Stop control', () => {
  const page = (...args: Parameters<typeof controlled>) => render<Customer>(customer(controlled(...args)));

  it('ends control alone, and the picture goes on', async () => {
    const harness = await Harness.sharing();
    show(harness.link, activeView({ share: share(), control: control() }));
    void harness.client.stopControl();
    expect(harness.link.commandOf('share.stop')).to.deep.equal({ type: 'share.stop', grantId: control().grantId, by: 'page' });
    expect([harness.state.capture, harness.desktop.calls]).to.deep.equal(['running', []]);
  });

  it('Stop screen sharing ends the picture first, by the grant of the share', async () => {
    const harness = await Harness.sharing();
    show(harness.link, activeView({ share: share(), control: control() }));
    harness.client.stop();
    expect(harness.desktop.calls).to.contain('stop');
    expect(harness.link.commandOf('share.stop').grantId).to.equal(GRANT_ID);
  });

  it('stands there where control was added to a view, and says so when it is pressed', async () => {
    const element = await page({ phase: 'active' });
    let stops = 0;
    element.addEventListener('sideseat-stop-control', () => (stops += 1));
    byRole(element, 'button', 'Stop control').click();
    expect(stops).to.equal(1);
    byRole(element, 'button', 'Stop screen sharing');
  });

  it('does not stand there where the share itself is control', async () => {
    const element = await page({ grantId: GRANT_ID, phase: 'active' });
    expect(queryRole(element, 'button', 'Stop control')).to.equal(null);
    expect(visibleText(element)).to.contain('with Stop screen sharing, or Ctrl+Alt+Shift+S.').and.to.not.contain('Stop control');
  });
});

describe('what is said of control', () => {
  const texts = {
    locale: 'en' as const,
    t: (key: Parameters<typeof customerTexts.get>[1], params: TextParams = {}) => fillText(customerTexts.get('en', key), params, 'en'),
  };
  const open = (change: Parameters<typeof control>[0], more: Parameters<typeof activeView>[0] = {}): OpenView => {
    const page = toPageView(activeView({ share: share(), control: control(change), ...more }), 'open', 'running');
    if (page.kind !== 'open') throw new Error(page.kind);
    return page;
  };
  const PHASES = [
    [{}, 'Mia Keller can control your desktop', 'can control your desktop'],
    [{ phase: 'active' }, 'Mia Keller is controlling your mouse and keyboard', 'is controlling your desktop'],
    [{ phase: 'paused' }, 'You are using mouse or keyboard: Mia Keller waits', 'waits'],
  ] as const;

  for (const [change, words, title] of PHASES) {
    it(`on the page, in the title, and to screen readers: ${words}`, async () => {
      expect(visibleText(await render<Customer>(customer(controlled(change))))).to.contain(words);
      const page = open(change);
      expect(pageTitle(page, 'Acme', texts, later)).to.equal(`Mia Keller ${title} – Acme`);
      expect(pageIcon(page)).to.contain('controlled');
    });
  }

  it('tells screen readers who controls and how to stop, and not each time the own hand moves', () => {
    expect(announcement(open({}), texts, later)).to.match(/^Mia Keller can control your desktop\. You can stop at any time/);
    const active = announcement(open({ phase: 'active' }), texts, later);
    expect(active).to.equal('Mia Keller is controlling your mouse and keyboard.');
    expect(announcement(open({ phase: 'paused' }), texts, later)).to.equal(active);
  });

  it('stays as it is while nothing changes', () => {
    expect(announcement(open({ phase: 'active' }), texts, later)).to.equal(announcement(open({ phase: 'active' }), texts, later));
    expect(announcement(open({ phase: 'active' }), texts, later)).to.equal('Mia Keller is controlling your mouse and keyboard.');
  });

  it('with what is to be done first where no helper runs, or none that can', async () => {
    expect(announcement(open({ helper: 'absent' }), texts, later)).to.contain('Your whole screen is being shared.').and.to.contain('One more step: start the helper.');
    expect(pageIcon(open({ helper: 'absent' })), 'only shared yet').to.contain('sharing');
    expect(announcement(open({ helper: 'unable' }), texts, later)).to.contain('The helper runs, but cannot use this screen.');
    const text = visibleText(await render<Customer>(customer(controlled({ helper: 'absent' }))));
    expect(text).to.contain('only after you have started the helper').and.to.not.contain('can control your desktop');
  });

  it('[004-09] says the same while the helper is downloaded and started: the card tells how far that is', async () => {
    const before = announcement(open({ helper: 'absent' }), texts, later);
    for (const helper of ['downloading', 'downloaded', 'started'] as const) {
      expect(announcement(open({ helper }), texts, later), helper).to.equal(before);
      const text = visibleText(await render<Customer>(customer(controlled({ helper, helperPercent: 45 }))));
      expect(text, helper).to.contain('only after you have started the helper').and.to.contain('One more step');
    }
  });

  it('frames the page only while the agent uses mouse and keyboard', async () => {
    const isFramed = async (change: Parameters<typeof control>[0]) => {
      const element = await render<Customer>(customer(controlled(change)));
      return deepElements(element).some((node) => node.matches('.frame'));
    };
    expect([await isFramed({}), await isFramed({ phase: 'active' }), await isFramed({ phase: 'paused' })]).to.deep.equal([false, true, false]);
  });

  it('is never said to be taken back: only an agent does that with a desktop', () => {
    expect(open({ phase: 'takenBack' }).control?.phase).to.equal('armed');
  });

  it('tells an open question from the own hand', () => {
    const waits = open({ phase: 'paused' }, { question: question({ capability: 'show', owner: 'agent' }) });
    expect(waits.control?.phase).to.equal('asked');
    expect(pageTitle(waits, 'Acme', texts, later)).to.equal('Mia Keller asks to see your desktop – Acme');
  });

  it('nothing any more as soon as this page captures nothing', () => {
    const page = toPageView(activeView({ share: share(), control: control({ phase: 'active' }) }), 'open', 'none');
    expect(page.kind === 'open' && page.control).to.equal(null);
  });

  it('goes on while the link is lost: the helper may still hear the agent', () => {
    const page = toPageView(activeView({ share: share(), control: control({ phase: 'active' }) }), 'retrying', 'running');
    expect(page.kind === 'open' && page.control?.phase).to.equal('active');
  });

  it('the words of the share until the others are fetched', () => {
    expect(announcement(open({ phase: 'active' }), texts, null)).to.contain('Mia Keller sees it now.');
    expect(pageTitle(open({}), 'Acme', texts, null)).to.equal('Your screen is shared – Acme');
  });
});

describe('how control ended', () => {
  const text = async (reason: RequestEndReason, granted: boolean, isShared: boolean): Promise<string> => {
    const view = activeView({ ...(isShared ? { share: share() } : {}), outcome: ofControl(reason, granted) });
    return visibleText(await render<Customer>(customer({ view, capture: isShared ? 'running' : 'none' })));
  };

  for (const [reason, words] of [
    ['revoked', 'You stopped control. Mia Keller cannot use your mouse and keyboard any more, and still sees your screen.'],
    ['released', 'Mia Keller gave up control, and still sees your screen.'],
    ['expired', 'The longest time for control is over.'],
    ['idle', 'Mia Keller cannot use your mouse and keyboard any more, and still sees your screen.'],
  ] as const) {
    it(`while the picture goes on: ${reason}`, async () => expect(await text(reason, true, true)).to.contain(words));
  }

  for (const [reason, words] of [
    ['notNow', 'You pressed Not now. Mia Keller only sees your screen, as before.'],
    ['withdrawn', 'Mia Keller withdrew the question, and only sees your screen, as before.'],
    ['agentLost', 'Mia Keller did not get control, and only sees your screen, as before.'],
  ] as const) {
    it(`refused beside a picture: ${reason}`, async () => {
      expect(await text(reason, false, true)).to.contain(words).and.to.not.contain('Nothing was shared');
    });
  }

  it('together with the picture', async () => {
    expect(await text('revoked', true, false)).to.contain(
      'You stopped sharing. Nobody sees your screen any more. Mia Keller cannot use your mouse and keyboard any more.',
    );
  });

  it('says that the whole screen is needed where something else was chosen', async () => {
    expect(await text('wrongSurface', false, false)).to.contain('What you chose is not known to be your whole screen. Control needs it, so nothing was shared.');
    expect(await text('notNow', false, false)).to.contain('You pressed Not now. Nothing was shared.');
  });
});

describe('what is fetched once a customer is connected', () => {
  it('is there soon after, in the reader’s language', async () => {
    const harness = new Harness();
    harness.locale = 'it';
    await harness.client.start(null);
    for (let tries = 0; !harness.state.later && tries < 200; tries += 1) await turn();
    expect(harness.state.later?.outcomeSentence).to.be.a('function');
    expect(laterTexts.has('it')).to.equal(true);
    harness.client.close();
  });

  it('has its texts in five languages, with the same places to fill', async () => {
    const places = (text: Text): string[] => [...JSON.stringify(text).matchAll(/\{\w+\}/g)].map(String).sort();
    for (const locale of SUPPORTED_LOCALES) {
      await laterTexts.load(locale);
      for (const key of Object.keys(en) as (keyof typeof en)[]) {
        expect(places(laterTexts.get(locale, key)), `${locale} ${key}`).to.deep.equal(places(en[key]));
      }
    }
  });

  it('brings the code for a helper, or nothing where it is refused or the link is lost', async () => {
    const harness = await Harness.sharing();
    const answers = [harness.client.inviteHelper()];
    expect(harness.link.lastCommand.message).to.deep.equal({ type: 'helper.invite' });
    harness.link.lastCommand.done({ helperCode: '7K3MQ9TX2B' });
    for (const cause of [new CommandError('E_SLOW_DOWN'), new LinkLostError()]) {
      answers.push(harness.client.inviteHelper());
      harness.link.lastCommand.refuse(cause);
    }
    expect(await Promise.all(answers)).to.deep.equal(['7K3MQ9TX2B', null, null]);
  });
});

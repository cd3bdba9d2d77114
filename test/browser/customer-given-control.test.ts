import { aTimeout, expect, waitUntil } from '@open-wc/testing';
import { CommandError, LinkLostError } from '../../gateway/client/errors.ts';
import type { ClientMessage } from '../../gateway/protocol/client-messages.ts';
import { agentControl, agentShare, activeView, outcome, question } from '../../mocks/customer.ts';
import { controlling, customer, picture, viewer, viewing, type Change } from '../../mocks/pages/customer-states.ts';
import { clickPicture } from '../../mocks/pages/press.ts';
import { announcement, pageTitle } from '../../plugin/customer/announcement.ts';
import type { ControlLink } from '../../plugin/customer/control/viewer-control.ts';
import { customerControlTexts } from '../../plugin/customer/control/texts/texts.ts';
import { en } from '../../plugin/customer/control/texts/en.ts';
import '../../plugin/customer/define.ts';
import type { Customer } from '../../plugin/customer/elements/customer.ts';
import type { Viewer } from '../../plugin/customer/elements/viewer.ts';
import * as later from '../../plugin/customer/later-part.ts';
import { outcomeSentence } from '../../plugin/customer/outcome-sentence.ts';
import { needsPicker, toPageView, type OpenView } from '../../plugin/customer/page-view.ts';
import { customerTexts } from '../../plugin/customer/texts/texts.ts';
import { en as shared } from '../../plugin/shared/control/texts/en.ts';
import { controlTexts } from '../../plugin/shared/control/texts/texts.ts';
import { SUPPORTED_LOCALES } from '../../plugin/shared/i18n/locale.ts';
import { fillText, type TextParams } from '../../plugin/shared/i18n/texts.ts';
import { byRole, deepElements, dressPage, expectAccessible, queryRole, render, settled, visibleText } from '../support/elements.ts';
import { Harness } from './customer-harness.ts';

/** Everything that went out, in order. */
let told: Pick<ClientMessage, 'type'>[];
const controlLink: ControlLink = {
  async command(message) {
    told.push(message);
    return {};
  },
  send(message) {
    told.push(message);
    return true;
  },
};
const types = (): string[] => told.map(({ type }) => type);

const show = (change: Change): Promise<Viewer> => render<Viewer>(viewer({ ...change, controlLink }));
/** Its words come a moment after the status that says them. */
const isSaid = (root: Element): boolean => deepElements(root).some((inner) => inner.matches('.control [role="status"]') && inner.textContent !== '');
async function armed(change: Change = controlling()): Promise<Viewer> {
  const element = await show(change);
  await waitUntil(() => video(element).videoWidth === 320 && isSaid(element), 'the picture');
  await settled(element);
  return element;
}
async function change(element: Viewer, to: Partial<Pick<Viewer, 'view' | 'link' | 'picture'>>): Promise<void> {
  Object.assign(element, to);
  await settled(element);
}
const tell = (element: Viewer, ...[control, view]: Parameters<typeof controlling>): Promise<void> =>
  change(element, { view: controlling(control, view).view ?? null });
/** A viewer that is in control. */
async function holding(): Promise<Viewer> {
  const element = await armed();
  await clickPicture(element.parentElement!);
  await tell(element, { phase: 'active' });
  told.length = 0;
  return element;
}

const video = (root: Element): HTMLVideoElement =>
  deepElements(root).find((inner): inner is HTMLVideoElement => inner.localName === 'video')!;
const pane = (root: Element): HTMLElement => video(root).closest<HTMLElement>('.pane')!;
const keyboard = (root: Element): HTMLTextAreaElement => byRole<HTMLTextAreaElement>(root, 'textbox', 'Keyboard for Mia Keller’s desktop');
const releaseButton = (root: Element): HTMLElement => byRole(root, 'button', /^Release control/);

function point(root: Element, type: string, more: PointerEventInit = {}): void {
  const { left, top, width, height } = video(root).getBoundingClientRect();
  const at = { clientX: left + width / 2, clientY: top + height / 2, bubbles: true, cancelable: true, pointerId: 1, pointerType: 'mouse' };
  video(root).dispatchEvent(new PointerEvent(type, { ...at, ...more }));
}
const clickInto = (root: Element): void => {
  point(root, 'pointerdown', { button: 0, buttons: 1 });
  point(root, 'pointerup', { button: 0 });
};
const press = (target: EventTarget, init: KeyboardEventInit): boolean =>
  target.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, composed: true, cancelable: true, ...init }));
const IN_CONTROL = /You control Mia Keller ?’s desktop\./;
const RELEASE = { key: 'R', code: 'KeyR', altKey: true, shiftKey: true };
/** Everything that a person can do with the picture and the keyboard. */
async function doEverything(root: Element): Promise<void> {
  point(root, 'pointermove', { button: -1, clientX: video(root).getBoundingClientRect().left + 20 });
  for (const target of deepElements(root).filter((inner) => inner.matches('textarea, section'))) press(target, { key: 'Enter', code: 'Enter' });
  await aTimeout(20);
}

before(() => {
  HTMLVideoElement.prototype.setPointerCapture = () => undefined;
});
after(() => {
  Reflect.deleteProperty(HTMLVideoElement.prototype, 'setPointerCapture');
});
beforeEach(() => {
  told = [];
});

describe('<sideseat-viewer> where control is given', () => {
  it('[002-22] [002-23] says to click into the picture, and sends nothing before', async () => {
    const element = await armed();
    expect(visibleText(element)).to.contain('Mia Keller shows you a desktop, and you can control it.');
    expect(visibleText(byRole(element, 'status', /control/))).to.match(/^Click into the picture to control Mia Keller ?’s desktop\.$/);
    await doEverything(element);
    expect(told).to.deep.equal([]);
  });

  it('[002-23] the click takes control, names no session, and is not passed on itself', async () => {
    const element = await armed();
    clickInto(element);
    const { grantId, epoch } = agentControl();
    expect(told).to.deep.equal([{ type: 'control.take', grantId, epoch }]);
    await doEverything(element);
    expect(types(), 'before the server agreed').to.deep.equal(['control.take']);
    await tell(element, { phase: 'active' });
    await aTimeout(20);
    expect(types()).to.deep.equal(['control.take']);
  });

  it('a button takes it too, for whoever uses no mouse, and the keyboard goes there from then on', async () => {
    const element = await armed();
    byRole(element, 'button', 'Take control').click();
    expect(types()).to.deep.equal(['control.take']);
    await tell(element, { phase: 'active' });
    expect(element.shadowRoot?.activeElement).to.equal(keyboard(element));
  });

  for (const helper of ['absent', 'unable'] as const) {
    it(`waits for a helper that is ${helper}: the customer has nothing to do`, async () => {
      const element = await armed(controlling({ helper }));
      expect(visibleText(element)).to.contain('Mia Keller is getting control ready.');
      clickInto(element);
      expect(told).to.deep.equal([]);
    });
  }

  it('fetches nothing and says nothing of control where it is not given', async () => {
    const element = await show(viewing);
    expect(element.shadowRoot?.querySelector('.control')).to.equal(null);
    expect(visibleText(element)).to.contain('You can only look at it.');
  });
});

describe('<sideseat-viewer> in control', () => {
  it('[002-22] says so with a frame, and sends what is done with rising numbers', async () => {
    const element = await holding();
    expect(visibleText(element)).to.match(IN_CONTROL);
    expect(getComputedStyle(pane(element)).borderTopColor).to.not.equal('rgba(0, 0, 0, 0)');
    clickInto(element);
    press(keyboard(element), { key: 'Enter', code: 'Enter' });
    await aTimeout(20);
    const inputs = told as (ClientMessage & { type: 'control.input' })[];
    expect(new Set(types())).to.deep.equal(new Set(['control.input']));
    expect(inputs.length).to.be.greaterThan(2);
    const first = inputs[0]!.seq;
    expect(inputs.map(({ seq }) => seq)).to.deep.equal(inputs.map((_, index) => first + index));
    expect(inputs[0]).to.include({ grantId: agentControl().grantId, epoch: agentControl().epoch }).and.to.not.have.property('sessionId');
  });

  it('goes on counting where another viewer shows the picture', async () => {
    const numberOf = async (): Promise<number> => {
      const element = await holding();
      press(keyboard(element), { key: 'Enter', code: 'Enter' });
      const { seq } = told[0] as ClientMessage & { type: 'control.input' };
      element.remove();
      return seq;
    };
    const first = await numberOf();
    expect(await numberOf()).to.be.greaterThan(first);
  });

  it('lets go with a visible button that names its key, and takes again with a click', async () => {
    const element = await holding();
    expect(releaseButton(element).getAttribute('aria-keyshortcuts')).to.equal('Alt+Shift+R');
    releaseButton(element).click();
    expect(types()).to.deep.equal(['control.release']);
    await tell(element);
    expect(visibleText(element)).to.contain('Control is released. Click into the picture to take it again.');
    clickInto(element);
    expect(types()).to.deep.equal(['control.release', 'control.take']);
  });

  it('sends nothing for the agent’s own hand, and goes on afterwards', async () => {
    const element = await holding();
    await tell(element, { phase: 'paused' });
    expect(visibleText(element)).to.contain('Mia Keller is using mouse or keyboard: yours wait.');
    await doEverything(element);
    expect(told).to.deep.equal([]);
    await tell(element, { phase: 'active' });
    expect(visibleText(element)).to.match(IN_CONTROL);
  });

  it('lets go of an old picture, says so, and waits for a click when a new one comes', async () => {
    const element = await holding();
    await change(element, { picture: picture('stale') });
    expect(visibleText(element)).to.contain('The picture is old, so control is released. Click into it again once it is current.');
    clickInto(element);
    await doEverything(element);
    expect(types()).to.deep.equal(['control.release']);
    await change(element, { view: controlling().view ?? null, picture: picture() });
    expect(visibleText(element)).to.contain('Control is released. Click into the picture to take it again.');
  });

  it('[002-24] says that the agent has taken it back, and waits until it is given again', async () => {
    const element = await holding();
    await tell(element, { phase: 'takenBack' });
    expect(visibleText(element)).to.contain('Mia Keller has taken mouse and keyboard back for the moment.');
    clickInto(element);
    await doEverything(element);
    expect(told).to.deep.equal([]);
    await tell(element);
    expect(visibleText(element)).to.match(/Click into the picture to control Mia Keller ?’s desktop\./);
    clickInto(element);
    expect(types()).to.deep.equal(['control.take']);
  });

  const endings: Readonly<Record<string, (element: Viewer) => unknown>> = {
    'the key, where the keyboard goes there': (element) => press(keyboard(element), RELEASE),
    'the key, wherever the focus is': () => press(document.body, RELEASE),
    'another window in front': () => window.dispatchEvent(new Event('blur')),
    'a viewer that is taken out': (element) => element.remove(),
    'a closed viewer': (element) => change(element, { picture: picture('closed') }),
    'a helper that is lost': (element) => tell(element, { phase: 'active', helper: 'absent' }),
    'a question': (element) => tell(element, { phase: 'active' }, { question: question() }),
  };
  for (const [how, end] of Object.entries(endings)) {
    it(`lets go by ${how}, tells it once, and sends nothing afterwards`, async () => {
      const element = await holding();
      await end(element);
      expect(types()).to.deep.equal(['control.release']);
      if (!element.isConnected || !video(element)) return;
      await tell(element, { phase: 'active' });
      await doEverything(element);
      expect(types()).to.deep.equal(['control.release']);
    });
  }

  it('lets go where the page is hidden', async () => {
    const element = await holding();
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    try {
      document.dispatchEvent(new Event('visibilitychange'));
      expect(types()).to.deep.equal(['control.release']);
    } finally {
      Reflect.deleteProperty(document, 'visibilityState');
    }
    await doEverything(element);
    expect(types()).to.deep.equal(['control.release']);
  });

  it('lets go with the link, and tells it when the link is back', async () => {
    const element = await holding();
    await change(element, { link: 'retrying' });
    await doEverything(element);
    expect(told).to.deep.equal([]);
    await change(element, { link: 'open' });
    expect(types()).to.deep.equal(['control.release']);
  });

  it('cannot be taken while a question waits', async () => {
    const element = await armed(controlling({}, { question: question() }));
    expect(visibleText(element)).to.contain('You are to answer or to choose something: until then mouse and keyboard wait.');
    clickInto(element);
    expect(told).to.deep.equal([]);
  });

  it('lets go while a screen is to be chosen, and says so', async () => {
    const element = await holding();
    await tell(element, { phase: 'paused' }, { choosing: { requestId: question().requestId, capability: 'view', owner: 'customer' } });
    expect(types()).to.deep.equal(['control.release']);
    expect(visibleText(element)).to.contain('You are to answer or to choose something').and.to.not.contain('is using mouse or keyboard');
  });

  it('says so where there are fingers only, and offers nothing', async () => {
    const realMatch = window.matchMedia;
    window.matchMedia = (query) => ({ ...realMatch.call(window, query), matches: query.includes('coarse') });
    try {
      const element = await armed();
      expect(visibleText(element)).to.contain('Control needs a mouse.');
      expect(queryRole(element, 'button', 'Take control')).to.equal(null);
      clickInto(element);
      expect(told).to.deep.equal([]);
    } finally {
      window.matchMedia = realMatch;
    }
  });

  it('its status is on the page before its words: screen readers hear the first, too', async () => {
    const element = await show(controlling());
    const status = (): Element | null => element.shadowRoot!.querySelector('.control [role="status"]');
    await waitUntil(() => status() !== null, 'the status');
    const first = status()!;
    expect(first.textContent).to.equal('');
    await waitUntil(() => first.textContent !== '', 'its words');
    expect(status()).to.equal(first);
    await change(element, { view: viewing.view ?? null });
    expect([status() === first, first.textContent]).to.deep.equal([true, '']);
  });

  it('the place that takes the keyboard says how to leave it', async () => {
    const element = await holding();
    const described = element.shadowRoot!.getElementById(keyboard(element).getAttribute('aria-describedby') ?? '');
    expect(described?.textContent).to.contain('Alt+Shift+R releases control');
  });

  it('keeps the focus in the viewer where the button goes that has it', async () => {
    const element = await armed();
    byRole(element, 'button', 'Take control').focus();
    await tell(element, { phase: 'takenBack' });
    expect(element.shadowRoot?.activeElement?.localName).to.equal('section');
    byRole(element, 'button', 'Stop control').focus();
    await change(element, { view: viewing.view ?? null });
    expect(element.shadowRoot?.activeElement?.localName).to.equal('section');
  });

  it('goes on waiting for a click where taking was refused', async () => {
    const element = await armed();
    element.controlLink = { ...controlLink, command: () => Promise.reject(new CommandError('E_RECORD')) };
    await settled(element);
    clickInto(element);
    await aTimeout(0);
    await tell(element, { phase: 'active' });
    expect(visibleText(element), 'what somebody else has taken').to.not.match(IN_CONTROL);
  });

  it('the keys that the browser would take are in a list, which closes with the choice', async () => {
    const element = await holding();
    const list = element.shadowRoot!.querySelector<HTMLDetailsElement>('details.keys')!;
    list.querySelector('summary')!.click();
    expect(list.open).to.equal(true);
    byRole(element, 'button', 'Alt+Tab').click();
    const codes = told.map((message) => (message as { input?: { code?: string; down?: boolean } }).input).filter((input) => input?.down);
    expect(codes.map((input) => input?.code)).to.deep.equal(['AltLeft', 'Tab']);
    expect(list.open).to.equal(false);
    expect(element.shadowRoot?.activeElement).to.equal(keyboard(element));
    list.open = true;
    press(list.querySelector('summary')!, { key: 'Escape' });
    expect(list.open).to.equal(false);
  });

  it('Stop control gives it back for good, by its own grant, and is not there where control came with the picture', async () => {
    const element = await holding();
    byRole(element, 'button', 'Stop control').click();
    expect(told.at(-1)).to.deep.equal({ type: 'share.stop', grantId: agentControl().grantId, by: 'page' });
    expect(types()).to.deep.equal(['control.release', 'share.stop']);
    await tell(element, { grantId: agentShare().grantId });
    expect(queryRole(element, 'button', 'Stop control')).to.equal(null);
    expect(queryRole(element, 'button', 'Close viewer')).to.not.equal(null);
  });

  it('stops control when the link is back, where it was lost meanwhile; what is refused is not tried again', async () => {
    const element = await armed();
    const stops = (): number => types().filter((type) => type === 'share.stop').length;
    const answers: unknown[] = [new LinkLostError(), new CommandError('E_RECORD')];
    element.controlLink = {
      ...controlLink,
      command(message) {
        told.push(message);
        return Promise.reject(answers.shift());
      },
    };
    byRole(element, 'button', 'Stop control').click();
    await change(element, { link: 'retrying' });
    expect(stops()).to.equal(1);
    await change(element, { link: 'open' });
    expect(stops()).to.equal(2);
    await aTimeout(0);
    await tell(element);
    expect(stops()).to.equal(2);
  });

  it('is in control in a window of its own, and not when that is behind or closed', async () => {
    const frame = document.createElement('iframe');
    frame.style.cssText = 'width: 600px; height: 400px';
    document.body.append(frame);
    const own = frame.contentWindow! as Window & typeof globalThis;
    own.close = () => undefined;
    own.HTMLVideoElement.prototype.setPointerCapture = () => undefined;
    const realOpen = window.open;
    window.open = () => own;
    try {
      const element = await armed();
      element.open();
      await change(element, {});
      element.answering = false;
      const body = frame.contentDocument!.body;
      await waitUntil(() => video(body)?.videoWidth === 320 && pane(body).matches('.armed') && isSaid(body), 'the picture there');
      clickInto(body);
      await tell(element, { phase: 'active' });
      await settled(body);
      expect(visibleText(video(body).closest('main')!)).to.match(IN_CONTROL);
      expect(own.getComputedStyle(pane(body)).borderTopWidth).to.equal('4px');
      point(body, 'pointermove', { button: -1 });
      await aTimeout(20);
      expect(types()).to.deep.equal(['control.take', 'control.input']);
      window.dispatchEvent(new Event('blur'));
      expect(types().at(-1), 'the page’s own window is another one').to.equal('control.input');
      own.dispatchEvent(new Event('blur'));
      expect(types().at(-1)).to.equal('control.release');
      byRole(element, 'button', 'Stop control').focus();
      await change(element, { view: viewing.view ?? null });
      expect(element.shadowRoot?.activeElement?.localName, 'the focus stays with what is left of it here').to.equal('section');
      await tell(element);
      clickInto(body);
      await tell(element, { phase: 'active' });
      told.length = 0;
      own.dispatchEvent(new Event('pagehide'));
      await settled(element);
      expect(types()).to.deep.equal(['control.release']);
    } finally {
      window.open = realOpen;
      frame.remove();
    }
  });

  for (const scheme of ['light', 'dark', 'forced colours'] as const) {
    it(`has nothing that axe objects to: in control, with the keys open, and waiting, ${scheme}`, async () => {
      await dressPage(scheme);
      const element = await holding();
      element.shadowRoot!.querySelector<HTMLDetailsElement>('details.keys')!.open = true;
      await expectAccessible(element);
      await tell(element, { phase: 'paused' });
      await expectAccessible(element);
      await dressPage();
    });
  }

  it('gives Lit nothing to warn about', async () => {
    globalThis.litIssuedWarnings?.clear();
    const element = await holding();
    await tell(element, { phase: 'paused' });
    releaseButton(element).click();
    await tell(element);
    expect([...(globalThis.litIssuedWarnings ?? [])].filter((text) => !text.includes('dev-mode'))).to.deep.equal([]);
  });
});

describe('the page where control of the agent’s desktop is given', () => {
  it('sends by the connection of this page, and says why something was refused', async () => {
    const harness = new Harness();
    expect(harness.client.controlLink).to.equal(null);
    await harness.client.start(null);
    const { controlLink: sentBy } = harness.client;
    const { grantId, epoch } = agentControl();
    const taken = sentBy?.command({ type: 'control.take', grantId, epoch }).catch((cause: unknown) => cause);
    expect(harness.link.commandOf('control.take').grantId).to.equal(grantId);
    harness.link.refuseAll(new CommandError('E_RECORD'));
    expect(await taken).to.be.instanceOf(CommandError);
    expect(harness.state.failure).to.deep.equal({ code: 'E_RECORD' });
    harness.link.open();
    sentBy?.send({ type: 'control.input', grantId, epoch, seq: 1, input: { kind: 'move', x: 0.5, y: 0.5 } });
    expect(harness.link.sent.map(({ type }) => type)).to.contain('control.input');
  });

  const texts = {
    locale: 'en' as const,
    t: (key: Parameters<typeof customerTexts.get>[1], params: TextParams = {}) => fillText(customerTexts.get('en', key), params, 'en'),
  };
  const open = (view: Parameters<typeof activeView>[0]): OpenView => {
    const page = toPageView(activeView({ agentShare: agentShare(), ...view }), 'open', 'none', null, picture());
    if (page.kind !== 'open') throw new Error(page.kind);
    return page;
  };
  const asked = question({ capability: 'giveControl', owner: 'agent' });

  it('never opens the customer’s picker', () => {
    expect(needsPicker({ question: asked, share: null })).to.equal(false);
    const choosing = { requestId: asked.requestId, capability: 'giveControl', owner: 'agent' } as const;
    const page = toPageView(activeView({ choosing }), 'open', 'none');
    expect(page.kind === 'open' && [page.choosing, page.isViewing]).to.deep.equal([null, true]);
  });

  it('shows the question beside the picture, and leaves the viewer where it is', async () => {
    const element = await render<Customer>(customer({ view: activeView({ agentShare: agentShare(), question: asked }), picture: picture() }));
    let opened = 0;
    const realOpen = window.open;
    window.open = () => {
      opened += 1;
      return null;
    };
    const box = deepElements(element).find((inner) => inner.localName === 'sideseat-question')!;
    box.dispatchEvent(new CustomEvent('sideseat-answer', { detail: { requestId: asked.requestId, answer: 'ok' }, bubbles: true }));
    window.open = realOpen;
    expect(opened).to.equal(0);
  });

  it('tells screen readers and the title, once a helper runs', () => {
    const given = open({ agentControl: agentControl() });
    expect(announcement(given, texts, later)).to.contain('You can control it: click into its picture.');
    expect(announcement(open({ agentControl: agentControl({ phase: 'active' }) }), texts, later), 'the rest is told beside the picture').to.equal(
      announcement(given, texts, later),
    );
    expect(pageTitle(given, 'Acme', texts, later)).to.equal('Mia Keller lets you control a desktop – Acme');
    expect(pageTitle(open({ agentControl: agentControl({ helper: 'absent' }) }), 'Acme', texts, later)).to.equal('Mia Keller shows a desktop – Acme');
  });

  it('says that it can be controlled only where a click into the picture does so', async () => {
    const not: readonly Change[] = [
      controlling({ helper: 'absent' }),
      controlling({ helper: 'unable' }),
      controlling({ phase: 'takenBack' }),
      { ...controlling(), picture: picture('stale') },
    ];
    for (const { view, picture: seen } of not) {
      const page = toPageView(view ?? null, 'open', 'none', null, seen);
      expect(announcement(page, texts, later)).to.not.contain('You can control it');
      expect(pageTitle(page, 'Acme', texts, later)).to.equal('Mia Keller shows a desktop – Acme');
      expect(visibleText(await show({ view: view ?? null, picture: seen ?? null }))).to.contain('You can only look at it.');
    }
  });

  it('says how it ended: with the picture, without it, and before it began', async () => {
    const say = (reason: Parameters<typeof outcome>[0], granted: boolean, goesOn: boolean): string =>
      outcomeSentence({ capability: 'giveControl', reason, granted, goesOn }, 'Mia', 'ok', texts);
    expect(say('revoked', true, true)).to.equal('You stopped control. You still see the desktop of Mia.');
    expect(say('released', true, true)).to.equal('Mia took control back for good. You still see the desktop.');
    expect(say('helperLost' as 'expired', true, true), 'any other reason').to.contain('You cannot control the desktop of Mia any more');
    expect(say('notNow', false, true)).to.equal('You pressed Not now. You only see the desktop of Mia, as before.');
    expect(say('mediaFailed', false, true)).to.equal('You did not get control. You only see the desktop of Mia, as before.');
    expect(say('released', true, false)).to.equal('Mia stopped showing the desktop.');
    expect(say('wrongSurface', false, false)).to.equal('Mia could not show anything. Nothing was shared.');
    const ended = { ...outcome('revoked', true), capability: 'giveControl', atMs: agentShare().sinceAtMs } as const;
    const element = await render<Customer>(customer({ ...viewing, view: activeView({ agentShare: agentShare(), agentOutcome: ended }) }));
    expect(visibleText(element)).to.contain('You stopped control. You still see the desktop of Mia Keller.');
  });

  it('has the same texts with the same places in all five languages', async () => {
    const placesOf = (text: unknown): string[] => [...String(text).matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
    for (const locale of SUPPORTED_LOCALES) {
      await customerControlTexts.load(locale);
      for (const key of Object.keys(en) as (keyof typeof en)[]) {
        const text = customerControlTexts.get(locale, key);
        expect(placesOf(text), `${locale} ${key}`).to.deep.equal(placesOf(en[key]));
        if (locale !== 'en') expect(text, `${locale} ${key}`).to.not.equal(en[key]);
      }
      await controlTexts.load(locale);
      for (const key of Object.keys(shared) as (keyof typeof shared)[])
        expect(placesOf(controlTexts.get(locale, key)), `${locale} ${key}`).to.deep.equal(placesOf(shared[key]));
    }
  });
});

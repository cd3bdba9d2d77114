import { aTimeout, expect, html, waitUntil } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import type { RemoteInput } from '../../gateway/protocol/input.ts';
import { sampleControl, sampleRequest, sampleShare } from '../../mocks/agent.ts';
import { clickPicture } from '../../mocks/pages/press.ts';
import { sampleFrames } from '../../mocks/pages/samples.ts';
import type { AgentSession, Picture } from '../../plugin/agent/agent-state.ts';
import type { SharingWindow } from '../../plugin/agent/window/sharing-window.ts';
import type { RemoteHand } from '../../plugin/shared/control/remote-hand.ts';
import { byRole, deepElements, dressPage, expectAccessible, queryRole, render, settled, visibleText } from '../support/elements.ts';
import { agentSession, change, click, clock, expectFocus, hasRole, press, samplePicture } from './agent-harness.ts';

const stream = samplePicture();
/** What reached the client, in order: `take`, `release`, and every input. */
let told: ('take' | 'release' | RemoteInput)[];
const hand: RemoteHand = {
  take: () => void told.push('take'),
  release: () => void told.push('release'),
  send: (input) => void told.push(input),
};
const inputs = (): RemoteInput[] => told.filter((one): one is RemoteInput => typeof one !== 'string');
const steps = (): string[] => told.filter((one): one is 'take' | 'release' => typeof one === 'string');

type View = Partial<AgentSession['view']>;
const playing = (): Picture => ({ phase: 'playing', stream, frames: sampleFrames(), reason: null });
const controlled = (control: Parameters<typeof sampleControl>[0] = {}, view: View = {}, picture = playing()): AgentSession =>
  agentSession({ share: sampleShare(), control: sampleControl(control), ...view }, { picture, hand });
const active = (view: View = {}): AgentSession => controlled({ phase: 'active' }, view);

const sharingWindow = (session: AgentSession): TemplateResult => html`
  <div style="display: grid; width: 700px; height: 400px">
    <sideseat-sharing-window .session=${session} .clock=${clock} agent="Mia Keller"></sideseat-sharing-window>
  </div>
`;
/** Its words come a moment after the status that says them. */
const isSaid = (root: Element): boolean => deepElements(root).some((inner) => inner.matches('.control [role="status"]') && inner.textContent !== '');
async function open(session = controlled()): Promise<SharingWindow> {
  const place = await render<HTMLElement>(sharingWindow(session));
  const element = place.querySelector('sideseat-sharing-window')!;
  await waitUntil(() => video(element).videoWidth === 320 && isSaid(element), 'the picture');
  await settled(element);
  return element;
}
/** A window that is in control. */
async function holding(): Promise<SharingWindow> {
  const element = await open();
  await clickPicture(element.parentElement!);
  await change(element, { session: active() });
  told.length = 0;
  return element;
}

const video = (root: Element): HTMLVideoElement =>
  deepElements(root).find((element): element is HTMLVideoElement => element.localName === 'video')!;
const keyboard = (root: Element): HTMLTextAreaElement =>
  byRole<HTMLTextAreaElement>(root, 'textbox', 'Keyboard for the desktop of Ada Byron');
const releaseButton = (root: Element): HTMLElement => byRole(root, 'button', /^Release control/);
const pane = (element: Element): HTMLElement => video(element).closest<HTMLElement>('.pane')!;

function point(element: Element, type: string, more: PointerEventInit = {}): void {
  const { left, top, width, height } = video(element).getBoundingClientRect();
  const at = { clientX: left + width / 2, clientY: top + height / 2, bubbles: true, cancelable: true, pointerId: 1, pointerType: 'mouse' };
  video(element).dispatchEvent(new PointerEvent(type, { ...at, ...more }));
}
const down = (element: Element, more: PointerEventInit = {}): void => point(element, 'pointerdown', { button: 0, buttons: 1, ...more });
const up = (element: Element, more: PointerEventInit = {}): void => point(element, 'pointerup', { button: 0, ...more });
let moved = 5;
/** To and fro. */
const move = (element: Element): void => {
  const { left, top, width, height } = video(element).getBoundingClientRect();
  point(element, 'pointermove', { button: -1, clientX: left + width / 2 + (moved = -moved), clientY: top + height / 2 });
};
const turnWheel = (element: Element): void => {
  const { left, top, width, height } = video(element).getBoundingClientRect();
  const at = { clientX: left + width / 2, clientY: top + height / 2, bubbles: true, cancelable: true };
  video(element).dispatchEvent(new WheelEvent('wheel', { ...at, deltaY: 100 }));
};
const typeInto = (target: HTMLTextAreaElement, text: string): void => {
  target.value += text;
  target.dispatchEvent(new InputEvent('input', { data: text, inputType: 'insertText', bubbles: true, composed: true }));
};
/** Everything that a person can do with the picture and the keyboard. */
async function doEverything(element: SharingWindow): Promise<void> {
  move(element);
  turnWheel(element);
  for (const target of deepElements(element).filter((inner) => inner.matches('textarea, section'))) {
    press(target, 'Enter', { code: 'Enter' });
    if (target instanceof HTMLTextAreaElement && !target.readOnly) typeInto(target, 'a');
  }
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

describe('<sideseat-sharing-window> before it is in control', () => {
  it('[002-12] sends nothing, and asks for a click', async () => {
    const element = await open();
    expect(visibleText(element)).to.match(/You can control the desktop of Ada Byron ?: click into the picture to start\./);
    await doEverything(element);
    expect(told).to.deep.equal([]);
    expect(hasRole(element, 'button', /^Release control/)).to.equal(false);
  });

  it('[002-12] a click into the picture takes control, and is not passed on itself', async () => {
    const element = await open();
    down(element);
    up(element);
    expect(told).to.deep.equal(['take']);
    await doEverything(element);
    expect(told, 'before the server agreed').to.deep.equal(['take']);
    await change(element, { session: active() });
    await aTimeout(20);
    expect(told).to.deep.equal(['take']);
    expect(visibleText(element)).to.contain('You are in control.');
  });

  it('a button takes it too, for whoever uses no mouse, and the keyboard goes there from then on', async () => {
    const element = await open();
    await click(byRole(element, 'button', 'Take control'), element);
    expect(told).to.deep.equal(['take']);
    await change(element, { session: active() });
    await settled(element);
    expectFocus(keyboard(element));
    expect(hasRole(element, 'button', 'Take control')).to.equal(false);
  });

  it('[002-12] a drag, a finger, another button and the place beside the picture take nothing', async () => {
    const element = await open();
    down(element);
    up(element, { clientX: 5 });
    down(element, { pointerType: 'touch' });
    up(element, { pointerType: 'touch' });
    down(element, { button: 2, buttons: 2 });
    up(element, { button: 2 });
    await change(element, { session: agentSession({ share: sampleShare() }, { picture: playing(), hand }) });
    down(element);
    up(element);
    expect(told).to.deep.equal([]);
  });

  for (const [helper, words] of [
    ['absent', 'Waiting until Ada Byron starts the helper: their page shows how.'],
    ['downloading', 'Waiting until Ada Byron starts the helper: their page shows how.'],
    ['downloaded', 'Waiting until Ada Byron starts the helper: their page shows how.'],
    ['started', 'Waiting until Ada Byron starts the helper: their page shows how.'],
    ['unable', 'The helper runs, but it cannot use the shared screen.'],
  ] as const) {
    it(`waits for a helper that is ${helper}, and says so`, async () => {
      const element = await open(controlled({ helper }));
      expect(visibleText(element)).to.contain(words);
      down(element);
      up(element);
      expect(told).to.deep.equal([]);
    });
  }

  it('stays out of control where the server refuses', async () => {
    const element = await open();
    await clickPicture(element.parentElement!);
    const refused = { name: 'takeControl', phase: 'refused', failure: { code: 'E_HELPER_AWAY' }, atMs: 0 } as const;
    await change(element, { session: { ...controlled(), command: refused } });
    await change(element, { session: active() });
    move(element);
    await aTimeout(20);
    expect(told).to.deep.equal(['take']);
  });
});

describe('<sideseat-sharing-window> in control', () => {
  it('[002-09] sends mouse, wheel, text and keys, and nothing of it acts here', async () => {
    const element = await holding();
    expectFocus(keyboard(element));
    down(element);
    up(element);
    turnWheel(element);
    typeInto(keyboard(element), '0é');
    press(keyboard(element), 'Enter', { code: 'Enter' });
    press(keyboard(element), '+', { code: 'BracketRight' });
    await aTimeout(20);
    const kinds = inputs().map((input) => (input.kind === 'text' ? input.text : input.kind));
    expect(kinds).to.include.members(['button', 'wheel', '0é', 'key']);
    expect(byRole(element, 'button', 'Fit').ariaPressed, 'zoomed').to.equal('true');
  });

  it('says who is in control, with a frame, and lets go with a visible button that names its key', async () => {
    const element = await holding();
    expect(byRole(element, 'region', 'Shared desktop').className).to.contain('attention');
    const frame = getComputedStyle(pane(element));
    expect(frame.borderTopWidth).to.equal('4px');
    expect(frame.borderTopColor).to.not.equal('rgba(0, 0, 0, 0)');
    const button = releaseButton(element);
    expect(button.textContent).to.contain('Alt+Shift+R');
    expect(button.getAttribute('aria-keyshortcuts')).to.equal('Alt+Shift+R');
    await click(button, element);
    expect(told).to.deep.equal(['release']);
    await change(element, { session: controlled() });
    expect(visibleText(element)).to.contain('Control is released. Click into the picture to take it again.');
    expect(getComputedStyle(pane(element)).borderTopColor).to.equal('rgba(0, 0, 0, 0)');
    expectFocus(byRole(element, 'region', 'Shared desktop'));
  });

  it('can be taken again with the next click', async () => {
    const element = await holding();
    await click(releaseButton(element), element);
    await change(element, { session: controlled() });
    down(element);
    up(element);
    await change(element, { session: active() });
    expect(steps()).to.deep.equal(['release', 'take']);
    expect(visibleText(element)).to.contain('You are in control.');
  });

  for (const [why, words, view] of [
    ['the owner’s own hand', 'Ada Byron is using mouse or keyboard: yours wait.', {}],
    ['an open question', 'Ada Byron is being asked: mouse and keyboard wait.', { request: sampleRequest() }],
  ] as const) {
    it(`[B-03] sends nothing for ${why}, and nothing of it later`, async () => {
      const element = await holding();
      down(element);
      told.length = 0;
      await change(element, { session: controlled({ phase: 'paused' }, view) });
      expect(visibleText(element)).to.contain(words);
      await doEverything(element);
      press(keyboard(element), '1', { code: 'Digit1' });
      await settled(element);
      expect(byRole(element, 'button', 'Fit').ariaPressed, 'zoomed').to.equal('true');
      keyboard(element).value = 'kept by the browser';
      await change(element, { session: active() });
      await aTimeout(20);
      expect(told).to.deep.equal([]);
      typeInto(keyboard(element), 'b');
      expect(told, 'goes on afterwards').to.deep.equal([{ kind: 'text', text: 'b' }]);
    });
  }

  it('sends nothing while the picture is old', async () => {
    const element = await holding();
    await change(element, { session: controlled({ phase: 'active' }, {}, { ...playing(), phase: 'stale' }) });
    expect(visibleText(element)).to.contain('The picture is old: mouse and keyboard wait.');
    await doEverything(element);
    expect(told).to.deep.equal([]);
  });

  it('releases what is pressed there when the picture gets old: the server lets everything through all the while', async () => {
    const element = await holding();
    down(element);
    press(keyboard(element), 'Backspace', { code: 'Backspace' });
    told.length = 0;
    await change(element, { session: controlled({ phase: 'active' }, {}, { ...playing(), phase: 'stale' }) });
    expect(inputs().map((input) => 'down' in input && input.down)).to.deep.equal([false, false]);
  });

  it('takes what came of the command before for nothing of its own', async () => {
    for (const earlier of [{ name: 'takeControl', phase: 'refused', code: 'E_HELPER_AWAY' }, { name: 'releaseControl', phase: 'busy' }] as const) {
      told.length = 0;
      const session = { ...controlled(), command: earlier } as ReturnType<typeof controlled>;
      const element = await open(session);
      down(element);
      up(element);
      await change(element, { session: { ...session } });
      await change(element, { session: active() });
      expect(visibleText(element), earlier.name).to.contain('You are in control.');
      element.remove();
    }
  });

  it('[002-12] releases what is pressed there before it lets go', async () => {
    const element = await holding();
    down(element);
    press(keyboard(element), 'Enter', { code: 'Enter' });
    told.length = 0;
    await click(releaseButton(element), element);
    expect(told.at(-1)).to.equal('release');
    expect(inputs().map((input) => 'down' in input && input.down)).to.deep.equal([false, false]);
  });

  const endings: Readonly<Record<string, (element: SharingWindow) => unknown>> = {
    'the key, where the keyboard goes there': (element) => press(keyboard(element), 'R', { code: 'KeyR', altKey: true, shiftKey: true }),
    'the key, wherever the focus is': () => press(document.body, 'R', { code: 'KeyR', altKey: true, shiftKey: true }),
    'another window in front': () => window.dispatchEvent(new Event('blur')),
    'a picture on no screen': async (element) => {
      element.parentElement!.style.display = 'none';
      await waitUntil(() => told.includes('release'), 'the release');
    },
    'a window that is taken out': (element) => element.remove(),
    'a picture in a window of its own': async (element) => {
      const realOpen = window.open;
      window.open = () => null;
      await click(byRole(element, 'button', 'Own window'), element);
      window.open = realOpen;
    },
    'looking away': (element) => change(element, { session: controlled({ phase: 'active' }, { share: sampleShare({ phase: 'unwatched' }) }, { ...playing(), phase: 'away', stream: null }) }),
    'a paused picture': (element) => change(element, { session: controlled({ phase: 'active' }, {}, { ...playing(), phase: 'paused' }) }),
    'a helper that is lost': (element) => change(element, { session: controlled({ phase: 'active', helper: 'absent' }) }),
  };
  for (const [how, end] of Object.entries(endings)) {
    it(`lets go by ${how}, tells it once, and sends nothing afterwards`, async () => {
      const element = await holding();
      await end(element);
      const isThere = element.isConnected;
      if (isThere) await change(element, { session: active() });
      if (isThere) await doEverything(element);
      expect(told).to.deep.equal(['release']);
    });
  }

  it('lets go where the page is hidden', async () => {
    const element = await holding();
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    try {
      document.dispatchEvent(new Event('visibilitychange'));
      expect(told).to.deep.equal(['release']);
    } finally {
      Reflect.deleteProperty(document, 'visibilityState');
    }
    await doEverything(element);
    expect(told).to.deep.equal(['release']);
  });

  it('lets go with the link, and tells it when the link is back', async () => {
    const element = await holding();
    down(element);
    told.length = 0;
    await change(element, { link: 'retrying' });
    await doEverything(element);
    expect(told).to.deep.equal([]);
    await change(element, { link: 'open' });
    expect(told).to.deep.equal(['release']);
    await change(element, { session: controlled() });
    expect(told).to.deep.equal(['release']);
  });

  it('a window that was left before the server agreed is not in control afterwards', async () => {
    const element = await open();
    await clickPicture(element.parentElement!);
    window.dispatchEvent(new Event('blur'));
    expect(told).to.deep.equal(['take', 'release']);
    await change(element, { session: active() });
    expect(told).to.deep.equal(['take', 'release', 'release']);
    await doEverything(element);
    expect(inputs()).to.deep.equal([]);
  });

  it('lets go where somebody else let go', async () => {
    const element = await holding();
    await change(element, { session: { ...active(), command: { name: 'releaseControl', phase: 'busy' } } });
    await doEverything(element);
    expect(told).to.deep.equal([]);
    expect(hasRole(element, 'button', /^Release control/)).to.equal(false);
  });

  it('leaves alone what another window took', async () => {
    const element = await open(active());
    await doEverything(element);
    expect(told).to.deep.equal([]);
  });

  it('another grant is taken anew', async () => {
    const element = await holding();
    await change(element, { session: controlled({ grantId: 'g'.repeat(22), phase: 'active' }) });
    await doEverything(element);
    expect(told).to.deep.equal([]);
  });

  it('the keys that the browser would take are in a menu, and the keyboard goes there again afterwards', async () => {
    const element = await holding();
    for (const [name, codes] of [
      ['Alt+Tab', ['AltLeft', 'Tab']],
      ['Esc', ['Escape']],
      ['Windows key', ['MetaLeft']],
      ['Ctrl+Alt+Delete', ['ControlLeft', 'AltLeft', 'Delete']],
      ['Print Screen', ['PrintScreen']],
    ] as const) {
      told.length = 0;
      await click(byRole(element, 'button', 'Keys'), element);
      await click(byRole(element, 'menuitem', name), element);
      expect(inputs().filter((input) => input.kind === 'key' && input.down)).to.deep.equal(
        codes.map((code) => ({ kind: 'key', code, down: true })),
      );
      expectFocus(keyboard(element));
    }
  });

  it('says how to type where the keyboard is elsewhere', async () => {
    const element = await holding();
    expect(visibleText(element)).to.not.contain('Click into the picture to type.');
    releaseButton(element).focus();
    await settled(element);
    expect(visibleText(element)).to.contain('Click into the picture to type.');
    down(element);
    expectFocus(keyboard(element));
  });

  it('tells a screen reader each change in one place', async () => {
    const element = await holding();
    const says = (): string => visibleText(queryRole(element, 'status', /[Cc]ontrol|mouse/)!);
    expect(says()).to.equal('You are in control.');
    await change(element, { session: controlled({ phase: 'paused' }) });
    expect(says()).to.equal('Ada Byron is using mouse or keyboard: yours wait.');
    await change(element, { session: controlled() });
    expect(says()).to.equal('Control is released. Click into the picture to take it again.');
  });

  it('is in control in a window of its own, and not when that is closed', async () => {
    const frame = document.createElement('iframe');
    frame.style.cssText = 'width: 600px; height: 400px';
    document.body.append(frame);
    const own = frame.contentWindow! as Window & typeof globalThis;
    own.close = () => undefined;
    own.HTMLVideoElement.prototype.setPointerCapture = () => undefined;
    const realOpen = window.open;
    window.open = () => own;
    try {
      const element = await open();
      await click(byRole(element, 'button', 'Own window'), element);
      const body = frame.contentDocument!.body;
      await waitUntil(() => video(body).videoWidth === 320 && pane(body).matches('.armed') && isSaid(body), 'the picture there');
      down(body);
      up(body);
      await change(element, { session: active() });
      await settled(body);
      expect(visibleText(byRole(body, 'region', 'Shared desktop'))).to.contain('You are in control.');
      expect(own.getComputedStyle(pane(body)).borderTopWidth).to.equal('4px');
      move(body);
      await aTimeout(20);
      expect(inputs().length).to.equal(1);
      own.dispatchEvent(new Event('pagehide'));
      await settled(element);
      expect(steps()).to.deep.equal(['take', 'release']);
    } finally {
      window.open = realOpen;
      frame.remove();
    }
  });

  for (const scheme of ['light', 'dark', 'forced colours'] as const) {
    it(`has nothing that axe objects to: in control and waiting, ${scheme}`, async () => {
      await dressPage(scheme);
      const element = await holding();
      await expectAccessible(element);
      await change(element, { session: controlled({ phase: 'paused' }) });
      await expectAccessible(element);
      await dressPage();
    });
  }

  it('gives Lit nothing to warn about', async () => {
    globalThis.litIssuedWarnings?.clear();
    const element = await holding();
    await change(element, { session: controlled({ phase: 'paused' }) });
    await change(element, { session: active() });
    await click(releaseButton(element), element);
    await change(element, { session: controlled() });
    const warnings = [...(globalThis.litIssuedWarnings ?? [])].filter((text) => !text.includes('dev-mode'));
    expect(warnings).to.deep.equal([]);
  });
});

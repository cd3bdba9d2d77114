import { expect, html, waitUntil } from '@open-wc/testing';
import type { TemplateResult } from 'lit';
import { sampleOutcome, sampleShare } from '../../mocks/agent.ts';
import type { AgentSession, Picture, PictureFrames } from '../../plugin/agent/agent-state.ts';
import { sampleFrames } from '../../mocks/pages/samples.ts';
import type { SharingWindow } from '../../plugin/agent/window/sharing-window.ts';
import { byRole, deepElements, queryRole, render, settled, visibleText } from '../support/elements.ts';
import { agentSession, change, click, clock, hasRole, heard, press, samplePicture } from './agent-harness.ts';

const stream = samplePicture();

/** A picture that notes on how many screens it is, and how often it was measured. */
function createFrames(change: (stats: RTCStatsReport) => void = () => undefined) {
  const noted = { screens: 0, readings: 0 };
  const { getStats } = sampleFrames();
  const frames = sampleFrames(0, {
    getStats: async () => {
      noted.readings += 1;
      const stats = await getStats();
      if (stats) change(stats);
      return stats;
    },
    show() {
      noted.screens += 1;
      return () => {
        noted.screens -= 1;
      };
    },
  });
  return { noted, frames };
}

const playing = (frames: PictureFrames = createFrames().frames): Picture => {
  return { phase: 'playing', stream, frames, reason: null };
};
const shared = (picture: Picture = playing()): AgentSession => agentSession({ share: sampleShare() }, { picture });
const stopped = (): AgentSession => agentSession({ outcome: sampleOutcome('revoked', true) });
/** In a place of its own size. */
const sharingWindow = (session: AgentSession, widthPx = 700): TemplateResult => html`
  <div style="display: grid; width: ${widthPx}px; height: 400px">
    <sideseat-sharing-window .session=${session} .clock=${clock} agent="Mia Keller"></sideseat-sharing-window>
  </div>
`;
async function open(session = shared(), widthPx?: number): Promise<SharingWindow> {
  const place = await render<HTMLElement>(sharingWindow(session, widthPx));
  const element = place.querySelector('sideseat-sharing-window')!;
  await waitUntil(() => video(element).videoWidth === 320, 'the picture');
  await settled(element);
  return element;
}
const video = (element: Element): HTMLVideoElement => {
  const found = deepElements(element).find((inner): inner is HTMLVideoElement => inner.localName === 'video');
  if (!found) throw new Error('no picture');
  return found;
};
/** How many dots of the screen one dot of the picture takes. */
const scale = (element: Element): number =>
  Math.round((video(element).getBoundingClientRect().width * devicePixelRatio * 1_000) / 320) / 1_000;
const box = (element: Element): HTMLElement => video(element).parentElement!;
const section = (element: Element): HTMLElement => byRole(element, 'region', 'Shared desktop');

describe('<sideseat-sharing-window> size', () => {
  it('offers the full screen only where the host’s frame allows it', async () => {
    expect(hasRole(await open(), 'button', 'Full screen')).to.equal(true);
    Object.defineProperty(document, 'fullscreenEnabled', { value: false, configurable: true });
    try {
      expect(hasRole(await open(), 'button', 'Full screen')).to.equal(false);
    } finally {
      Reflect.deleteProperty(document, 'fullscreenEnabled');
    }
  });

  it('fits at first, shows dot for dot at 100 %, and can then be moved with the keyboard', async () => {
    const element = await open();
    expect(getComputedStyle(video(element)).objectFit).to.equal('contain');
    expect(queryRole(element, 'button', 'Fit')?.ariaPressed).to.equal('true');
    await click(byRole(element, 'button', '100%'), element);
    expect(scale(element)).to.equal(1);
    expect(visibleText(element)).to.contain('Zoom: 100%');
    const group = byRole(element, 'group', /larger than its window/);
    expect(group.tabIndex).to.equal(0);
    await click(byRole(element, 'button', 'Fit'), element);
    expect(video(element).style.width).to.equal('');
    expect(hasRole(element, 'group', /larger than its window/)).to.equal(false);
  });

  it('zooms in steps by its buttons and by + − 0 1, and leaves keys with Ctrl to the browser', async () => {
    const element = await open();
    await click(byRole(element, 'button', '100%'), element);
    await click(byRole(element, 'button', 'Zoom in'), element);
    expect(scale(element)).to.equal(1.1);
    for (const [key, expected] of [['+', 1.25], ['-', 1.1], ['-', 1], ['-', 0.9], ['1', 1]] as const) {
      expect(press(section(element), key)).to.equal(true);
      await settled(element);
      expect(scale(element), key).to.equal(expected);
    }
    expect(press(section(element), '0')).to.equal(true);
    await settled(element);
    expect(queryRole(element, 'button', 'Fit')?.ariaPressed).to.equal('true');
    for (const modifier of ['ctrlKey', 'metaKey', 'altKey']) {
      expect(press(section(element), '+', { [modifier]: true }), modifier).to.equal(false);
    }
    await settled(element);
    expect(queryRole(element, 'button', 'Fit')?.ariaPressed).to.equal('true');
  });

  it('never leaves 25 % to 400 %', async () => {
    const element = await open();
    for (let times = 0; times < 20; times += 1) press(section(element), '+');
    await settled(element);
    expect(scale(element)).to.equal(4);
    for (let times = 0; times < 20; times += 1) press(section(element), '-');
    await settled(element);
    expect(scale(element)).to.equal(0.25);
  });

  it('zooms with Ctrl and wheel at the place where the pointer is; a wheel alone scrolls', async () => {
    const element = await open();
    press(section(element), '1');
    for (let times = 0; times < 8; times += 1) press(section(element), '+');
    await settled(element);
    const { left, top } = box(element).getBoundingClientRect();
    const at = { clientX: left + 200, clientY: top + 120 };
    const partUnder = (): number => {
      const rect = video(element).getBoundingClientRect();
      return (at.clientX - rect.left) / rect.width;
    };
    box(element).scrollTo(60, 40);
    const before = partUnder();
    const wheel = (ctrlKey: boolean) =>
      new WheelEvent('wheel', { ...at, ctrlKey, deltaY: -100, bubbles: true, cancelable: true });
    expect(video(element).dispatchEvent(wheel(false)), 'left to the browser').to.equal(true);
    expect(video(element).dispatchEvent(wheel(true))).to.equal(false);
    await settled(element);
    expect(scale(element)).to.be.greaterThan(3);
    expect(partUnder()).to.be.closeTo(before, 0.01);
  });

  it('is moved by dragging', async () => {
    const element = await open();
    for (let times = 0; times < 20; times += 1) press(section(element), '+');
    await settled(element);
    box(element).scrollTo(100, 100);
    const pointer = (type: string, clientX: number, clientY: number): void => {
      const init = { clientX, clientY, pointerId: 1, button: 0, bubbles: true, pointerType: 'mouse' };
      box(element).dispatchEvent(new PointerEvent(type, init));
    };
    // A pointer that a test makes up cannot be captured.
    box(element).setPointerCapture = () => undefined;
    pointer('pointerdown', 50, 50);
    pointer('pointermove', 20, 40);
    expect([box(element).scrollLeft, box(element).scrollTop]).to.deep.equal([130, 110]);
    pointer('lostpointercapture', 20, 40);
    pointer('pointermove', 0, 0);
    expect(box(element).scrollLeft).to.equal(130);
  });
});

describe('<sideseat-sharing-window> on screens', () => {
  it('[VW12] says that its picture is on a screen, and that it is not: laid out nowhere, taken out, page in the back', async () => {
    const { noted, frames } = createFrames();
    const element = await open(shared(playing(frames)));
    await waitUntil(() => noted.screens === 1, 'on a screen');
    const place = element.parentElement!;
    place.hidden = true;
    place.style.display = 'none';
    await waitUntil(() => noted.screens === 0, 'on none');
    place.style.display = 'grid';
    await waitUntil(() => noted.screens === 1, 'on one again');
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
    expect(noted.screens).to.equal(0);
    Reflect.deleteProperty(document, 'visibilityState');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(noted.screens).to.equal(1);
    element.remove();
    expect(noted.screens).to.equal(0);
    place.append(element);
    await waitUntil(() => noted.screens === 1, 'back');
  });

  it('greys a picture that is about to go on, with its age, without reading that out', async () => {
    const { frames } = createFrames();
    const element = await open(shared({ ...playing(frames), phase: 'paused' }));
    clock.advance(3_000);
    await settled(element);
    expect(video(element).classList.contains('old')).to.equal(true);
    expect(visibleText(element)).to.contain('The picture is coming back…').and.to.contain('The picture is 3 seconds old.');
    const spoken = deepElements(element).filter((inner) => inner.role === 'status').map((inner) => inner.textContent?.trim());
    expect(spoken.join('')).to.equal('');
  });
});

describe('<sideseat-sharing-window> quality', () => {
  const readings = async (element: SharingWindow, count: number): Promise<void> => {
    for (let n = 0; n < count; n += 1) {
      await settled(element);
      clock.advance(1_000);
    }
    await settled(element);
  };

  it('is measured once a second while it can be seen, and told in the reader’s numbers', async () => {
    const { noted, frames } = createFrames();
    const element = await open(shared(playing(frames)));
    await waitUntil(() => noted.screens === 1, 'on a screen');
    element.requestUpdate();
    await readings(element, 3);
    expect(visibleText(element)).to.contain('30 frames/s 1.2 Mbit/s Delay 18 ms');
    const before = noted.readings;
    await readings(element, 2);
    expect(noted.readings - before).to.equal(2);
    element.parentElement!.style.display = 'none';
    await waitUntil(() => noted.screens === 0, 'on no screen');
    element.requestUpdate();
    await settled(element);
    const hidden = noted.readings;
    await readings(element, 3);
    expect(noted.readings).to.equal(hidden);
  });

  it('says what each number is, and that a browser does not tell one', async () => {
    const { noted, frames } = createFrames((stats) => void (stats as Map<string, unknown>).delete('p'));
    const element = await open(shared(playing(frames)));
    await waitUntil(() => noted.screens === 1, 'on a screen');
    element.requestUpdate();
    await readings(element, 2);
    await click(byRole(element, 'button', 'Quality'), element);
    expect(queryRole(element, 'button', 'Quality')?.ariaExpanded).to.equal('true');
    expect(visibleText(element))
      .to.contain('Lost packets 1%')
      .and.to.contain('Round trip to the media server –')
      .and.to.contain('Delay –')
      .and.to.contain('from the media server to this screen');
  });
});

describe('<sideseat-sharing-window> in a window of its own', () => {
  const realOpen = window.open;
  let frame: HTMLIFrameElement;
  let closed: number;
  /** A frame takes the place of the window: another document of the same page, too. */
  beforeEach(() => {
    frame = document.createElement('iframe');
    frame.style.cssText = 'width: 600px; height: 400px';
    document.body.append(frame);
    closed = 0;
    const own = frame.contentWindow!;
    own.close = () => {
      closed += 1;
    };
    window.open = () => own;
  });
  afterEach(() => {
    window.open = realOpen;
    frame.remove();
  });
  const own = (): HTMLElement => frame.contentDocument!.body;
  const detach = async (element: SharingWindow): Promise<void> => {
    await click(byRole(element, 'button', 'Own window'), element);
    await settled(element);
  };

  it('is there with the same picture, in its own looks, and nothing of it is left here', async () => {
    const element = await open();
    await detach(element);
    expect(video(own()).srcObject === stream).to.equal(true);
    expect(deepElements(element).some(({ localName }) => localName === 'video')).to.equal(false);
    expect(visibleText(element)).to.contain('The desktop is in a window of its own');
    const look = frame.contentWindow!.getComputedStyle(byRole(own(), 'button', 'Full screen'));
    expect(look.borderRadius).to.equal('8px');
    expect(frame.contentDocument!.title).to.equal('Desktop of Ada Byron – Viewing');
    expect(frame.contentDocument!.documentElement.lang).to.equal('en');
  });

  it('follows the session, and says here what is pressed there', async () => {
    const element = await open();
    const told = heard(element, 'sideseat-command');
    await detach(element);
    await click(byRole(own(), 'button', 'Stop looking'), element);
    const menu = byRole(own(), 'button', 'Sharing');
    await click(menu, element);
    await click(byRole(own(), 'menuitem', 'Stop sharing'), element);
    expect(told.map(({ command }) => command)).to.deep.equal(['lookAway', 'release']);
    await change(element, { session: shared({ ...playing(), phase: 'stale' }) });
    expect(visibleText(section(own()))).to.contain('No new picture is arriving');
    expect(frame.contentDocument!.title).to.equal('Desktop of Ada Byron – Old picture');
  });

  for (const [how, back] of [
    ['its button there', (element: SharingWindow) => click(byRole(own(), 'button', 'Bring back'), element)],
    ['its button here', (element: SharingWindow) => click(byRole(element, 'button', 'Bring back'), element)],
    ['the person who closes it', () => frame.contentWindow!.dispatchEvent(new Event('pagehide'))],
  ] as const) {
    it(`comes back by ${how}`, async () => {
      const element = await open();
      await detach(element);
      await back(element);
      await settled(element);
      expect(closed).to.equal(1);
      expect(video(element).srcObject === stream).to.equal(true);
    });
  }

  it('[002-26] [001-12] closes when the share ends, when it is taken out, and with the page', async () => {
    const element = await open();
    await detach(element);
    await change(element, { session: stopped() });
    expect(closed).to.equal(1);
    expect(visibleText(element)).to.contain('Stopped at');
    await change(element, { session: shared() });
    await detach(element);
    element.remove();
    expect(closed).to.equal(2);
    const other = await open();
    await detach(other);
    window.dispatchEvent(new Event('pagehide'));
    expect(closed).to.equal(3);
  });

  it('[VW12] is on a screen while that window is in front, whatever this page does', async () => {
    const { noted, frames } = createFrames();
    const element = await open(shared(playing(frames)));
    await detach(element);
    element.parentElement!.style.display = 'none';
    await waitUntil(() => noted.screens === 1, 'on a screen');
    Object.defineProperty(frame.contentDocument!, 'visibilityState', { value: 'hidden', configurable: true });
    frame.contentDocument!.dispatchEvent(new Event('visibilitychange'));
    expect(noted.screens).to.equal(0);
  });

  it('takes the colours that a host theme set', async () => {
    const element = await open();
    element.style.setProperty('--sideseat-view', 'rgb(1, 2, 3)');
    await detach(element);
    expect(frame.contentWindow!.getComputedStyle(section(own())).borderTopColor).to.equal('rgb(1, 2, 3)');
  });

  it('takes them also where the theme changes afterwards, on any ancestor', async () => {
    const element = await open();
    await detach(element);
    const scheme = (): string => frame.contentDocument!.documentElement.style.colorScheme;
    const border = (): string => frame.contentWindow!.getComputedStyle(section(own())).borderTopColor;
    const usual = border();
    element.parentElement!.style.cssText += '; color-scheme: dark; --sideseat-view: rgb(1, 2, 3)';
    await waitUntil(() => border() === 'rgb(1, 2, 3)', 'the new colour');
    expect(scheme()).to.equal('dark');
    element.parentElement!.style.removeProperty('--sideseat-view');
    element.parentElement!.style.colorScheme = 'light';
    await waitUntil(() => border() === usual, 'the usual colour');
    expect(scheme()).to.equal('light');
  });

  it('opens its menu at the button, as wide as its own window is', async () => {
    frame.style.width = '2000px';
    const element = await open();
    await detach(element);
    const button = byRole(own(), 'button', 'Sharing');
    await click(button, element);
    const menu = byRole(own(), 'menu', 'Sharing');
    await waitUntil(() => menu.matches(':focus-within'), 'the menu');
    expect(menu.getBoundingClientRect().right).to.be.closeTo(button.getBoundingClientRect().right, 1);
  });

  it('hands the keys of commands on to this page, and keeps all others', async () => {
    const element = await open();
    await detach(element);
    const heardKeys: string[] = [];
    element.addEventListener('keydown', (event) => {
      heardKeys.push(event.key);
      event.preventDefault();
    });
    expect(press(section(own()), 'X', { altKey: true, shiftKey: true }), 'taken').to.equal(true);
    expect(press(section(own()), 'ArrowDown'), 'left').to.equal(false);
    expect(heardKeys).to.deep.equal(['X']);
  });

  it('says so where the browser opens none, and stays', async () => {
    window.open = () => null;
    const element = await open();
    await detach(element);
    expect(byRole(element, 'alert').textContent).to.contain('Please allow pop-ups for this page');
    expect(video(element).srcObject === stream).to.equal(true);
  });
});

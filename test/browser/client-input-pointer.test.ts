import { expect } from '@open-wc/testing';
import { followPointer, MOVE_EVERY_MS, type PointerInput } from '../../gateway/client/input/pointer-input.ts';
import { WHEEL_STEPS_MAX, type RemoteInput } from '../../gateway/protocol/input.ts';
import { movingTrack } from '../support/fake-link.ts';

describe('pointer on a controlled desktop', () => {
  let video: HTMLVideoElement;
  let picture: ReturnType<typeof movingTrack>;
  let rect: DOMRect;
  before(async () => {
    picture = movingTrack();
    video = document.createElement('video');
    video.muted = true;
    video.style.cssText = 'position: fixed; left: 20px; top: 30px; object-fit: contain';
    video.srcObject = new MediaStream([picture.track]);
    document.body.append(video);
    await video.play();
    // 100 % between bars at the left and the right.
    video.style.width = `${(video.videoWidth + 40) / devicePixelRatio}px`;
    video.style.height = `${video.videoHeight / devicePixelRatio}px`;
    rect = video.getBoundingClientRect();
  });
  after(() => {
    picture.end();
    video.remove();
  });

  let pointer: PointerInput;
  let sent: string[];
  let messages: RemoteInput[];
  /** Timers of the page, to be run by the test. */
  let timers: Map<number, () => void>;
  const { setTimeout: realSetTimeout, clearTimeout: realClearTimeout } = window;
  beforeEach(() => {
    timers = new Map();
    let last = 0;
    window.setTimeout = ((run: () => void, ms: number) => {
      expect(ms).to.equal(MOVE_EVERY_MS);
      timers.set((last += 1), run);
      return last;
    }) as unknown as typeof setTimeout;
    window.clearTimeout = ((id: number) => void timers.delete(id)) as typeof clearTimeout;
    sent = [];
    messages = [];
    pointer = followPointer(video, {
      send: (input) => {
        messages.push(input);
        sent.push(brief(input));
      },
      syncModifiers: (event) => sent.push(`sync:${event.type}`),
    });
  });
  afterEach(() => {
    pointer.stop();
    window.setTimeout = realSetTimeout;
    window.clearTimeout = realClearTimeout;
  });

  const brief = (input: RemoteInput): string => {
    if (!('x' in input)) return input.kind;
    const at = `${Math.floor(input.x * video.videoWidth)},${Math.floor(input.y * video.videoHeight)}`;
    if (input.kind === 'button') return `${input.down ? '+' : '-'}${input.button}@${at}`;
    return input.kind === 'wheel' ? `wheel ${input.right},${input.down}@${at}` : `move@${at}`;
  };
  /** At this pixel of the picture. */
  const place = (x: number, y: number) => ({
    clientX: rect.left + (20 + x) / devicePixelRatio,
    clientY: rect.top + y / devicePixelRatio,
  });
  const fire = (type: string, x: number, y: number, init: PointerEventInit = {}): PointerEvent => {
    const common = { pointerId: 1, pointerType: 'mouse', button: -1, bubbles: true, cancelable: true };
    const event = new PointerEvent(type, { ...common, ...place(x, y), ...init });
    video.dispatchEvent(event);
    return event;
  };
  const wheel = (init: WheelEventInit): WheelEvent => {
    const event = new WheelEvent('wheel', { ...place(3, 4), bubbles: true, cancelable: true, ...init });
    video.dispatchEvent(event);
    return event;
  };
  const tick = (): void => {
    const due = [...timers.values()];
    timers.clear();
    due.forEach((run) => run());
  };
  const take = (): string => sent.splice(0).join(' ');
  const takeInputs = (): string => sent.splice(0).filter((one) => !one.startsWith('sync')).join(' ');

  it('the first move goes at once, the latest follows, at most 120 a second', () => {
    expect(1_000 / MOVE_EVERY_MS).to.be.at.most(120).and.above(100);
    for (let x = 0; x < 5; x += 1) fire('pointermove', x, 2);
    expect(take()).to.equal('move@0,2');
    tick();
    expect(take()).to.equal('move@4,2');
    fire('pointermove', 5, 2);
    expect(take(), 'too early').to.equal('');
    tick();
    tick();
    expect(take()).to.equal('move@5,2');
    expect(timers.size, 'no timer at rest').to.equal(0);
    fire('pointermove', 6, 2);
    expect(take()).to.equal('move@6,2');
  });

  it('a pointer that rests is not told again, though the browser does', () => {
    fire('pointermove', 8, 8);
    tick();
    fire('pointermove', 8, 8);
    tick();
    expect(take()).to.equal('move@8,8');
    fire('pointerdown', 9, 9, { button: 0, buttons: 1 });
    fire('pointermove', 9, 9, { buttons: 1 });
    expect(takeInputs()).to.equal('+0@9,9');
  });

  it('nothing is sent from the bars, nor a press there that is dragged into the picture', () => {
    fire('pointermove', -5, 2);
    fire('pointerdown', -5, 2, { button: 0, buttons: 1 });
    fire('pointermove', 6, 2, { buttons: 1 });
    fire('pointerup', 6, 2, { button: 0 });
    tick();
    expect(take()).to.equal('move@6,2');
  });

  it("a place is the device's pixel, whatever the window's pixel ratio", () => {
    const own = Object.getOwnPropertyDescriptor(window, 'devicePixelRatio') ?? {};
    Object.defineProperty(window, 'devicePixelRatio', { value: 2, configurable: true });
    fire('pointermove', 0, 0, { clientX: rect.left + 20 + 1.6 });
    Object.defineProperty(window, 'devicePixelRatio', own);
    expect(take()).to.equal('move@1,0');
  });

  it('the last place before the pointer left the picture is told', () => {
    fire('pointermove', 1, 2);
    fire('pointermove', 0, 2);
    fire('pointermove', -1, 2);
    tick();
    expect(take()).to.equal('move@1,2 move@0,2');
  });

  it('a press comes after the moves before it, with the modifiers first', () => {
    fire('pointermove', 1, 1);
    fire('pointermove', 2, 2);
    fire('pointerdown', 3, 3, { button: 0, buttons: 1 });
    expect(take()).to.equal('move@1,1 sync:pointerdown move@2,2 +0@3,3');
    fire('pointerup', 3, 3, { button: 0 });
    tick();
    expect(take()).to.equal('sync:pointerup -0@3,3');
  });

  it('all five buttons, and those that are told as moves because another is down', () => {
    const bits = [1, 4, 2, 8, 16];
    bits.forEach((buttons, button) => {
      fire('pointerdown', 1, 1, { button, buttons });
      fire('pointerup', 1, 1, { button });
    });
    expect(takeInputs()).to.equal('+0@1,1 -0@1,1 +1@1,1 -1@1,1 +2@1,1 -2@1,1 +3@1,1 -3@1,1 +4@1,1 -4@1,1');
    fire('pointerdown', 1, 1, { button: 0, buttons: 1 });
    fire('pointermove', 1, 1, { button: 2, buttons: 3 });
    fire('pointermove', 1, 1, { button: 0, buttons: 2 });
    fire('pointerup', 1, 1, { button: 2, buttons: 0 });
    expect(takeInputs()).to.equal('+0@1,1 +2@1,1 -0@1,1 -2@1,1');
  });

  it('a drag may leave the picture: its nearest edge is meant', () => {
    const captured: number[] = [];
    video.setPointerCapture = (id) => void captured.push(id);
    fire('pointerdown', 5, 5, { button: 0, buttons: 1 });
    fire('pointermove', -200, 7, { buttons: 1 });
    fire('pointerup', 9_000, -50, { button: 0 });
    Reflect.deleteProperty(video, 'setPointerCapture');
    expect(captured).to.deep.equal([1]);
    expect(takeInputs()).to.equal(`+0@5,5 move@0,7 -0@${video.videoWidth - 1},0`);
  });

  it('modifiers are looked at while a button is held, not otherwise', () => {
    fire('pointermove', 1, 1);
    expect(take()).to.equal('move@1,1');
    fire('pointerdown', 1, 1, { button: 0, buttons: 1 });
    take();
    fire('pointermove', 2, 2, { buttons: 1, shiftKey: true });
    expect(take()).to.equal('sync:pointermove');
  });

  for (const type of ['pointercancel', 'lostpointercapture'])
    it(`${type} releases every button where the pointer was last`, () => {
      fire('pointerdown', 1, 1, { button: 0, buttons: 1 });
      fire('pointermove', 2, 2, { button: 1, buttons: 5 });
      fire('pointermove', 3, 3, { buttons: 5 });
      fire('pointermove', 4, 4, { buttons: 5 });
      fire(type, 0, 0);
      expect(takeInputs()).to.equal('+0@1,1 +1@2,2 move@3,3 move@4,4 -0@4,4 -1@4,4');
      fire('pointermove', 5, 5);
      fire(type, 0, 0);
      expect(takeInputs(), 'nothing is held any more').to.equal('');
    });

  it('a release that was told nobody is made up for by the next move', () => {
    fire('pointerdown', 1, 1, { button: 0, buttons: 1 });
    fire('pointermove', 2, 2);
    expect(takeInputs()).to.equal('+0@1,1 -0@2,2');
  });

  it('fingers do nothing', () => {
    const touch = { pointerType: 'touch', pointerId: 5 };
    fire('pointerdown', 1, 1, { ...touch, button: 0, buttons: 1 });
    fire('pointermove', 2, 2, { ...touch, buttons: 1 });
    fire('pointerup', 2, 2, { ...touch, button: 0 });
    expect(take()).to.equal('');
  });

  it('a wheel goes in steps of its unit, with what is left kept for the next', () => {
    expect(wheel({ deltaY: 100 }).defaultPrevented).to.equal(true);
    tick();
    wheel({ deltaY: 60 });
    tick();
    wheel({ deltaY: 60 });
    tick();
    expect(takeInputs()).to.equal('wheel 0,1@3,4 wheel 0,1@3,4');
    wheel({ deltaX: -130 });
    tick();
    wheel({ deltaX: -70, deltaY: 100 });
    tick();
    expect(takeInputs()).to.equal('wheel -1,0@3,4 wheel -1,1@3,4');
    wheel({ deltaX: 10, deltaY: -30 });
    tick();
    expect(takeInputs(), 'less than a step').to.equal('');
    wheel({ deltaX: -95, deltaY: 100 });
    tick();
    expect(messages.at(-1), 'turned back: what was left is forgotten').to.deep.include({ right: 0, down: 1 });
    takeInputs();
    wheel({ deltaY: -3, deltaX: 6, deltaMode: WheelEvent.DOM_DELTA_LINE });
    tick();
    wheel({ deltaY: 2, deltaMode: WheelEvent.DOM_DELTA_PAGE });
    tick();
    expect(takeInputs()).to.equal('wheel 2,-1@3,4 wheel 0,2@3,4');
  });

  it("a mouse's wheel makes whole steps on every system", () => {
    const turn = (deltaY: number, wheelDeltaY: number) => {
      const event = new WheelEvent('wheel', { ...place(3, 4), deltaY, cancelable: true });
      Object.defineProperty(event, 'wheelDeltaY', { value: wheelDeltaY });
      video.dispatchEvent(event);
      tick();
    };
    for (let notch = 0; notch < 6; notch += 1) turn(120, -120); // X
    turn(-100, 240);
    expect(takeInputs()).to.equal([...Array<string>(6).fill('wheel 0,1@3,4'), 'wheel 0,-2@3,4'].join(' '));
  });

  it('turns between two messages go together, and no message has more steps than it may', () => {
    wheel({ deltaY: 100 });
    wheel({ deltaY: 200 });
    wheel({ deltaY: 100 });
    expect(take()).to.equal('sync:wheel wheel 0,1@3,4 sync:wheel sync:wheel');
    tick();
    expect(take()).to.equal('wheel 0,3@3,4');
    tick();
    wheel({ deltaY: -100_000 });
    tick();
    wheel({ deltaY: -100 });
    expect(takeInputs()).to.equal(`wheel 0,${-WHEEL_STEPS_MAX}@3,4 wheel 0,-1@3,4`);
  });

  it('a wheel that the browser turned sideways for Shift goes upright: Shift is sent too', () => {
    wheel({ deltaX: 100, shiftKey: true });
    tick();
    wheel({ deltaX: 100, deltaY: 200, shiftKey: true });
    expect(takeInputs()).to.equal('wheel 0,1@3,4 wheel 1,2@3,4');
    const [message] = messages;
    expect(message).to.deep.equal({ kind: 'wheel', x: 3.5 / video.videoWidth, y: 4.5 / video.videoHeight, right: 0, down: 1 });
  });

  it('the zoom of the picture, and the bars, keep their wheel', () => {
    expect(wheel({ deltaY: 100, ctrlKey: true }).defaultPrevented).to.equal(false);
    expect(wheel({ deltaY: 100, ...place(-9, 4) }).defaultPrevented).to.equal(false);
    expect(take()).to.equal('');
  });

  it('the browser does nothing of its own', () => {
    for (const type of ['mousedown', 'mouseup', 'auxclick', 'contextmenu', 'dragstart'])
      expect(video.dispatchEvent(new MouseEvent(type, { cancelable: true })), type).to.equal(false);
  });

  it('stop() releases what is held, and nothing is sent any more', () => {
    fire('pointerdown', 1, 1, { button: 0, buttons: 1 });
    fire('pointermove', 1, 1, { button: 2, buttons: 3 });
    fire('pointermove', 6, 7, { buttons: 3 });
    takeInputs();
    pointer.stop();
    expect(timers.size).to.equal(0);
    expect(takeInputs()).to.equal('-0@6,7 -2@6,7');
    pointer.stop();
    fire('pointermove', 8, 8);
    fire('pointerdown', 1, 1, { button: 0, buttons: 1 });
    wheel({ deltaY: 100 });
    tick();
    expect(take()).to.equal('');
    expect(timers.size).to.equal(0);
  });
});

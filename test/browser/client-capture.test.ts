import { expect } from '@open-wc/testing';
import { captureSupport, type CaptureEnvironment } from '../../gateway/client/capture-support.ts';
import { chooseSurface, describeSurface } from '../../gateway/client/capture.ts';
import { CaptureError } from '../../gateway/client/errors.ts';

const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15';
const ANDROID = 'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36';

const environment = (
  userAgent: string,
  parts: { secure?: boolean; touch?: number; capture?: boolean } = {},
): CaptureEnvironment => ({
  isSecureContext: parts.secure ?? true,
  navigator: {
    userAgent,
    maxTouchPoints: parts.touch ?? 0,
    ...(parts.capture ? { mediaDevices: { getDisplayMedia: () => undefined } } : {}),
  },
});

describe('captureSupport', () => {
  const CASES: [string, CaptureEnvironment, string][] = [
    ['a browser that captures', environment(MAC, { capture: true }), 'ok'],
    ['a page without HTTPS', environment(MAC, { secure: false }), 'insecure'],
    ['a phone', environment(ANDROID), 'phone'],
    ['a phone without HTTPS, where HTTPS would not help', environment(ANDROID, { secure: false }), 'phone'],
    ['an iPad, which calls itself a Macintosh', environment(MAC, { touch: 5 }), 'phone'],
    ['a desktop browser that is too old', environment(MAC), 'unsupported'],
  ];
  for (const [title, given, expected] of CASES)
    it(`says ${expected} for ${title}`, () => {
      expect(captureSupport(given)).to.equal(expected);
    });

  it('says ok in this browser', () => {
    expect(captureSupport()).to.equal('ok');
  });
});

describe('describeSurface', () => {
  const labelled = (label: string) =>
    describeSurface({ label, getSettings: () => ({ displaySurface: 'monitor', width: 640, height: 480 }) } as unknown as MediaStreamTrack);

  it('names the screen where the browser’s label does', () => {
    expect(labelled('screen:237:0')).to.deep.equal({ surface: 'monitor', widthPx: 640, heightPx: 480, screenId: 237 });
    for (const label of ['screen:-1:0', 'window:237:0', 'Primary Monitor', 'screen:12345678901:0', ''])
      expect(labelled(label), label).to.deep.equal({ surface: 'monitor', widthPx: 640, heightPx: 480 });
  });
});

describe('chooseSurface', () => {
  const original = navigator.mediaDevices.getDisplayMedia;
  let asked: unknown[] = [];
  const pickerIs = (outcome: () => Promise<MediaStream>): void => {
    navigator.mediaDevices.getDisplayMedia = (options) => {
      asked.push(options);
      return outcome();
    };
  };
  beforeEach(() => (asked = []));
  afterEach(() => {
    navigator.mediaDevices.getDisplayMedia = original;
  });

  /** A canvas track that claims to be a captured surface. */
  const captured = (settings: MediaTrackSettings): MediaStream => {
    const stream = document.createElement('canvas').captureStream();
    for (const track of stream.getVideoTracks()) track.getSettings = () => settings;
    return stream;
  };

  it('[002-03] opens the picker before it returns, as the click wants it, for the desktop and without sound', () => {
    pickerIs(() => new Promise(() => undefined));
    void chooseSurface();
    expect(asked).to.deep.equal([
      {
        video: { displaySurface: 'monitor', frameRate: { ideal: 60, max: 60 } },
        audio: false,
        monitorTypeSurfaces: 'include',
        selfBrowserSurface: 'exclude',
        surfaceSwitching: 'exclude',
        systemAudio: 'exclude',
      },
    ]);
  });

  for (const displaySurface of ['monitor', 'window', 'browser'])
    it(`tells a ${displaySurface} from the others, with its size, and asks for sharp text`, async () => {
      pickerIs(async () => captured({ displaySurface, width: 1_920, height: 1_080 }));
      const { track, ...choice } = await chooseSurface();
      expect(choice).to.deep.equal({ surface: displaySurface, widthPx: 1_920, heightPx: 1_080 });
      expect(track.contentHint).to.equal('detail');
    });

  it('says unknown where the browser does not tell, and guesses the size from the screen', async () => {
    pickerIs(async () => captured({}));
    const { surface, widthPx, heightPx } = await chooseSurface();
    expect(surface).to.equal('unknown');
    expect(widthPx).to.equal(Math.round(screen.width * devicePixelRatio));
    expect(heightPx).to.be.within(1, 32_768);
  });

  it('stops every track beyond the first picture', async () => {
    const stream = captured({ displaySurface: 'monitor', width: 10, height: 10 });
    const [extra] = captured({}).getVideoTracks();
    if (extra) stream.addTrack(extra);
    pickerIs(async () => stream);
    const { track } = await chooseSurface();
    expect(track.readyState).to.equal('live');
    expect(extra?.readyState).to.equal('ended');
  });

  const inFirefox = 'The request is not allowed by the user agent or the platform in the current context.';
  const byPolicy = 'Access to the feature "display-capture" is disallowed by permissions policy.';
  const FAILURES: [unknown, string][] = [
    [new DOMException('Permission denied', 'NotAllowedError'), 'pickerCancelled'],
    [new DOMException('Permission denied by user', 'NotAllowedError'), 'pickerCancelled'],
    [new DOMException(inFirefox, 'NotAllowedError'), 'pickerCancelled'],
    [new DOMException('Permission denied by system', 'NotAllowedError'), 'captureUnavailable'],
    [new DOMException(byPolicy, 'NotAllowedError'), 'captureUnavailable'],
    [new DOMException('getDisplayMedia requires transient activation', 'InvalidStateError'), 'captureUnavailable'],
    [new DOMException('Could not start video source', 'NotReadableError'), 'captureUnavailable'],
    [new DOMException('no surface', 'NotFoundError'), 'captureUnavailable'],
    [new TypeError('bad constraints'), 'captureUnavailable'],
  ];
  for (const [cause, reason] of FAILURES)
    it(`${String(cause)} is ${reason}`, async () => {
      pickerIs(() => Promise.reject(cause));
      const error: unknown = await chooseSurface().catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(CaptureError);
      expect(error).to.include({ reason, cause });
    });

  it('a browser without the function rejects, it does not throw', async () => {
    Object.defineProperty(navigator.mediaDevices, 'getDisplayMedia', {
      value: undefined,
      configurable: true,
      writable: true,
    });
    const error: unknown = await chooseSurface().catch((thrown: unknown) => thrown);
    expect(error).to.include({ reason: 'captureUnavailable' });
  });

  it('a stream without a picture counts as capture that is impossible', async () => {
    pickerIs(async () => new MediaStream());
    const error: unknown = await chooseSurface().catch((thrown: unknown) => thrown);
    expect(error).to.include({ reason: 'captureUnavailable' });
  });
});

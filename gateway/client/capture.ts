import { SURFACES, type Surface } from '../protocol/vocabulary.ts';
import { CaptureError, type CaptureFailure } from './errors.ts';

/** What of a chosen surface may leave the page's memory: plain values, not the track. */
export interface SurfaceChoice {
  surface: Surface;
  widthPx: number;
  heightPx: number;
  /** Which screen it is, by the number that the system has for it; of a screen in Chromium only. */
  screenId?: number;
}

/** What the owner chose in the browser's picker. Whoever gets it must stop the track. */
export interface ChosenSurface extends SurfaceChoice {
  track: MediaStreamTrack;
}

/** Not yet in TypeScript's DOM types; unknown members are ignored by browsers that lack them. */
interface DesktopCaptureOptions extends DisplayMediaStreamOptions {
  monitorTypeSurfaces: 'include' | 'exclude';
  selfBrowserSurface: 'include' | 'exclude';
  surfaceSwitching: 'include' | 'exclude';
  systemAudio: 'include' | 'exclude';
}

/** Cap on frames per second, and what is asked for: a change waits for its frame for less than 17 ms. */
export const CAPTURE_FRAME_RATE = 60;

const OPTIONS: DesktopCaptureOptions = {
  video: { displaySurface: 'monitor', frameRate: { ideal: CAPTURE_FRAME_RATE, max: CAPTURE_FRAME_RATE } },
  audio: false,
  monitorTypeSurfaces: 'include',
  selfBrowserSurface: 'exclude',
  surfaceSwitching: 'exclude',
  systemAudio: 'exclude',
};

/**
 * Opens the browser's picker. `getDisplayMedia` is called before this returns, so call it in the click's own task:
 * browsers want a fresh gesture. Rejects with `CaptureError`.
 */
export function chooseSurface(): Promise<ChosenSurface> {
  return openPicker().then(chosenSurface, (cause: unknown) => {
    throw new CaptureError(failureOf(cause), cause);
  });
}

function openPicker(): Promise<MediaStream> {
  try {
    return navigator.mediaDevices.getDisplayMedia(OPTIONS);
  } catch (cause) {
    // No mediaDevices at all (insecure context, phones).
    return Promise.reject(cause);
  }
}

function chosenSurface(stream: MediaStream): ChosenSurface {
  const [track, ...others] = stream.getVideoTracks();
  for (const other of [...others, ...stream.getAudioTracks()]) other.stop();
  if (!track) throw new CaptureError('captureUnavailable');
  // Sharp text matters more than smooth motion. Firefox lacks the property.
  if ('contentHint' in track) track.contentHint = 'detail';
  return { track, ...describeSurface(track) };
}

/** A captured surface as it is now. */
export function describeSurface(track: MediaStreamTrack): SurfaceChoice {
  const { displaySurface, width, height } = track.getSettings();
  const screenId = SCREEN_LABEL.exec(track.label)?.[1];
  return {
    surface: SURFACES.find((known) => known === displaySurface) ?? 'unknown',
    widthPx: pixels(width, screen.width),
    heightPx: pixels(height, screen.height),
    ...(screenId === undefined ? {} : { screenId: Number(screenId) }),
  };
}

/** How Chromium labels a captured screen (`DesktopMediaID::ToString`). On X11 the number is the atom of the monitor's name. */
const SCREEN_LABEL = /^screen:(\d{1,10}):/;

/** Firefox does not know the size before the first frame; the screen that the page is on is the best guess then. */
const pixels = (captured: number | undefined, cssPx: number): number =>
  Math.min(32_768, Math.max(1, Math.round(captured || cssPx * devicePixelRatio)));

/**
 * A cancelled picker and most denials are both `NotAllowedError`; only the message tells a refusal of the operating
 * system ("Permission denied by system") or of the page's own permissions policy from a person's.
 */
function failureOf(cause: unknown): CaptureFailure {
  const byPerson =
    cause instanceof DOMException && cause.name === 'NotAllowedError' && !/system|policy/i.test(cause.message);
  return byPerson ? 'pickerCancelled' : 'captureUnavailable';
}

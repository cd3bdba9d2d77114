import { Subject, timer, type Observable } from 'rxjs';
import { chooseSurface, describeSurface, type ChosenSurface, type SurfaceChoice } from './capture.ts';
import { CaptureError } from './errors.ts';
import { createPublisher, type Publisher, type PublisherOptions } from './publisher.ts';

/** How publishing goes on, in the sharing machine's words. */
export type PublishingEvent = { type: 'media.up' } | { type: 'media.failed' };

export interface DesktopSourceOptions {
  link: PublisherOptions['link'];
  /** Named by an agent's page only, which has many. */
  sessionId?: string | undefined;
  /** Opens the picker; tests put a scripted one here. */
  choose?: () => Promise<ChosenSurface>;
}

/**
 * The own desktop of whoever the page belongs to: at most one captured track, from the picker to its end, and what is done
 * with it. The impure half of the sharing machine, and of the showing machine: `choose` and `publish` fill its actor slots, `stop` and `suspend` its actions.
 */
export interface DesktopSource {
  /** The running capture, `null` while nothing is captured. */
  readonly track: MediaStreamTrack | null;
  /** What is captured as it is now: a window may have changed its size. `null` while nothing is captured. */
  readonly surface: SurfaceChoice | null;
  /** The browser's own stop bar was used, or the shared window was closed. Not after `stop()`. */
  readonly captureEnded$: Observable<void>;
  /**
   * Opens the picker before it returns. Where `signal` was aborted or `stop()` was called meanwhile, a surface that is
   * chosen later is stopped at once and the promise rejects.
   */
  choose(signal?: AbortSignal): Promise<SurfaceChoice>;
  /** Enables the captured track and sends it under a grant. @returns the way to end that, and the capture with it. */
  publish(grant: { grantId: string; epoch: number }, report: (event: PublishingEvent) => void): () => void;
  /** Disables the captured track and closes its connection before it returns: nothing leaves, the capture stays. */
  suspend(): void;
  /** Ends the capture before it returns; nothing is captured afterwards. */
  stop(): void;
}

/**
 * Milliseconds between the end of the track, which is the end of the picture, and the end of its connection: so the
 * server hears from the page why it stopped before it hears from the media node that the connection is gone.
 */
export const HANG_UP_AFTER_MS = 250;

export function createDesktopSource(options: DesktopSourceOptions): DesktopSource {
  const { link, sessionId, choose = chooseSurface } = options;
  const captureEnded$ = new Subject<void>();
  let track: MediaStreamTrack | null = null;
  let publisher: Publisher | null = null;
  /** Rises with every choice and every stop, so that a late choice knows that it is late. */
  let generation = 0;

  const stop = (): void => {
    generation += 1;
    track?.stop();
    track = null;
    const ending = publisher;
    publisher = null;
    if (ending) timer(HANG_UP_AFTER_MS).subscribe(ending.stop);
  };

  return {
    captureEnded$: captureEnded$.asObservable(),
    get track() {
      return track;
    },
    get surface() {
      return track?.readyState === 'live' ? describeSurface(track) : null;
    },
    choose(signal) {
      stop();
      const mine = generation;
      return choose().then(({ track: chosen, ...choice }) => {
        if (signal?.aborted || mine !== generation) {
          chosen.stop();
          throw new CaptureError('pickerCancelled');
        }
        track = chosen;
        // The browser fires `ended` only for ends that are not ours: `stop()` on the track is silent.
        chosen.addEventListener('ended', () => {
          if (track === chosen) captureEnded$.next();
        });
        return choice;
      });
    },
    publish(grant, report) {
      if (!track || track.readyState === 'ended') {
        report({ type: 'media.failed' });
        return () => undefined;
      }
      track.enabled = true; // a suspended one was disabled
      const mine = createPublisher({ link, sessionId, track, ...grant });
      publisher = mine;
      const states = mine.state$.subscribe((state) => {
        if (state === 'connected') report({ type: 'media.up' });
        if (state === 'failed') report({ type: 'media.failed' });
      });
      mine.start().catch(() => undefined); // its failure comes as a state
      return () => {
        states.unsubscribe();
        if (publisher === mine) stop();
      };
    },
    suspend() {
      if (track) track.enabled = false;
      publisher?.hangUp();
      publisher = null;
    },
    stop,
  };
}

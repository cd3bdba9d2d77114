import { Subject, Subscription, timer } from 'rxjs';
import type { SurfaceChoice } from '../../../gateway/client/capture.ts';
import type { PublishingEvent } from '../../../gateway/client/desktop-source.ts';
import { CaptureError } from '../../../gateway/client/errors.ts';
import type { SessionLink } from '../../../gateway/client/session-link.ts';
import type { PageEvent } from '../../../gateway/protocol/cobrowse-events.ts';
import type { MaskPolicy } from '../../../gateway/protocol/mask-policy.ts';
import type { SharedSource } from '../shared-source.ts';
import { EventQueue } from './event-queue.ts';
import type { PagePort } from './page-port.ts';
import type { VisitStore } from './visit-store.ts';

export interface PageSourceOptions {
  link: Pick<SessionLink, 'send' | 'messages$' | 'unsentBytes'>;
  port: Pick<PagePort, 'messages$' | 'send'>;
  /** What the site hides of its pages. Rejects where that cannot be had: then nothing is told. */
  masks: () => Promise<MaskPolicy>;
  store: Pick<VisitStore, 'current' | 'set'>;
}

/** The page that this frame is in, as something to share. */
export interface PageSource extends SharedSource {
  /** Whether the document before this one, in the same tab, told its page under this grant to its very end. `true` once at most. */
  takesOver(grantId: string): boolean;
}

/** The page has so long to load its recorder, in milliseconds: the click on OK is still good for the browser's picker then. */
export const PREPARE_LIMIT_MS = 3_500;

interface Running {
  grantId: string;
  epoch: number;
  report: (event: PublishingEvent) => void;
}

/**
 * The page is recorded by the snippet in it, and told to the server by this frame: under the grant of that moment, and only while
 * there is one. What the page still sends after a stop goes nowhere.
 */
export function createPageSource({ link, port, masks, store }: PageSourceOptions): PageSource {
  const captureEnded$ = new Subject<void>();
  let surface: SurfaceChoice | null = null;
  let running: Running | null = null;
  let inherited = store.current.sharedGrantId;
  /** Rises with every choice and every stop, so that a late answer knows that it is late. */
  let generation = 0;

  const queue = new EventQueue({ send: (event) => pass(event), unsentBytes: () => link.unsentBytes });

  const halt = (): void => {
    if (running) port.send({ type: 'page.stop' });
    running = null;
    queue.clear();
    store.set({ sharedGrantId: null });
  };
  const stop = (): void => {
    generation += 1;
    surface = null;
    halt();
  };

  const pass = (event: PageEvent): void => {
    if (!running) return;
    const { grantId, epoch, report } = running;
    link.send({ type: 'page.event', grantId, epoch, event } as Parameters<SessionLink['send']>[0]);
    if (event.type === 'page.ready' || event.type === 'page.paused') report({ type: 'media.up' });
  };

  const ofLink = new Subscription();
  ofLink.add(
    port.messages$.subscribe((message) => {
      if (message.type === 'page.event' && running) queue.add(message.event);
      if (message.type === 'page.failed' && running) captureEnded$.next();
    }),
  );
  link.messages$.subscribe({
    next(message) {
      if (!running || !('grantId' in message) || message.grantId !== running.grantId) return;
      if (message.type === 'page.slow') queue.hold();
      if (message.type === 'page.resync') port.send({ type: 'page.resync' });
    },
    complete() {
      ofLink.unsubscribe();
      queue.clear();
    },
  });

  return {
    captureEnded$: captureEnded$.asObservable(),
    get surface() {
      return surface;
    },
    async choose(signal) {
      stop();
      const mine = generation;
      const prepared = answerOf(port);
      port.send({ type: 'page.prepare' });
      const viewport = await Promise.all([prepared, masks()]).then(([size]) => size, (cause: unknown) => {
        throw new CaptureError('pageUnavailable', cause);
      });
      if (signal?.aborted || mine !== generation) throw new CaptureError('pickerCancelled');
      surface = { surface: 'page', ...viewport };
      return surface;
    },
    publish({ grantId, epoch }, report) {
      const mine: Running = { grantId, epoch, report };
      running = mine;
      store.set({ sharedGrantId: grantId });
      masks().then(
        (policy) => running === mine && port.send({ type: 'page.record', masks: policy }),
        () => running === mine && captureEnded$.next(),
      );
      return () => {
        if (running === mine) stop();
      };
    },
    suspend: halt,
    stop,
    takesOver(grantId) {
      const isIts = inherited === grantId;
      inherited = null;
      return isIts;
    },
  };
}

/** Rejects where the recorder could not be loaded, or not in time. */
function answerOf({ messages$ }: PageSourceOptions['port']): Promise<{ widthPx: number; heightPx: number }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ widthPx: number; heightPx: number }>();
  const waiting = timer(PREPARE_LIMIT_MS).subscribe(() => reject(new Error('the page did not answer')));
  waiting.add(
    messages$.subscribe((message) => {
      if (message.type === 'page.prepared') resolve({ widthPx: wholePx(message.widthPx), heightPx: wholePx(message.heightPx) });
      if (message.type === 'page.unavailable') reject(new Error('the recorder could not be loaded'));
    }),
  );
  return promise.finally(() => waiting.unsubscribe());
}

/** At least one: a page can be in a window without any height. */
const wholePx = (px: number): number => Math.min(32_768, Math.max(1, Math.round(px)));

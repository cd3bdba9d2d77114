import { Subject, Subscription, timer } from 'rxjs';
import type { SurfaceChoice } from '../../../gateway/client/capture.ts';
import type { PublishingEvent } from '../../../gateway/client/desktop-source.ts';
import { CaptureError } from '../../../gateway/client/errors.ts';
import type { SessionLink } from '../../../gateway/client/session-link.ts';
import type { PageEvent } from '../../../gateway/protocol/cobrowse-events.ts';
import { PAGE_VERSION } from '../../../gateway/cobrowse/record/recorder-options.ts';
import type { MaskPolicy } from '../../../gateway/protocol/mask-policy.ts';
import type { SharedSource } from '../shared-source.ts';
import { EventQueue } from './event-queue.ts';
import type { PagePort } from './page-port.ts';
import type { VisitStore } from './visit-store.ts';

export interface PageSourceOptions {
  link: Pick<SessionLink, 'send' | 'messages$' | 'unsentBytes'>;
  port: Pick<PagePort, 'messages$' | 'send'>;
  /** What the site hides of its pages; `isAnew`: as it is published now. Rejects where that cannot be had: then nothing is told. */
  masks: (options?: { isAnew: boolean }) => Promise<MaskPolicy>;
  store: Pick<VisitStore, 'current' | 'set'>;
  /** Who sees it. */
  agentName: () => string;
  /** The page's window, in CSS pixels; `null` until the page has said so. */
  viewport: () => { widthPx: number; heightPx: number } | null;
}

/** The page that this frame is in, as something to share. */
export interface PageSource extends SharedSource {
  /** Whether the document before this one told its page under this grant to its very end. `true` once at most. */
  takesOver(grantId: string): boolean;
  /**
   * The page, to be continued by a click of the customer's, where the document before this one told its page under this grant, and
   * nobody who is here wanted that to end. Once at most; else, and while the page has no size yet, `null`.
   */
  continuesAs(grantId: string): SurfaceChoice | null;
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
export function createPageSource({ link, port, masks, store, agentName, viewport }: PageSourceOptions): PageSource {
  const captureEnded$ = new Subject<void>();
  let surface: SurfaceChoice | null = null;
  let running: Running | null = null;
  let inherited = { live: store.current.sharedGrantId, held: store.current.heldGrantId };
  /** Rises with every choice and every stop, so that a late answer knows that it is late. */
  let generation = 0;

  const queue = new EventQueue({ send: (event) => pass(event), unsentBytes: () => link.unsentBytes });

  const halt = (heldGrantId: string | null): void => {
    if (running) port.send({ type: 'page.stop' });
    running = null;
    queue.clear();
    store.set({ sharedGrantId: null, heldGrantId });
  };
  const stop = (): void => {
    generation += 1;
    surface = null;
    halt(null);
  };

  const pass = (event: PageEvent): void => {
    if (!running) return;
    const { grantId, epoch, report } = running;
    const told = event.type === 'page.began' ? { ...event, tab: store.current.tab } : event;
    link.send({ type: 'page.event', grantId, epoch, event: told } as Parameters<SessionLink['send']>[0]);
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
      if (message.type === 'page.pointer') {
        const { at, isPressed } = message.pointed;
        port.send({ type: 'page.pointer', at, ...(isPressed && { isPressed }), name: agentName() });
      }
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
      port.send({ type: 'page.prepare', version: PAGE_VERSION });
      const size = await Promise.all([prepared, masks({ isAnew: true })]).then(([told]) => told, (cause: unknown) => {
        throw new CaptureError('pageUnavailable', cause);
      });
      if (signal?.aborted || mine !== generation) throw new CaptureError('pickerCancelled');
      surface = pageOf(size);
      return surface;
    },
    publish({ grantId, epoch }, report) {
      const mine: Running = { grantId, epoch, report };
      running = mine;
      store.set({ sharedGrantId: grantId, heldGrantId: null });
      masks().then(
        (policy) => running === mine && port.send({ type: 'page.record', version: PAGE_VERSION, masks: policy }),
        () => running === mine && captureEnded$.next(),
      );
      return () => {
        if (running === mine) stop();
      };
    },
    suspend: () => halt(store.current.sharedGrantId ?? store.current.heldGrantId),
    stop,
    takesOver(grantId) {
      const isIts = inherited.live === grantId;
      inherited = { live: null, held: null };
      return isIts;
    },
    continuesAs(grantId) {
      const size = viewport();
      if (!size) return null;
      const { live, held } = inherited;
      inherited = { live: null, held: null };
      return live === grantId || held === grantId ? pageOf(size) : null;
    },
  };
}

/** Rejects where the recorder could not be loaded, or not in time. */
function answerOf({ messages$ }: PageSourceOptions['port']): Promise<{ widthPx: number; heightPx: number }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ widthPx: number; heightPx: number }>();
  const waiting = timer(PREPARE_LIMIT_MS).subscribe(() => reject(new Error('the page did not answer')));
  waiting.add(
    messages$.subscribe((message) => {
      if (message.type === 'page.prepared') resolve(message);
      if (message.type === 'page.unavailable') reject(new Error('the recorder could not be loaded'));
    }),
  );
  return promise.finally(() => waiting.unsubscribe());
}

const pageOf = ({ widthPx, heightPx }: { widthPx: number; heightPx: number }): SurfaceChoice => ({
  surface: 'page',
  widthPx: wholePx(widthPx),
  heightPx: wholePx(heightPx),
});

/** At least one: a page can be in a window without any height. */
const wholePx = (px: number): number => Math.min(32_768, Math.max(1, Math.round(px)));

import { MediaError } from '../../gateway/server/media/media-port.ts';
import { Share } from '../../gateway/server/sessions/share.ts';
import { FakeMedia } from './fake-media.ts';
import { SimulatedServerClock } from './simulated-clock.ts';

/** Media whose calls name the viewer, and wait until the test lets them pass. */
export class HeldMedia extends FakeMedia {
  readonly viewers: string[] = [];
  /** Calls that wait: `open`, `viewer`, `closeViewer`. */
  readonly held = new Map<string, () => void>();
  readonly holding = new Set<string>();

  override openShare(shareId: string, epoch: number): Promise<void> {
    return this.#pass('open', () => super.openShare(shareId, epoch));
  }

  override openViewer(shareId: string, viewerId?: string): Promise<string> {
    this.viewers.push(`open ${viewerId}`);
    return this.#pass('viewer', () => super.openViewer(shareId));
  }

  override answerViewer(shareId: string, viewerId?: string): Promise<void> {
    this.viewers.push(`answer ${viewerId}`);
    return super.answerViewer(shareId);
  }

  override closeViewer(shareId: string, viewerId?: string): Promise<{ verified: boolean; tookMs: number }> {
    this.viewers.push(`close ${viewerId}`);
    return this.#pass('closeViewer', () => super.closeViewer(shareId));
  }

  #pass<T>(call: string, run: () => Promise<T>): Promise<T> {
    if (!this.holding.has(call)) return run();
    return new Promise<void>((resolve) => this.held.set(call, resolve)).then(run);
  }
}

/** A share of the grant `g1` that opens its room now, and what it tells. */
export function createShare(media = new HeldMedia()) {
  const clock = new SimulatedServerClock();
  const offers: { viewerId: string; sdp: string }[] = [];
  const told = { failures: 0 };
  const grant = { grantId: 'g1', epoch: 7, surface: 'monitor', widthPx: 1, heightPx: 1 } as const;
  const share = new Share(grant, media, clock, {
    offerViewer: (offer) => offers.push(offer),
    failed: () => (told.failures += 1),
  });
  return { clock, media, offers, share, told };
}

/** A call for something that is over, or never was. */
export const stale = (error: unknown): boolean => error instanceof MediaError && error.reason === 'stale';

import type { Locale, RequestEndReason, Surface } from '../gateway/protocol/vocabulary.ts';

/** What goes into the sharing machine (`sharing.machine.ts`) and what comes out of it. */

/** What the customer chose in the browser's picker; the track itself stays with the actor that got it. */
export interface SurfaceChoice {
  surface: Surface;
  widthPx: number;
  heightPx: number;
  /** Which screen it is, where the browser tells. */
  screenId?: number;
}

/** The offer that was on the screen when Continue sharing was pressed. */
export interface ContinueOffer {
  /** The request whose share ended. */
  requestId: string;
  locale: Locale;
  textVersion: number;
}

/** What either owner of a desktop is told: by the own browser, and by the link. */
export type OwnerEvent =
  /** The browser's own stop bar, or the shared window was closed. */
  | { type: 'owner.captureEnded' }
  /** The customer said OK: the server waits for this request's surface. */
  | { type: 'link.choosing'; requestId: string }
  /** A grant is live, for the request that the link knows about. */
  | { type: 'link.granted'; requestId: string; grantId: string; epoch: number }
  /** The request is over without a grant: withdrawn, timed out, refused. */
  | { type: 'link.requestOver'; requestId: string }
  /** The server says stop now. */
  | { type: 'link.cut'; grantId: string; reason: RequestEndReason }
  /** The server does not count the grant as live any more; `null` where it does not say why. */
  | { type: 'link.ended'; grantId: string; reason: RequestEndReason | null }
  /** The link is not open; it may come back. */
  | { type: 'link.lost' }
  | { type: 'link.found' }
  /** The link is over for good: replaced by another page, refused, closed. */
  | { type: 'link.closed' };

/** From the page itself and from its link. */
type OutsideEvent =
  /** OK was pressed. Send it in the click's own task: the picker opens within `send`. */
  | { type: 'customer.ok'; requestId: string }
  | { type: 'customer.stop' }
  /** Continue sharing was pressed, beside the text that the offer names. */
  | ({ type: 'customer.continue' } & ContinueOffer)
  /** The server offers to continue what ended with this grant. */
  | { type: 'link.continuable'; grantId: string }
  /**
   * Instead of `link.granted`, in a page's new document: the grant is live, and the document before, in whichever tab, shared its
   * page under it to its very end. Only of a page: what the browser captured is gone with its document, and control never continues.
   */
  | { type: 'owner.pageFollowed'; requestId: string; grantId: string; epoch: number; choice: SurfaceChoice }
  /** Instead of `link.continuable`, in a page's new document: the document before shared its page under this grant, which has ended. */
  | { type: 'owner.pageInterrupted'; requestId: string; grantId: string; choice: SurfaceChoice }
  | OwnerEvent;

/** From the actor in the slot `publish`. */
export type PublishingEvent = { type: 'media.up' } | { type: 'media.failed' };

export type SharingEvent = OutsideEvent | PublishingEvent | { type: 'clock.leaseOver' } | { type: 'clock.keepOver' };

export interface SharingInput {
  /** Milliseconds that a lost link has to come back; the server's lease is a little shorter. Default 3 s. */
  leaseMs?: number;
  /** Milliseconds that a chosen surface may wait for its grant; then the capture ends. Default 15 s. */
  grantTimeoutMs?: number;
  /** Milliseconds for which the capture of a share that nobody wanted to end is kept, disabled. Default 60 s. */
  keepMs?: number;
}

/** Why this page's latest capture ended: the page's own half; what people are told comes from the server's view. */
export type SharingEndReason =
  | 'pickerCancelled'
  | 'captureUnavailable'
  | 'pageUnavailable'
  /** The customer pressed Stop. */
  | 'stopped'
  /** The browser's own stop bar, or the window is gone. */
  | 'captureEnded'
  /** The server ended the request or the grant. */
  | 'over'
  /** The server refused the surface, or did not answer. */
  | 'notGranted'
  | 'linkLost'
  /** It was suspended, and the customer did not continue in time. */
  | 'notContinued';

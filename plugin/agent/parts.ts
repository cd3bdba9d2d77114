import { defer, retry, type Observable } from 'rxjs';
import type { Clock } from '../shared/clock.ts';

/** Milliseconds until what could not be fetched is tried again. */
const FETCH_AGAIN_AFTER_MS = 2_000;

/** Fetches for as long as it takes. */
export const fetched = <T>(fetch: () => Promise<T>): Observable<T> => defer(fetch).pipe(retry({ delay: FETCH_AGAIN_AFTER_MS }));

/**
 * What only comes when somebody needs it: the log, the preferences, giving control of the own desktop, a customer's helper,
 * warnings, visitors of a website, inviting a customer.
 */
export type Part = 'log' | 'shortcuts' | 'giving' | 'steps' | 'notices' | 'visitors' | 'inviting';
const offers = new Map<Part, () => void>();

/** @param bring - Called once, when the part is first needed. */
export function offerPart(part: Part, bring: () => void): void {
  offers.set(part, bring);
}

/** In milliseconds; a box that comes so long after the press would surprise. */
const FORGOTTEN_AFTER_MS = 5_000;

/** The caution before Give control is about to open. @param forget - It is not there in time, and is not to open any more. */
export function needCaution(clock: Clock, forget: () => void): void {
  needPart('giving');
  clock.after(FORGOTTEN_AFTER_MS, () => customElements.get('sideseat-give-control') ?? forget());
}

/** The part's elements are about to be shown. Until they are there they stay empty. */
export function needPart(part: Part): void {
  offers.get(part)?.();
  offers.delete(part);
}

import { defer, retry, type Observable } from 'rxjs';

/** Milliseconds until what could not be fetched is tried again. */
const FETCH_AGAIN_AFTER_MS = 2_000;

/** Fetches for as long as it takes. */
export const fetched = <T>(fetch: () => Promise<T>): Observable<T> => defer(fetch).pipe(retry({ delay: FETCH_AGAIN_AFTER_MS }));

/** What only comes when somebody needs it: the log, the choice of keys, giving control of the own desktop. */
export type Part = 'log' | 'shortcuts' | 'giving';
const offers = new Map<Part, () => void>();

/** @param bring - Called once, when the part is first needed. */
export function offerPart(part: Part, bring: () => void): void {
  offers.set(part, bring);
}

/** The part's elements are about to be shown. Until they are there they stay empty. */
export function needPart(part: Part): void {
  offers.get(part)?.();
  offers.delete(part);
}

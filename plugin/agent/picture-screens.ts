import { BehaviorSubject, distinctUntilChanged, map, of, switchMap, timer, type Observable } from 'rxjs';
import type { PictureFrames } from './agent-state.ts';

/** Milliseconds on no screen after which a picture counts as unseen. Whoever only looks for another tab pauses nothing. */
export const UNSEEN_AFTER_MS = 1_000;

/** Counts the screens that one session's picture is on. */
export function createPictureScreens(): Pick<PictureFrames, 'show'> & {
  /** Whether the picture is on a screen, or was a moment ago. True at first: what shows it is still to come. */
  readonly seen$: Observable<boolean>;
} {
  const count$ = new BehaviorSubject(0);
  return {
    seen$: count$.pipe(
      map((count) => count > 0),
      distinctUntilChanged(),
      switchMap((isShown) => (isShown ? of(true) : timer(UNSEEN_AFTER_MS).pipe(map(() => false)))),
    ),
    show() {
      let isShown = true;
      count$.next(count$.value + 1);
      return () => {
        if (!isShown) return;
        isShown = false;
        count$.next(count$.value - 1);
      };
    },
  };
}

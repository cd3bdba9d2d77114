import { Observable } from 'rxjs';
import { CaptureError } from '../../../gateway/client/errors.ts';
import type { SessionLink } from '../../../gateway/client/session-link.ts';
import type { Capability } from '../../../gateway/protocol/vocabulary.ts';
import type { SharedSource } from '../shared-source.ts';
import type { PageSource } from './page-source.ts';

export interface VisitSourceOptions {
  link: Pick<SessionLink, 'messages$'>;
  page: PageSource;
  desktop: SharedSource;
  /** Whether the page's browser can tell what the page shows; `null` until the page has said so. */
  canRecord: () => boolean | null;
}

/**
 * What OK shares: the page where it was asked for, the desktop where that was. A page that cannot be told gives way to the browser's
 * picker (002-35): at once where that is known before, else within the time that the click is good for; not where it was to be used.
 */
export function createVisitSource({ link, page, desktop, canRecord }: VisitSourceOptions): SharedSource {
  let asked: Capability | null = null;
  let chosen: SharedSource = desktop;
  link.messages$.subscribe((message) => {
    if (message.type !== 'customer.session') return;
    const { question, choosing } = message.session;
    asked = (question ?? choosing)?.capability ?? asked;
  });

  /** Where nothing can be picked either, the page is what could not be shared. */
  const chooseInstead = async (signal?: AbortSignal): ReturnType<SharedSource['choose']> => {
    chosen = desktop;
    return desktop.choose(signal).catch((cause: unknown) => {
      throw cause instanceof CaptureError && cause.reason === 'captureUnavailable' ? new CaptureError('pageUnavailable', cause) : cause;
    });
  };

  return {
    captureEnded$: eitherOf(page.captureEnded$, desktop.captureEnded$),
    get surface() {
      return chosen.surface;
    },
    choose(signal) {
      chosen.stop();
      if (asked !== 'cobrowseView' && asked !== 'cobrowseControl') {
        chosen = desktop;
        return desktop.choose(signal);
      }
      // Nothing stands in the place of a page that is to be used.
      const mayBeOther = asked === 'cobrowseView';
      chosen = page;
      if (canRecord() === false) return mayBeOther ? chooseInstead(signal) : Promise.reject(new CaptureError('pageUnavailable'));
      return page.choose(signal).catch((cause: unknown) => {
        if (mayBeOther && cause instanceof CaptureError && cause.reason === 'pageUnavailable') return chooseInstead(signal);
        throw cause;
      });
    },
    publish: (grant, report) => chosen.publish(grant, report),
    suspend: () => chosen.suspend(),
    stop() {
      page.stop();
      desktop.stop();
    },
    followed(event, message) {
      if (message.type !== 'customer.session') return null;
      const { share, continuable } = message.session;
      if (event.type === 'link.continuable' && continuable) {
        const choice = page.continuesAs(event.grantId);
        if (!choice) return null;
        chosen = page;
        return { type: 'owner.pageInterrupted', requestId: continuable.requestId, grantId: event.grantId, choice };
      }
      if (event.type !== 'link.granted') return null;
      if (share?.surface !== 'page' || !page.takesOver(event.grantId)) return null;
      chosen = page;
      const { surface, widthPx, heightPx } = share;
      return { ...event, type: 'owner.pageFollowed', choice: { surface, widthPx, heightPx } };
    },
  };
}

/** What `merge` of RxJS does, which weighs as much as all the rest of this file. */
function eitherOf(one: Observable<void>, other: Observable<void>): Observable<void> {
  return new Observable((subscriber) => {
    const both = one.subscribe(() => subscriber.next());
    both.add(other.subscribe(() => subscriber.next()));
    return both;
  });
}

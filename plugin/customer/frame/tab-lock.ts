/** A tab that follows another page in itself waits so long for that page to let go, in milliseconds. */
const LETS_GO_WITHIN_MS = 1_000;

/**
 * A visit is of one tab at a time. A tab that was made out of another one has a copy of what that one kept, and would be taken for
 * the same: so each holds a lock of the visit's name. Where the browser has no locks, or gives none to a frame whose storage it
 * forbids, nothing is held.
 * @param taken - Called once when another tab takes the visit over.
 * @returns whether it is this tab's.
 */
export function holdVisit(pageId: string, taken: () => void, isTakeOver = false): Promise<boolean> {
  const { locks } = navigator as Partial<Navigator>;
  if (!locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    let isHeld = false;
    const options = isTakeOver ? { steal: true } : { signal: AbortSignal.timeout(LETS_GO_WITHIN_MS) };
    locks
      .request(nameOf(pageId), options, () => {
        isHeld = true;
        resolve(true);
        return new Promise(() => undefined); // until the page is gone
      })
      .catch((cause: unknown) => (isHeld ? taken() : resolve(isForbidden(cause))));
  });
}

/** Whether no tab has the visit at this moment. */
export async function isVisitFree(pageId: string): Promise<boolean> {
  const { locks } = navigator as Partial<Navigator>;
  return locks ? locks.request(nameOf(pageId), { ifAvailable: true }, (lock) => lock !== null).catch(isForbidden) : false;
}

const nameOf = (pageId: string): string => `sideseat.visit.${pageId}`;

/** As opposed to a lock that another tab holds. */
const isForbidden = (cause: unknown): boolean => cause instanceof DOMException && cause.name === 'SecurityError';

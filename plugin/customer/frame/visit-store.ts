import { Subject, type Observable } from 'rxjs';
import * as v from 'valibot';
import { newPageId } from '../../../gateway/client/http.ts';
import { CUSTOMER_ONLY, MaskPolicy } from '../../../gateway/client/visit-api.ts';

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

export const Visit = v.object({
  /** Finds the session; `null` until the customer has connected. */
  bearer: v.nullable(v.string()),
  /** The same for all documents of the visit. */
  pageId: v.string(),
  /** The grant under which the page is told, from its first event until anybody stops it; a document that is gone leaves it. */
  sharedGrantId: v.nullable(v.string()),
  /** The grant that ended though nobody wanted that, until the customer continues or stops. */
  heldGrantId: v.nullable(v.string()),
  /**
   * What the site hid when the customer was last asked. Pages that follow under the same OK hide that too, whatever the site hides by
   * then.
   */
  agreedMasks: v.nullable(MaskPolicy),
  /** What the site kept for the customer's own click when an agent was first allowed to use its pages, and since. */
  agreedUse: v.nullable(v.object({ grantId: v.string(), customerOnly: v.array(v.picklist(CUSTOMER_ONLY)) })),
  /** The customer has made the frame small. */
  isSmall: v.boolean(),
  /** Which tab it is, counted from 1 in the order in which the visit came to them. */
  tab: Count,
  /** How many tabs it has come to. */
  tabs: Count,
});
export type Visit = v.InferOutput<typeof Visit>;

/**
 * What the next page of this tab goes on with. It is kept in the tab's own storage for our origin, which the site's pages cannot
 * read; where that is forbidden, it lasts for this page alone.
 */
export class VisitStore {
  readonly #key: string;
  readonly #changed$ = new Subject<Visit>();
  #visit: Visit;
  #isLasting = false;

  constructor(siteKey: string) {
    this.#key = `sideseat.visit.${siteKey}`;
    const none = { bearer: null, sharedGrantId: null, heldGrantId: null, agreedMasks: null, agreedUse: null, isSmall: false, tab: 1, tabs: 1 };
    this.#visit = read(this.#key) ?? { ...none, pageId: newPageId() };
    this.set({});
  }

  get current(): Readonly<Visit> {
    return this.#visit;
  }

  /** Whether the next page of this tab finds it. */
  get isLasting(): boolean {
    return this.#isLasting;
  }

  /** Every change that this page made. */
  get changed$(): Observable<Visit> {
    return this.#changed$;
  }

  set(change: Partial<Visit>): void {
    this.#keep({ ...this.#visit, ...change });
    this.#changed$.next(this.#visit);
  }

  /** The visit as it stands in the tab that has it. This tab has a number of its own, the next one where it is new to the visit. */
  copy(visit: Visit): void {
    const { bearer, tab } = this.#visit;
    const isNew = bearer === null || tab === visit.tab;
    const own = isNew ? visit.tabs + 1 : tab;
    this.#keep({ ...visit, tab: own, tabs: Math.max(own, visit.tabs) });
  }

  #keep(visit: Visit): void {
    this.#visit = visit;
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(visit));
      this.#isLasting = true;
    } catch {
      // The visit is of this page alone.
    }
  }
}

function read(key: string): Visit | null {
  try {
    const parsed = v.safeParse(Visit, JSON.parse(sessionStorage.getItem(key) ?? 'null'));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

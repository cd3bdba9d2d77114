import * as v from 'valibot';
import { newPageId } from '../../../gateway/client/http.ts';

const Visit = v.object({
  /** Finds the session; `null` until the customer has connected. */
  bearer: v.nullable(v.string()),
  /** The same for all documents of this tab. */
  pageId: v.string(),
  /** The grant under which the page is told, from its first event until anybody stops it; a document that is gone leaves it. */
  sharedGrantId: v.nullable(v.string()),
  /** The customer has made the frame small. */
  isSmall: v.boolean(),
});
type Visit = v.InferOutput<typeof Visit>;

/**
 * What the next page of this tab goes on with. It is kept in the tab's own storage for our origin, which the site's pages cannot
 * read; where that is forbidden, it lasts for this page alone.
 */
export class VisitStore {
  readonly #key: string;
  #visit: Visit;

  constructor(siteKey: string) {
    this.#key = `sideseat.visit.${siteKey}`;
    this.#visit = read(this.#key) ?? { bearer: null, pageId: newPageId(), sharedGrantId: null, isSmall: false };
    this.set({});
  }

  get current(): Readonly<Visit> {
    return this.#visit;
  }

  set(change: Partial<Visit>): void {
    this.#visit = { ...this.#visit, ...change };
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(this.#visit));
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

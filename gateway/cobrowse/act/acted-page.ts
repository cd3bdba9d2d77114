import type { ActRefusal, CustomerOnly } from '../../protocol/cobrowse-act-kinds.ts';

/** What acting needs to know of the page that it acts in. */
export interface ActedPage {
  readonly window: Window & typeof globalThis;
  /** The node that the agent's page has under this number; `null` where there is none, or none any more. */
  nodeOf(id: number): Node | null;
  /** Why the agent may not use an element, as the site's marks and masks say at this moment; `null` where the agent may. */
  forbids(element: Element): 'private' | 'noControl' | null;
  /** What needs the customer's own click. */
  readonly customerOnly: readonly CustomerOnly[];
}

/** It was not done. */
export class ActRefused extends Error {
  readonly reason: ActRefusal;
  /** Where the customer's own click is needed. */
  readonly element: Element | null;

  constructor(reason: ActRefusal, element: Element | null = null) {
    super(reason);
    this.reason = reason;
    this.element = element;
  }
}

import type { Capability, Person } from '../gateway/protocol/vocabulary.ts';

/** Whose desktop, or page, each capability is about. The owner captures and publishes; the other person is the viewer. */
export const OWNER_OF = {
  view: 'customer',
  control: 'customer',
  show: 'agent',
  giveControl: 'agent',
  cobrowseView: 'customer',
  cobrowseControl: 'customer',
} as const satisfies Record<Capability, Person>;

/** What must be running for each capability to be added to it; `null` for those that always bring their own picture. */
export const UPGRADE_OF = {
  view: null,
  control: 'view',
  show: null,
  giveControl: 'show',
  cobrowseView: null,
  cobrowseControl: 'cobrowseView',
} as const satisfies Record<Capability, Capability | null>;

/** Whether its grant lets the viewer use the owner's desktop, or page. */
export const isControl = (capability: Capability): boolean => UPGRADE_OF[capability] !== null;

/** Whether it is about a page of a site, and not about a desktop. */
export const isOfPage = (capability: Capability): boolean => capability === 'cobrowseView' || capability === 'cobrowseControl';

export const otherOf = (person: Person): Person => (person === 'agent' ? 'customer' : 'agent');

/** Who sees what is shared under a grant for it. */
export const viewerOf = (capability: Capability): Person => otherOf(OWNER_OF[capability]);

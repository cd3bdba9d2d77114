import type { Capability, Person } from '../gateway/protocol/vocabulary.ts';

/** Whose desktop each capability is about. The owner captures and publishes; the other person is the viewer. */
export const OWNER_OF = { view: 'customer', show: 'agent' } as const satisfies Record<Capability, Person>;

/** Who sees what is shared under a grant for it. */
export const viewerOf = (capability: Capability): Person => (OWNER_OF[capability] === 'agent' ? 'customer' : 'agent');

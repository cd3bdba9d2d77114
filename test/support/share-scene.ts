import { readFileSync } from 'node:fs';
import type { ClientMessage } from '../../gateway/protocol/client-messages.ts';
import type { PageEvent } from '../../gateway/protocol/cobrowse-events.ts';
import type { ServerMessage } from '../../gateway/protocol/server-messages.ts';
import type { Capability, Person, Surface } from '../../gateway/protocol/vocabulary.ts';
import type { LiveSessionDeps } from '../../gateway/server/sessions/live-session.ts';
import type { Sessions } from '../../gateway/server/sessions/sessions.ts';
import { carryOutForShare } from '../../gateway/server/sockets/share-messages.ts';
import { isOfPage } from '../../state-machines/owners.ts';
import type { RequestEntry, SessionFact } from '../../state-machines/support-session.ts';
import { chosen, createSession, ok, requested, started } from './live-session.ts';
import { MemoryRecord } from './memory-store.ts';

const sdp = (name: string): string => readFileSync(new URL(`media-sdp/${name}.sdp`, import.meta.url), 'utf8');
/** As real browsers make them. */
export const OFFER = sdp('chromium-offer');
export const ANSWER = sdp('chromium-answer');

/** The facts from a request to its grant `g1`. */
export const granted = (capability: Capability): SessionFact[] => {
  const surface: Surface = isOfPage(capability) ? 'page' : 'monitor';
  return [{ ...requested, capability } as SessionFact, ok, { ...chosen, surface } as SessionFact];
};

/** A session with a request for this capability, and what each person says about it once the gate has let it pass. */
export async function askedFor(capability: Capability, more: Partial<LiveSessionDeps> = {}) {
  const scene = createSession(new MemoryRecord(), more);
  const { session, take, told, toCustomer, page } = scene;
  session.customer.attach(page);
  await take(...started, { ...requested, capability } as SessionFact, ok);
  const epochs = { last: 6 };
  const sessions = { nextEpoch: () => ++epochs.last } as Sessions;
  const request = (): RequestEntry | undefined => session.actor.state.requests.at(-1);
  const says = (role: Person, message: object): Promise<void> =>
    carryOutForShare(sessions, session, role, { sessionId: 's1', grantId: 'g1', epoch: 1, requestId: 'r1', ...message } as unknown as ClientMessage, request());
  return {
    ...scene,
    sessions,
    request,
    says,
    /** The choice that makes the grant `g1`. */
    grant: () => take(...granted(capability).slice(2)),
    /** Events of the page that is shared. */
    tells: async (...events: PageEvent[]): Promise<void> => {
      for (const event of events) await says('customer', { type: 'page.event', event });
    },
    lastFact: () => {
      const { type, payload } = session.actor.facts.at(-1) ?? {};
      return { type, ...(payload as object) };
    },
    to: (person: Person, type: ServerMessage['type']) => (person === 'agent' ? told : toCustomer).filter((message) => message.type === type),
  };
}

import { initialTransition, transition } from 'xstate';
import type { Capability, Locale, Person, SessionEndReason } from '../gateway/protocol/vocabulary.ts';
import { isContinuable } from './continuable.ts';
import { isControl, isOfPage, OWNER_OF, UPGRADE_OF } from './owners.ts';
import { requestMachine, SURFACES_FOR, type RequestEvent, type RequestInput, type RequestSnapshot } from './request.machine.ts';
import { sessionMachine, type SessionEvent, type SessionSnapshot } from './session.machine.ts';

/**
 * A support session's state as a fold over its log: `facts.reduce(fold, initialState())`.
 * The machines decide; this file routes each fact to the machines that it concerns. Rules: SPEC.md, "Fold".
 */

/** Facts about one request. `customer.answered` and `owner.surfaceChosen` carry what was shown and chosen. */
export type RequestFact = { requestId: string } & (
  | Exclude<RequestEvent, { type: BroadcastType | 'session.ended' | 'base.ended' | 'customer.answered' }>
  | (Extract<RequestEvent, { type: 'customer.answered' }> & { shown: ShownQuestion })
  /** A deadline of the request fired. `timer` is the machine's own name of it. */
  | { type: 'clock.fired'; timer: string }
);

/** The question as it was on the customer's screen when it was answered. */
export interface ShownQuestion {
  locale: Locale;
  textVersion: number;
  /** The publication of the site whose own sentences stand above ours. */
  siteVersion?: number;
  agentName: string;
  title: string;
  points: string[];
  warning: string;
}

/** Sentences of a site in a question, as they were published when it was asked. */
export interface SiteWords {
  /** Number of the publication. */
  version: number;
  texts: Partial<Record<Locale, string[]>>;
}

/** Where a customer clicked to connect. */
export interface VisitedPage {
  siteKey: string;
  siteName: string;
  title: string;
  /** Origin and path. */
  address: string;
}

export type SessionFact =
  | { type: 'session.created'; name: string; agentId: string; agentName: string; company: string }
  /** By a click on a page of a site; it belongs to nobody until an agent starts it. */
  | { type: 'session.created'; name: string; company: string; page: VisitedPage; agentId?: undefined }
  /** A PIN or link was made; the ones before are dead. Only a keyed hash of the code is kept. */
  | { type: 'session.invited'; kind: 'pin' | 'link'; codeHash: string; expiresAtMs: number }
  /** Somebody used the PIN or link up, and holds the customer's key from then on. */
  | { type: 'customer.joined'; customerKeyHash: string }
  /** Whoever clicked to connect holds the customer's key from then on. */
  | { type: 'customer.connected'; customerKeyHash: string }
  /** The page of whoever holds the key is there for the first time. */
  | { type: 'customer.linked'; words: string; customerKeyHash: string }
  /** The customer's page came back. */
  | { type: 'customer.returned' }
  /** With the agent where the session belonged to nobody before. `keepHelper`: helpers of it are not to remove themselves when it is over. */
  | { type: 'agent.started'; agentId?: undefined; keepHelper?: true }
  | { type: 'agent.started'; agentId: string; agentName: string; company: string; keepHelper?: true }
  | { type: 'visitor.gone' }
  | { type: 'agent.ended' }
  | { type: 'customer.left' }
  | { type: 'customer.reportedAbuse' }
  | { type: 'customer.lost' }
  | { type: 'agent.lost' }
  | { type: 'server.restarted' }
  /** The helper was sent to this person's computer, to its last byte. */
  | ({ type: 'helper.downloaded' } & OfDesktop)
  /** A helper on this person's computer used its code up. */
  | ({ type: 'helper.joined' } & OfDesktop)
  /** It is gone, and with it what was controlled. */
  | ({ type: 'helper.lost' } & OfDesktop)
  /** Input that no grant allowed at that moment: so many since the last of these facts. Nothing of it was carried out. */
  | ({ type: 'input.refused'; count: number } & OfDesktop)
  | ({ type: 'request.created'; requestId: string; siteWords?: SiteWords } & RequestInput & { continues: null })
  /** The customer's click on Continue sharing, with the text that was shown. */
  | ({ type: 'customer.continued'; requestId: string; shown: ShownQuestion } & RequestInput & { continues: string })
  | RequestFact;

/** Whose desktop it is. Logs of before an agent could give control have none: it was the customer's. */
interface OfDesktop {
  owner?: Person;
}
export const ownerOfFact = ({ owner = 'customer' }: OfDesktop): Person => owner;

type BroadcastType = 'customer.lost' | 'agent.lost' | 'server.restarted' | 'helper.lost';

export interface RequestEntry {
  readonly requestId: string;
  readonly capability: Capability;
  readonly snapshot: RequestSnapshot;
  /** Its share ended in a way that nobody wanted, and the customer stopped it for good since. */
  readonly isDeclined: boolean;
}

export interface SessionState {
  readonly session: SessionSnapshot;
  /** In order of creation; ended ones stay. */
  readonly requests: readonly RequestEntry[];
}

/** What the executor does with a request's timers after the fact is durable. */
export type DeadlineChange =
  | { type: 'set'; requestId: string; timer: string; delayMs: number }
  | { type: 'clear'; requestId: string; timer: string };

export interface Step {
  readonly state: SessionState;
  readonly deadlines: readonly DeadlineChange[];
}

export const initialState = (): SessionState => ({ session: initialTransition(sessionMachine)[0], requests: [] });

/** The requests that are not ended yet: about each person's desktop at most one with a picture, and one that adds control to it. */
export const openRequests = (state: SessionState): readonly RequestEntry[] =>
  state.requests.filter((entry) => entry.snapshot.hasTag('open'));

/** The latest request about this person's desktop, open or ended. */
export const latestRequest = (state: SessionState, owner: Person): RequestEntry | undefined =>
  state.requests.findLast((entry) => OWNER_OF[entry.capability] === owner);

/** The one about this person's desktop that is not ended yet, and brings a picture, if any. */
export const openRequest = (state: SessionState, owner: Person): RequestEntry | undefined =>
  openRequests(state).find((entry) => OWNER_OF[entry.capability] === owner && !isUpgrade(entry));

/** The one whose live grant lets the other person control this person's desktop, or page, if any. */
export const controlRequest = (state: SessionState, owner: Person): RequestEntry | undefined =>
  openRequests(state).find(
    ({ capability, snapshot }) => OWNER_OF[capability] === owner && isControl(capability) && snapshot.hasTag('granted'),
  );

/** The running share that a request for this capability would be added to, if any. */
export function baseOf(state: SessionState, capability: Capability): RequestEntry | undefined {
  const shared = openRequest(state, OWNER_OF[capability]);
  return shared?.capability === UPGRADE_OF[capability] && shared.snapshot.hasTag('granted') ? shared : undefined;
}

const isUpgrade = ({ snapshot }: RequestEntry): boolean => snapshot.context.upgrades !== undefined;

/** The open request without a grant, if any. There is at most one: nobody is asked two things at a time. */
export const pendingRequest = (state: SessionState): RequestEntry | undefined =>
  openRequests(state).find((entry) => !entry.snapshot.hasTag('granted'));

export const findRequest = (state: SessionState, requestId: string): RequestEntry | undefined =>
  state.requests.find((entry) => entry.requestId === requestId);

/**
 * The latest request about the customer's desktop, if its share ended in a way that nobody wanted, and the customer did not
 * stop it since. How long it may be continued is not known here. What an agent shows is never continued, and neither is control:
 * what is continued is the picture.
 */
export function continuableRequest(state: SessionState): RequestEntry | undefined {
  const last = state.requests.findLast((entry) => OWNER_OF[entry.capability] === 'customer' && !isUpgrade(entry));
  const context = last?.snapshot.context;
  return context?.grant && isContinuable(context.endReason) && !last?.isDeclined ? last : undefined;
}

/** Stop that comes after the end: what could be continued no longer can. */
const declines = (state: SessionState, fact: RequestFact): boolean =>
  (fact.type === 'customer.stopped' || fact.type === 'owner.captureEnded') &&
  state.session.hasTag('open') &&
  continuableRequest(state)?.requestId === fact.requestId;

/** Whether the machines take this fact in this state. The executor appends only accepted facts. */
export function accepts(state: SessionState, fact: SessionFact): boolean {
  switch (fact.type) {
    case 'session.created':
    case 'customer.returned':
    case 'customer.lost':
    case 'agent.lost':
    case 'server.restarted':
    case 'helper.downloaded':
    case 'helper.joined':
    case 'helper.lost':
    case 'input.refused':
      return state.session.hasTag('open');
    case 'session.invited':
    case 'customer.joined':
    case 'customer.connected':
    case 'customer.linked':
    case 'visitor.gone':
    case 'agent.started':
    case 'agent.ended':
    case 'customer.left':
    case 'customer.reportedAbuse':
      return state.session.can(fact);
    case 'request.created':
      return (
        state.session.hasTag('requestable') &&
        pendingRequest(state) === undefined &&
        fitsWhatIsShared(state, fact)
      );
    case 'customer.continued':
      return (
        state.session.hasTag('requestable') &&
        pendingRequest(state) === undefined &&
        continuableRequest(state)?.requestId === fact.continues
      );
    default: {
      const entry = findRequest(state, fact.requestId);
      if (fact.type === 'viewer.tookControl' && !isWatched(state, entry)) return false;
      return declines(state, fact) || (entry !== undefined && entry.snapshot.can(requestEvent(fact)));
    }
  }
}

/** Whether somebody looks at the picture that this request brings, or builds on: nobody controls what nobody sees. */
const isWatched = (state: SessionState, entry: RequestEntry | undefined): boolean =>
  findRequest(state, entry?.snapshot.context.upgrades ?? entry?.requestId ?? '')?.snapshot.hasTag('watched') ?? false;

/** Nothing of that desktop is shared; or what can be controlled is (the whole screen, or the page), without control, and this adds control. */
function fitsWhatIsShared(state: SessionState, { capability, upgrades }: RequestInput): boolean {
  const owner = OWNER_OF[capability];
  if (upgrades === undefined) return openRequest(state, owner) === undefined;
  const base = baseOf(state, capability);
  const surface = base?.snapshot.context.grant?.surface;
  const fits = surface !== undefined && SURFACES_FOR[capability].includes(surface);
  return base?.requestId === upgrades && fits && controlRequest(state, owner) === undefined;
}

/** Applies one fact. Pure; facts that no machine takes change nothing. */
export function fold(state: SessionState, fact: SessionFact): Step {
  switch (fact.type) {
    case 'session.created':
    case 'customer.returned':
    case 'helper.downloaded':
    case 'helper.joined':
    case 'input.refused':
      return { state, deadlines: [] };
    case 'session.invited':
    case 'customer.joined':
    case 'customer.connected':
    case 'customer.linked':
    case 'visitor.gone':
    case 'agent.started':
      return { state: { ...state, session: step(state.session, fact) }, deadlines: [] };
    case 'agent.ended':
    case 'customer.left':
    case 'customer.reportedAbuse':
      return toOpenRequests({ ...state, session: step(state.session, fact) }, { type: 'session.ended' });
    case 'customer.lost':
    case 'agent.lost':
    case 'server.restarted':
      return toOpenRequests(state, { type: fact.type });
    case 'helper.lost': {
      const controlled = controlRequest(state, ownerOfFact(fact));
      return controlled && !isOfPage(controlled.capability) ? toRequest(state, controlled.requestId, { type: fact.type }) : { state, deadlines: [] };
    }
    case 'request.created':
    case 'customer.continued': {
      const { requestId, capability } = fact;
      const [snapshot, actions] = initialTransition(requestMachine, fact);
      return {
        state: { ...state, requests: [...state.requests, { requestId, capability, snapshot, isDeclined: false }] },
        deadlines: deadlinesOf(requestId, actions),
      };
    }
    default:
      if (declines(state, fact)) return { state: { ...state, requests: state.requests.map(declined(fact)) }, deadlines: [] };
      return toRequest(state, fact.requestId, requestEvent(fact));
  }
}

const declined =
  ({ requestId }: RequestFact) =>
  (entry: RequestEntry): RequestEntry =>
    entry.requestId === requestId ? { ...entry, isDeclined: true } : entry;

const step = (snapshot: SessionSnapshot, event: SessionEvent): SessionSnapshot =>
  transition(sessionMachine, snapshot, event)[0];

/** Timers by the names that they had before a request could be for control; logs have them. */
const EARLIER_TIMERS: Readonly<Record<string, string>> = {
  'xstate.after.openTimeout.request.open.granted.opening': 'xstate.after.openTimeout.request.open.granted.picture.own.opening',
  'xstate.after.grantIdle.request.open.granted.unwatched': 'xstate.after.grantIdle.request.open.granted.picture.own.unwatched',
};

/** Deadlines are facts in the log and `after` events in the machine. */
const requestEvent = (fact: RequestFact): RequestEvent =>
  fact.type === 'clock.fired' ? ({ type: EARLIER_TIMERS[fact.timer] ?? fact.timer } as unknown as RequestEvent) : fact;

function toOpenRequests(state: SessionState, event: RequestEvent): Step {
  return openRequests(state).reduce<Step>(
    (step, { requestId }) => {
      const { state: next, deadlines } = toRequest(step.state, requestId, event);
      return { state: next, deadlines: [...step.deadlines, ...deadlines] };
    },
    { state, deadlines: [] },
  );
}

function toRequest(state: SessionState, requestId: string, event: RequestEvent): Step {
  let deadlines: DeadlineChange[] = [];
  const requests = state.requests.map((entry) => {
    if (entry.requestId !== requestId) return entry;
    const [snapshot, actions] = transition(requestMachine, entry.snapshot, event);
    deadlines = deadlinesOf(requestId, actions);
    return { ...entry, snapshot };
  });
  const step: Step = { state: { ...state, requests }, deadlines };
  const upgrade = openRequests(step.state).find(({ snapshot }) => snapshot.context.upgrades === requestId);
  const follows = upgrade && eventOfUpgrade(findRequest(step.state, requestId), event);
  if (!follows) return step;
  const followed = toRequest(step.state, upgrade.requestId, follows);
  return { state: followed.state, deadlines: [...deadlines, ...followed.deadlines] };
}

/** What a request that was added to another is told of that one: its end, and that nobody sees its picture any more. */
function eventOfUpgrade(base: RequestEntry | undefined, event: RequestEvent): RequestEvent | undefined {
  const reason = base?.snapshot.context.endReason;
  if (reason) return { type: 'base.ended', reason };
  return event.type === 'agent.lookedAway' ? event : undefined;
}

/** XState describes its timers as `xstate.raise` and `xstate.cancel` actions; nothing in the machine is raised without a delay. */
function deadlinesOf(
  requestId: string,
  actions: readonly { type: string; params?: unknown }[],
): DeadlineChange[] {
  return actions.flatMap(({ type, params }): DeadlineChange[] => {
    if (type === 'xstate.raise') {
      const { id, delay } = params as { id: string; delay: number };
      return [{ type: 'set', requestId, timer: id, delayMs: delay }];
    }
    if (type !== 'xstate.cancel') return [];
    return [{ type: 'clear', requestId, timer: (params as { sendId: string }).sendId }];
  });
}

/** Why and by whom the session was ended; `null` while it is open. */
export const endReasonOf = (state: SessionState): SessionEndReason | null => state.session.context.endReason;

/** Whether helpers of this session stay on their computers when it is over; decided with Start. */
export const keepsHelper = (state: SessionState): boolean => state.session.context.keepsHelper;

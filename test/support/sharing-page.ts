import { createActor, SimulatedClock, type AnyEventObject } from 'xstate';
import type { ContinueOffer, SharingEvent, SurfaceChoice } from '../../state-machines/sharing.events.ts';
import { sharingMachine } from '../../state-machines/sharing.machine.ts';
import { perform, recordTransitions, ScriptedActors } from './machines.ts';

/** The customer's page around the sharing machine, with the test as the person, the browser and the link. */

export const GRANT_TIMEOUT_MS = 15_000;
export const LEASE_MS = 3_000;
export const KEEP_MS = 60_000;
export const input = { grantTimeoutMs: GRANT_TIMEOUT_MS, leaseMs: LEASE_MS, keepMs: KEEP_MS };
export const choice: SurfaceChoice = { surface: 'monitor', widthPx: 1_280, heightPx: 720 };
export const ok: SharingEvent = { type: 'customer.ok', requestId: 'r1' };
export const granted: SharingEvent = { type: 'link.granted', requestId: 'r1', grantId: 'g1', epoch: 7 };
/** The document before this one told its page under a grant that is live. */
export const followed: SharingEvent = {
  type: 'owner.pageFollowed',
  requestId: 'r5',
  grantId: 'g5',
  epoch: 9,
  choice: { surface: 'page', widthPx: 1_280, heightPx: 720 },
};
/** The same of a grant that has ended. */
export const interrupted: SharingEvent = {
  type: 'owner.pageInterrupted',
  requestId: 'r5',
  grantId: 'g5',
  choice: { surface: 'page', widthPx: 1_280, heightPx: 720 },
};
/** In a page that comes after another one. */
export const FOLLOWING: readonly AnyEventObject[] = [followed, interrupted];
export const offer: ContinueOffer = { requestId: 'r1', locale: 'en', textVersion: 1 };
export const goOn: SharingEvent = { type: 'customer.continue', ...offer };
export const choosingAgain: SharingEvent = { type: 'link.choosing', requestId: 'r2' };
export const grantedAgain: SharingEvent = { type: 'link.granted', requestId: 'r2', grantId: 'g2', epoch: 8 };
/** An end that nobody wanted. */
export const unwanted: SharingEvent = { type: 'link.cut', grantId: 'g1', reason: 'mediaFailed' };
export const cancelled = { reason: 'pickerCancelled' };
export const withoutPage = { reason: 'pageUnavailable' };
export const impossible = { reason: 'captureUnavailable' };

export const OUTSIDE: SharingEvent[] = [
  ok,
  { type: 'customer.stop' },
  { type: 'owner.captureEnded' },
  granted,
  { type: 'link.granted', requestId: 'r0', grantId: 'g0', epoch: 6 },
  followed,
  interrupted,
  { type: 'link.requestOver', requestId: 'r1' },
  { type: 'link.requestOver', requestId: 'r0' },
  { type: 'link.cut', grantId: 'g1', reason: 'released' },
  { type: 'link.cut', grantId: 'g0', reason: 'released' },
  unwanted,
  { type: 'link.ended', grantId: 'g1', reason: 'serverRestarted' },
  { type: 'link.ended', grantId: 'g1', reason: null },
  { type: 'link.ended', grantId: 'g0', reason: 'serverRestarted' },
  goOn,
  { ...goOn, requestId: 'r0' },
  choosingAgain,
  grantedAgain,
  { type: 'link.continuable', grantId: 'g1' },
  { type: 'link.lost' },
  { type: 'link.found' },
  { type: 'link.closed' },
];
/** Raised by the machine itself; generated paths send it. */
export const leaseOver: SharingEvent = { type: 'clock.leaseOver' };
export const keepOver: SharingEvent = { type: 'clock.keepOver' };
/** Time passes: as long as a lease, or as a suspended capture is kept. */
export const wait = { type: 'test.wait' };
export const waitLong = { type: 'test.waitLong' };
export const ACTORS: AnyEventObject[] = [
  { type: 'xstate.done.actor.chooseSurface', output: choice },
  { type: 'xstate.error.actor.chooseSurface', error: cancelled },
  { type: 'xstate.error.actor.chooseSurface', error: withoutPage },
  { type: 'xstate.error.actor.chooseSurface', error: impossible },
  { type: 'xstate.done.actor.reportSurface' },
  { type: 'xstate.error.actor.reportSurface', error: new Error('refused') },
  { type: 'xstate.done.actor.askToContinue' },
  { type: 'xstate.error.actor.askToContinue', error: { code: 'E_STALE' } },
  { type: 'xstate.error.actor.askToContinue', error: { code: 'E_AGENT_AWAY' } },
  { type: 'xstate.error.actor.askToContinue', error: new Error('the link is lost') },
  { type: 'xstate.after.grantTimeout.sharing.busy.awaitingGrant' },
  { type: 'xstate.after.grantTimeout.sharing.busy.suspended.continuing' },
];
export const MEDIA: SharingEvent[] = [{ type: 'media.up' }, { type: 'media.failed' }];

/** The page around the machine: a track that runs from the choice to `stopCapture`, and a journal of what happens. */
export function createPage(covered = new Set<string>()) {
  const scripted = new ScriptedActors();
  const clock = new SimulatedClock();
  const page = { trackRuns: false, trackIsOn: false };
  const { journal } = scripted;
  const actor = createActor(
    sharingMachine.provide({
      actors: {
        chooseSurface: scripted.promise('chooseSurface'),
        reportSurface: scripted.promise('reportSurface'),
        askToContinue: scripted.promise('askToContinue'),
        publish: scripted.callback('publish'),
      },
      actions: {
        stopCapture: () => {
          page.trackRuns = false;
          page.trackIsOn = false;
          journal.push('stopCapture');
        },
        suspendCapture: () => {
          page.trackIsOn = false;
          journal.push('suspendCapture');
        },
        reportCaptureFailure: (_, { requestId, reason }) => journal.push(`tell ${requestId} ${reason}`),
        reportStop: (_, { grantId, by }) => journal.push(`tell ${grantId} stopped by ${by}`),
      },
    }),
    { input, clock, inspect: recordTransitions(covered) },
  ).start();

  return {
    actor,
    scripted,
    journal,
    clock,
    get trackRuns() {
      return page.trackRuns;
    },
    /** As the slot `publish` enables it. */
    get trackIsOn() {
      return page.trackIsOn;
    },
    has: (tag: Tag) => actor.getSnapshot().hasTag(tag),
    state: () => actor.getSnapshot().value,
    endReason: () => actor.getSnapshot().context.endReason,
    async do(...events: AnyEventObject[]) {
      for (const event of events) {
        if (event.type === 'xstate.done.actor.chooseSurface') page.trackRuns = page.trackIsOn = true;
        if (FOLLOWING.includes(event) && actor.getSnapshot().value === 'idle') page.trackRuns = true;
        await perform(event, {
          send: (outside) => {
            if (outside.type === 'test.wait') clock.increment(LEASE_MS);
            else if (outside.type === 'test.waitLong') clock.increment(KEEP_MS);
            else if (outside.type.startsWith('media.')) scripted.emit('publish', outside);
            else actor.send(outside as SharingEvent);
          },
          scripted,
          advance: () => clock.increment(GRANT_TIMEOUT_MS),
        });
        if (scripted.isRunning('publish')) page.trackIsOn = true;
      }
    },
  };
}

export type Tag = 'choosing' | 'capturing' | 'sending' | 'live' | 'suspended' | 'continuing';
export type Page = ReturnType<typeof createPage>;

export const chosen: AnyEventObject = { type: 'xstate.done.actor.chooseSurface', output: choice };
export const TO_AWAITING = [ok, chosen];
export const TO_PUBLISHING = [...TO_AWAITING, granted];
export const TO_LIVE = [...TO_PUBLISHING, { type: 'media.up' }];
export const TO_SUSPENDED = [...TO_LIVE, unwanted];
export const TO_CONTINUED = [...TO_SUSPENDED, goOn, choosingAgain];

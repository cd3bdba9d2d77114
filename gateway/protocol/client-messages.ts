import * as v from 'valibot';
import { ACT_REFUSALS } from './cobrowse-act-kinds.ts';
import { PageAct, PagePoint } from './cobrowse-acts.ts';
import { PageEvent } from './cobrowse-events.ts';
import { RemoteInput } from './input.ts';
import { ANSWERS, CAPABILITIES, LOCALES, SURFACES } from './vocabulary.ts';
import { Candidate, CommandId, Epoch, Id, Pixels, ScreenId, Sdp } from './schemas.ts';

/**
 * Everything a browser may send over its socket. Objects are strict: an unknown field is refused, because the server
 * that reads a page's frames is the server that served the page.
 *
 * A message with a `commandId` is answered by exactly one `command.done` or `command.refused`.
 */

/** Answers a `ping`; the lease of every grant hangs on it. */
const Pong = v.strictObject({ type: v.literal('pong'), n: v.pipe(v.number(), v.safeInteger()) });

// --- agent ---

const SessionCreate = v.strictObject({
  type: v.literal('session.create'),
  commandId: CommandId,
  /** Shown in lists; cleaned and bounded by the server (64 graphemes). */
  name: v.pipe(v.string(), v.maxLength(4_096)),
  invite: v.picklist(['pin', 'link']),
});
/** A new PIN or link for a session that is still Connecting; the one before is dead from then on. */
const SessionInvite = v.strictObject({
  type: v.literal('session.invite'),
  commandId: CommandId,
  sessionId: Id,
  invite: v.picklist(['pin', 'link']),
});
const SessionStart = v.strictObject({
  type: v.literal('session.start'),
  commandId: CommandId,
  sessionId: Id,
  /** Helpers of this session stay on their computers when it is over; without it they remove themselves. */
  keepHelper: v.exactOptional(v.literal(true)),
});
const SessionEnd = v.strictObject({ type: v.literal('session.end'), commandId: CommandId, sessionId: Id });
const RequestCreate = v.strictObject({
  type: v.literal('request.create'),
  commandId: CommandId,
  sessionId: Id,
  capability: v.picklist(CAPABILITIES),
});
const RequestWithdraw = v.strictObject({
  type: v.literal('request.withdraw'),
  commandId: CommandId,
  sessionId: Id,
  requestId: Id,
});
const ofGrant = { commandId: CommandId, sessionId: Id, grantId: Id, epoch: Epoch };
/** Looks again while the grant lives; nobody is asked. */
const ShareLook = v.strictObject({ type: v.literal('share.look'), ...ofGrant });
/** Stops looking; the grant stays and the customer sees "not watching now". */
const ShareLookAway = v.strictObject({ type: v.literal('share.lookAway'), ...ofGrant });
/** The agent's Stop sharing: ends the grant. */
const ShareRelease = v.strictObject({ type: v.literal('share.release'), ...ofGrant });

/** Takes mouse and keyboard of the own desktop back from the customer, for the moment, as a click anywhere on it does. */
const ControlTakeBack = v.strictObject({ type: v.literal('control.takeBack'), ...ofGrant });
/** The customer may take them again, by a click into the picture. */
const ControlGiveAgain = v.strictObject({ type: v.literal('control.giveAgain'), ...ofGrant });

/**
 * The picture is on no screen any more: the media node sends nothing to this viewer, whose connection stays. The grant
 * stays, and the customer sees "not watching now", as after `share.lookAway`.
 */
const ViewerPause = v.strictObject({ type: v.literal('viewer.pause'), ...ofGrant, viewerId: Id });
/** The picture is on a screen again; where its connection is gone meanwhile, a new viewer is offered. */
const ViewerResume = v.strictObject({ type: v.literal('viewer.resume'), ...ofGrant, viewerId: Id });

// --- customer (the socket belongs to one session, so no message names it) ---

const CustomerSetLocale = v.strictObject({ type: v.literal('customer.setLocale'), locale: v.picklist(LOCALES) });
/**
 * Which page of the site the visitor is on: origin and path, without what tells of one person. From a frame in such a page alone, each
 * time that its socket opens. Not answered; no agent is told, and it is not recorded.
 */
const VisitMoved = v.strictObject({ type: v.literal('visit.moved'), address: v.pipe(v.string(), v.maxLength(2_048)) });
const QuestionAnswer = v.strictObject({
  type: v.literal('question.answer'),
  commandId: CommandId,
  requestId: Id,
  answer: v.picklist(ANSWERS),
  /** Which text was on the screen, as received in the question. An answer to another text is refused. */
  locale: v.picklist(LOCALES),
  textVersion: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
const QuestionExtend = v.strictObject({ type: v.literal('question.extend'), commandId: CommandId, requestId: Id });
/** The customer's click on Continue sharing, after a share ended that nobody wanted to end; see `continuable` in the view. */
const ShareContinue = v.strictObject({
  type: v.literal('share.continue'),
  commandId: CommandId,
  /** The request whose share ended. */
  requestId: Id,
  locale: v.picklist(LOCALES),
  textVersion: v.pipe(v.number(), v.integer(), v.minValue(1)),
});
/** The customer ends the session. */
const SessionLeave = v.strictObject({ type: v.literal('session.leave'), commandId: CommandId });
/** The customer reports the agent: ends the session as `session.leave` does, and its record is kept. */
const AbuseReport = v.strictObject({ type: v.literal('abuse.report'), commandId: CommandId });

// --- either of them: a message about a desktop, from its owner or from its viewer ---

/** An agent has many sessions and names the one it means. A customer's socket belongs to one, so its page names none. */
const inSession = { sessionId: v.exactOptional(Id) };
const ofController = { ...inSession, grantId: Id, epoch: Epoch };
const ofViewer = { ...inSession, grantId: Id, epoch: Epoch, viewerId: Id };
const ViewerAnswer = v.strictObject({ type: v.literal('viewer.answer'), ...ofViewer, sdp: Sdp });
const ViewerCandidate = v.strictObject({ type: v.literal('viewer.candidate'), ...ofViewer, candidate: Candidate });
/** The picture stands still because packets were lost for good: a key frame is wanted. Not answered. */
const ViewerKeyFrame = v.strictObject({ type: v.literal('viewer.keyFrame'), ...ofViewer });
const CaptureChoose = v.strictObject({
  type: v.literal('capture.choose'),
  commandId: CommandId,
  ...inSession,
  requestId: Id,
  /** `page`: of `cobrowseView` and `cobrowseControl`, with the size of its viewport. */
  surface: v.picklist(SURFACES),
  widthPx: Pixels,
  heightPx: Pixels,
  screenId: v.exactOptional(ScreenId),
});
const CaptureFail = v.strictObject({
  type: v.literal('capture.fail'),
  commandId: CommandId,
  ...inSession,
  requestId: Id,
  reason: v.picklist(['pickerCancelled', 'captureUnavailable', 'pageUnavailable']),
});
/**
 * Ends the share: a customer any share, an agent the own one. After it ended in a way that nobody wanted: it is not to be
 * continued either.
 */
const ShareStop = v.strictObject({
  type: v.literal('share.stop'),
  commandId: CommandId,
  ...inSession,
  grantId: Id,
  /** `page`: a stop in the page; `browser`: only the owner's, the browser's own stop bar, or the shared window is gone. */
  by: v.picklist(['page', 'browser']),
});
/**
 * A click into the picture: from now on `control.input` of this viewer is taken, or `page.act` where a page is shared. Of a desktop
 * it is refused while no helper is there that could carry it out.
 */
const ControlTake = v.strictObject({ type: v.literal('control.take'), commandId: CommandId, ...ofController });
/** Lets go of mouse and keyboard; the grant stays, and the next click into the picture takes them again. */
const ControlRelease = v.strictObject({ type: v.literal('control.release'), commandId: CommandId, ...ofController });
/** Mouse or keyboard. Not answered; what is not allowed at that moment is dropped, counted and answered by `failure`. */
const ControlInput = v.strictObject({
  type: v.literal('control.input'),
  ...ofController,
  /** Rises with every input under one grant, from 1. */
  seq: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  input: RemoteInput,
});
/** What happened in the page that is shared. Not answered; one that does not fit leads to `page.resync`. */
const PageEventOf = v.strictObject({ type: v.literal('page.event'), ...inSession, grantId: Id, epoch: Epoch, event: PageEvent });
/** The agent's page cannot go on with what it has, and needs a snapshot. Not answered. */
const PageResyncWanted = v.strictObject({ type: v.literal('page.resyncWanted'), sessionId: Id, grantId: Id, epoch: Epoch });
/**
 * Where the agent points in the page that is shared; `null`: nowhere. `isPressed`: a click, which is only shown. Not answered: what
 * is not allowed, or more than may pass, is dropped without a word, and the newest counts.
 */
const PagePointer = v.strictObject({
  type: v.literal('page.pointer'),
  sessionId: Id,
  grantId: Id,
  epoch: Epoch,
  at: v.nullable(PagePoint),
  isPressed: v.exactOptional(v.literal(true)),
});
/**
 * What the agent does in the page that is shared, while the agent's hand is on it. Not answered; what is not allowed at that moment is
 * dropped, counted and answered by `failure`, and what the customer's page does not do by `page.refused`.
 */
const PageActOf = v.strictObject({
  type: v.literal('page.act'),
  sessionId: Id,
  grantId: Id,
  epoch: Epoch,
  /** Rises with every act under one grant, from 1. */
  seq: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  act: PageAct,
});
/** The customer's page did not do what the act of that number says. Not answered. */
const PageRefused = v.strictObject({
  type: v.literal('page.refused'),
  grantId: Id,
  epoch: Epoch,
  seq: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  reason: v.picklist(ACT_REFUSALS),
});
/**
 * A code for a helper on this person's computer: good once, for ten minutes, for this session alone. A newer one, and the
 * session's end, make it void.
 */
const HelperInvite = v.strictObject({ type: v.literal('helper.invite'), commandId: CommandId, ...inSession });
const PublisherOffer = v.strictObject({
  type: v.literal('publisher.offer'),
  ...inSession,
  grantId: Id,
  epoch: Epoch,
  sdp: Sdp,
});
const PublisherCandidate = v.strictObject({
  type: v.literal('publisher.candidate'),
  ...inSession,
  grantId: Id,
  epoch: Epoch,
  candidate: Candidate,
});

export const ClientMessage = v.variant('type', [
  Pong,
  SessionCreate,
  SessionInvite,
  SessionStart,
  SessionEnd,
  RequestCreate,
  RequestWithdraw,
  ShareLook,
  ShareLookAway,
  ShareRelease,
  ViewerAnswer,
  ViewerCandidate,
  ViewerPause,
  ViewerResume,
  ViewerKeyFrame,
  CustomerSetLocale,
  VisitMoved,
  QuestionAnswer,
  QuestionExtend,
  CaptureChoose,
  CaptureFail,
  ShareContinue,
  ShareStop,
  PublisherOffer,
  PublisherCandidate,
  ControlTake,
  ControlRelease,
  ControlInput,
  ControlTakeBack,
  ControlGiveAgain,
  HelperInvite,
  PageEventOf,
  PageResyncWanted,
  PagePointer,
  PageActOf,
  PageRefused,
  SessionLeave,
  AbuseReport,
]);
export type ClientMessage = v.InferOutput<typeof ClientMessage>;
export type ClientMessageType = ClientMessage['type'];
/** One message by its type. */
export type ClientMessageOf<T extends ClientMessageType> = Extract<ClientMessage, { type: T }>;

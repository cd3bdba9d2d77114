/**
 * The closed lists that every room of the house shares: capabilities, statuses, end reasons, error codes.
 * Neither DOM nor Node; importing the types is allowed everywhere.
 */

/**
 * What an agent can ask a customer for: to see the customer's desktop, to control it too; to show the agent's own, to let it be
 * controlled too; to see the page of the company's site that the customer came from, or to use it too.
 */
export const CAPABILITIES = ['view', 'control', 'show', 'giveControl', 'cobrowseView', 'cobrowseControl'] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** The two people of a session. Of a desktop one of them is the owner, and the other one the viewer. */
export const PEOPLE = ['agent', 'customer'] as const;
export type Person = (typeof PEOPLE)[number];

/**
 * `connecting` until the customer's page is linked, `waiting` until an agent presses Start, then `active`, at last `ended`.
 */
export const SESSION_STATUSES = ['connecting', 'waiting', 'active', 'ended'] as const;
export type SessionStatus = (typeof SESSION_STATUSES)[number];

/**
 * Who ended a session. `abuseReported`: the customer, by reporting the agent. `visitorGone`: a customer who clicked to connect left
 * the site before any agent took the session.
 */
export const SESSION_END_REASONS = ['agentEnded', 'customerEnded', 'abuseReported', 'visitorGone'] as const;
export type SessionEndReason = (typeof SESSION_END_REASONS)[number];

/** Why a request ended before there was a grant. */
export const REFUSAL_REASONS = [
  /** The customer pressed Not now. */
  'notNow',
  /** The customer pressed Escape. */
  'dismissed',
  /** The question's time ran out. Silence is no. */
  'noAnswer',
  /** The agent took the request back. */
  'withdrawn',
  /** OK was pressed, then there was no surface: the browser's picker was closed, or the agent captures nothing any more. */
  'pickerCancelled',
  /** OK was pressed, then no surface was told for too long. */
  'pickerTimedOut',
  /** The chosen surface does not show what was asked for (a browser tab instead of a desktop). */
  'wrongSurface',
  /** The owner's browser or operating system cannot capture, or forbade it. */
  'captureUnavailable',
  /** The page that was asked for cannot be shared, and its browser offered nothing in its place. */
  'pageUnavailable',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** Why a grant ended. */
export const GRANT_END_REASONS = [
  /** The customer stopped it: Stop screen sharing, or Close of the viewer. */
  'revoked',
  /** The owner used the browser's own stop button, or the shared window was closed. */
  'captureEnded',
  /** The agent pressed Stop sharing. */
  'released',
  /** The longest time that a grant may live is over. */
  'expired',
  /** The agent looked away, and did not look again for too long. */
  'idle',
  /** The picture could not be relayed. */
  'mediaFailed',
  /** The customer came to a page that the site lets nobody share. */
  'pageForbidden',
] as const;
export type GrantEndReason = (typeof GRANT_END_REASONS)[number];

/** Ends that can strike before and after the grant. */
export const COMMON_END_REASONS = [
  /** The customer's page was closed, reloaded, or did not answer for three seconds. */
  'customerLost',
  /** The same for the agent's page. */
  'agentLost',
  'sessionEnded',
  /** The session server was started anew; nothing resumes by itself. */
  'serverRestarted',
] as const;
export type CommonEndReason = (typeof COMMON_END_REASONS)[number];

/** Every way in which a request, with or without a grant, can end. */
export const REQUEST_END_REASONS = [...REFUSAL_REASONS, ...GRANT_END_REASONS, ...COMMON_END_REASONS] as const;
export type RequestEndReason = (typeof REQUEST_END_REASONS)[number];

/**
 * What the owner picked in the browser's picker, from `MediaTrackSettings.displaySurface`; `unknown` where the browser does not tell.
 * `page`: no picture but the page itself, as its own events tell it.
 */
export const SURFACES = ['monitor', 'window', 'browser', 'unknown', 'page'] as const;
export type Surface = (typeof SURFACES)[number];

/**
 * Video codecs that a picture may come in, the best one first: with AV1 a desktop takes fewest bits and least time; see gateway/client/PICTURE.md.
 */
export const CODECS = ['AV1', 'VP9', 'VP8', 'H264'] as const;
export type Codec = (typeof CODECS)[number];

/** The customer's answer; `dismissed` is the Escape key. */
export const ANSWERS = ['ok', 'notNow', 'dismissed'] as const;
export type Answer = (typeof ANSWERS)[number];

/** Languages of the interface and of the questions. */
export const LOCALES = ['en', 'de', 'fr', 'it', 'ja'] as const;
export type Locale = (typeof LOCALES)[number];

/** Stable codes of everything that can be refused. The interface translates them; logs and tests rely on them. */
export const ERROR_CODES = [
  /** A frame or body that does not match its schema; `field` names the place. */
  'E_BAD_MESSAGE',
  /** Too many bad frames; the socket is closed with 1008. */
  'E_TOO_MANY_BAD_MESSAGES',
  /** More messages than the type's budget, or more tickets than a page needs that connects anew. */
  'E_SLOW_DOWN',
  /** The other end speaks another protocol version; reload the page. */
  'E_VERSION',
  /** Wrong Origin header. */
  'E_ORIGIN',
  /** No ticket, or one that was used, is too old, or is somebody else's. */
  'E_TICKET',
  /** The message is not for this role, this session or this state. */
  'E_NOT_ALLOWED',
  /** No session of this person has that id. */
  'E_NO_SESSION',
  /** The request, question or grant named is over or never was. */
  'E_STALE',
  'E_NOT_SIGNED_IN',
  'E_SIGN_IN',
  /** The host dashboard's token is not for this server, too old, used, or not signed as it must be; `field` names the place. */
  'E_HOST_TOKEN',
  /** The host's keys, which its tokens are checked with, cannot be had. */
  'E_HOST_KEYS',
  'E_TOO_MANY_ATTEMPTS',
  /** The agent's group may not start private sessions. */
  'E_RIGHT_PRIVATE_SESSIONS',
  /** The agent's group may not use PIN codes. */
  'E_RIGHT_PIN',
  'E_NAME_EMPTY',
  'E_NAME_TOO_LONG',
  'E_NAME_RESERVED',
  'E_TOO_MANY_SESSIONS',
  /** Wrong, used, expired or never issued: always the same answer. */
  'E_PIN_INVALID',
  /** The same for a link. */
  'E_LINK_INVALID',
  /** This browser has no session to come back to. */
  'E_NOT_JOINED',
  /** The command needs a session that is active. */
  'E_SESSION_NOT_ACTIVE',
  'E_SESSION_NOT_WAITING',
  'E_SESSION_ENDED',
  /** The customer's page is not connected at this moment. */
  'E_CUSTOMER_AWAY',
  /** The agent's page is not connected at this moment. */
  'E_AGENT_AWAY',
  /** A request is open already. */
  'E_REQUEST_OPEN',
  /** The capability is granted already. */
  'E_ALREADY_SHARED',
  /** Three questions in five minutes for one capability. */
  'E_ASKED_TOO_OFTEN',
  /** Control needs a whole screen, and a window or a tab is shared. */
  'E_WHOLE_SCREEN',
  /** The site that the customer came from has co-browse off. */
  'E_COBROWSE_OFF',
  /** The site lets nobody share the page that the customer is on. */
  'E_PAGE_FORBIDDEN',
  /** The customer came by a PIN or link, not from a page that can be co-browsed. */
  'E_NO_PAGE',
  /** No helper is connected that could move mouse and keyboard. */
  'E_HELPER_AWAY',
  /** The code of a helper, or of its download, is used or too old, or its session is over. */
  'E_HELPER_CODE',
  /** Whoever acts may be the other person, who controls this desktop or did a moment ago; `retryInMs` says until when. */
  'E_REMOTE_HAND',
  /** The media server cannot be reached. */
  'E_MEDIA_DOWN',
  /** An SDP that this product does not use. */
  'E_SDP',
  /** The record could not be written, so nothing new is allowed. */
  'E_RECORD',
  'E_NOT_FOUND',
  'E_INTERNAL',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

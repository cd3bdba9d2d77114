import type {
  ErrorCode,
  RequestEndReason,
  SessionEndReason,
  SessionStatus,
  Surface,
} from '../../../gateway/protocol/vocabulary.ts';
import type { Text } from '../i18n/texts.ts';

/**
 * Words of both sides. `error.*`: one sentence and the way out. `reason.*`: why a request or a share ended, with names
 * (`{customer}`, `{agent}`), as the agent reads it.
 */
export const en = {
  'product': 'Sideseat',
  'language': 'Language',
  'yes': 'Yes',
  'no': 'No',
  'ok': 'OK',
  'cancel': 'Cancel',
  'close': 'Close',
  'retryIn': 'Try again in {wait}.',

  'status.connecting': 'Connecting',
  'status.waiting': 'Waiting',
  'status.active': 'Active',
  'status.ended': 'Ended',

  'surface.monitor': 'the whole screen',
  'surface.window': 'one window',
  'surface.browser': 'a browser tab',
  'surface.unknown': 'the chosen screen or window',

  'ended.agentEnded': '{agent} ended the session.',
  'ended.customerEnded': '{customer} ended the session.',
  'ended.abuseReported': '{customer} reported abuse; the session ended.',

  'reason.notNow': '{customer} pressed Not now.',
  'reason.dismissed': '{customer} closed the question with Escape.',
  'reason.noAnswer': '{customer} did not answer in time. No answer means no.',
  'reason.withdrawn': 'The request was withdrawn before it was answered.',
  'reason.pickerCancelled': '{customer} pressed OK, but then closed the browser’s box without choosing a screen.',
  'reason.pickerTimedOut': '{customer} pressed OK, but did not choose a screen in time.',
  'reason.wrongSurface': '{customer} chose a browser tab, which does not show the desktop.',
  'reason.captureUnavailable': '{customer}’s browser or computer does not allow screen sharing.',
  'reason.revoked': '{customer} stopped sharing.',
  'reason.captureEnded': '{customer} stopped sharing in the browser, or closed the shared window.',
  'reason.released': 'Sharing was stopped by {agent}.',
  'reason.expired': 'The longest time for sharing is over.',
  'reason.idle': 'Nobody looked for ten minutes, so sharing was stopped.',
  'reason.mediaFailed': 'The picture could not be transmitted.',
  'reason.customerLost': '{customer}’s page was closed or lost its connection.',
  'reason.agentLost': '{agent}’s page was closed or lost its connection.',
  'reason.sessionEnded': 'The session was ended.',
  'reason.serverRestarted': 'The service was restarted. Sharing never resumes by itself.',

  'error.E_BAD_MESSAGE': 'The service did not understand this page. Reload the page and try again.',
  'error.E_TOO_MANY_BAD_MESSAGES': 'The service did not understand this page. Reload the page and try again.',
  'error.E_SLOW_DOWN': 'That was too fast. Wait a moment and try again.',
  'error.E_VERSION': 'There is a newer version of this page. Reload it.',
  'error.E_ORIGIN': 'This page is not allowed to connect. Open it from its usual address.',
  'error.E_TICKET': 'The connection could not be confirmed. Reload the page.',
  'error.E_NOT_ALLOWED': 'That is not possible at this moment.',
  'error.E_NO_SESSION': 'That session does not exist any more.',
  'error.E_STALE': 'That is over already.',
  'error.E_NOT_SIGNED_IN': 'You are signed out. Sign in again.',
  'error.E_SIGN_IN': 'The user name or the password is not right. Check both and try again.',
  'error.E_HOST_TOKEN':
    'The dashboard passed on no sign-in, or one that is not accepted. Try again. If that does not help, reload the page.',
  'error.E_HOST_KEYS': 'The sign-in cannot be checked at the moment. Try again shortly.',
  'error.E_TOO_MANY_ATTEMPTS': 'Too many attempts.',
  'error.E_RIGHT_PRIVATE_SESSIONS': 'Your group may not start sessions. Ask your administrator.',
  'error.E_RIGHT_PIN': 'Your group may not use PIN codes. Use a link, or ask your administrator.',
  'error.E_NAME_EMPTY': 'Please enter a name.',
  'error.E_NAME_TOO_LONG': 'The name is too long. Use at most 64 characters.',
  'error.E_NAME_RESERVED': 'That name cannot be used. Choose another one.',
  'error.E_TOO_MANY_SESSIONS': 'Too many sessions are open. End one first.',
  'error.E_PIN_INVALID': 'That code is not valid or has expired. Ask for a new one.',
  'error.E_LINK_INVALID': 'That link is not valid or has expired. Ask for a new one.',
  'error.E_NOT_JOINED': 'This browser is not connected. Enter the code again, or ask for a new one.',
  'error.E_SESSION_NOT_ACTIVE': 'Start the session first.',
  'error.E_SESSION_NOT_WAITING': 'Start is possible while the customer is waiting.',
  'error.E_SESSION_ENDED': 'This session has ended.',
  'error.E_CUSTOMER_AWAY': 'The customer’s page is not connected at this moment.',
  'error.E_REQUEST_OPEN': 'A request is open already.',
  'error.E_AGENT_AWAY': 'The agent is not connected at this moment. Please wait.',
  'error.E_ALREADY_SHARED': 'This is shared already.',
  'error.E_ASKED_TOO_OFTEN': 'The customer was asked as often as is allowed in five minutes.',
  'error.E_WHOLE_SCREEN':
    'This share is not known to be the whole screen, which control needs. Stop sharing first, then try again.',
  'error.E_HELPER_AWAY': 'The helper is not running.',
  'error.E_HELPER_CODE': 'Take a new code.',
  'error.E_REMOTE_HAND': 'Mouse and keyboard were just used from afar. Wait a second, and try again.',
  'error.E_MEDIA_DOWN': 'Pictures cannot be transmitted at this moment. Try again in a minute.',
  'error.E_SDP': 'This browser’s video connection was not understood. Update the browser, or use another one.',
  'error.E_RECORD': 'The record could not be written, so nothing new is allowed. Tell your administrator.',
  'error.E_NOT_FOUND': 'There is nothing at this address.',
  'error.E_INTERNAL': 'Something went wrong on our side. Try again.',
  'error.offline': 'The service cannot be reached. Check the connection and try again.',
} as const satisfies Record<`error.${ErrorCode}`, Text> &
  Record<`reason.${RequestEndReason}`, Text> &
  Record<`ended.${SessionEndReason}`, Text> &
  Record<`status.${SessionStatus}`, Text> &
  Record<`surface.${Surface}`, Text> &
  Record<string, Text>;

export type SharedTextKey = keyof typeof en;

import type { ErrorCode, SessionEndReason, SessionStatus } from '../../../gateway/protocol/vocabulary.ts';
import type { Text } from '../i18n/texts.ts';

/** Words of both sides. `error.*`: one sentence and the way out. */
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

  'ended.agentEnded': '{agent} ended the session.',
  'ended.customerEnded': '{customer} ended the session.',
  'ended.abuseReported': '{customer} reported abuse; the session ended.',
  'ended.visitorGone': '{customer} left the website.',

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
  'error.E_HOST_TOKEN': 'The dashboard passed on no sign-in that is accepted. Try again, or reload the page.',
  'error.E_HOST_KEYS': 'The sign-in cannot be checked now. Try again shortly.',
  'error.E_TOO_MANY_ATTEMPTS': 'Too many attempts.',
  'error.E_RIGHT_PRIVATE_SESSIONS': 'Your group may not start sessions. Ask your administrator.',
  'error.E_RIGHT_PIN': 'Your group may not use PIN codes. Use a link, or ask your administrator.',
  'error.E_NAME_EMPTY': 'Please enter a name.',
  'error.E_NAME_TOO_LONG': 'The name is too long. Use at most 64 characters.',
  'error.E_NAME_RESERVED': 'That name cannot be used. Choose another one.',
  'error.E_TOO_MANY_SESSIONS': 'Too many sessions are open. End one first.',
  'error.E_PIN_INVALID': 'That code is not valid or has expired. Ask for a new one.',
  'error.E_LINK_INVALID': 'That link is not valid or has expired. Ask for a new one.',
  'error.E_NOT_JOINED': 'This browser is not connected. Enter the code again.',
  'error.E_SESSION_NOT_ACTIVE': 'Start the session first.',
  'error.E_SESSION_NOT_WAITING': 'Start is possible while the customer is waiting.',
  'error.E_SESSION_ENDED': 'This session has ended.',
  'error.E_CUSTOMER_AWAY': 'The customer’s page is not connected at this moment.',
  'error.E_REQUEST_OPEN': 'A request is open already.',
  'error.E_AGENT_AWAY': 'The agent is not connected at this moment. Please wait.',
  'error.E_ALREADY_SHARED': 'This is shared already.',
  'error.E_ASKED_TOO_OFTEN': 'The customer was asked as often as is allowed in five minutes.',
  'error.E_WHOLE_SCREEN': 'Control needs the whole screen. Stop sharing first, then try again.',
  'error.E_HELPER_AWAY': 'The helper is not running.',
  'error.E_COBROWSE_OFF': 'Co-browse is off here. Ask the site administrator.',
  'error.E_PAGE_FORBIDDEN': 'This page may not be shared. Another page may work.',
  'error.E_NO_PAGE': 'Only for customers from a website.',
  'error.E_HELPER_CODE': 'Take a new code.',
  'error.E_REMOTE_HAND': 'Mouse and keyboard were just used from afar. Wait a second.',
  'error.E_MEDIA_DOWN': 'Pictures cannot be transmitted now. Try again in a minute.',
  'error.E_SDP': 'This browser’s video was not understood. Update the browser, or use another one.',
  'error.E_RECORD': 'Nothing can be recorded, so nothing new is allowed. Tell your administrator.',
  'error.E_NOT_FOUND': 'There is nothing at this address.',
  'error.E_INTERNAL': 'Something went wrong on our side. Try again.',
  'error.offline': 'The service cannot be reached. Check the connection and try again.',
} as const satisfies Record<`error.${ErrorCode}`, Text> &
  Record<`ended.${SessionEndReason}`, Text> &
  Record<`status.${SessionStatus}`, Text> &
  Record<string, Text>;

export type SharedTextKey = keyof typeof en;

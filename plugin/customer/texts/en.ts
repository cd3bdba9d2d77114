import type { SessionEndReason, Surface } from '../../../gateway/protocol/vocabulary.ts';
import type { Text } from '../../shared/i18n/texts.ts';

/** The customer's page, but for what is fetched later. Plain words, short sentences, names instead of pronouns. */
export const en = {
  'join.title': 'Get help from {company}',
  'join.titleUnnamed': 'Get help',
  'join.lead': 'Enter the code that the agent gave you.',
  'join.linkLead': 'You have opened the link that the agent sent you.',
  'join.pin': 'PIN code',
  'join.connect': 'Connect to agent',
  'join.connecting': 'Connecting…',
  'join.pinEmpty': 'Please enter the code.',
  'join.pinLength': 'The code has {digits} digits. Check it and try again.',
  'join.promise': 'Nobody sees your screen just because you connect. You will be asked first.',
  'join.scam': 'Did somebody call you unexpectedly and ask you to connect? Then do not connect. Hang up.',
  'join.retry': 'You can try again now.',
  'join.fallback': 'If this page does not work, try {address}',

  'support.phone': 'Phones and tablets cannot show their screen.',
  'support.phoneWayOut': 'To show your screen, open {address} on a computer and enter the code there.',
  'support.insecure': 'Your screen cannot be shown from this address, because the connection is not secure.',
  'support.insecureWayOut':
    'To show your screen, use an address that begins with https://, or ask the agent for one.',
  'support.unsupported': 'This browser cannot show your screen.',
  'support.unsupportedWayOut':
    'To show your screen, open {address} in a current Chrome, Edge, Firefox or Safari on a computer, and enter the code there.',
  'support.once': 'A code or link works only once. If you connect here, ask for a new one to connect there.',

  'page.opening': 'Connecting…',
  'page.unreachable': 'The service cannot be reached. Trying again…',
  'page.unreachableHint': 'Check your internet connection. This page goes on by itself.',
  'page.outdated': 'There is a newer version of this page.',
  'page.outdatedHint': 'Reload it to go on. Nothing is shared at this moment.',
  'page.reload': 'Reload the page',
  'page.waiting': 'You are connected. An agent will be with you shortly.',
  'page.active': 'You are connected with {agent} of {company}.',
  'page.safe': 'Nobody sees your screen. You will be asked before that changes.',
  'page.agentAway': '{agent}’s page is not connected at this moment.',
  'page.words': 'Check that you both have the same two words:',
  'page.wordsDiffer': 'If the words differ, end the connection.',

  'link.retrying': 'Connection lost, trying again…',
  'link.nothingShared': 'Nothing is shared at this moment.',
  'link.mayStop': 'Sharing stops by itself if the connection does not come back within seconds.',
  'link.replaced': 'This page was opened in another tab.',
  'link.replacedHint': 'You can go on in the other tab. Nothing is shared from this one.',
  'link.takeOver': 'Go on here',

  'failure.record': 'Sharing is not possible at this moment. Please tell the agent.',

  'question.notNow': 'Not now',
  'question.ok': 'OK',
  'question.moreTime': 'More time',
  'question.remaining': '{time} left to answer. No answer means no.',
  'question.over': 'The time to answer is over.',
  'question.tooSoon': 'Please read first, then press again.',
  'question.words': 'Same two words on both sides?',

  'choosing.title': 'Choose the screen or window in your browser’s box',
  'choosing.hint': 'Nobody sees anything yet. If you have changed your mind, close the box without choosing.',

  'sharing.region': 'Desktop view',
  'sharing.regionPage': 'Shared page',
  'sharing.starting': 'One moment, sharing is being prepared. Nobody sees anything yet.',
  'sharing.title.monitor': 'Your whole screen is being shared',
  'sharing.title.window': 'One of your windows is being shared',
  'sharing.title.browser': 'One of your browser tabs is being shared',
  'sharing.title.unknown': 'The screen or window you chose is being shared',
  'sharing.title.page': 'This web page is being shared',
  'sharing.opening': '{agent} will see it in a moment. Nobody else will.',
  'sharing.watched': '{agent} sees it now. Nobody else does.',
  'sharing.unwatched': '{agent} is not watching now, but may look again at any time. Nobody else can.',
  'sharing.since': 'Shared since {time}',
  'sharing.hint.monitor': 'Everything on it can be seen, also messages that pop up.',
  'sharing.hint.window': 'Other windows cannot be seen.',

  'continue.action': 'Continue sharing',
  'continue.busy': 'Continuing…',
  'continue.remaining': '{time} left to continue. After that, sharing is over.',
  'continue.over': 'The time to continue is over.',
  'continue.lapsed': 'The time to continue is over, so sharing has ended.',
  'continue.paused': 'Nobody sees anything, even if your browser still says that something is being shared.',
  'continue.interrupted': 'Sharing was interrupted. Nobody sees anything now.',
  'continue.linkLost': 'Connection lost, trying again… Nobody sees anything now.',
  'continue.link': 'When the connection is back, you can continue with one click.',
  'continue.agent': 'When {agent} is back, you can continue with one click.',
  'continue.server': 'One moment, please. You can stop at any time.',

  'toolbar.name': 'Customer toolbar',
  'toolbar.stop': 'Stop screen sharing',
  'toolbar.stopPage': 'Stop sharing',
  'toolbar.end': 'End session',
  'toolbar.report': 'Report abuse',
  'toolbar.nothingShared': 'Nothing is shared at this moment.',
  'toolbar.stoppedAt': 'Sharing stopped at {time}.',
  'end.title': 'End session?',
  'end.hint': 'The connection ends at once, and nothing is shared any more.',

  'leaving.title': 'Ending the session…',
  'leaving.interrupted': 'The connection is lost. The session ends as soon as it is back. Nothing is shared any more.',
  'leaving.report': 'Sending your report…',
  'leaving.reportInterrupted':
    'The connection is lost. Your report is sent as soon as it is back. Nothing is shared any more.',

  'ended.you.agentEnded': '{agent} has ended the connection.',
  'ended.you.customerEnded': 'You have ended the connection.',
  'ended.you.abuseReported': 'Thank you. Your report has arrived.',
  'ended.you.visitorGone': 'You left the website.',
  'ended.thanks': 'Thank you. Nothing is shared any more. You can close this page.',
  'ended.reported':
    'Nothing is shared any more. The record of this session is kept, and a supervisor is told. Did you give away a password or bank details? Then change the password and call your bank now.',
  'ended.again': 'Enter a new code',

  'textSize': 'Text size',
  'textSize.100': 'Normal text',
  'textSize.125': 'Large text',
  'textSize.150': 'Very large text',

  'agent.named': '{agent}',

  'title.page': '{company}: help',
  'title.asking': '{title} – {company}',
  'title.choosing': 'Choose a screen – {company}',
  'title.sharing': 'Your screen is shared – {company}',
  'title.interrupted': 'Sharing interrupted – {company}',
} as const satisfies Record<`ended.you.${SessionEndReason}`, Text> &
  Record<`sharing.title.${Surface}`, Text> &
  Record<string, Text>;

export type CustomerTextKey = keyof typeof en;

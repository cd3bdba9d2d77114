import type { RequestEndReason } from '../../../../gateway/protocol/vocabulary.ts';
import type { Text } from '../../../shared/i18n/texts.ts';

/** What nobody reads before something was asked: how it ended, and control. The source of the four other languages. */
export const en = {
  'outcome.notNow': 'You pressed Not now. Nothing was shared.',
  'outcome.dismissed': 'You closed the question. Nothing was shared.',
  'outcome.noAnswer': 'The time to answer ran out, which means no. Nothing was shared.',
  'outcome.withdrawn': '{agent} withdrew the question. Nothing was shared.',
  'outcome.pickerCancelled': 'You closed the browser’s box without choosing. Nothing was shared.',
  'outcome.pickerTimedOut': 'The time to choose in the browser’s box ran out. Nothing was shared.',
  'outcome.wrongSurface':
    'You chose a browser tab. It does not show your desktop, so nothing was shared. When {agent} asks again, choose your whole screen or a window.',
  'outcome.captureUnavailable':
    'Your browser or computer did not allow showing the screen. Nothing was shared. Allow screen recording for this browser in the computer’s settings, or use another browser.',
  'outcome.pageUnavailable': 'This page could not be shared. Nothing was shared.',
  'outcome.revoked': 'You stopped sharing. Nobody sees your screen any more.',
  'outcome.captureEnded':
    'Sharing was stopped in the browser, or the shared window was closed. Nobody sees your screen any more.',
  'outcome.released': '{agent} stopped sharing. Nobody sees your screen any more.',
  'outcome.expired': 'The longest time for sharing is over. Nobody sees your screen any more.',
  'outcome.idle': 'Nobody looked for ten minutes, so sharing was stopped. Nobody sees your screen any more.',
  'outcome.mediaFailed': 'The picture could not be transmitted. Nobody sees your screen any more.',
  'outcome.pageForbidden': 'This page may not be shared. Nothing is shared any more.',
  'outcome.customerLost': 'This page was reloaded or lost its connection. Nothing is shared any more.',
  'outcome.agentLost': '{agent}’s page was closed or lost its connection. Nothing is shared any more.',
  'outcome.sessionEnded': 'The connection was ended. Nothing is shared any more.',
  'outcome.serverRestarted': 'Our service was restarted. Nothing is shared any more.',
  'outcome.show.notShown': '{agent} could not show anything. Nothing was shared.',
  'outcome.show.closed': 'You closed the viewer. You are still connected.',
  'outcome.show.released': '{agent} stopped showing the desktop.',
  'outcome.show.customerLost':
    'This page was reloaded or lost its connection, so the agent’s desktop is not shown any more.',
  'outcome.show.agentLost': '{agent}’s page was closed or lost its connection, so the desktop is not shown any more.',
  'outcome.show.over': 'The agent’s desktop is not shown any more.',
  'outcome.again': '{agent} can ask you again.',
  'outcome.control.gone': '{agent} cannot use your mouse and keyboard any more.',
  'outcome.control.wrongSurface':
    'What you chose is not known to be your whole screen. Control needs it, so nothing was shared. When {agent} asks again, choose your whole screen. Some browsers do not tell which it is: then use another one.',
  'outcome.control.revoked':
    'You stopped control. {agent} cannot use your mouse and keyboard any more, and still sees your screen.',
  'outcome.control.released': '{agent} gave up control, and still sees your screen.',
  'outcome.control.expired':
    'The longest time for control is over. {agent} cannot use your mouse and keyboard any more, and still sees your screen.',
  'outcome.control.over': '{agent} cannot use your mouse and keyboard any more, and still sees your screen.',
  'outcome.control.notNow': 'You pressed Not now. {agent} only sees your screen, as before.',
  'outcome.control.dismissed': 'You closed the question. {agent} only sees your screen, as before.',
  'outcome.control.noAnswer': 'The time to answer ran out, which means no. {agent} only sees your screen, as before.',
  'outcome.control.withdrawn': '{agent} withdrew the question, and only sees your screen, as before.',
  'outcome.control.refused': '{agent} did not get control, and only sees your screen, as before.',
  'outcome.given.revoked': 'You stopped control. You still see the desktop of {agent}.',
  'outcome.given.released': '{agent} took control back for good. You still see the desktop.',
  'outcome.given.expired': 'The longest time for control is over. You still see the desktop of {agent}.',
  'outcome.given.over': 'You cannot control the desktop of {agent} any more, and still see it.',
  'outcome.given.notNow': 'You pressed Not now. You only see the desktop of {agent}, as before.',
  'outcome.given.dismissed': 'You closed the question. You only see the desktop of {agent}, as before.',
  'outcome.given.noAnswer': 'The time to answer ran out, which means no. You only see the desktop of {agent}, as before.',
  'outcome.given.withdrawn': '{agent} withdrew the question. You only see the desktop, as before.',
  'outcome.given.refused': 'You did not get control. You only see the desktop of {agent}, as before.',

  'given.announced': 'You can control it: click into its picture.',
  'given.title': '{agent} lets you control a desktop – {company}',

  'page.choosing':
    'One moment: this page is being prepared. If that is not possible, choose a window or screen in your browser’s box.',
  'outcome.page.revoked': 'You stopped sharing. Nothing is shared any more.',
  'outcome.page.captureEnded': 'Sharing could not go on in your browser. Nothing is shared any more.',
  'outcome.page.released': '{agent} stopped sharing. Nothing is shared any more.',
  'outcome.page.expired': 'The longest time for sharing is over. Nothing is shared any more.',
  'outcome.page.idle': 'Nobody looked for ten minutes, so sharing was stopped. Nothing is shared any more.',
  'outcome.page.mediaFailed': 'What you shared could not be transmitted. Nothing is shared any more.',

  'control.choosing': 'Choose your whole screen in your browser’s box',
  'control.helperAbsent': '{agent} can use your mouse and keyboard only after you have started the helper',
  'control.helperUnable': '{agent} cannot use your mouse and keyboard yet',
  'control.announced.helperAbsent': 'One more step: start the helper',
  'control.announced.helperUnable': 'The helper runs, but cannot use this screen',
  'control.armed': '{agent} can control your desktop',
  'control.armedHint': 'The helper is running. {agent} begins with a click into the picture.',
  'control.active': '{agent} is controlling your mouse and keyboard',
  'control.activeHint': 'You can use them too: yours come first.',
  'control.paused': 'You are using mouse or keyboard: {agent} waits',
  'control.pausedHint': '{agent} goes on when your mouse and keyboard have been still for a moment.',
  'control.asked': '{agent} waits for your answer',
  'control.askedHint': 'As long as the question is open, only you can use your mouse and keyboard.',
  'control.stop': 'Stop control',
  'control.stopAdded': 'You can stop at any time: with Stop control, Stop screen sharing, or Ctrl+Alt+Shift+S.',
  'control.stopOwn': 'You can stop at any time: with Stop screen sharing, or Ctrl+Alt+Shift+S.',
  'control.title.helper': 'One more step: start the helper – {company}',
  'control.title.armed': '{agent} can control your desktop – {company}',
  'control.title.active': '{agent} is controlling your desktop – {company}',
  'control.title.paused': '{agent} waits – {company}',

  'viewing.announced': '{agent} shows you a desktop. You can close the viewer at any time.',
  'title.viewing': '{agent} shows a desktop – {company}',

  'report.title': 'Report abuse?',
  'report.hint':
    'Sharing and the connection end at once. The record of this session is kept, and a supervisor is told.',
} as const satisfies Record<`outcome.${RequestEndReason}`, Text> & Record<string, Text>;

export type LaterTextKey = keyof typeof en;

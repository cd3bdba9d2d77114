/** The texts of giving control of the own desktop, fetched with that part: the source of the four other languages. */
export const en = {
  'caution.title': 'Give control of your desktop?',
  'caution.files':
    '{name} can then open, change, send and delete every file on this computer that is not protected by a password.',
  'caution.seen':
    '{name} also sees everything on your screen: names and codes of other customers, your messages, whatever opens. Close first what is not meant for {name}.',
  'caution.picks': 'OK opens the browser’s box: choose your entire screen there. After that, {name} is asked.',
  'caution.asks': 'OK asks {name}, who already sees your screen. Nothing is controlled before the answer.',

  'given.name': '{name}',
  'given.helperAbsent': '{name} agreed. The helper on this computer is still missing.',
  'given.helperUnable': '{name} agreed, but the helper cannot use the screen that you show.',
  'given.armed':
    'Ask {name} to click into the picture. Until that click, nothing that {name} does reaches your desktop.',
  'given.active': '{name} controls your mouse and keyboard. Click anywhere on your desktop to take them back.',
  'given.ownerActs': 'You are using mouse or keyboard: {name} waits.',
  'given.asked': 'A request to {name} is open. Until it is settled, only you can use mouse and keyboard.',
  'given.customerLate': 'The page of {name} is not responding. Until it does, only you can use mouse and keyboard.',
  'given.takenBack': 'You have taken mouse and keyboard back. {name} still sees your desktop and cannot use it.',
  'given.takeControlBack': 'Take back',
  'given.giveControlAgain': 'Give again',
  'given.stop': 'Stop control',
  'given.keys': 'Ctrl+Alt+Shift+S ends control at any time.',
} as const;

export type GivingTextKey = keyof typeof en;

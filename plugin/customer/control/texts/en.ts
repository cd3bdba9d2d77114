/** What the customer alone reads while controlling the agent’s desktop: the source of the four other languages. */
export const en = {
  'control.armed': 'Click into the picture to control {name}’s desktop.',
  'control.active': 'You control {name}’s desktop.',
  'control.ownerActs': '{name} is using mouse or keyboard: yours wait.',
  'control.asked': 'You are to answer or to choose something: until then mouse and keyboard wait.',
  'control.oldPicture': 'The picture is old, so control is released. Click into it again once it is current.',
  'control.takenBack': '{name} has taken mouse and keyboard back for the moment.',
  'control.gettingReady': '{name} is getting control ready.',
  'control.keyboard': 'Keyboard for {name}’s desktop',
  'control.stop': 'Stop control',
  'control.stopHint': 'You give control back for good. The picture stays.',
} as const;

export type CustomerControlTextKey = keyof typeof en;

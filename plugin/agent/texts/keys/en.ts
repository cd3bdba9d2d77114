/** The texts of choosing keys, which come when somebody does: the source of the four other languages. */
export const en = {
  'shortcuts.keys': 'Keyboard shortcuts',
  'shortcuts.lead':
    'They work everywhere on this page, except while you are typing. This browser remembers your choice.',
  'shortcuts.zoom': 'In a shared desktop: 0 fits it in, 1 shows it at 100%, + and − zoom.',
  'shortcuts.change': 'Change',
  'shortcuts.press': 'Press new keys…',
  'shortcuts.reset': 'Reset keys',
  'shortcuts.saved': 'Saved. {action}: {keys}',
  'shortcuts.wereReset': 'All keys are the original ones again.',
  'shortcuts.combination':
    'Hold Alt and Shift and press a letter, a digit or an arrow. Other keys belong to the browser and to screen readers.',
  'shortcuts.reserved': 'The browser itself uses these keys. Choose others.',
  'shortcuts.taken': '“{action}” has these keys already. Choose others.',
} as const;

export type KeysTextKey = keyof typeof en;

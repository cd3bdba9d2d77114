/** The texts of controlling a desktop, fetched with that part: the source of the four other languages. */
export const en = {
  'control.armed': 'You can control the desktop of {name}: click into the picture to start.',
  'control.released': 'Control is released. Click into the picture to take it again.',
  'control.active': 'You are in control.',
  'control.ownerActs': '{name} is using mouse or keyboard: yours wait.',
  'control.asked': '{name} is being asked: mouse and keyboard wait.',
  'control.oldPicture': 'The picture is old: mouse and keyboard wait.',
  'control.helperAbsent': 'Waiting until {name} starts the helper: their page shows how.',
  'control.helperUnable': 'The helper runs, but it cannot use the shared screen.',
  'control.take': 'Take control',
  'control.click': 'Click into the picture to type.',
  'control.keyboard': 'Keyboard for the desktop of {name}',
  'control.keys': 'Keys',
  'control.key.altTab': 'Alt+Tab',
  'control.key.escape': 'Esc',
  'control.key.meta': 'Windows key',
  'control.key.ctrlAltDelete': 'Ctrl+Alt+Delete',
  'control.key.printScreen': 'Print Screen',
} as const;

export type ControlTextKey = keyof typeof en;

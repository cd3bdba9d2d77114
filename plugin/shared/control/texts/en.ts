/** The texts of controlling a desktop that read alike on both sides: the source of the four other languages. */
export const en = {
  'control.released': 'Control is released. Click into the picture to take it again.',
  'control.mouseMissing': 'Control needs a mouse. There is none here.',
  'control.take': 'Take control',
  'control.release': 'Release control',
  'control.releaseKeys': 'Alt+Shift+{key}',
  'control.leave': 'Alt+Shift+{key} releases control and leaves this place.',
  'control.click': 'Click into the picture to type.',
  'control.keys': 'Keys',
  'control.key.altTab': 'Alt+Tab',
  'control.key.escape': 'Esc',
  'control.key.meta': 'Windows key',
  'control.key.ctrlAltDelete': 'Ctrl+Alt+Delete',
  'control.key.printScreen': 'Print Screen',
} as const;

export type ControlTextKey = keyof typeof en;

import type { Text } from '../../i18n/texts.ts';
import type { ControlTextKey } from './en.ts';

export const de = {
  'control.released': 'Die Steuerung ist abgegeben. Klicken Sie ins Bild, um sie wieder zu übernehmen.',
  'control.mouseMissing': 'Zum Steuern ist eine Maus nötig. Hier gibt es keine.',
  'control.take': 'Steuerung übernehmen',
  'control.release': 'Steuerung abgeben',
  'control.releaseKeys': 'Alt+Umschalt+{key}',
  'control.leave': 'Alt+Umschalt+{key} gibt die Steuerung ab und verlässt dieses Feld.',
  'control.click': 'Zum Tippen ins Bild klicken.',
  'control.keys': 'Tasten',
  'control.key.altTab': 'Alt+Tab',
  'control.key.escape': 'Esc',
  'control.key.meta': 'Windows-Taste',
  'control.key.ctrlAltDelete': 'Strg+Alt+Entf',
  'control.key.printScreen': 'Druck',
} satisfies Record<ControlTextKey, Text>;

import type { Text } from '../../../shared/i18n/texts.ts';
import type { ControlTextKey } from './en.ts';

export const de = {
  'control.armed': 'Sie können den Desktop von {name} steuern: Klicken Sie ins Bild, um zu beginnen.',
  'control.released': 'Die Steuerung ist abgegeben. Klicken Sie ins Bild, um sie wieder zu übernehmen.',
  'control.active': 'Sie steuern.',
  'control.ownerActs': '{name} benutzt Maus oder Tastatur: Ihre warten.',
  'control.asked': '{name} wird gerade gefragt: Maus und Tastatur warten.',
  'control.oldPicture': 'Das Bild ist alt: Maus und Tastatur warten.',
  'control.helperAbsent': 'Warten, bis {name} den Helfer startet: Die Kundenseite zeigt, wie.',
  'control.helperUnable': 'Der Helfer läuft, kann aber den freigegebenen Bildschirm nicht benutzen.',
  'control.take': 'Steuerung übernehmen',
  'control.click': 'Zum Tippen ins Bild klicken.',
  'control.keyboard': 'Tastatur für den Desktop von {name}',
  'control.keys': 'Tasten',
  'control.key.altTab': 'Alt+Tab',
  'control.key.escape': 'Esc',
  'control.key.meta': 'Windows-Taste',
  'control.key.ctrlAltDelete': 'Strg+Alt+Entf',
  'control.key.printScreen': 'Druck',
} satisfies Record<ControlTextKey, Text>;

import type { Text } from '../../../shared/i18n/texts.ts';
import type { AgentControlTextKey } from './en.ts';

export const de = {
  'control.armed': 'Sie können den Desktop von {name} steuern: Klicken Sie ins Bild, um zu beginnen.',
  'control.active': 'Sie steuern.',
  'control.ownerActs': '{name} benutzt Maus oder Tastatur: Ihre warten.',
  'control.asked': '{name} wird gerade gefragt: Maus und Tastatur warten.',
  'control.oldPicture': 'Das Bild ist alt: Maus und Tastatur warten.',
  'control.helperAbsent': 'Warten, bis {name} den Helfer startet: Die Kundenseite zeigt, wie.',
  'control.helperUnable': 'Der Helfer läuft, kann aber den freigegebenen Bildschirm nicht benutzen.',
  'control.keyboard': 'Tastatur für den Desktop von {name}',
} satisfies Record<AgentControlTextKey, Text>;

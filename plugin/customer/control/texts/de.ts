import type { Text } from '../../../shared/i18n/texts.ts';
import type { CustomerControlTextKey } from './en.ts';

export const de = {
  'control.armed': 'Klicken Sie ins Bild, um den Desktop von {name} zu steuern.',
  'control.active': 'Sie steuern den Desktop von {name}.',
  'control.ownerActs': '{name} benutzt Maus oder Tastatur: Ihre warten.',
  'control.asked': 'Sie sollen etwas beantworten oder auswählen: Bis dahin warten Maus und Tastatur.',
  'control.oldPicture': 'Das Bild ist alt, deshalb ist die Steuerung abgegeben. Klicken Sie wieder hinein, sobald es aktuell ist.',
  'control.takenBack': '{name} hat Maus und Tastatur für den Moment zurückgenommen.',
  'control.gettingReady': '{name} bereitet die Steuerung vor.',
  'control.keyboard': 'Tastatur für den Desktop von {name}',
  'control.stop': 'Steuerung beenden',
  'control.stopHint': 'Sie geben die Steuerung endgültig zurück. Das Bild bleibt.',
} satisfies Record<CustomerControlTextKey, Text>;

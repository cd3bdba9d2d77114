import type { Text } from '../../../shared/i18n/texts.ts';
import type { CustomerControlTextKey } from './en.ts';

export const it = {
  'control.armed': 'Faccia clic nell’immagine per controllare il desktop di {name}.',
  'control.active': 'Lei controlla il desktop di {name}.',
  'control.ownerActs': '{name} sta usando mouse o tastiera: i Suoi attendono.',
  'control.asked': 'Le viene chiesta una risposta o una scelta: fino ad allora mouse e tastiera attendono.',
  'control.oldPicture': 'L’immagine è vecchia, quindi il controllo è rilasciato. Faccia di nuovo clic appena è aggiornata.',
  'control.takenBack': '{name} ha ripreso mouse e tastiera per il momento.',
  'control.gettingReady': '{name} sta preparando il controllo.',
  'control.keyboard': 'Tastiera per il desktop di {name}',
  'control.stop': 'Arresta il controllo',
  'control.stopHint': 'Lei restituisce il controllo definitivamente. L’immagine resta.',
} satisfies Record<CustomerControlTextKey, Text>;

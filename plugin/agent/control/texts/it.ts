import type { Text } from '../../../shared/i18n/texts.ts';
import type { ControlTextKey } from './en.ts';

export const it = {
  'control.armed': 'Può controllare il desktop di {name}: faccia clic nell’immagine per iniziare.',
  'control.released': 'Ha rilasciato il controllo. Faccia clic nell’immagine per riprenderlo.',
  'control.active': 'Lei ha il controllo.',
  'control.ownerActs': '{name} sta usando il mouse: il Suo attende.',
  'control.asked': 'A {name} è stata posta una domanda: mouse e tastiera attendono.',
  'control.oldPicture': 'L’immagine è vecchia: mouse e tastiera attendono.',
  'control.helperAbsent': 'In attesa che {name} avvii il programma di aiuto: la pagina del cliente mostra come.',
  'control.helperUnable': 'Il programma di aiuto è avviato, ma non può usare lo schermo condiviso.',
  'control.click': 'Faccia clic nell’immagine per scrivere.',
  'control.keyboard': 'Tastiera per il desktop di {name}',
  'control.keys': 'Tasti',
  'control.key.altTab': 'Alt+Tab',
  'control.key.escape': 'Esc',
  'control.key.meta': 'Tasto Windows',
  'control.key.ctrlAltDelete': 'Ctrl+Alt+Canc',
  'control.key.printScreen': 'Stamp',
} satisfies Record<ControlTextKey, Text>;

import type { Text } from '../../../shared/i18n/texts.ts';
import type { ControlTextKey } from './en.ts';

export const it = {
  'control.armed': 'Può controllare il desktop di {name}: faccia clic nell’immagine per iniziare.',
  'control.released': 'Il controllo è rilasciato. Faccia clic nell’immagine per riprenderlo.',
  'control.active': 'Lei ha il controllo.',
  'control.ownerActs': '{name} sta usando mouse o tastiera: i Suoi attendono.',
  'control.asked': 'A {name} è stata posta una domanda: mouse e tastiera attendono.',
  'control.oldPicture': 'L’immagine è vecchia: mouse e tastiera attendono.',
  'control.helperAbsent': 'In attesa che {name} avvii l’assistente: la pagina del cliente mostra come.',
  'control.helperUnable': 'L’assistente è avviato, ma non può usare lo schermo condiviso.',
  'control.take': 'Prendi il controllo',
  'control.click': 'Faccia clic nell’immagine per scrivere.',
  'control.keyboard': 'Tastiera per il desktop di {name}',
  'control.keys': 'Tasti',
  'control.key.altTab': 'Alt+Tab',
  'control.key.escape': 'Esc',
  'control.key.meta': 'Tasto Windows',
  'control.key.ctrlAltDelete': 'Ctrl+Alt+Canc',
  'control.key.printScreen': 'Stamp',
} satisfies Record<ControlTextKey, Text>;

import type { Text } from '../../../shared/i18n/texts.ts';
import type { AgentControlTextKey } from './en.ts';

export const it = {
  'control.armed': 'Può controllare il desktop di {name}: faccia clic nell’immagine per iniziare.',
  'control.active': 'Lei ha il controllo.',
  'control.ownerActs': '{name} sta usando mouse o tastiera: i Suoi attendono.',
  'control.asked': 'A {name} è stata posta una domanda: mouse e tastiera attendono.',
  'control.oldPicture': 'L’immagine è vecchia: mouse e tastiera attendono.',
  'control.helperAbsent': 'In attesa che {name} avvii l’assistente: la pagina del cliente mostra come.',
  'control.helperUnable': 'L’assistente è avviato, ma non può usare lo schermo condiviso.',
  'control.keyboard': 'Tastiera per il desktop di {name}',
} satisfies Record<AgentControlTextKey, Text>;

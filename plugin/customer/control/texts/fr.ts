import type { Text } from '../../../shared/i18n/texts.ts';
import type { CustomerControlTextKey } from './en.ts';

export const fr = {
  'control.armed': 'Cliquez dans l’image pour contrôler le bureau de {name}.',
  'control.active': 'Vous contrôlez le bureau de {name}.',
  'control.ownerActs': '{name} utilise sa souris ou son clavier : les vôtres attendent.',
  'control.asked': 'Une réponse ou un choix vous est demandé : d’ici là, souris et clavier attendent.',
  'control.oldPicture': 'L’image est ancienne, le contrôle est donc rendu. Cliquez-y de nouveau dès qu’elle est à jour.',
  'control.takenBack': '{name} a repris la souris et le clavier pour le moment.',
  'control.gettingReady': '{name} prépare le contrôle.',
  'control.keyboard': 'Clavier du bureau de {name}',
  'control.stop': 'Arrêter le contrôle',
  'control.stopHint': 'Vous rendez le contrôle pour de bon. L’image reste affichée.',
} satisfies Record<CustomerControlTextKey, Text>;

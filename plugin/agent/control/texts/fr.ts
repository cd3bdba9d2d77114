import type { Text } from '../../../shared/i18n/texts.ts';
import type { AgentControlTextKey } from './en.ts';

export const fr = {
  'control.armed': 'Vous pouvez contrôler le bureau de {name} : cliquez dans l’image pour commencer.',
  'control.active': 'Vous avez le contrôle.',
  'control.ownerActs': '{name} utilise sa souris ou son clavier : les vôtres attendent.',
  'control.asked': 'Une question est posée à {name} : souris et clavier attendent.',
  'control.oldPicture': 'L’image est ancienne : souris et clavier attendent.',
  'control.helperAbsent': 'En attente de l’assistant que {name} doit lancer : sa page montre comment.',
  'control.helperUnable': 'L’assistant est lancé, mais ne peut pas utiliser l’écran partagé.',
  'control.keyboard': 'Clavier du bureau de {name}',
} satisfies Record<AgentControlTextKey, Text>;

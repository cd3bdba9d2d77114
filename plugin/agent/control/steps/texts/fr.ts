import type { Text } from '../../../../shared/i18n/texts.ts';
import type { StepsTextKey } from './en.ts';

export const fr = {
  'steps.label': 'L’assistant du client : étape {step} sur {all}',
  'steps.offered': 'Proposé',
  'steps.downloading': 'Téléchargement',
  'steps.downloaded': 'Téléchargé',
  'steps.started': 'Lancé',
  'steps.connected': 'Connecté',
  'steps.now.offered': 'La page de {name} propose l’assistant.',
  'steps.now.downloading': '{name} télécharge l’assistant.',
  'steps.now.downloaded': '{name} a téléchargé l’assistant et peut maintenant le lancer.',
  'steps.now.started': '{name} a lancé l’assistant. Il se connecte.',
  'steps.now.connected': 'L’assistant de {name} est connecté.',
  'steps.say': 'Vous pouvez dire : « {words} »',
  'steps.say.offered': 'Sur votre page, vous voyez maintenant l’assistant, un petit programme. Suivez les étapes indiquées, s’il vous plaît.',
  'steps.say.downloading': 'Il arrive chez vous. Attendez que la barre soit pleine, s’il vous plaît.',
  'steps.say.downloaded': 'Lancez maintenant le fichier, s’il vous plaît. Votre page montre comment, étape par étape.',
  'steps.say.started': 'Très bien, il fonctionne. Encore un instant.',
  'steps.say.connected': 'Tout est prêt. Vous pouvez arrêter à tout moment avec Ctrl, Alt, Maj et S.',
} satisfies Record<StepsTextKey, Text>;

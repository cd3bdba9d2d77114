import type { Text } from '../../../shared/i18n/texts.ts';
import type { KeysTextKey } from './en.ts';

export const fr = {
  'shortcuts.keys': 'Raccourcis clavier',
  'shortcuts.lead':
    'Ils fonctionnent partout sur cette page, sauf pendant la saisie. Ce navigateur retient votre choix.',
  'shortcuts.zoom': 'Dans le bureau partagé : 0 l’ajuste, 1 l’affiche à 100 %, + et − zooment.',
  'shortcuts.change': 'Modifier',
  'shortcuts.press': 'Appuyez sur les touches…',
  'shortcuts.reset': 'Réinitialiser les touches',
  'shortcuts.saved': 'Enregistré. {action} : {keys}',
  'shortcuts.wereReset': 'Toutes les touches d’origine sont rétablies.',
  'shortcuts.combination':
    'Maintenez Alt et Maj et appuyez sur une lettre, un chiffre ou une flèche. Les autres touches servent au navigateur et aux lecteurs d’écran.',
  'shortcuts.reserved': 'Le navigateur utilise lui-même ces touches. Choisissez-en d’autres.',
  'shortcuts.taken': 'Ces touches servent déjà à « {action} ». Choisissez-en d’autres.',
} satisfies Record<KeysTextKey, Text>;

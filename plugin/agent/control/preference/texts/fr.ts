import type { Text } from '../../../../shared/i18n/texts.ts';
import type { PreferenceTextKey } from './en.ts';

export const fr = {
  'preference.title': 'Quand une session se termine',
  'preference.uninstall': 'Désinstaller l’application du client à la fin de la session',
  'preference.what':
    'Le fichier téléchargé de l’assistant s’efface alors lui-même. Si la case est décochée, il reste sur l’ordinateur du client, et la session suivante peut être rejointe à partir de ce fichier. Cela vaut pour les sessions que vous démarrez à partir de maintenant ; ce navigateur le retient.',
} satisfies Record<PreferenceTextKey, Text>;

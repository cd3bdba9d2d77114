import type { Text } from '../../i18n/texts.ts';
import type { HelperTextKey } from './en.ts';

export const fr = {
  'helper.title': 'Encore une étape : lancez l’assistant',
  'helper.lead':
    '{viewer} ne peut utiliser votre souris et votre clavier que si un petit programme, l’assistant, est lancé sur cet ordinateur. C’est vous qui le lancez, personne d’autre ne le peut.',
  'helper.safe.ends': 'Il se termine avec cette session.',
  'helper.safe.noInstall': 'Rien n’est installé, un seul fichier est enregistré.',
  'helper.safe.nothingBefore': 'Il ne fait rien sans votre OK sur cette page.',
  'helper.safe.stop': 'Ctrl+Alt+Maj+S arrête le contrôle à tout moment.',
  'helper.needs':
    'Pour l’instant, il fonctionne sous Linux avec X11 et Node.js 22 ou plus récent. Des téléchargements pour tous viendront plus tard.',
  'helper.how': 'Ouvrez un terminal sur cet ordinateur, collez cette ligne et appuyez sur Entrée :',
  'helper.command': 'Ligne de commande de l’assistant',
  'helper.copy': 'Copier',
  'helper.copied': 'Copié',
  'helper.copyFailed': 'Votre navigateur n’a pas permis de copier. Sélectionnez la ligne et appuyez sur Ctrl+C.',
  'helper.loading': 'Un instant, la ligne se prépare…',
  'helper.failed': 'La ligne n’a pas pu être préparée.',
  'helper.tryAgain': 'Réessayer',
  'helper.valid': 'La ligne fonctionne une fois, jusqu’à {time}. Ensuite, une nouvelle s’affiche ici.',
  'helper.unableTitle': 'L’assistant est lancé, mais ne peut pas utiliser cet écran',
  'helper.unableHow':
    'Il lui faut un bureau Linux avec X11, pas Wayland, et l’écran visible doit appartenir à ce bureau. Ouvrez une session X11 et lancez-y l’assistant, ou arrêtez le partage et partagez un autre écran la prochaine fois.',
} satisfies Record<HelperTextKey, Text>;

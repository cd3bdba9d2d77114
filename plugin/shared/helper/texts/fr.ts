import type { Text } from '../../i18n/texts.ts';
import type { HelperTextKey } from './en.ts';

export const fr = {
  'helper.title': 'Encore une étape : lancez l’assistant',
  'helper.lead':
    '{viewer} ne peut utiliser votre souris et votre clavier que si un petit programme, l’assistant, est lancé sur cet ordinateur. C’est vous qui le lancez, personne d’autre ne le peut.',
  'helper.safe.ends': 'Il se termine avec cette session.',
  'helper.safe.noInstall': 'Rien n’est installé, un seul fichier est enregistré.',
  'helper.safe.removes': 'Rien n’est installé : un seul fichier est enregistré, et il s’efface lui-même à la fin.',
  'helper.safe.keeps':
    'Rien n’est installé : un seul fichier est enregistré. Il reste sur cet ordinateur pour la prochaine fois.',
  'helper.safe.nothingBefore': 'Il ne fait rien sans votre OK sur cette page.',
  'helper.safe.stop': 'Ctrl+Alt+Maj+S arrête le contrôle à tout moment.',

  'helper.download': 'Télécharger l’assistant',
  'helper.downloadSize': 'Télécharger l’assistant ({size})',
  'helper.again': 'Télécharger de nouveau',
  'helper.where': '{browser} affiche le fichier en haut à droite. S’il pose une question, conservez le fichier.',
  'helper.whereOther':
    'Votre navigateur enregistre le fichier parmi les téléchargements. S’il pose une question, conservez le fichier.',
  'helper.linux': 'Il lui faut un bureau Linux avec X11, pas Wayland.',
  'helper.linux.allow':
    'Affichez le fichier dans son dossier. Cliquez dessus avec le bouton droit, choisissez Propriétés et autorisez son exécution comme programme.',
  'helper.linux.open':
    'Ouvrez le fichier : par un double-clic, ou avec le bouton droit et « Exécuter comme un programme ».',
  'helper.linux.line': 'Ou bien, au lieu de 2 et 3, collez cette ligne dans un terminal et appuyez sur Entrée :',
  'helper.windows.open':
    'Ouvrez le fichier. Si Windows ne le connaît pas et vous avertit, choisissez « Informations complémentaires », vérifiez que le nom commence par sideseat-helper, puis choisissez « Exécuter quand même ».',
  'helper.mac.line': 'Ouvrez le Terminal, collez cette ligne et appuyez sur Entrée :',
  'helper.mac.ask':
    'Si macOS ne connaît pas le fichier et le bloque, ouvrez Réglages Système, Confidentialité et sécurité, choisissez-y « Ouvrir quand même » et collez la ligne encore une fois.',
  'helper.window': 'Sa petite fenêtre s’ouvre et reste tant que l’assistant fonctionne.',
  'helper.startLine': 'Ligne de commande qui lance le fichier',
  'helper.type': 'Si l’assistant demande un code, saisissez {code}.',

  'helper.downloading': 'L’assistant est en cours de téléchargement.',
  'helper.downloaded': 'Le téléchargement est terminé. Lancez maintenant l’assistant.',
  'helper.broken': 'Le téléchargement s’est interrompu. Veuillez réessayer.',
  'helper.started': 'L’assistant est lancé. Un instant, il se connecte…',

  'helper.none': 'Il n’y a pas de téléchargement pour cet ordinateur, mais il y a un moyen dans un terminal.',
  'helper.noneTitle': 'L’assistant ne fonctionne pas sur cet ordinateur',
  'helper.noneHow': 'Il n’y en a pas pour ce système. {viewer} voit toujours l’écran et peut dire quoi faire.',
  'helper.otherWay': 'Autre moyen : dans un terminal',
  'helper.needs': 'Cela fonctionne sous Linux avec X11 et Node.js 22 ou plus récent.',
  'helper.how': 'Ouvrez un terminal sur cet ordinateur, collez cette ligne et appuyez sur Entrée :',
  'helper.stays':
    'Le fichier sideseat-helper.mjs reste là où se trouve le terminal. Vous pourrez le supprimer ensuite.',
  'helper.command': 'Ligne de commande de l’assistant',
  'helper.copy': 'Copier',
  'helper.copied': 'Copié',
  'helper.copyFailed': 'Votre navigateur n’a pas permis de copier. Sélectionnez la ligne et appuyez sur Ctrl+C.',
  'helper.loading': 'Un instant, l’assistant se prépare…',
  'helper.failed': 'L’assistant n’a pas pu être préparé.',
  'helper.tryAgain': 'Réessayer',
  'helper.valid': 'Cela fonctionne une fois, jusqu’à {time}. Ensuite, un nouveau code s’affiche ici.',
  'helper.unableTitle': 'L’assistant est lancé, mais ne peut pas utiliser cet écran',
  'helper.unableHow':
    'Il lui faut un bureau Linux avec X11, pas Wayland, et l’écran visible doit appartenir à ce bureau. Ouvrez une session X11 et lancez-y l’assistant, ou arrêtez le partage et partagez un autre écran la prochaine fois.',
} satisfies Record<HelperTextKey, Text>;

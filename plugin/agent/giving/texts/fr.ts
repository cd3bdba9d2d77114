import type { Text } from '../../../shared/i18n/texts.ts';
import type { GivingTextKey } from './en.ts';

export const fr = {
  'caution.title': 'Donner le contrôle de votre bureau ?',
  'caution.files':
    '{name} pourra alors ouvrir, modifier, envoyer et supprimer tout fichier de cet ordinateur qui n’est pas protégé par un mot de passe.',
  'caution.seen':
    '{name} voit aussi tout ce qui est à l’écran : les noms et les codes d’autres clients, vos messages et tout ce qui s’ouvre. Fermez d’abord ce qui n’est pas destiné à {name}.',
  'caution.picks':
    'OK ouvre la fenêtre du navigateur : choisissez-y votre écran entier. La question est ensuite posée à {name}.',
  'caution.asks': 'OK pose la question à {name}, qui voit déjà votre écran. Rien n’est contrôlé avant sa réponse.',

  'given.name': '{name}',
  'given.helperAbsent': '{name} a accepté. Il manque encore l’assistant sur cet ordinateur.',
  'given.helperUnable': '{name} a accepté, mais l’assistant ne peut pas utiliser l’écran que vous montrez.',
  'given.armed':
    'Demandez à {name} de cliquer dans l’image. Avant ce clic, rien de ce que fait {name} n’atteint votre bureau.',
  'given.active':
    '{name} contrôle votre souris et votre clavier. Cliquez n’importe où sur votre bureau pour les reprendre.',
  'given.ownerActs': 'Vous utilisez la souris ou le clavier : {name} attend.',
  'given.asked':
    'Une demande à {name} est en cours. D’ici là, vous seul pouvez utiliser la souris et le clavier.',
  'given.customerLate':
    'La page de {name} ne répond pas. En attendant, vous seul pouvez utiliser la souris et le clavier.',
  'given.takenBack':
    'Vous avez repris la souris et le clavier. {name} voit toujours votre bureau, sans pouvoir l’utiliser.',
  'given.takeControlBack': 'Reprendre',
  'given.giveControlAgain': 'Redonner',
  'given.stop': 'Arrêter le contrôle',
  'given.keys': 'Ctrl+Alt+Maj+S arrête le contrôle à tout moment.',
} satisfies Record<GivingTextKey, Text>;

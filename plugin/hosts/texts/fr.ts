import type { HostTextKey } from './en.ts';
import type { Text } from '../../agent/hosting.ts';

export const fr: Readonly<Record<HostTextKey, Text>> = {
  'host.signedOut': 'Déconnexion effectuée.',
  'host.failed': 'La connexion n’a pas abouti',
  'host.signInAgain': 'Se reconnecter',
  'host.tryAgain': 'Réessayer',
  'host.noToken':
    'Ce panneau a besoin d’une connexion fournie par le tableau de bord qui l’affiche. Prévenez votre administrateur.',
};

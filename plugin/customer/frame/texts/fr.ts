import type { Text } from '../../../shared/i18n/texts.ts';
import type { FrameTextKey } from './en.ts';

export const fr: Readonly<Record<FrameTextKey, Text>> = {
  'frame.connecting': 'Mise en relation avec un conseiller…',
  'frame.lost': 'La connexion s’est terminée au changement de page. Rien n’est partagé.',
  'frame.failed': 'La connexion n’est pas établie, et rien n’est partagé.',
  'frame.again': 'Se reconnecter',
  'frame.close': 'Fermer',
  'frame.small': 'Réduire',
  'frame.large': 'Ouvrir',
  'frame.stop': 'Arrêter le partage',
  'frame.state.connecting': 'Connexion…',
  'frame.state.interrupted': 'Connexion perdue, nouvel essai…',
  'frame.state.paused': 'Le partage a été interrompu',
  'frame.state.waiting': 'Un conseiller va arriver',
  'frame.state.active': 'En relation avec {agent}',
  'frame.state.ended': 'La connexion est terminée',
  'frame.state.replaced': 'La connexion est dans un autre onglet',
  'frame.state.starting': 'La page est en préparation',
  'frame.state.page': '{agent} voit cette page',
  'frame.state.desktop': '{agent} voit votre écran',
  'frame.state.unwatched': '{agent} ne regarde pas en ce moment',
  'frame.hidden': '{agent} ne voit ni les mots de passe, ni les numéros de carte, ni ce que ce site masque.',
  'frame.showHidden': 'Afficher ce qui est masqué',
};

import type { WindowTextKey } from './en.ts';

export const fr: Record<WindowTextKey, string> = {
  'window.resuming': 'L’image revient…',
  'window.zoomIn': 'Agrandir',
  'window.zoomOut': 'Réduire',
  'window.actualSize': 'Taille réelle, point par point',
  'window.zoom': 'Zoom : {percent}',
  'window.shared': 'Partagé : {what}',
  'window.pan': 'Image plus grande que sa fenêtre. Les flèches la déplacent.',
  'window.detach': 'Fenêtre à part',
  'window.attach': 'Ramener ici',
  'window.toFront': 'Afficher la fenêtre',
  'window.detached': 'Le bureau est dans une fenêtre à part',
  'window.detachedDetail': 'Fermez cette fenêtre pour retrouver l’image ici.',
  'window.blocked':
    'Le navigateur n’a pas ouvert de fenêtre. Autorisez les fenêtres pop-up pour cette page, puis réessayez.',

  'quality.label': 'Qualité',
  'quality.frames': '{frames} images/s',
  'quality.delayShort': 'Latence {delay}',
  'quality.measuring': 'Mesure en cours…',
  'quality.resolution': 'Définition',
  'quality.frameRate': 'Images par seconde',
  'quality.bitrate': 'Débit',
  'quality.roundTrip': 'Aller-retour au serveur média',
  'quality.loss': 'Paquets perdus',
  'quality.buffer': 'Attente en mémoire tampon',
  'quality.decode': 'Décodage',
  'quality.delay': 'Latence',
  'quality.delayHelp':
    'Latence : du serveur média à cet écran. La moitié de l’aller-retour, la mémoire tampon et le décodage. Le trajet de l’ordinateur du client au serveur média s’y ajoute.',
};

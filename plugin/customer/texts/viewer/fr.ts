import type { Text } from '../../../shared/i18n/texts.ts';
import type { ViewerTextKey } from './en.ts';

export const fr = {
  'viewer.region': 'Bureau du conseiller',
  'viewer.of': 'Bureau de {agent}',
  'viewer.who': 'Partage d’écran : {agent} vous montre un bureau. Vous regardez seulement.',
  'viewer.whoControl': 'Partage d’écran : {agent} vous montre un bureau, et vous pouvez le contrôler.',
  'viewer.since': 'depuis {time}',
  'viewer.close': 'Fermer',
  'viewer.place': 'Bureau du conseiller dans sa propre fenêtre',
  'viewer.elsewhere': 'L’image est dans une fenêtre séparée.',
  'viewer.toFront': 'Afficher la fenêtre',
  'viewer.asked': '{agent} vous pose une question. Elle se trouve dans la page qui a ouvert cette fenêtre.',
  'viewer.blocked': 'Votre navigateur n’a pas ouvert de fenêtre : l’image est donc ici.',
  'viewer.starting': 'Un instant, {agent} prépare l’image.',
  'viewer.connecting': 'Connexion de l’image…',
  'viewer.linkLost': 'Connexion perdue, nouvelle tentative…',
  'viewer.doubt.link': 'Connexion perdue, nouvelle tentative…',
  'viewer.doubt.agent': 'La page de {agent} ne répond pas.',
  'viewer.doubt.picture': 'Aucune nouvelle image n’arrive.',
  'viewer.age': 'L’image date de {age}.',
  'viewer.mayBeOld': 'L’image est peut-être ancienne.',
} satisfies Record<ViewerTextKey, Text>;

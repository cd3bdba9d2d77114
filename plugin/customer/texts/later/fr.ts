import type { Text } from '../../../shared/i18n/texts.ts';
import type { LaterTextKey } from './en.ts';

export const fr = {
  'outcome.notNow': 'Vous avez choisi « Pas maintenant ». Rien n’a été partagé.',
  'outcome.dismissed': 'Vous avez fermé la question. Rien n’a été partagé.',
  'outcome.noAnswer': 'Le temps de réponse est écoulé, ce qui vaut refus. Rien n’a été partagé.',
  'outcome.withdrawn': '{agent} a retiré la question. Rien n’a été partagé.',
  'outcome.pickerCancelled': 'Vous avez fermé la boîte du navigateur sans choisir. Rien n’a été partagé.',
  'outcome.pickerTimedOut': 'Le temps pour choisir dans le navigateur est écoulé. Rien n’a été partagé.',
  'outcome.wrongSurface':
    'Vous avez choisi un onglet du navigateur. Il ne montre pas votre bureau ; rien n’a donc été partagé. Si {agent} vous le demande à nouveau, choisissez tout l’écran ou une fenêtre.',
  'outcome.captureUnavailable':
    'Votre navigateur ou votre ordinateur n’a pas permis de montrer l’écran. Rien n’a été partagé. Autorisez l’enregistrement de l’écran pour ce navigateur dans les réglages de l’ordinateur, ou utilisez un autre navigateur.',
  'outcome.revoked': 'Vous avez arrêté le partage. Plus personne ne voit votre écran.',
  'outcome.captureEnded':
    'Le partage a été arrêté dans le navigateur, ou la fenêtre partagée a été fermée. Plus personne ne voit votre écran.',
  'outcome.released': '{agent} a arrêté le partage. Plus personne ne voit votre écran.',
  'outcome.expired': 'La durée maximale du partage est écoulée. Plus personne ne voit votre écran.',
  'outcome.idle':
    'Personne n’a regardé pendant dix minutes ; le partage a donc été arrêté. Plus personne ne voit votre écran.',
  'outcome.mediaFailed': 'L’image n’a pas pu être transmise. Plus personne ne voit votre écran.',
  'outcome.customerLost': 'Cette page a été rechargée ou a perdu la connexion. Plus rien n’est partagé.',
  'outcome.agentLost': 'Chez {agent}, la page a été fermée ou a perdu la connexion. Plus rien n’est partagé.',
  'outcome.sessionEnded': 'La connexion a pris fin. Plus rien n’est partagé.',
  'outcome.serverRestarted': 'Notre service a redémarré. Plus rien n’est partagé.',
  'outcome.show.notShown': '{agent} n’a rien pu montrer. Rien n’a été partagé.',
  'outcome.show.closed': 'Vous avez fermé la fenêtre. La connexion reste établie.',
  'outcome.show.released': '{agent} a cessé de montrer le bureau.',
  'outcome.show.customerLost':
    'Cette page a été rechargée ou a perdu la connexion : le bureau du conseiller n’est plus affiché.',
  'outcome.show.agentLost': 'La page de {agent} a été fermée ou a perdu la connexion : le bureau n’est plus affiché.',
  'outcome.show.over': 'Le bureau du conseiller n’est plus affiché.',
  'outcome.again': '{agent} peut vous le demander à nouveau.',
  'outcome.control.gone': '{agent} ne peut plus utiliser votre souris ni votre clavier.',
  'outcome.control.wrongSurface':
    'Votre choix n’est pas reconnu comme votre écran entier. Le contrôle en a besoin ; rien n’a donc été partagé. Si {agent} vous le demande à nouveau, choisissez tout l’écran. Certains navigateurs ne disent pas ce qui a été choisi : utilisez-en alors un autre.',
  'outcome.control.revoked':
    'Vous avez arrêté le contrôle. {agent} ne peut plus utiliser votre souris ni votre clavier, et voit toujours votre écran.',
  'outcome.control.released': '{agent} a rendu le contrôle et voit toujours votre écran.',
  'outcome.control.expired':
    'La durée maximale du contrôle est écoulée. {agent} ne peut plus utiliser votre souris ni votre clavier, et voit toujours votre écran.',
  'outcome.control.over': '{agent} ne peut plus utiliser votre souris ni votre clavier, et voit toujours votre écran.',
  'outcome.control.notNow': 'Vous avez choisi « Pas maintenant ». {agent} peut seulement voir votre écran, comme avant.',
  'outcome.control.dismissed': 'Vous avez fermé la question. {agent} peut seulement voir votre écran, comme avant.',
  'outcome.control.noAnswer':
    'Le temps de réponse est écoulé, ce qui vaut refus. {agent} peut seulement voir votre écran, comme avant.',
  'outcome.control.withdrawn': '{agent} a retiré la question et peut seulement voir votre écran, comme avant.',
  'outcome.control.refused': '{agent} n’a pas obtenu le contrôle et peut seulement voir votre écran, comme avant.',

  'control.choosing': 'Choisissez tout votre écran dans la boîte de votre navigateur',
  'control.helperAbsent':
    '{agent} ne pourra utiliser votre souris et votre clavier que lorsque vous aurez lancé l’assistant',
  'control.helperUnable': '{agent} ne peut pas encore utiliser votre souris ni votre clavier',
  'control.armed': '{agent} peut contrôler votre bureau',
  'control.armedHint': 'L’assistant est lancé. {agent} commence par un clic dans l’image.',
  'control.active': '{agent} contrôle votre souris et votre clavier',
  'control.activeHint': 'Vous pouvez les utiliser aussi : les vôtres passent avant.',
  'control.paused': 'Vous utilisez la souris ou le clavier : {agent} attend',
  'control.pausedHint': '{agent} continue dès que votre souris et votre clavier sont restés un instant sans bouger.',
  'control.asked': '{agent} attend votre réponse',
  'control.askedHint': 'Tant que la question est ouverte, personne d’autre que vous ne peut utiliser votre souris et votre clavier.',
  'control.stop': 'Arrêter le contrôle',
  'control.stopAdded':
    "Vous pouvez arrêter à tout moment : avec « Arrêter le contrôle », « Arrêter le partage d'écran » ou Ctrl+Alt+Maj+S.",
  'control.stopOwn': "Vous pouvez arrêter à tout moment : avec « Arrêter le partage d'écran » ou Ctrl+Alt+Maj+S.",
  'control.title.helper': 'Encore une étape : lancer l’assistant – {company}',
  'control.title.armed': '{agent} peut contrôler votre bureau – {company}',
  'control.title.active': '{agent} contrôle votre bureau – {company}',
  'control.title.paused': '{agent} attend – {company}',

  'helper.title': 'Encore une étape : lancez l’assistant',
  'helper.lead':
    '{agent} ne peut utiliser votre souris et votre clavier que si un petit programme, l’assistant, est lancé sur cet ordinateur. C’est vous qui le lancez, personne d’autre ne le peut.',
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
    'Il lui faut un bureau Linux avec X11, pas Wayland, et l’écran partagé doit appartenir à ce bureau. Ouvrez une session X11 et lancez-y l’assistant, ou arrêtez le partage d’écran et choisissez un autre écran lorsque {agent} vous le demandera à nouveau.',
} satisfies Record<LaterTextKey, Text>;

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
  'outcome.pageUnavailable': 'Cette page n’a pas pu être partagée. Rien n’a été partagé.',
  'outcome.revoked': 'Vous avez arrêté le partage. Plus personne ne voit votre écran.',
  'outcome.captureEnded':
    'Le partage a été arrêté dans le navigateur, ou la fenêtre partagée a été fermée. Plus personne ne voit votre écran.',
  'outcome.released': '{agent} a arrêté le partage. Plus personne ne voit votre écran.',
  'outcome.expired': 'La durée maximale du partage est écoulée. Plus personne ne voit votre écran.',
  'outcome.idle':
    'Personne n’a regardé pendant dix minutes ; le partage a donc été arrêté. Plus personne ne voit votre écran.',
  'outcome.mediaFailed': 'L’image n’a pas pu être transmise. Plus personne ne voit votre écran.',
  'outcome.pageForbidden': 'Cette page ne doit pas être partagée. Plus rien n’est partagé.',
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
  'outcome.given.revoked': 'Vous avez arrêté le contrôle. Vous voyez toujours le bureau de {agent}.',
  'outcome.given.released': '{agent} a repris le contrôle pour de bon. Vous voyez toujours le bureau.',
  'outcome.given.expired': 'La durée maximale du contrôle est atteinte. Vous voyez toujours le bureau de {agent}.',
  'outcome.given.over': 'Vous ne pouvez plus contrôler le bureau de {agent}, mais vous le voyez toujours.',
  'outcome.given.notNow': 'Vous avez choisi « Pas maintenant ». Vous voyez seulement le bureau de {agent}, comme avant.',
  'outcome.given.dismissed': 'Vous avez fermé la question. Vous voyez seulement le bureau de {agent}, comme avant.',
  'outcome.given.noAnswer': 'Le temps de réponse est écoulé, ce qui veut dire non. Vous voyez seulement le bureau de {agent}, comme avant.',
  'outcome.given.withdrawn': '{agent} a retiré la question. Vous voyez seulement le bureau, comme avant.',
  'outcome.given.refused': 'Vous n’avez pas obtenu le contrôle. Vous voyez seulement le bureau de {agent}, comme avant.',

  'given.announced': 'Vous pouvez le contrôler : cliquez dans son image.',
  'given.title': '{agent} vous laisse contrôler un bureau – {company}',

  'page.choosing':
    'Un instant : cette page est en préparation. Si ce n’est pas possible, choisissez une fenêtre ou un écran dans la boîte de votre navigateur.',
  'outcome.page.revoked': 'Vous avez arrêté le partage. Plus rien n’est partagé.',
  'outcome.page.captureEnded': 'Le partage n’a pas pu continuer dans votre navigateur. Plus rien n’est partagé.',
  'outcome.page.released': '{agent} a arrêté le partage. Plus rien n’est partagé.',
  'outcome.page.expired': 'La durée maximale du partage est écoulée. Plus rien n’est partagé.',
  'outcome.page.idle':
    'Personne n’a regardé pendant dix minutes, le partage a donc été arrêté. Plus rien n’est partagé.',
  'outcome.page.mediaFailed': 'Ce que vous partagiez n’a pas pu être transmis. Plus rien n’est partagé.',

  'control.choosing': 'Choisissez tout votre écran dans la boîte de votre navigateur',
  'control.helperAbsent':
    '{agent} ne pourra utiliser votre souris et votre clavier que lorsque vous aurez lancé l’assistant',
  'control.helperUnable': '{agent} ne peut pas encore utiliser votre souris ni votre clavier',
  'control.announced.helperAbsent': 'Encore une étape : lancez l’assistant',
  'control.announced.helperUnable': 'L’assistant est lancé, mais ne peut pas utiliser cet écran',
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

  'viewing.announced': '{agent} vous montre un bureau. Vous pouvez fermer la fenêtre à tout moment.',
  'title.viewing': '{agent} montre un bureau – {company}',

  'report.title': 'Signaler un abus ?',
  'report.hint':
    'Le partage et la connexion prennent fin immédiatement. Le journal de cette session est conservé et un responsable est informé.',
} satisfies Record<LaterTextKey, Text>;

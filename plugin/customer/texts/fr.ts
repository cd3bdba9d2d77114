import type { Text } from '../../shared/i18n/texts.ts';
import type { CustomerTextKey } from './en.ts';

export const fr: Readonly<Record<CustomerTextKey, Text>> = {
  'join.title': 'Assistance {company}',
  'join.titleUnnamed': 'Assistance',
  'join.lead': 'Saisissez le code que votre conseiller vous a donné.',
  'join.linkLead': 'Vous avez ouvert le lien que votre conseiller vous a envoyé.',
  'join.pin': 'Code PIN',
  'join.connect': 'Se connecter au conseiller',
  'join.connecting': 'Connexion en cours…',
  'join.pinEmpty': 'Veuillez saisir le code.',
  'join.pinLength': 'Le code comporte {digits} chiffres. Vérifiez-le et réessayez.',
  'join.promise': 'Vous connecter ne montre votre écran à personne. On vous le demandera d’abord.',
  'join.scam':
    'Avez-vous reçu un appel inattendu vous demandant de vous connecter ? Ne vous connectez pas. Raccrochez.',
  'join.retry': 'Vous pouvez réessayer maintenant.',
  'join.fallback': 'Si cette page ne fonctionne pas, essayez {address}',

  'support.phone': 'Les téléphones et les tablettes ne peuvent pas montrer leur écran.',
  'support.phoneWayOut': 'Pour montrer votre écran, ouvrez {address} sur un ordinateur et saisissez-y le code.',
  'support.insecure': 'Votre écran ne peut pas être montré depuis cette adresse, car la connexion n’est pas sécurisée.',
  'support.insecureWayOut':
    'Pour montrer votre écran, utilisez une adresse commençant par https://, ou demandez-la à votre conseiller.',
  'support.unsupported': 'Ce navigateur ne peut pas montrer votre écran.',
  'support.unsupportedWayOut':
    'Pour montrer votre écran, ouvrez {address} dans une version récente de Chrome, Edge, Firefox ou Safari sur un ordinateur, et saisissez-y le code.',
  'support.once':
    'Un code ou un lien ne sert qu’une fois. Si vous vous connectez ici, demandez-en un autre pour l’ordinateur.',

  'page.opening': 'Connexion en cours…',
  'page.unreachable': 'Le service est injoignable, nouvelle tentative…',
  'page.unreachableHint': 'Vérifiez votre connexion internet. Cette page continuera d’elle-même.',
  'page.outdated': 'Il existe une version plus récente de cette page.',
  'page.outdatedHint': 'Rechargez-la pour continuer. Rien n’est partagé pour le moment.',
  'page.reload': 'Recharger la page',
  'page.waiting': 'La connexion est établie. Un conseiller va s’occuper de vous.',
  'page.active': 'Vous êtes en contact avec {agent} ({company}).',
  'page.safe': 'Personne ne voit votre écran. On vous demandera votre accord avant que cela change.',
  'page.agentAway': 'Chez {agent}, la page n’est pas connectée pour le moment.',
  'page.words': 'Vérifiez que les deux mots sont identiques des deux côtés :',
  'page.wordsDiffer': 'Si les mots diffèrent, mettez fin à la connexion.',

  'link.retrying': 'Connexion perdue, nouvelle tentative…',
  'link.nothingShared': 'Rien n’est partagé pour le moment.',
  'link.mayStop': 'Le partage s’arrête de lui-même si la connexion ne revient pas en quelques secondes.',
  'link.replaced': 'Cette page a été ouverte dans un autre onglet.',
  'link.replacedHint': 'Vous pouvez continuer dans l’autre onglet. Rien n’est partagé depuis celui-ci.',
  'link.takeOver': 'Continuer ici',

  'failure.record': 'Aucun partage n’est possible pour le moment. Veuillez le dire à votre conseiller.',

  'question.notNow': 'Pas maintenant',
  'question.ok': 'OK',
  'question.moreTime': 'Plus de temps',
  'question.remaining': 'Temps pour répondre : {time}. Sans réponse, c’est non.',
  'question.over': 'Le temps de réponse est écoulé.',
  'question.tooSoon': 'Veuillez d’abord lire, puis appuyer de nouveau.',
  'question.words': 'Les deux mêmes mots des deux côtés ?',

  'choosing.title': 'Choisissez l’écran ou la fenêtre dans la boîte de votre navigateur',
  'choosing.hint': 'Personne ne voit encore rien. Si vous avez changé d’avis, fermez la boîte sans choisir.',

  'sharing.region': 'Vue du bureau',
  'sharing.regionPage': 'Page partagée',
  'sharing.starting': 'Un instant, le partage se prépare. Personne ne voit encore rien.',
  'sharing.title.monitor': 'Tout votre écran est partagé',
  'sharing.title.window': 'L’une de vos fenêtres est partagée',
  'sharing.title.browser': 'L’un de vos onglets est partagé',
  'sharing.title.unknown': 'L’écran ou la fenêtre que vous avez choisis sont partagés',
  'sharing.title.page': 'Cette page web est partagée',
  'sharing.opening': '{agent} verra dans un instant ce que vous partagez. Personne d’autre.',
  'sharing.watched': '{agent} voit maintenant ce que vous partagez. Personne d’autre.',
  'sharing.unwatched':
    '{agent} ne regarde pas en ce moment, mais peut regarder à nouveau à tout moment. Personne d’autre.',
  'sharing.since': 'Partagé depuis {time}',
  'sharing.hint.monitor': 'Tout ce qui s’y affiche est visible, y compris les messages qui apparaissent.',
  'sharing.hint.window': 'Les autres fenêtres ne sont pas visibles.',

  'continue.action': 'Continuer le partage',
  'continue.busy': 'Reprise en cours…',
  'continue.remaining': 'Temps pour continuer : {time}. Ensuite, le partage sera terminé.',
  'continue.over': 'Le temps pour continuer est écoulé.',
  'continue.lapsed': 'Le temps pour continuer est écoulé ; le partage est donc terminé.',
  'continue.paused': 'Personne ne voit rien, même si votre navigateur indique encore un partage.',
  'continue.interrupted': 'Le partage a été interrompu. Personne ne voit rien en ce moment.',
  'continue.linkLost': 'Connexion perdue, nouvelle tentative… Personne ne voit rien en ce moment.',
  'continue.link': 'Dès que la connexion sera rétablie, vous pourrez continuer en un clic.',
  'continue.agent': 'Quand {agent} sera de retour, vous pourrez continuer en un clic.',
  'continue.server': 'Un instant, s’il vous plaît. Vous pouvez arrêter à tout moment.',

  'toolbar.name': "Barre d'outils du client",
  'toolbar.stop': "Arrêter le partage d'écran",
  'toolbar.stopPage': 'Arrêter le partage',
  'toolbar.end': 'Terminer la session',
  'toolbar.report': 'Signaler un abus',
  'toolbar.nothingShared': 'Rien n’est partagé pour le moment.',
  'toolbar.stoppedAt': 'Partage arrêté à {time}.',
  'end.title': 'Terminer la session ?',
  'end.hint': 'La connexion prend fin immédiatement et plus rien n’est partagé.',

  'leaving.title': 'Fin de la session en cours…',
  'leaving.interrupted':
    'La connexion est perdue. La session se terminera dès qu’elle sera rétablie. Plus rien n’est partagé.',
  'leaving.report': 'Envoi de votre signalement…',
  'leaving.reportInterrupted':
    'La connexion est perdue. Votre signalement sera envoyé dès qu’elle sera rétablie. Plus rien n’est partagé.',

  'ended.you.agentEnded': '{agent} a mis fin à la connexion.',
  'ended.you.customerEnded': 'Vous avez mis fin à la connexion.',
  'ended.you.abuseReported': 'Merci. Votre signalement est bien arrivé.',
  'ended.you.visitorGone': 'Vous avez quitté le site.',
  'ended.thanks': 'Merci. Plus rien n’est partagé. Vous pouvez fermer cette page.',
  'ended.reported':
    'Plus rien n’est partagé. Le journal de cette session est conservé et un responsable est informé. Avez-vous communiqué un mot de passe ou des coordonnées bancaires ? Changez le mot de passe et appelez votre banque sans attendre.',
  'ended.again': 'Saisir un nouveau code',

  'textSize': 'Taille du texte',
  'textSize.100': 'Texte normal',
  'textSize.125': 'Grand texte',
  'textSize.150': 'Très grand texte',

  'agent.named': '{agent}',

  'title.page': '{company} : assistance',
  'title.asking': '{title} – {company}',
  'title.choosing': 'Choisir un écran – {company}',
  'title.sharing': 'Votre écran est partagé – {company}',
  'title.interrupted': 'Partage interrompu – {company}',
};

import type { Text } from '../../../shared/i18n/texts.ts';
import type { LaterTextKey } from './en.ts';

export const fr = {
  'common.copy': 'Copier',
  'common.copied': 'Copié',
  'common.copyFailed': 'La copie n’a pas été possible. Veuillez sélectionner le texte et le copier vous-même.',

  'new.title': 'Créer une session',
  'new.name': 'Nom',
  'new.nameHint': 'Par exemple le nom du client ou un numéro de dossier. Le client ne le voit pas.',
  'new.method': 'Comment le client nous rejoint',
  'new.pin': 'Code PIN',
  'new.link': 'Lien',
  'new.pinLead': 'Pour les clients au téléphone : ils saisissent un code court.',
  'new.linkLead': 'Pour les clients par chat ou par e-mail : ils ouvrent le lien.',
  'new.createPin': 'Créer un code PIN',
  'new.createLink': 'Créer un lien',
  'new.creating': 'Création…',

  'invite.pinLabel': 'Code PIN',
  'invite.linkLabel': 'Lien',
  'invite.copyPin': 'Copier le code PIN',
  'invite.copyLink': 'Copier le lien',
  'invite.tell': 'Demandez au client d’ouvrir cette page et de saisir le code PIN :',
  'invite.tellFallback': 'Si cette page ne s’ouvre pas :',
  'invite.sendLink': 'Envoyez ce lien au client. Il n’est valable qu’une fois.',
  'invite.valid': 'Encore valable {time}',
  'invite.expired': 'Expiré. Il ne peut plus être utilisé.',
  'invite.renewPin': 'Nouveau code PIN',
  'invite.renewLink': 'Nouveau lien',
  'invite.joining': 'Le code PIN ou le lien a été utilisé. La page correspondante n’est pas encore connectée.',
  'invite.hidden':
    'Le serveur a redémarré : le code PIN ou le lien n’est plus affiché. Il reste valable jusqu’à son expiration.',
  'invite.anew': 'Vous pouvez en créer un nouveau à tout moment. Le précédent ne vaut alors plus rien, utilisé ou non.',
  'invite.used': 'Le client est connecté.',
  'invite.open': 'Ouvrir la session',

  'command.withdraw': 'Retirer',
  'command.asking': 'La question est posée à {name}.',
  'command.requestView.choosing': '{name} a appuyé sur OK et choisit l’écran.',
  'command.showDesktop.choosing': '{name} a appuyé sur OK. L’image se prépare.',
  'command.remaining': 'Temps restant pour répondre',
  'command.remainingChoosing': 'Temps restant pour choisir',

  'sent.title': 'Demande envoyée',
  'sent.asking': '{name} reçoit maintenant la question. Sa décision s’affichera ici.',
  'sent.choosing': '{name} a appuyé sur OK et choisit l’écran.',
  'sent.show.asking': '{name} reçoit maintenant la question. Personne ne voit votre bureau avant son accord.',
  'sent.show.choosing': '{name} a appuyé sur OK. L’image se prépare.',

  'advice.notNow': 'Demandez pour quelle raison avant de poser à nouveau la question.',
  'advice.dismissed': 'Cela vaut « Pas maintenant ».',
  'advice.noAnswer': 'Une absence de réponse vaut un non. La page n’était peut-être pas au premier plan.',
  'advice.withdrawn': 'La question ne s’affiche plus chez {name}.',
  'advice.pickerCancelled': '{name} a appuyé sur OK, mais a fermé le choix proposé par le navigateur.',
  'advice.pickerTimedOut': '{name} a appuyé sur OK, mais n’a rien choisi dans la liste du navigateur.',
  'advice.wrongSurface':
    'Rien n’a été montré. Demandez à {name} de choisir l’écran entier ou une fenêtre la prochaine fois.',
  'advice.captureUnavailable':
    'Le navigateur ou le système d’exploitation ne permet pas le partage d’écran. Un autre navigateur sur un ordinateur peut aider.',
  'advice.customerLost': 'Dès que la page sera de nouveau ouverte, faites une nouvelle demande.',
  'advice.agentLost': 'Rien ne reprend tout seul. Faites une nouvelle demande à {name}.',
  'advice.sessionEnded': 'Les partages et les demandes ont pris fin avec la session.',
  'advice.serverRestarted': 'Rien ne reprend tout seul. Faites une nouvelle demande à {name}.',
  'advice.revoked': 'Pour revoir le bureau, il faut un nouvel OK.',
  'advice.captureEnded': 'Pour revoir le bureau, il faut un nouvel OK.',
  'advice.released': 'Pour revoir le bureau, il faut un nouvel OK.',
  'advice.expired': 'Pour revoir le bureau, il faut un nouvel OK.',
  'advice.idle': 'Pour revoir le bureau, il faut un nouvel OK.',
  'advice.mediaFailed': 'Refaites la demande. Si cela se reproduit, prévenez votre administrateur.',
  'advice.mayContinue': '{name} peut continuer en un clic pendant une minute. Rien ne reprend sans ce clic.',
  'advice.show.pickerCancelled': 'Appuyez de nouveau sur « Montrer mon bureau ».',
  'advice.show.pickerTimedOut': 'Appuyez de nouveau sur « Montrer mon bureau ».',
  'advice.show.revoked': 'Pour le montrer de nouveau, il faut un nouvel OK.',
  'advice.show.captureEnded': 'Pour le montrer de nouveau, il faut un nouvel OK.',
  'advice.show.released': 'Pour le montrer de nouveau, il faut un nouvel OK.',
  'advice.show.expired': 'Pour le montrer de nouveau, il faut un nouvel OK.',

  'window.label': 'Bureau partagé',
  'window.title': 'Bureau : {name}',
  'window.titleWindow': 'Fenêtre : {name}',
  'window.since': 'depuis {time}',
  'window.told': '{name} voit que vous regardez',
  'window.toldAway': '{name} voit que vous ne regardez pas',
  'window.size': 'Taille',
  'window.fit': 'Ajuster',
  'window.fullScreen': 'Plein écran',
  'window.exitFullScreen': 'Quitter le plein écran',
  'window.lookAway': 'Ne plus regarder',
  'window.lookAgain': 'Regarder à nouveau',
  'window.opening': 'Connexion de l’image…',
  'window.openingDetail': '{name} a accepté à {time}.',
  'window.away': 'Vous ne regardez pas',
  'window.awayDetail': '{name} autorise toujours l’affichage et voit que personne ne regarde en ce moment.',
  'window.linkLost': 'Connexion perdue, nouvelle tentative…',
  'window.linkLostDetail': 'L’image est masquée, car elle pourrait être ancienne.',
  'window.stopped': 'Arrêté',
  'window.stoppedAt': 'Arrêté à {time}',
  'window.current': 'Image à jour',
  'window.late': '{name} ne répond pas',
  'window.frozen': 'Aucune nouvelle image n’arrive',
  'window.age': 'L’image date d’il y a {age}.',
  'window.mayBeOld': 'L’image est peut-être ancienne.',

  'panel.end.title': 'Terminer la session avec {name} ?',
  'panel.end.detail':
    'Tout partage s’arrête immédiatement. Pour revenir, le client aura besoin d’une nouvelle invitation.',
  'tools.label': 'Outils de session',
  'tools.sharing': 'Partage',
  'tools.applications': 'Applications',
  'tools.log': 'Journal',
  'applications.remoteControl':
    'Voyez ce que voit le client, ou montrez ce que vous voyez. Le client doit accepter à chaque fois.',

  'showing.region': 'Vue du bureau',
  'showing.holding': 'Votre choix est prêt. Personne ne le voit avant l’accord de {name}.',
  'showing.starting': 'Votre écran se prépare. Personne ne le voit encore.',
  'showing.opening': '{name} verra dans un instant : {what}. Personne d’autre.',
  'showing.seen': '{name} voit maintenant : {what}. Personne d’autre.',
  'showing.late':
    '{name} voit peut-être : {what}. La page du client ne répond pas ; le partage s’arrête de lui-même en quelques secondes.',
  'showing.linkLost':
    'Connexion perdue. Le partage s’arrête de lui-même en quelques secondes ; vous pouvez l’arrêter maintenant.',
  'showing.captureUnavailable':
    'Votre navigateur ou ordinateur n’a pas autorisé l’affichage de l’écran. Autorisez l’enregistrement de l’écran pour ce navigateur, puis réessayez.',

  'shortcuts.lead':
    'Ils fonctionnent partout sur cette page, sauf pendant la saisie. Ce navigateur retient votre choix.',
  'shortcuts.zoom': 'Dans le bureau partagé : 0 l’ajuste, 1 l’affiche à 100 %, + et − zooment.',
  'shortcuts.change': 'Modifier',
  'shortcuts.press': 'Appuyez sur les touches…',
  'shortcuts.reset': 'Tout réinitialiser',
  'shortcuts.saved': 'Enregistré. {action} : {keys}',
  'shortcuts.wereReset': 'Toutes les touches d’origine sont rétablies.',
  'shortcuts.combination':
    'Maintenez Alt et Maj et appuyez sur une lettre, un chiffre ou une flèche. Les autres touches servent au navigateur et aux lecteurs d’écran.',
  'shortcuts.reserved': 'Le navigateur utilise lui-même ces touches. Choisissez-en d’autres.',
  'shortcuts.taken': 'Ces touches servent déjà à « {action} ». Choisissez-en d’autres.',

  'log.empty': 'Rien ne s’est encore passé.',
  'log.earlier': 'Les lignes antérieures ne sont pas affichées ici. Elles restent enregistrées.',

  'signInAgain.label': 'Connexion',
  'signInAgain.ends': 'Votre connexion prend fin à {time}.',
  'signInAgain.ends.detail':
    'Les partages en cours s’arrêteront aussi. Reconnectez-vous et tout continuera sans interruption.',
  'signInAgain.action': 'Se reconnecter',
  'signInAgain.as': 'Votre compte : {agent}.',
  'signInAgain.missing': 'Veuillez saisir le mot de passe.',

  'notice.label': 'Avertissements',
  'notice.dismiss': 'Masquer',
  'notice.pinGuessing': 'Quelqu’un essaie peut-être de deviner des codes PIN.',
  'notice.pinGuessing.detail':
    'De nombreux codes erronés ont été reçus depuis {time}. Ces tentatives sont ralenties ; les clients peuvent toujours se connecter. Comparez les deux mots avant d’appuyer sur Démarrer. Un lien ne peut pas être deviné.',
  'notice.askedTooOften': '{agent} a sollicité un client trois fois en cinq minutes.',
  'notice.askedTooOften.detail':
    'À {time}. La même demande ne peut pas être renvoyée à ce client avant la fin des cinq minutes.',
  'notice.abuseReported': 'Un client a signalé un abus attribué à {agent}.',
  'notice.abuseReported.detail':
    '{time}, session « {session} ». Le partage et la session ont pris fin immédiatement et le journal est conservé. Pendant une heure, {agent} ne peut solliciter chaque client qu’une fois en cinq minutes. Identifiant de la session : {id}',
  'notice.mediaViolation': 'Le serveur média a exécuté quelque chose qu’aucun client n’avait autorisé.',
  'notice.stopNotObeyed': 'Le serveur média n’a pas obéi immédiatement à un arrêt.',
  'notice.media.cut':
    'À {time}. Cela a été coupé, plus rien ne tourne et l’incident est consigné. Veuillez en informer votre administrateur.',
  'notice.media.notCut':
    'À {time}. La coupure n’a pas pu être confirmée. Veuillez prévenir immédiatement votre administrateur : le serveur média doit être arrêté.',
} satisfies Record<LaterTextKey, Text>;

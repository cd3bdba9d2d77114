import type { Text } from '../i18n/texts.ts';
import type { SharedTextKey } from './en.ts';

export const fr: Readonly<Record<SharedTextKey, Text>> = {
  'product': 'Sideseat',
  'language': 'Langue',
  'yes': 'Oui',
  'no': 'Non',
  'ok': 'OK',
  'cancel': 'Annuler',
  'close': 'Fermer',
  'retryIn': 'Réessayez dans {wait}.',

  'status.connecting': 'Connexion en cours',
  'status.waiting': 'En attente',
  'status.active': 'Active',
  'status.ended': 'Terminée',

  'ended.agentEnded': '{agent} a terminé la session.',
  'ended.customerEnded': '{customer} a terminé la session.',
  'ended.abuseReported': '{customer} a signalé un abus ; la session a pris fin.',
  'ended.visitorGone': '{customer} est parti(e) avant qu’une personne ne prenne la session.',

  'error.E_BAD_MESSAGE': 'Le service n’a pas compris cette page. Rechargez la page et réessayez.',
  'error.E_TOO_MANY_BAD_MESSAGES': 'Le service n’a pas compris cette page. Rechargez la page et réessayez.',
  'error.E_SLOW_DOWN': 'C’était trop rapide. Attendez un instant et réessayez.',
  'error.E_VERSION': 'Il existe une version plus récente de cette page. Rechargez-la.',
  'error.E_ORIGIN': 'Cette page n’est pas autorisée à se connecter. Ouvrez-la depuis son adresse habituelle.',
  'error.E_TICKET': 'La connexion n’a pas pu être confirmée. Rechargez la page.',
  'error.E_NOT_ALLOWED': 'Ce n’est pas possible pour le moment.',
  'error.E_NO_SESSION': 'Cette session n’existe plus.',
  'error.E_STALE': 'C’est déjà terminé.',
  'error.E_NOT_SIGNED_IN': 'Votre connexion a pris fin. Connectez-vous à nouveau.',
  'error.E_SIGN_IN': 'Le nom d’utilisateur ou le mot de passe est incorrect. Vérifiez-les et réessayez.',
  'error.E_HOST_TOKEN':
    'Le tableau de bord n’a pas transmis de connexion valable. Réessayez. Si cela ne suffit pas, rechargez la page.',
  'error.E_HOST_KEYS': 'La connexion ne peut pas être vérifiée pour l’instant. Réessayez dans un moment.',
  'error.E_TOO_MANY_ATTEMPTS': 'Trop de tentatives.',
  'error.E_RIGHT_PRIVATE_SESSIONS':
    'Votre groupe ne peut pas démarrer de sessions. Adressez-vous à votre administrateur.',
  'error.E_RIGHT_PIN':
    'Votre groupe ne peut pas utiliser de codes PIN. Utilisez un lien ou adressez-vous à votre administrateur.',
  'error.E_NAME_EMPTY': 'Veuillez saisir un nom.',
  'error.E_NAME_TOO_LONG': 'Le nom est trop long. Utilisez 64 caractères au maximum.',
  'error.E_NAME_RESERVED': 'Ce nom ne peut pas être utilisé. Choisissez-en un autre.',
  'error.E_TOO_MANY_SESSIONS': 'Trop de sessions sont ouvertes. Terminez-en une d’abord.',
  'error.E_PIN_INVALID': 'Ce code n’est pas valable ou a expiré. Demandez-en un nouveau.',
  'error.E_LINK_INVALID': 'Ce lien n’est pas valable ou a expiré. Demandez-en un nouveau.',
  'error.E_NOT_JOINED': 'Ce navigateur n’est pas connecté. Saisissez à nouveau le code, ou demandez-en un nouveau.',
  'error.E_SESSION_NOT_ACTIVE': 'Démarrez d’abord la session.',
  'error.E_SESSION_NOT_WAITING': 'Vous pouvez démarrer tant que le client attend.',
  'error.E_SESSION_ENDED': 'Cette session est terminée.',
  'error.E_CUSTOMER_AWAY': 'La page du client n’est pas connectée pour le moment.',
  'error.E_REQUEST_OPEN': 'Une demande est déjà en cours.',
  'error.E_AGENT_AWAY': 'Le conseiller n’est pas connecté pour le moment. Veuillez patienter.',
  'error.E_ALREADY_SHARED': 'C’est déjà partagé.',
  'error.E_ASKED_TOO_OFTEN': 'Le client a reçu autant de demandes qu’il est permis en cinq minutes.',
  'error.E_WHOLE_SCREEN':
    'Ce partage n’est pas reconnu comme l’écran entier, nécessaire au contrôle. Arrêtez-le d’abord, puis réessayez.',
  'error.E_HELPER_AWAY': 'L’assistant n’est pas lancé.',
  'error.E_COBROWSE_OFF': 'La co-navigation est désactivée pour ce site. Demandez à son administrateur.',
  'error.E_PAGE_FORBIDDEN': 'Cette page ne doit pas être partagée. Une autre page peut convenir.',
  'error.E_NO_PAGE': 'Seulement pour les clients qui se sont connectés d’un clic sur un site.',
  'error.E_HELPER_CODE': 'Prenez un nouveau code.',
  'error.E_REMOTE_HAND':
    'La souris et le clavier viennent d’être utilisés à distance. Attendez une seconde et réessayez.',
  'error.E_MEDIA_DOWN': 'Les images ne peuvent pas être transmises pour le moment. Réessayez dans une minute.',
  'error.E_SDP':
    'La connexion vidéo de ce navigateur n’a pas été comprise. Mettez le navigateur à jour ou utilisez-en un autre.',
  'error.E_RECORD':
    'Le journal n’a pas pu être écrit ; rien de nouveau n’est donc autorisé. Prévenez votre administrateur.',
  'error.E_NOT_FOUND': 'Il n’y a rien à cette adresse.',
  'error.E_INTERNAL': 'Une erreur s’est produite de notre côté. Réessayez.',
  'error.offline': 'Le service est injoignable. Vérifiez la connexion et réessayez.',
};

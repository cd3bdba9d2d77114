import type { NoticeTextKey } from './en.ts';

export const fr: Record<NoticeTextKey, string> = {
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
};

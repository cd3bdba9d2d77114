import type { NoticeTextKey } from './en.ts';

export const de: Record<NoticeTextKey, string> = {
  'notice.label': 'Warnungen',
  'notice.dismiss': 'Ausblenden',
  'notice.pinGuessing': 'Möglicherweise versucht jemand, PIN-Codes zu erraten.',
  'notice.pinGuessing.detail':
    'Seit {time} sind viele falsche Codes eingegangen. Das Raten wird gebremst, Kunden können sich weiterhin verbinden. Vergleichen Sie die zwei Wörter, bevor Sie auf „Starten“ drücken. Ein Link lässt sich nicht erraten.',
  'notice.askedTooOften': '{agent} hat einen Kunden innerhalb von fünf Minuten dreimal gefragt.',
  'notice.askedTooOften.detail':
    'Um {time}. Derselbe Kunde kann erst wieder um dasselbe gebeten werden, wenn die fünf Minuten um sind.',
  'notice.abuseReported': 'Ein Kunde hat Missbrauch durch {agent} gemeldet.',
  'notice.abuseReported.detail':
    '{time}, Sitzung „{session}“. Freigabe und Sitzung endeten sofort, und das Protokoll bleibt erhalten. Danach kann {agent} eine Stunde lang jeden Kunden nur einmal in fünf Minuten fragen. Kennung der Sitzung: {id}',
  'notice.mediaViolation': 'Auf dem Medienserver lief etwas, dem kein Kunde zugestimmt hatte.',
  'notice.stopNotObeyed': 'Der Medienserver hat einen Stopp nicht sofort befolgt.',
  'notice.media.cut':
    'Um {time}. Es wurde beendet, nichts davon läuft weiter, und der Vorfall ist aufgezeichnet. Bitte informieren Sie Ihren Administrator.',
  'notice.media.notCut':
    'Um {time}. Ob es beendet wurde, ließ sich nicht bestätigen. Bitte informieren Sie sofort Ihren Administrator: Der Medienserver muss angehalten werden.',
};

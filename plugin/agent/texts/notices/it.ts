import type { NoticeTextKey } from './en.ts';

export const it: Record<NoticeTextKey, string> = {
  'notice.label': 'Avvisi',
  'notice.dismiss': 'Nascondi',
  'notice.pinGuessing': 'Qualcuno potrebbe tentare di indovinare i codici PIN.',
  'notice.pinGuessing.detail':
    'Dalle {time} sono arrivati molti codici errati. I tentativi vengono rallentati; i clienti possono ancora connettersi. Confronti le due parole prima di premere Avvia. Un link non si può indovinare.',
  'notice.askedTooOften': '{agent} ha chiesto tre volte in cinque minuti allo stesso cliente.',
  'notice.askedTooOften.detail':
    'Alle {time}. Non è possibile chiedere di nuovo la stessa cosa allo stesso cliente prima che siano passati i cinque minuti.',
  'notice.abuseReported': 'Un cliente ha segnalato un abuso da parte di {agent}.',
  'notice.abuseReported.detail':
    '{time}, sessione «{session}». La condivisione e la sessione sono terminate subito e il registro viene conservato. Per un’ora {agent} può chiedere a ogni cliente solo una volta in cinque minuti. ID della sessione: {id}',
  'notice.mediaViolation': 'Sul server media era in corso qualcosa che nessun cliente aveva autorizzato.',
  'notice.stopNotObeyed': 'Il server media non ha eseguito subito un arresto.',
  'notice.media.cut':
    'Alle {time}. È stato interrotto, non ne resta nulla in corso e l’accaduto è registrato. Informi l’amministratore.',
  'notice.media.notCut':
    'Alle {time}. Non è stato possibile confermare l’interruzione. Informi subito l’amministratore: il server media deve essere fermato.',
};

import type { Text } from '../../shared/i18n/texts.ts';
import type { CustomerTextKey } from './en.ts';

export const it: Readonly<Record<CustomerTextKey, Text>> = {
  'join.title': 'Assistenza {company}',
  'join.titleUnnamed': 'Assistenza',
  'join.lead': 'Inserisca il codice ricevuto dall’agente.',
  'join.linkLead': 'Ha aperto il link ricevuto dall’agente.',
  'join.pin': 'Codice PIN',
  'join.connect': "Connettiti all'agente",
  'join.connecting': 'Connessione in corso…',
  'join.pinEmpty': 'Inserisca il codice.',
  'join.pinLength': 'Il codice ha {digits} cifre. Lo controlli e riprovi.',
  'join.promise': 'Anche dopo la connessione nessuno vede il Suo schermo. Prima Le verrà chiesto.',
  'join.scam': 'Ha ricevuto una telefonata inattesa con la richiesta di connettersi? Non si connetta. Riagganci.',
  'join.retry': 'Ora può riprovare.',
  'join.fallback': 'Se questa pagina non funziona, provi {address}',

  'support.phone': 'Telefoni e tablet non possono mostrare il proprio schermo.',
  'support.phoneWayOut': 'Per mostrare lo schermo apra {address} su un computer e inserisca lì il codice.',
  'support.insecure': 'Da questo indirizzo non è possibile mostrare lo schermo, perché la connessione non è sicura.',
  'support.insecureWayOut':
    'Per mostrare lo schermo usi un indirizzo che inizia con https://, oppure lo chieda all’agente.',
  'support.unsupported': 'Questo browser non può mostrare lo schermo.',
  'support.unsupportedWayOut':
    'Per mostrare lo schermo apra {address} in una versione recente di Chrome, Edge, Firefox o Safari su un computer e inserisca lì il codice.',
  'support.once': 'Un codice o un link vale una sola volta. Se si connette qui, ne chieda uno nuovo per il computer.',

  'page.opening': 'Connessione in corso…',
  'page.unreachable': 'Il servizio non è raggiungibile, nuovo tentativo…',
  'page.unreachableHint': 'Controlli la connessione a Internet. Questa pagina riprende da sola.',
  'page.outdated': 'Esiste una versione più recente di questa pagina.',
  'page.outdatedHint': 'La ricarichi per continuare. Al momento non è condiviso nulla.',
  'page.reload': 'Ricarica la pagina',
  'page.waiting': 'La connessione è attiva. Un agente sarà presto da Lei.',
  'page.active': 'È in contatto con {agent} di {company}.',
  'page.safe': 'Nessuno vede il Suo schermo. Prima che questo cambi, Le verrà chiesto.',
  'page.agentAway': 'La pagina di {agent} al momento non è connessa.',
  'page.words': 'Controlli che le due parole siano uguali da entrambe le parti:',
  'page.wordsDiffer': 'Se le parole sono diverse, termini la connessione.',

  'link.retrying': 'Connessione interrotta, nuovo tentativo…',
  'link.nothingShared': 'Al momento non è condiviso nulla.',
  'link.mayStop': 'La condivisione si arresta da sola se la connessione non torna entro pochi secondi.',
  'link.replaced': 'Questa pagina è stata aperta in un’altra scheda.',
  'link.replacedHint': 'Può continuare nell’altra scheda. Da questa non è condiviso nulla.',
  'link.takeOver': 'Continua qui',

  'failure.record': 'Al momento non è possibile condividere nulla. Lo dica all’agente.',

  'question.notNow': 'Non ora',
  'question.ok': 'OK',
  'question.moreTime': 'Più tempo',
  'question.remaining': 'Tempo per rispondere: {time}. Nessuna risposta significa no.',
  'question.over': 'Il tempo per rispondere è scaduto.',
  'question.tooSoon': 'Legga prima il testo, poi prema di nuovo.',
  'question.words': 'Le stesse due parole da entrambe le parti?',

  'choosing.title': 'Scelga lo schermo o la finestra nel riquadro del browser',
  'choosing.hint': 'Nessuno vede ancora nulla. Se ha cambiato idea, chiuda il riquadro senza scegliere.',

  'sharing.region': 'Vista desktop',
  'sharing.regionPage': 'Pagina condivisa',
  'sharing.starting': 'Un momento, la condivisione è in preparazione. Nessuno vede ancora nulla.',
  'sharing.title.monitor': 'Il Suo intero schermo è condiviso',
  'sharing.title.window': 'Una delle Sue finestre è condivisa',
  'sharing.title.browser': 'Una delle Sue schede è condivisa',
  'sharing.title.unknown': 'Lo schermo o la finestra che ha scelto è in condivisione',
  'sharing.title.page': 'Questa pagina web è condivisa',
  'sharing.opening': '{agent} vedrà tra un momento ciò che Lei condivide. Nessun altro.',
  'sharing.watched': '{agent} vede ora ciò che Lei condivide. Nessun altro.',
  'sharing.unwatched':
    '{agent} non sta guardando in questo momento, ma può guardare di nuovo quando vuole. Nessun altro.',
  'sharing.since': 'In condivisione dalle {time}',
  'sharing.hint.monitor': 'Tutto ciò che vi compare è visibile, anche i messaggi a comparsa.',
  'sharing.hint.window': 'Le altre finestre non sono visibili.',

  'continue.action': 'Continua a condividere',
  'continue.busy': 'Ripresa in corso…',
  'continue.remaining': 'Tempo per continuare: {time}. Dopo, la condivisione sarà terminata.',
  'continue.over': 'Il tempo per continuare è scaduto.',
  'continue.lapsed': 'Il tempo per continuare è scaduto, quindi la condivisione è terminata.',
  'continue.paused': 'Nessuno vede nulla, anche se il browser indica ancora una condivisione.',
  'continue.interrupted': 'La condivisione è stata interrotta. Ora nessuno vede nulla.',
  'continue.linkLost': 'Connessione interrotta, nuovo tentativo… Ora nessuno vede nulla.',
  'continue.link': 'Quando la connessione sarà tornata, potrà continuare con un clic.',
  'continue.agent': 'Quando {agent} sarà di nuovo presente, potrà continuare con un clic.',
  'continue.server': 'Un momento, per favore. Può interrompere in qualsiasi momento.',

  'toolbar.name': 'Barra degli strumenti del cliente',
  'toolbar.stop': 'Arresta la condivisione dello schermo',
  'toolbar.stopPage': 'Arresta la condivisione',
  'toolbar.end': 'Termina sessione',
  'toolbar.report': 'Segnala un abuso',
  'toolbar.nothingShared': 'Al momento non è condiviso nulla.',
  'toolbar.stoppedAt': 'Condivisione arrestata alle {time}.',
  'end.title': 'Terminare la sessione?',
  'end.hint': 'La connessione termina subito e non è più condiviso nulla.',

  'leaving.title': 'La sessione sta per terminare…',
  'leaving.interrupted':
    'La connessione è interrotta. La sessione terminerà appena sarà tornata. Non è più condiviso nulla.',
  'leaving.report': 'Invio della segnalazione…',
  'leaving.reportInterrupted':
    'La connessione è interrotta. La segnalazione verrà inviata appena sarà tornata. Non è più condiviso nulla.',

  'ended.you.agentEnded': '{agent} ha terminato la connessione.',
  'ended.you.customerEnded': 'Ha terminato la connessione.',
  'ended.you.abuseReported': 'Grazie. La segnalazione è arrivata.',
  'ended.you.visitorGone': 'Ha lasciato il sito.',
  'ended.thanks': 'Grazie. Non è più condiviso nulla. Può chiudere questa pagina.',
  'ended.reported':
    'Non è più condiviso nulla. Il registro di questa sessione viene conservato e un responsabile viene informato. Ha comunicato una password o dati bancari? Cambi la password e chiami subito la banca.',
  'ended.again': 'Inserisci un nuovo codice',

  'textSize': 'Dimensione del testo',
  'textSize.100': 'Testo normale',
  'textSize.125': 'Testo grande',
  'textSize.150': 'Testo molto grande',

  'agent.named': '{agent}',

  'title.page': '{company}: assistenza',
  'title.asking': '{title} – {company}',
  'title.choosing': 'Scegliere uno schermo – {company}',
  'title.sharing': 'Il Suo schermo è condiviso – {company}',
  'title.interrupted': 'Condivisione interrotta – {company}',
};

import type { Text } from '../../../shared/i18n/texts.ts';
import type { LaterTextKey } from './en.ts';

export const it = {
  'outcome.notNow': 'Ha scelto «Non ora». Non è stato condiviso nulla.',
  'outcome.dismissed': 'Ha chiuso la domanda. Non è stato condiviso nulla.',
  'outcome.noAnswer': 'Il tempo per rispondere è scaduto, e questo significa no. Non è stato condiviso nulla.',
  'outcome.withdrawn': '{agent} ha ritirato la domanda. Non è stato condiviso nulla.',
  'outcome.pickerCancelled': 'Ha chiuso il riquadro del browser senza scegliere. Non è stato condiviso nulla.',
  'outcome.pickerTimedOut': 'Il tempo per scegliere nel browser è scaduto. Non è stato condiviso nulla.',
  'outcome.wrongSurface':
    'Ha scelto una scheda del browser. Non mostra il Suo desktop, quindi non è stato condiviso nulla. Se {agent} lo chiede di nuovo, scelga l’intero schermo o una finestra.',
  'outcome.captureUnavailable':
    'Il browser o il computer non ha consentito di mostrare lo schermo. Non è stato condiviso nulla. Consenta a questo browser la registrazione dello schermo nelle impostazioni del computer, o usi un altro browser.',
  'outcome.pageUnavailable': 'Questa pagina non poteva essere condivisa. Non è stato condiviso nulla.',
  'outcome.revoked': 'Ha arrestato la condivisione. Nessuno vede più il Suo schermo.',
  'outcome.captureEnded':
    'La condivisione è stata arrestata dal browser o la finestra condivisa è stata chiusa. Nessuno vede più il Suo schermo.',
  'outcome.released': '{agent} ha arrestato la condivisione. Nessuno vede più il Suo schermo.',
  'outcome.expired': 'La durata massima della condivisione è trascorsa. Nessuno vede più il Suo schermo.',
  'outcome.idle':
    'Nessuno ha guardato per dieci minuti, quindi la condivisione è stata arrestata. Nessuno vede più il Suo schermo.',
  'outcome.mediaFailed': 'Non è stato possibile trasmettere l’immagine. Nessuno vede più il Suo schermo.',
  'outcome.pageForbidden': 'Questa pagina non può essere condivisa. Non è più condiviso nulla.',
  'outcome.customerLost': 'Questa pagina è stata ricaricata o ha perso la connessione. Non è più condiviso nulla.',
  'outcome.agentLost':
    'La pagina di {agent} è stata chiusa o ha perso la connessione. Non è più condiviso nulla.',
  'outcome.sessionEnded': 'La connessione è terminata. Non è più condiviso nulla.',
  'outcome.serverRestarted': 'Il nostro servizio è stato riavviato. Non è più condiviso nulla.',
  'outcome.show.notShown': '{agent} non ha potuto mostrare nulla. Non è stato condiviso nulla.',
  'outcome.show.closed': 'Ha chiuso il visualizzatore. La connessione continua.',
  'outcome.show.released': '{agent} ha smesso di mostrare il desktop.',
  'outcome.show.customerLost':
    'Questa pagina è stata ricaricata o ha perso la connessione, quindi il desktop dell’agente non viene più mostrato.',
  'outcome.show.agentLost':
    'La pagina di {agent} è stata chiusa o ha perso la connessione, quindi il desktop non viene più mostrato.',
  'outcome.show.over': 'Il desktop dell’agente non viene più mostrato.',
  'outcome.again': '{agent} può chiederglielo di nuovo.',
  'outcome.control.gone': '{agent} non può più usare il Suo mouse e la Sua tastiera.',
  'outcome.control.wrongSurface':
    'Ciò che ha scelto non risulta essere l’intero schermo. Il controllo lo richiede, quindi non è stato condiviso nulla. Se {agent} lo chiede di nuovo, scelga l’intero schermo. Alcuni browser non dicono che cosa è stato scelto: in tal caso ne usi un altro.',
  'outcome.control.revoked':
    'Ha arrestato il controllo. {agent} non può più usare il Suo mouse e la Sua tastiera e vede ancora il Suo schermo.',
  'outcome.control.released': '{agent} ha lasciato il controllo e vede ancora il Suo schermo.',
  'outcome.control.expired':
    'La durata massima del controllo è trascorsa. {agent} non può più usare il Suo mouse e la Sua tastiera e vede ancora il Suo schermo.',
  'outcome.control.over': '{agent} non può più usare il Suo mouse e la Sua tastiera e vede ancora il Suo schermo.',
  'outcome.control.notNow': 'Ha scelto «Non ora». {agent} può soltanto vedere il Suo schermo, come prima.',
  'outcome.control.dismissed': 'Ha chiuso la domanda. {agent} può soltanto vedere il Suo schermo, come prima.',
  'outcome.control.noAnswer':
    'Il tempo per rispondere è scaduto, e questo significa no. {agent} può soltanto vedere il Suo schermo, come prima.',
  'outcome.control.withdrawn': '{agent} ha ritirato la domanda e può soltanto vedere il Suo schermo, come prima.',
  'outcome.control.refused': '{agent} non ha ottenuto il controllo e può soltanto vedere il Suo schermo, come prima.',
  'outcome.given.revoked': 'Ha arrestato il controllo. Vede ancora il desktop di {agent}.',
  'outcome.given.released': '{agent} ha ripreso definitivamente il controllo. Lei vede ancora il desktop.',
  'outcome.given.expired': 'Il tempo massimo per il controllo è terminato. Vede ancora il desktop di {agent}.',
  'outcome.given.over': 'Non può più controllare il desktop di {agent}, ma lo vede ancora.',
  'outcome.given.notNow': 'Ha scelto «Non ora». Vede soltanto il desktop di {agent}, come prima.',
  'outcome.given.dismissed': 'Ha chiuso la domanda. Vede soltanto il desktop di {agent}, come prima.',
  'outcome.given.noAnswer': 'Il tempo per rispondere è scaduto: vale come no. Vede soltanto il desktop di {agent}, come prima.',
  'outcome.given.withdrawn': '{agent} ha ritirato la domanda. Lei vede soltanto il desktop, come prima.',
  'outcome.given.refused': 'Non ha ottenuto il controllo. Vede soltanto il desktop di {agent}, come prima.',

  'given.announced': 'Può controllarlo: faccia clic nella sua immagine.',
  'given.title': '{agent} Le lascia controllare un desktop – {company}',

  'page.choosing':
    'Un momento: la pagina è in preparazione. Se non è possibile, scelga una finestra o uno schermo nel riquadro del browser.',
  'outcome.page.revoked': 'Ha arrestato la condivisione. Non è più condiviso nulla.',
  'outcome.page.captureEnded': 'La condivisione non ha potuto continuare nel browser. Non è più condiviso nulla.',
  'outcome.page.released': '{agent} ha arrestato la condivisione. Non è più condiviso nulla.',
  'outcome.page.expired': 'È trascorso il tempo massimo della condivisione. Non è più condiviso nulla.',
  'outcome.page.idle':
    'Nessuno ha guardato per dieci minuti, perciò la condivisione è stata arrestata. Non è più condiviso nulla.',
  'outcome.page.mediaFailed': 'Ciò che era condiviso non poteva essere trasmesso. Non è più condiviso nulla.',

  'control.choosing': 'Scelga l’intero schermo nel riquadro del browser',
  'control.helperAbsent': '{agent} potrà usare il Suo mouse e la Sua tastiera solo dopo che Lei avrà avviato l’assistente',
  'control.helperUnable': '{agent} non può ancora usare il Suo mouse e la Sua tastiera',
  'control.announced.helperAbsent': 'Ancora un passaggio: avvii l’assistente',
  'control.announced.helperUnable': 'L’assistente è in esecuzione, ma non può usare questo schermo',
  'control.armed': '{agent} può controllare il Suo desktop',
  'control.armedHint': 'L’assistente è in esecuzione. {agent} comincia con un clic nell’immagine.',
  'control.active': '{agent} sta controllando il Suo mouse e la Sua tastiera',
  'control.activeHint': 'Può usarli anche Lei: i Suoi hanno la precedenza.',
  'control.paused': 'Lei sta usando mouse o tastiera: {agent} aspetta',
  'control.pausedHint': '{agent} continua quando il Suo mouse e la Sua tastiera restano fermi per un momento.',
  'control.asked': '{agent} aspetta la Sua risposta',
  'control.askedHint': 'Finché la domanda è aperta, solo Lei può usare il Suo mouse e la Sua tastiera.',
  'control.stop': 'Arresta il controllo',
  'control.stopAdded':
    'Può interrompere in qualsiasi momento: con «Arresta il controllo», «Arresta la condivisione dello schermo» o Ctrl+Alt+Maiusc+S.',
  'control.stopOwn':
    'Può interrompere in qualsiasi momento: con «Arresta la condivisione dello schermo» o Ctrl+Alt+Maiusc+S.',
  'control.title.helper': 'Ancora un passaggio: avviare l’assistente – {company}',
  'control.title.armed': '{agent} può controllare il Suo desktop – {company}',
  'control.title.active': '{agent} sta controllando il Suo desktop – {company}',
  'control.title.paused': '{agent} aspetta – {company}',

  'viewing.announced': '{agent} Le mostra un desktop. Può chiudere la finestra in qualsiasi momento.',
  'title.viewing': '{agent} mostra un desktop – {company}',

  'report.title': 'Segnalare un abuso?',
  'report.hint':
    'La condivisione e la connessione terminano subito. Il registro di questa sessione viene conservato e un responsabile viene informato.',
} satisfies Record<LaterTextKey, Text>;

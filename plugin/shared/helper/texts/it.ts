import type { Text } from '../../i18n/texts.ts';
import type { HelperTextKey } from './en.ts';

export const it = {
  'helper.title': 'Ancora un passaggio: avvii l’assistente',
  'helper.lead':
    '{viewer} può usare il Suo mouse e la Sua tastiera solo mentre un piccolo programma, l’assistente, è in esecuzione su questo computer. Lo avvia Lei, nessun altro può farlo.',
  'helper.safe.ends': 'Termina con questa sessione.',
  'helper.safe.noInstall': 'Non viene installato nulla, viene salvato un solo file.',
  'helper.safe.removes': 'Non viene installato nulla: viene salvato un solo file, che alla fine si elimina da sé.',
  'helper.safe.keeps':
    'Non viene installato nulla: viene salvato un solo file. Resta su questo computer per la prossima volta.',
  'helper.safe.nothingBefore': 'Non fa nulla senza il Suo OK su questa pagina.',
  'helper.safe.stop': 'Ctrl+Alt+Maiusc+S arresta il controllo in qualsiasi momento.',

  'helper.download': 'Scarica l’assistente',
  'helper.downloadSize': 'Scarica l’assistente ({size})',
  'helper.again': 'Scarica di nuovo',
  'helper.where': '{browser} mostra il file in alto a destra. Se chiede conferma, conservi il file.',
  'helper.whereOther': 'Il browser salva il file tra i download. Se chiede conferma, conservi il file.',
  'helper.linux': 'Richiede un desktop Linux con X11, non Wayland.',
  'helper.linux.allow':
    'Mostri il file nella sua cartella. Lo clicchi con il tasto destro, scelga Proprietà e consenta di eseguirlo come programma.',
  'helper.linux.open': 'Apra il file: con un doppio clic, oppure con il tasto destro e «Esegui come programma».',
  'helper.linux.line': 'Oppure, invece di 2 e 3, incolli questa riga in un terminale e prema Invio:',
  'helper.windows.open':
    'Apra il file. Se Windows non lo conosce e mostra un avviso, scelga «Ulteriori informazioni», controlli che il nome inizi con sideseat-helper e scelga «Esegui comunque».',
  'helper.mac.line': 'Apra il Terminale, incolli questa riga e prema Invio:',
  'helper.mac.ask':
    'Se macOS non conosce il file e lo blocca, apra Impostazioni di Sistema, Privacy e sicurezza, scelga lì «Apri comunque» e incolli ancora una volta la riga.',
  'helper.window': 'Si apre la sua piccola finestra, che resta finché l’assistente è in esecuzione.',
  'helper.startLine': 'Riga di comando che avvia il file',
  'helper.type': 'Se l’assistente chiede un codice, digiti {code}.',

  'helper.downloading': 'Download dell’assistente in corso.',
  'helper.downloaded': 'Il download è terminato. Ora avvii l’assistente.',
  'helper.broken': 'Il download si è interrotto. Riprovi.',
  'helper.started': 'L’assistente è stato avviato. Un momento, si sta connettendo…',

  'helper.none': 'Per questo computer non c’è un download, ma c’è un modo con il terminale.',
  'helper.noneTitle': 'L’assistente non funziona su questo computer',
  'helper.noneHow': 'Per questo sistema non esiste. {viewer} vede ancora lo schermo e può dire che cosa fare.',
  'helper.otherWay': 'Un altro modo: con il terminale',
  'helper.needs': 'Funziona su Linux con X11 e Node.js 22 o più recente.',
  'helper.how': 'Apra un terminale su questo computer, incolli questa riga e prema Invio:',
  'helper.stays': 'Il file sideseat-helper.mjs resta dove si trova il terminale. In seguito può eliminarlo.',
  'helper.command': 'Riga di comando dell’assistente',
  'helper.copy': 'Copia',
  'helper.copied': 'Copiato',
  'helper.copyFailed': 'Il browser non ha consentito di copiare. Selezioni la riga e prema Ctrl+C.',
  'helper.loading': 'Un momento, l’assistente è in preparazione…',
  'helper.failed': 'Non è stato possibile preparare l’assistente.',
  'helper.tryAgain': 'Riprova',
  'helper.valid': 'Funziona una volta, fino alle {time}. Poi qui appare un nuovo codice.',
  'helper.unableTitle': 'L’assistente è in esecuzione, ma non può usare questo schermo',
  'helper.unableHow':
    'Richiede un desktop Linux con X11, non Wayland, e lo schermo che si vede deve appartenere a quel desktop. Acceda a una sessione X11 e avvii lì l’assistente, oppure arresti la condivisione e la prossima volta condivida un altro schermo.',
} satisfies Record<HelperTextKey, Text>;

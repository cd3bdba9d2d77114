import type { Text } from '../../i18n/texts.ts';
import type { HelperTextKey } from './en.ts';

export const it = {
  'helper.title': 'Ancora un passaggio: avvii l’assistente',
  'helper.lead':
    '{viewer} può usare il Suo mouse e la Sua tastiera solo mentre un piccolo programma, l’assistente, è in esecuzione su questo computer. Lo avvia Lei, nessun altro può farlo.',
  'helper.safe.ends': 'Termina con questa sessione.',
  'helper.safe.noInstall': 'Non viene installato nulla, viene salvato un solo file.',
  'helper.safe.nothingBefore': 'Non fa nulla senza il Suo OK su questa pagina.',
  'helper.safe.stop': 'Ctrl+Alt+Maiusc+S arresta il controllo in qualsiasi momento.',
  'helper.needs':
    'Per ora funziona su Linux con X11 e Node.js 22 o più recente. I download per tutti arriveranno più avanti.',
  'helper.how': 'Apra un terminale su questo computer, incolli questa riga e prema Invio:',
  'helper.command': 'Riga di comando dell’assistente',
  'helper.copy': 'Copia',
  'helper.copied': 'Copiato',
  'helper.copyFailed': 'Il browser non ha consentito di copiare. Selezioni la riga e prema Ctrl+C.',
  'helper.loading': 'Un momento, la riga è in preparazione…',
  'helper.failed': 'Non è stato possibile preparare la riga.',
  'helper.tryAgain': 'Riprova',
  'helper.valid': 'La riga funziona una volta, fino alle {time}. Poi qui ne appare una nuova.',
  'helper.unableTitle': 'L’assistente è in esecuzione, ma non può usare questo schermo',
  'helper.unableHow':
    'Richiede un desktop Linux con X11, non Wayland, e lo schermo che si vede deve appartenere a quel desktop. Acceda a una sessione X11 e avvii lì l’assistente, oppure arresti la condivisione e la prossima volta condivida un altro schermo.',
} satisfies Record<HelperTextKey, Text>;

import type { Text } from '../../../shared/i18n/texts.ts';
import type { GivingTextKey } from './en.ts';

export const it = {
  'caution.title': 'Cedere il controllo del Suo desktop?',
  'caution.files':
    '{name} potrà quindi aprire, modificare, inviare ed eliminare ogni file di questo computer non protetto da password.',
  'caution.seen':
    '{name} vede inoltre tutto ciò che è sullo schermo: nomi e codici di altri clienti, i Suoi messaggi e tutto ciò che si apre. Chiuda prima ciò che non è destinato a {name}.',
  'caution.picks': 'OK apre la finestra del browser: scelga lì il Suo schermo intero. Poi viene chiesto a {name}.',
  'caution.asks':
    'Con OK viene chiesto a {name}, che vede già il Suo schermo. Prima della risposta non viene controllato nulla.',

  'given.name': '{name}',
  'given.helperAbsent': '{name} ha accettato. Su questo computer manca ancora l’assistente.',
  'given.helperUnable': '{name} ha accettato, ma l’assistente non può usare lo schermo che Lei mostra.',
  'given.armed':
    'Chieda a {name} di fare clic nell’immagine. Prima di quel clic, nulla di ciò che fa {name} raggiunge il Suo desktop.',
  'given.active':
    '{name} controlla il Suo mouse e la Sua tastiera. Faccia clic in un punto qualsiasi del desktop per riprenderli.',
  'given.ownerActs': 'Lei sta usando mouse o tastiera: {name} attende.',
  'given.asked': 'Una richiesta a {name} è in corso. Fino alla sua conclusione solo Lei può usare mouse e tastiera.',
  'given.customerLate': 'La pagina di {name} non risponde. Per ora solo Lei può usare mouse e tastiera.',
  'given.takenBack': 'Ha ripreso mouse e tastiera. {name} vede ancora il Suo desktop e non può usarlo.',
  'given.takeControlBack': 'Riprendi',
  'given.giveControlAgain': 'Cedi di nuovo',
  'given.stop': 'Arresta il controllo',
  'given.keys': 'Ctrl+Alt+Maiusc+S arresta il controllo in qualsiasi momento.',
} satisfies Record<GivingTextKey, Text>;

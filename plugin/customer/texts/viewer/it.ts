import type { Text } from '../../../shared/i18n/texts.ts';
import type { ViewerTextKey } from './en.ts';

export const it = {
  'viewer.region': 'Visualizzatore: desktop dell’agente',
  'viewer.of': 'Desktop di {agent}',
  'viewer.who': 'Condivisione dello schermo: {agent} Le mostra un desktop. Lei guarda soltanto.',
  'viewer.whoControl': 'Condivisione dello schermo: {agent} Le mostra un desktop e Lei può controllarlo.',
  'viewer.since': 'dalle {time}',
  'viewer.close': 'Chiudi',
  'viewer.place': 'Desktop dell’agente in una finestra separata',
  'viewer.elsewhere': 'L’immagine è in una finestra separata.',
  'viewer.toFront': 'Mostra la finestra',
  'viewer.asked': '{agent} Le chiede qualcosa. La domanda è nella pagina che ha aperto questa finestra.',
  'viewer.blocked': 'Il browser non ha aperto una finestra, quindi l’immagine è qui.',
  'viewer.starting': 'Un attimo, {agent} sta preparando l’immagine.',
  'viewer.connecting': 'Connessione dell’immagine…',
  'viewer.linkLost': 'Connessione interrotta, nuovo tentativo…',
  'viewer.doubt.link': 'Connessione interrotta, nuovo tentativo…',
  'viewer.doubt.agent': 'La pagina di {agent} non risponde.',
  'viewer.doubt.picture': 'Non arrivano nuove immagini.',
  'viewer.age': 'L’immagine è di {age} fa.',
  'viewer.mayBeOld': 'L’immagine potrebbe non essere aggiornata.',
} satisfies Record<ViewerTextKey, Text>;

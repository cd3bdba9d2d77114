import type { Text } from '../../../shared/i18n/texts.ts';
import type { FrameTextKey } from './en.ts';

export const it: Readonly<Record<FrameTextKey, Text>> = {
  'frame.connecting': 'La stiamo mettendo in contatto con un agente…',
  'frame.lost': 'La connessione è terminata al cambio di pagina. Non è condiviso nulla.',
  'frame.failed': 'Non c’è connessione e non è condiviso nulla.',
  'frame.again': 'Connetti di nuovo',
  'frame.close': 'Chiudi',
  'frame.small': 'Riduci',
  'frame.large': 'Apri',
  'frame.stop': 'Arresta la condivisione',
  'frame.state.connecting': 'Connessione…',
  'frame.state.interrupted': 'Connessione persa, nuovo tentativo…',
  'frame.state.paused': 'La condivisione è stata interrotta',
  'frame.state.waiting': 'Un agente arriverà a breve',
  'frame.state.active': 'In contatto con {agent}',
  'frame.state.ended': 'La connessione è terminata',
  'frame.state.replaced': 'La connessione è in un’altra scheda',
  'frame.state.starting': 'La pagina è in preparazione',
  'frame.state.page': '{agent} vede questa pagina',
  'frame.state.desktop': '{agent} vede il Suo schermo',
  'frame.state.unwatched': '{agent} ora non sta guardando',
  'frame.hidden': '{agent} non vede password, numeri di carta e ciò che questo sito nasconde.',
  'frame.showHidden': 'Mostra ciò che è nascosto',
};

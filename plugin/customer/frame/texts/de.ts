import type { Text } from '../../../shared/i18n/texts.ts';
import type { FrameTextKey } from './en.ts';

export const de: Readonly<Record<FrameTextKey, Text>> = {
  'frame.connecting': 'Sie werden mit dem Kundendienst verbunden …',
  'frame.lost': 'Die Verbindung wurde beim Seitenwechsel beendet. Es wird nichts freigegeben.',
  'frame.failed': 'Sie sind nicht verbunden, und es wird nichts freigegeben.',
  'frame.again': 'Noch einmal verbinden',
  'frame.close': 'Schließen',
  'frame.small': 'Verkleinern',
  'frame.large': 'Öffnen',
  'frame.stop': 'Freigabe beenden',
  'frame.state.connecting': 'Verbindung wird hergestellt …',
  'frame.state.interrupted': 'Verbindung unterbrochen, neuer Versuch …',
  'frame.state.paused': 'Die Freigabe wurde unterbrochen',
  'frame.state.waiting': 'Gleich ist jemand für Sie da',
  'frame.state.active': 'Verbunden mit {agent}',
  'frame.state.ended': 'Die Verbindung ist beendet',
  'frame.state.replaced': 'Sie sind in einem anderen Tab verbunden',
  'frame.state.starting': 'Die Seite wird vorbereitet',
  'frame.state.page': '{agent} sieht diese Seite',
  'frame.state.desktop': '{agent} sieht Ihren Bildschirm',
  'frame.state.unwatched': '{agent} sieht gerade nicht zu',
  'frame.hidden': '{agent} sieht keine Kennwörter, keine Kartennummern und nichts, was diese Website verbirgt.',
  'frame.showHidden': 'Verborgenes anzeigen',
};

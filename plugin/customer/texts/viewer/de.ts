import type { Text } from '../../../shared/i18n/texts.ts';
import type { ViewerTextKey } from './en.ts';

export const de = {
  'viewer.region': 'Desktop des Technikers',
  'viewer.of': 'Desktop von {agent}',
  'viewer.who': 'Bildschirmfreigabe: {agent} zeigt Ihnen einen Desktop. Sie schauen nur zu.',
  'viewer.whoControl': 'Bildschirmfreigabe: {agent} zeigt Ihnen einen Desktop, und Sie können ihn steuern.',
  'viewer.since': 'seit {time}',
  'viewer.close': 'Schließen',
  'viewer.place': 'Desktop des Technikers in einem eigenen Fenster',
  'viewer.elsewhere': 'Das Bild ist in einem eigenen Fenster.',
  'viewer.toFront': 'Fenster zeigen',
  'viewer.asked': '{agent} fragt Sie etwas. Die Frage steht auf der Seite, die dieses Fenster geöffnet hat.',
  'viewer.blocked': 'Ihr Browser hat kein Fenster geöffnet, deshalb ist das Bild hier.',
  'viewer.starting': 'Einen Moment, {agent} bereitet das Bild vor.',
  'viewer.connecting': 'Das Bild wird verbunden …',
  'viewer.linkLost': 'Verbindung unterbrochen, neuer Versuch …',
  'viewer.doubt.link': 'Verbindung unterbrochen, neuer Versuch …',
  'viewer.doubt.agent': 'Die Seite von {agent} antwortet nicht.',
  'viewer.doubt.picture': 'Es kommt kein neues Bild an.',
  'viewer.age': 'Das Bild ist {age} alt.',
  'viewer.mayBeOld': 'Das Bild ist möglicherweise veraltet.',
} satisfies Record<ViewerTextKey, Text>;

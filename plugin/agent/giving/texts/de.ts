import type { Text } from '../../../shared/i18n/texts.ts';
import type { GivingTextKey } from './en.ts';

export const de = {
  'caution.title': 'Steuerung Ihres Desktops übergeben?',
  'caution.files':
    '{name} kann dann jede Datei auf diesem Computer öffnen, ändern, versenden und löschen, die nicht mit einem Kennwort geschützt ist.',
  'caution.seen':
    '{name} sieht außerdem alles auf Ihrem Bildschirm: Namen und Codes anderer Kunden, Ihre Nachrichten und alles, was sich öffnet. Schließen Sie vorher, was nicht für {name} bestimmt ist.',
  'caution.picks':
    'OK öffnet das Fenster des Browsers: Wählen Sie dort Ihren ganzen Bildschirm aus. Danach wird {name} gefragt.',
  'caution.asks':
    'Mit OK wird {name} gefragt; Ihr Bildschirm ist dort schon zu sehen. Vor der Antwort wird nichts gesteuert.',

  'given.name': '{name}',
  'given.helperAbsent': '{name} hat zugestimmt. Auf diesem Computer fehlt noch der Helfer.',
  'given.helperUnable': '{name} hat zugestimmt, aber der Helfer kann den gezeigten Bildschirm nicht benutzen.',
  'given.armed': 'Bitten Sie {name}, ins Bild zu klicken. Bis zu diesem Klick erreicht nichts, was {name} tut, Ihren Desktop.',
  'given.active':
    '{name} steuert Ihre Maus und Tastatur. Klicken Sie irgendwo auf Ihren Desktop, um sie zurückzunehmen.',
  'given.ownerActs': 'Sie benutzen Maus oder Tastatur: {name} wartet.',
  'given.asked': 'Eine Anfrage an {name} ist offen. Bis sie erledigt ist, können nur Sie Maus und Tastatur benutzen.',
  'given.customerLate': 'Die Seite von {name} antwortet nicht. Solange können nur Sie Maus und Tastatur benutzen.',
  'given.takenBack':
    'Sie haben Maus und Tastatur zurückgenommen. {name} sieht Ihren Desktop weiterhin und kann ihn nicht benutzen.',
  'given.takeControlBack': 'Zurücknehmen',
  'given.giveControlAgain': 'Wieder übergeben',
  'given.stop': 'Steuerung beenden',
  'given.keys': 'Strg+Alt+Umschalt+S beendet die Steuerung jederzeit.',
} satisfies Record<GivingTextKey, Text>;

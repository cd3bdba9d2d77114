import type { Text } from '../../../../shared/i18n/texts.ts';
import type { StepsTextKey } from './en.ts';

export const de = {
  'steps.label': 'Der Helfer des Kunden: Schritt {step} von {all}',
  'steps.offered': 'Angeboten',
  'steps.downloading': 'Wird heruntergeladen',
  'steps.downloaded': 'Heruntergeladen',
  'steps.started': 'Gestartet',
  'steps.connected': 'Verbunden',
  'steps.now.offered': 'Die Seite von {name} bietet den Helfer an.',
  'steps.now.downloading': '{name} lädt den Helfer herunter.',
  'steps.now.downloaded': '{name} hat den Helfer heruntergeladen und kann ihn jetzt starten.',
  'steps.now.started': '{name} hat den Helfer gestartet. Er verbindet sich.',
  'steps.now.connected': 'Der Helfer von {name} ist verbunden.',
  'steps.say': 'Sie können sagen: „{words}“',
  'steps.say.offered': 'Auf Ihrer Seite sehen Sie jetzt den Helfer, ein kleines Programm. Bitte folgen Sie den Schritten dort.',
  'steps.say.downloading': 'Er ist unterwegs zu Ihnen. Bitte warten Sie, bis der Balken voll ist.',
  'steps.say.downloaded': 'Bitte starten Sie jetzt die Datei. Ihre Seite zeigt Schritt für Schritt, wie.',
  'steps.say.started': 'Sehr gut, er läuft. Es dauert noch einen Moment.',
  'steps.say.connected': 'Alles ist bereit. Sie können jederzeit mit Strg, Alt, Umschalt und S beenden.',
} satisfies Record<StepsTextKey, Text>;

import type { Text } from '../../i18n/texts.ts';
import type { HelperTextKey } from './en.ts';

export const de = {
  'helper.title': 'Noch ein Schritt: Starten Sie den Helfer',
  'helper.lead':
    '{viewer} kann Ihre Maus und Tastatur nur benutzen, solange ein kleines Programm, der Helfer, auf diesem Computer läuft. Sie starten es, niemand sonst kann das.',
  'helper.safe.ends': 'Er endet mit dieser Sitzung.',
  'helper.safe.noInstall': 'Es wird nichts installiert, nur eine Datei gespeichert.',
  'helper.safe.nothingBefore': 'Er tut nichts, wozu Sie auf dieser Seite nicht OK gesagt haben.',
  'helper.safe.stop': 'Strg+Alt+Umschalt+S beendet die Steuerung jederzeit.',
  'helper.needs': 'Heute läuft er unter Linux mit X11 und Node.js 22 oder neuer. Downloads für alle kommen später.',
  'helper.how':
    'Öffnen Sie auf diesem Computer ein Terminal, fügen Sie diese Zeile ein und drücken Sie die Eingabetaste:',
  'helper.command': 'Befehlszeile des Helfers',
  'helper.copy': 'Kopieren',
  'helper.copied': 'Kopiert',
  'helper.copyFailed': 'Ihr Browser hat das Kopieren nicht erlaubt. Markieren Sie die Zeile und drücken Sie Strg+C.',
  'helper.loading': 'Einen Moment, die Zeile wird vorbereitet …',
  'helper.failed': 'Die Zeile konnte nicht vorbereitet werden.',
  'helper.tryAgain': 'Noch einmal versuchen',
  'helper.valid': 'Die Zeile gilt einmal, bis {time}. Danach steht hier eine neue.',
  'helper.unableTitle': 'Der Helfer läuft, kann diesen Bildschirm aber nicht benutzen',
  'helper.unableHow':
    'Er braucht einen Linux-Desktop mit X11, nicht Wayland, und der Bildschirm, der zu sehen ist, muss zu diesem Desktop gehören. Melden Sie sich in einer X11-Sitzung an und starten Sie den Helfer dort, oder beenden Sie die Freigabe und geben Sie beim nächsten Mal einen anderen Bildschirm frei.',
} satisfies Record<HelperTextKey, Text>;

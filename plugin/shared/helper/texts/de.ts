import type { Text } from '../../i18n/texts.ts';
import type { HelperTextKey } from './en.ts';

export const de = {
  'helper.title': 'Noch ein Schritt: Starten Sie den Helfer',
  'helper.lead':
    '{viewer} kann Ihre Maus und Tastatur nur benutzen, solange ein kleines Programm, der Helfer, auf diesem Computer läuft. Sie starten es, niemand sonst kann das.',
  'helper.safe.ends': 'Er endet mit dieser Sitzung.',
  'helper.safe.noInstall': 'Es wird nichts installiert, nur eine Datei gespeichert.',
  'helper.safe.removes':
    'Es wird nichts installiert: Nur eine Datei wird gespeichert, und sie entfernt sich am Ende selbst.',
  'helper.safe.keeps':
    'Es wird nichts installiert: Nur eine Datei wird gespeichert. Sie bleibt für das nächste Mal auf diesem Computer.',
  'helper.safe.nothingBefore': 'Er tut nichts, wozu Sie auf dieser Seite nicht OK gesagt haben.',
  'helper.safe.stop': 'Strg+Alt+Umschalt+S beendet die Steuerung jederzeit.',

  'helper.download': 'Helfer herunterladen',
  'helper.downloadSize': 'Helfer herunterladen ({size})',
  'helper.again': 'Noch einmal herunterladen',
  'helper.where': '{browser} zeigt die Datei oben rechts. Wenn der Browser fragt, behalten Sie die Datei.',
  'helper.whereOther': 'Ihr Browser speichert die Datei bei den Downloads. Wenn er fragt, behalten Sie die Datei.',
  'helper.linux': 'Er braucht einen Linux-Desktop mit X11, nicht Wayland.',
  'helper.linux.allow':
    'Zeigen Sie die Datei in ihrem Ordner an. Klicken Sie mit der rechten Taste darauf, wählen Sie Eigenschaften und erlauben Sie, sie als Programm auszuführen.',
  'helper.linux.open':
    'Öffnen Sie die Datei: mit einem Doppelklick, oder mit der rechten Taste und „Als Programm ausführen“.',
  'helper.linux.line': 'Oder fügen Sie statt 2 und 3 diese Zeile in ein Terminal ein und drücken Sie die Eingabetaste:',
  'helper.windows.open':
    'Öffnen Sie die Datei. Wenn Windows sie nicht kennt und warnt, wählen Sie „Weitere Informationen“, prüfen Sie, dass der Name mit sideseat-helper beginnt, und wählen Sie „Trotzdem ausführen“.',
  'helper.mac.line': 'Öffnen Sie das Terminal, fügen Sie diese Zeile ein und drücken Sie die Eingabetaste:',
  'helper.mac.ask':
    'Wenn macOS die Datei nicht kennt und sperrt, öffnen Sie Systemeinstellungen, Datenschutz & Sicherheit, wählen Sie dort „Dennoch öffnen“ und fügen Sie die Zeile noch einmal ein.',
  'helper.window': 'Sein kleines Fenster öffnet sich und bleibt, solange der Helfer läuft.',
  'helper.startLine': 'Befehlszeile, die die Datei startet',
  'helper.type': 'Wenn der Helfer nach einem Code fragt, geben Sie {code} ein.',

  'helper.downloading': 'Der Helfer wird heruntergeladen.',
  'helper.downloaded': 'Der Download ist fertig. Starten Sie jetzt den Helfer.',
  'helper.broken': 'Der Download ist abgebrochen. Bitte versuchen Sie es noch einmal.',
  'helper.started': 'Der Helfer wurde gestartet. Einen Moment, er verbindet sich …',

  'helper.none': 'Für diesen Computer gibt es keinen Download, aber einen Weg im Terminal.',
  'helper.noneTitle': 'Der Helfer läuft nicht auf diesem Computer',
  'helper.noneHow':
    'Für dieses System gibt es keinen. {viewer} sieht den Bildschirm weiterhin und kann sagen, was zu tun ist.',
  'helper.otherWay': 'Ein anderer Weg: im Terminal',
  'helper.needs': 'Das läuft unter Linux mit X11 und Node.js 22 oder neuer.',
  'helper.how':
    'Öffnen Sie auf diesem Computer ein Terminal, fügen Sie diese Zeile ein und drücken Sie die Eingabetaste:',
  'helper.stays': 'Die Datei sideseat-helper.mjs bleibt dort, wo das Terminal ist. Sie können sie danach löschen.',
  'helper.command': 'Befehlszeile des Helfers',
  'helper.copy': 'Kopieren',
  'helper.copied': 'Kopiert',
  'helper.copyFailed': 'Ihr Browser hat das Kopieren nicht erlaubt. Markieren Sie die Zeile und drücken Sie Strg+C.',
  'helper.loading': 'Einen Moment, der Helfer wird vorbereitet …',
  'helper.failed': 'Der Helfer konnte nicht vorbereitet werden.',
  'helper.tryAgain': 'Noch einmal versuchen',
  'helper.valid': 'Das gilt einmal, bis {time}. Danach steht hier ein neuer Code.',
  'helper.unableTitle': 'Der Helfer läuft, kann diesen Bildschirm aber nicht benutzen',
  'helper.unableHow':
    'Er braucht einen Linux-Desktop mit X11, nicht Wayland, und der Bildschirm, der zu sehen ist, muss zu diesem Desktop gehören. Melden Sie sich in einer X11-Sitzung an und starten Sie den Helfer dort, oder beenden Sie die Freigabe und geben Sie beim nächsten Mal einen anderen Bildschirm frei.',
} satisfies Record<HelperTextKey, Text>;

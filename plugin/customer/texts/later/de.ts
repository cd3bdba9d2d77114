import type { Text } from '../../../shared/i18n/texts.ts';
import type { LaterTextKey } from './en.ts';

export const de = {
  'outcome.notNow': 'Sie haben „Jetzt nicht“ gedrückt. Es wurde nichts freigegeben.',
  'outcome.dismissed': 'Sie haben die Frage geschlossen. Es wurde nichts freigegeben.',
  'outcome.noAnswer': 'Die Zeit für die Antwort ist abgelaufen, das heißt Nein. Es wurde nichts freigegeben.',
  'outcome.withdrawn': '{agent} hat die Frage zurückgezogen. Es wurde nichts freigegeben.',
  'outcome.pickerCancelled':
    'Sie haben das Auswahlfenster des Browsers ohne Auswahl geschlossen. Es wurde nichts freigegeben.',
  'outcome.pickerTimedOut':
    'Die Zeit für die Auswahl im Browser ist abgelaufen. Es wurde nichts freigegeben.',
  'outcome.wrongSurface':
    'Sie haben einen Browser-Tab gewählt. Darin ist Ihr Desktop nicht zu sehen, deshalb wurde nichts freigegeben. Wenn {agent} noch einmal fragt, wählen Sie den ganzen Bildschirm oder ein Fenster.',
  'outcome.captureUnavailable':
    'Ihr Browser oder Computer hat das Zeigen des Bildschirms nicht zugelassen. Es wurde nichts freigegeben. Erlauben Sie diesem Browser die Bildschirmaufnahme in den Einstellungen des Computers oder verwenden Sie einen anderen Browser.',
  'outcome.pageUnavailable': 'Diese Seite konnte nicht freigegeben werden. Es wurde nichts freigegeben.',
  'outcome.revoked': 'Sie haben die Freigabe beendet. Niemand sieht Ihren Bildschirm mehr.',
  'outcome.captureEnded':
    'Die Freigabe wurde im Browser beendet oder das freigegebene Fenster geschlossen. Niemand sieht Ihren Bildschirm mehr.',
  'outcome.released': '{agent} hat die Freigabe beendet. Niemand sieht Ihren Bildschirm mehr.',
  'outcome.expired': 'Die Höchstdauer der Freigabe ist erreicht. Niemand sieht Ihren Bildschirm mehr.',
  'outcome.idle':
    'Zehn Minuten lang hat niemand hingesehen, deshalb wurde die Freigabe beendet. Niemand sieht Ihren Bildschirm mehr.',
  'outcome.mediaFailed': 'Das Bild konnte nicht übertragen werden. Niemand sieht Ihren Bildschirm mehr.',
  'outcome.pageForbidden': 'Diese Seite darf nicht freigegeben werden. Es wird nichts mehr freigegeben.',
  'outcome.customerLost':
    'Diese Seite wurde neu geladen oder hat die Verbindung verloren. Es ist nichts mehr freigegeben.',
  'outcome.agentLost':
    'Die Seite von {agent} wurde geschlossen oder hat die Verbindung verloren. Es ist nichts mehr freigegeben.',
  'outcome.sessionEnded': 'Die Verbindung wurde beendet. Es ist nichts mehr freigegeben.',
  'outcome.serverRestarted': 'Unser Dienst wurde neu gestartet. Es ist nichts mehr freigegeben.',
  'outcome.show.notShown': '{agent} konnte nichts zeigen. Es wurde nichts freigegeben.',
  'outcome.show.closed': 'Sie haben die Ansicht geschlossen. Sie sind weiterhin verbunden.',
  'outcome.show.released': '{agent} zeigt den Desktop nicht mehr.',
  'outcome.show.customerLost':
    'Diese Seite wurde neu geladen oder hat die Verbindung verloren, deshalb wird der Desktop des Technikers nicht mehr gezeigt.',
  'outcome.show.agentLost':
    'Die Seite von {agent} wurde geschlossen oder hat die Verbindung verloren, deshalb wird der Desktop nicht mehr gezeigt.',
  'outcome.show.over': 'Der Desktop des Technikers wird nicht mehr gezeigt.',
  'outcome.again': '{agent} kann Sie noch einmal fragen.',
  'outcome.control.gone': '{agent} kann Ihre Maus und Tastatur nicht mehr benutzen.',
  'outcome.control.wrongSurface':
    'Was Sie ausgewählt haben, ist nicht sicher Ihr ganzer Bildschirm. Die Steuerung braucht ihn, deshalb wurde nichts freigegeben. Wenn {agent} noch einmal fragt, wählen Sie den ganzen Bildschirm. Manche Browser sagen nicht, was gewählt wurde: Nehmen Sie dann einen anderen.',
  'outcome.control.revoked':
    'Sie haben die Steuerung beendet. {agent} kann Ihre Maus und Tastatur nicht mehr benutzen und sieht Ihren Bildschirm weiterhin.',
  'outcome.control.released': '{agent} hat die Steuerung abgegeben und sieht Ihren Bildschirm weiterhin.',
  'outcome.control.expired':
    'Die Höchstdauer der Steuerung ist erreicht. {agent} kann Ihre Maus und Tastatur nicht mehr benutzen und sieht Ihren Bildschirm weiterhin.',
  'outcome.control.over':
    '{agent} kann Ihre Maus und Tastatur nicht mehr benutzen und sieht Ihren Bildschirm weiterhin.',
  'outcome.control.notNow': 'Sie haben „Jetzt nicht“ gedrückt. {agent} kann Ihren Bildschirm wie bisher nur sehen.',
  'outcome.control.dismissed': 'Sie haben die Frage geschlossen. {agent} kann Ihren Bildschirm wie bisher nur sehen.',
  'outcome.control.noAnswer':
    'Die Zeit für die Antwort ist abgelaufen, das heißt Nein. {agent} kann Ihren Bildschirm wie bisher nur sehen.',
  'outcome.control.withdrawn': '{agent} hat die Frage zurückgezogen und kann Ihren Bildschirm wie bisher nur sehen.',
  'outcome.control.refused': '{agent} hat die Steuerung nicht bekommen und kann Ihren Bildschirm wie bisher nur sehen.',
  'outcome.given.revoked': 'Sie haben die Steuerung beendet. Den Desktop von {agent} sehen Sie weiterhin.',
  'outcome.given.released': '{agent} hat die Steuerung endgültig zurückgenommen. Den Desktop sehen Sie weiterhin.',
  'outcome.given.expired': 'Die Höchstdauer der Steuerung ist erreicht. Den Desktop von {agent} sehen Sie weiterhin.',
  'outcome.given.over': 'Sie können den Desktop von {agent} nicht mehr steuern, sehen ihn aber weiterhin.',
  'outcome.given.notNow': 'Sie haben „Jetzt nicht“ gedrückt. Sie können den Desktop von {agent} wie bisher nur sehen.',
  'outcome.given.dismissed': 'Sie haben die Frage geschlossen. Sie können den Desktop von {agent} wie bisher nur sehen.',
  'outcome.given.noAnswer': 'Die Zeit für die Antwort ist abgelaufen, das heißt Nein. Sie können den Desktop von {agent} wie bisher nur sehen.',
  'outcome.given.withdrawn': '{agent} hat die Frage zurückgezogen. Sie können den Desktop wie bisher nur sehen.',
  'outcome.given.refused': 'Sie haben die Steuerung nicht bekommen. Sie können den Desktop von {agent} wie bisher nur sehen.',

  'given.announced': 'Sie können ihn steuern: Klicken Sie dazu in das Bild.',
  'given.title': '{agent} lässt Sie einen Desktop steuern – {company}',

  'page.choosing':
    'Einen Moment: Die Seite wird vorbereitet. Wenn das nicht geht, wählen Sie ein Fenster oder einen Bildschirm im Auswahlfenster Ihres Browsers.',
  'outcome.page.revoked': 'Sie haben die Freigabe beendet. Es wird nichts mehr freigegeben.',
  'outcome.page.captureEnded':
    'Die Freigabe konnte in Ihrem Browser nicht weitergehen. Es wird nichts mehr freigegeben.',
  'outcome.page.released': '{agent} hat die Freigabe beendet. Es wird nichts mehr freigegeben.',
  'outcome.page.expired': 'Die längste Zeit für eine Freigabe ist um. Es wird nichts mehr freigegeben.',
  'outcome.page.idle':
    'Zehn Minuten lang hat niemand zugesehen, daher wurde die Freigabe beendet. Es wird nichts mehr freigegeben.',
  'outcome.page.mediaFailed':
    'Was Sie freigegeben haben, konnte nicht übertragen werden. Es wird nichts mehr freigegeben.',

  'control.choosing': 'Wählen Sie Ihren ganzen Bildschirm im Auswahlfenster Ihres Browsers',
  'control.helperAbsent': '{agent} kann Ihre Maus und Tastatur erst benutzen, wenn Sie den Helfer gestartet haben',
  'control.helperUnable': '{agent} kann Ihre Maus und Tastatur noch nicht benutzen',
  'control.announced.helperAbsent': 'Noch ein Schritt: Starten Sie den Helfer',
  'control.announced.helperUnable': 'Der Helfer läuft, kann diesen Bildschirm aber nicht benutzen',
  'control.armed': '{agent} kann Ihren Desktop steuern',
  'control.armedHint': 'Der Helfer läuft. {agent} beginnt mit einem Klick in das Bild.',
  'control.active': '{agent} steuert Ihre Maus und Tastatur',
  'control.activeHint': 'Sie können sie auch benutzen: Ihre Eingaben haben Vorrang.',
  'control.paused': 'Sie benutzen Maus oder Tastatur: {agent} wartet',
  'control.pausedHint': '{agent} macht weiter, wenn Ihre Maus und Tastatur einen Moment geruht haben.',
  'control.asked': '{agent} wartet auf Ihre Antwort',
  'control.askedHint': 'Solange die Frage offen ist, können nur Sie Ihre Maus und Tastatur benutzen.',
  'control.stop': 'Steuerung beenden',
  'control.stopAdded':
    'Sie können jederzeit aufhören: mit „Steuerung beenden“, „Bildschirmfreigabe beenden“ oder Strg+Alt+Umschalt+S.',
  'control.stopOwn': 'Sie können jederzeit aufhören: mit „Bildschirmfreigabe beenden“ oder Strg+Alt+Umschalt+S.',
  'control.title.helper': 'Noch ein Schritt: Helfer starten – {company}',
  'control.title.armed': '{agent} kann Ihren Desktop steuern – {company}',
  'control.title.active': '{agent} steuert Ihren Desktop – {company}',
  'control.title.paused': '{agent} wartet – {company}',

  'viewing.announced': '{agent} zeigt Ihnen einen Desktop. Sie können die Ansicht jederzeit schließen.',
  'title.viewing': '{agent} zeigt einen Desktop – {company}',

  'report.title': 'Missbrauch melden?',
  'report.hint':
    'Die Freigabe und die Verbindung enden sofort. Das Protokoll dieser Sitzung bleibt erhalten, und die Teamleitung wird informiert.',
} satisfies Record<LaterTextKey, Text>;

import type { Text } from '../i18n/texts.ts';
import type { SharedTextKey } from './en.ts';

export const de: Readonly<Record<SharedTextKey, Text>> = {
  'product': 'Sideseat',
  'language': 'Sprache',
  'yes': 'Ja',
  'no': 'Nein',
  'ok': 'OK',
  'cancel': 'Abbrechen',
  'close': 'Schließen',
  'retryIn': 'Neuer Versuch in {wait} möglich.',

  'status.connecting': 'Verbindung wird hergestellt',
  'status.waiting': 'Wartend',
  'status.active': 'Aktiv',
  'status.ended': 'Beendet',

  'ended.agentEnded': '{agent} hat die Sitzung beendet.',
  'ended.customerEnded': '{customer} hat die Sitzung beendet.',
  'ended.abuseReported': '{customer} hat Missbrauch gemeldet; die Sitzung wurde beendet.',
  'ended.visitorGone': '{customer} ging, bevor jemand die Sitzung übernahm.',

  'error.E_BAD_MESSAGE':
    'Der Dienst hat diese Seite nicht verstanden. Laden Sie die Seite neu und versuchen Sie es noch einmal.',
  'error.E_TOO_MANY_BAD_MESSAGES':
    'Der Dienst hat diese Seite nicht verstanden. Laden Sie die Seite neu und versuchen Sie es noch einmal.',
  'error.E_SLOW_DOWN': 'Das ging zu schnell. Warten Sie einen Moment und versuchen Sie es noch einmal.',
  'error.E_VERSION': 'Es gibt eine neuere Version dieser Seite. Laden Sie die Seite neu.',
  'error.E_ORIGIN': 'Diese Seite darf keine Verbindung aufbauen. Öffnen Sie sie unter ihrer üblichen Adresse.',
  'error.E_TICKET': 'Die Verbindung konnte nicht bestätigt werden. Laden Sie die Seite neu.',
  'error.E_NOT_ALLOWED': 'Das ist im Moment nicht möglich.',
  'error.E_NO_SESSION': 'Diese Sitzung gibt es nicht mehr.',
  'error.E_STALE': 'Das ist bereits vorbei.',
  'error.E_NOT_SIGNED_IN': 'Sie sind abgemeldet. Melden Sie sich wieder an.',
  'error.E_SIGN_IN': 'Benutzername oder Kennwort stimmt nicht. Prüfen Sie beides und versuchen Sie es noch einmal.',
  'error.E_HOST_TOKEN':
    'Das Dashboard hat keine gültige Anmeldung weitergegeben. Versuchen Sie es noch einmal. Wenn das nicht hilft, laden Sie die Seite neu.',
  'error.E_HOST_KEYS': 'Die Anmeldung kann gerade nicht geprüft werden. Versuchen Sie es gleich noch einmal.',
  'error.E_TOO_MANY_ATTEMPTS': 'Zu viele Versuche.',
  'error.E_RIGHT_PRIVATE_SESSIONS': 'Ihre Gruppe darf keine Sitzungen starten. Fragen Sie Ihren Administrator.',
  'error.E_RIGHT_PIN':
    'Ihre Gruppe darf keine PIN-Codes verwenden. Verwenden Sie einen Link oder fragen Sie Ihren Administrator.',
  'error.E_NAME_EMPTY': 'Bitte geben Sie einen Namen ein.',
  'error.E_NAME_TOO_LONG': 'Der Name ist zu lang. Verwenden Sie höchstens 64 Zeichen.',
  'error.E_NAME_RESERVED': 'Dieser Name kann nicht verwendet werden. Wählen Sie einen anderen.',
  'error.E_TOO_MANY_SESSIONS': 'Es sind zu viele Sitzungen offen. Beenden Sie zuerst eine davon.',
  'error.E_PIN_INVALID': 'Dieser Code ist nicht gültig oder abgelaufen. Bitten Sie um einen neuen.',
  'error.E_LINK_INVALID': 'Dieser Link ist nicht gültig oder abgelaufen. Bitten Sie um einen neuen.',
  'error.E_NOT_JOINED':
    'Dieser Browser ist nicht verbunden. Geben Sie den Code noch einmal ein oder bitten Sie um einen neuen.',
  'error.E_SESSION_NOT_ACTIVE': 'Starten Sie zuerst die Sitzung.',
  'error.E_SESSION_NOT_WAITING': 'Starten ist möglich, solange der Kunde wartet.',
  'error.E_SESSION_ENDED': 'Diese Sitzung ist beendet.',
  'error.E_CUSTOMER_AWAY': 'Die Seite des Kunden ist im Moment nicht verbunden.',
  'error.E_REQUEST_OPEN': 'Es läuft bereits eine Anfrage.',
  'error.E_AGENT_AWAY': 'Der Techniker ist im Moment nicht verbunden. Bitte warten Sie.',
  'error.E_ALREADY_SHARED': 'Das ist bereits freigegeben.',
  'error.E_ASKED_TOO_OFTEN': 'Der Kunde wurde so oft gefragt, wie es in fünf Minuten erlaubt ist.',
  'error.E_WHOLE_SCREEN':
    'Diese Freigabe ist nicht sicher der ganze Bildschirm, den die Steuerung braucht. Beenden Sie sie zuerst und versuchen Sie es dann noch einmal.',
  'error.E_HELPER_AWAY': 'Der Helfer läuft nicht.',
  'error.E_COBROWSE_OFF': 'Co-Browsing ist für diese Website ausgeschaltet. Fragen Sie deren Administrator.',
  'error.E_PAGE_FORBIDDEN': 'Diese Seite darf nicht freigegeben werden. Eine andere Seite geht vielleicht.',
  'error.E_NO_PAGE': 'Nur für Kunden, die sich auf einer Website per Klick verbunden haben.',
  'error.E_HELPER_CODE': 'Nehmen Sie einen neuen Code.',
  'error.E_REMOTE_HAND':
    'Maus und Tastatur wurden eben noch aus der Ferne benutzt. Warten Sie eine Sekunde und versuchen Sie es noch einmal.',
  'error.E_MEDIA_DOWN':
    'Im Moment können keine Bilder übertragen werden. Versuchen Sie es in einer Minute noch einmal.',
  'error.E_SDP':
    'Die Videoverbindung des Browsers wurde nicht verstanden. Aktualisieren Sie ihn oder verwenden Sie einen anderen.',
  'error.E_RECORD':
    'Das Protokoll war nicht zu schreiben, deshalb ist nichts Neues erlaubt. Informieren Sie Ihren Administrator.',
  'error.E_NOT_FOUND': 'Unter dieser Adresse gibt es nichts.',
  'error.E_INTERNAL': 'Auf unserer Seite ist etwas schiefgegangen. Versuchen Sie es noch einmal.',
  'error.offline': 'Der Dienst ist nicht erreichbar. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.',
};

import type { Text } from '../../../shared/i18n/texts.ts';
import type { LaterTextKey } from './en.ts';

export const de = {
  'common.copy': 'Kopieren',
  'common.copied': 'Kopiert',
  'common.copyFailed': 'Kopieren war nicht möglich. Bitte markieren und kopieren Sie den Text selbst.',

  'new.title': 'Neue Sitzung erstellen',
  'new.name': 'Name',
  'new.nameHint': 'Zum Beispiel der Name des Kunden oder eine Vorgangsnummer. Der Kunde sieht ihn nicht.',
  'new.method': 'So verbindet sich der Kunde',
  'new.pin': 'PIN-Code',
  'new.link': 'Link',
  'new.pinLead': 'Für Kunden am Telefon: Der Kunde gibt einen kurzen Code ein.',
  'new.linkLead': 'Für Kunden im Chat oder per E-Mail: Der Kunde öffnet den Link.',
  'new.createPin': 'PIN-Code erstellen',
  'new.createLink': 'Link erstellen',
  'new.creating': 'Wird erstellt …',

  'invite.pinLabel': 'PIN-Code',
  'invite.linkLabel': 'Link',
  'invite.copyPin': 'PIN-Code kopieren',
  'invite.copyLink': 'Link kopieren',
  'invite.tell': 'Bitten Sie den Kunden, diese Seite zu öffnen und den PIN-Code einzugeben:',
  'invite.tellFallback': 'Falls sich diese Seite nicht öffnet:',
  'invite.sendLink': 'Senden Sie diesen Link dem Kunden. Er gilt nur einmal.',
  'invite.valid': 'Noch {time} gültig',
  'invite.expired': 'Abgelaufen. Er kann nicht mehr verwendet werden.',
  'invite.renewPin': 'Neuer PIN-Code',
  'invite.renewLink': 'Neuer Link',
  'invite.joining': 'Der PIN-Code oder Link wurde benutzt. Die zugehörige Seite ist noch nicht verbunden.',
  'invite.hidden':
    'Der Server wurde neu gestartet, deshalb wird der PIN-Code oder Link nicht mehr angezeigt. Bis er abläuft, gilt er weiter.',
  'invite.anew': 'Sie können jederzeit einen neuen erstellen. Der vorherige ist dann ungültig, ob benutzt oder nicht.',
  'invite.used': 'Der Kunde ist verbunden.',
  'invite.open': 'Sitzung öffnen',

  'command.withdraw': 'Zurückziehen',
  'command.asking': '{name} wird gefragt.',
  'command.requestView.choosing': '{name} hat OK gedrückt und wählt den Bildschirm aus.',
  'command.showDesktop.choosing': '{name} hat OK gedrückt. Das Bild wird vorbereitet.',
  'command.remaining': 'Verbleibende Zeit für die Antwort',
  'command.remainingChoosing': 'Verbleibende Zeit für die Auswahl',

  'sent.title': 'Anfrage gesendet',
  'sent.asking': '{name} wird jetzt gebeten, Ihnen den Desktop zu zeigen. Hier sehen Sie die Entscheidung.',
  'sent.choosing': '{name} hat OK gedrückt und wählt den Bildschirm aus.',
  'sent.show.asking': '{name} wird jetzt gefragt, ob Sie Ihren Desktop zeigen dürfen. Vorher sieht ihn niemand.',
  'sent.show.choosing': '{name} hat OK gedrückt. Das Bild wird vorbereitet.',

  'advice.notNow': 'Fragen Sie nach dem Grund, bevor Sie die Ansicht wieder anfordern.',
  'advice.dismissed': 'Das gilt als „Jetzt nicht“.',
  'advice.noAnswer': 'Keine Antwort gilt als Nein. Vielleicht war die Seite nicht im Vordergrund.',
  'advice.withdrawn': 'Die Frage ist von der Seite von {name} verschwunden.',
  'advice.pickerCancelled': '{name} hat OK gedrückt, aber die Auswahl des Browsers geschlossen.',
  'advice.pickerTimedOut': '{name} hat OK gedrückt, aber in der Liste des Browsers nichts ausgewählt.',
  'advice.wrongSurface':
    'Nichts wurde gezeigt. Bitten Sie {name}, das nächste Mal den ganzen Bildschirm oder ein Fenster auszuwählen.',
  'advice.captureUnavailable':
    'Der Browser oder das Betriebssystem lässt die Freigabe nicht zu. Ein anderer Browser auf einem Computer hilft vielleicht.',
  'advice.customerLost': 'Sobald die Seite wieder offen ist, fordern Sie die Ansicht neu an.',
  'advice.agentLost': 'Nichts läuft von selbst weiter. Fragen Sie {name} neu.',
  'advice.sessionEnded': 'Freigaben und Anfragen endeten mit der Sitzung.',
  'advice.serverRestarted': 'Nichts läuft von selbst weiter. Fragen Sie {name} neu.',
  'advice.revoked': 'Um den Desktop wieder zu sehen, ist ein neues OK nötig.',
  'advice.captureEnded': 'Um den Desktop wieder zu sehen, ist ein neues OK nötig.',
  'advice.released': 'Um den Desktop wieder zu sehen, ist ein neues OK nötig.',
  'advice.expired': 'Um den Desktop wieder zu sehen, ist ein neues OK nötig.',
  'advice.idle': 'Um den Desktop wieder zu sehen, ist ein neues OK nötig.',
  'advice.mediaFailed':
    'Fordern Sie die Ansicht noch einmal an. Wenn die Übertragung wieder scheitert, verständigen Sie Ihren Administrator.',
  'advice.mayContinue':
    '{name} kann innerhalb einer Minute mit einem Klick fortsetzen. Ohne diesen Klick läuft nichts weiter.',
  'advice.show.pickerCancelled': 'Drücken Sie noch einmal „Meinen Desktop zeigen“.',
  'advice.show.pickerTimedOut': 'Drücken Sie noch einmal „Meinen Desktop zeigen“.',
  'advice.show.revoked': 'Um ihn wieder zu zeigen, ist ein neues OK nötig.',
  'advice.show.captureEnded': 'Um ihn wieder zu zeigen, ist ein neues OK nötig.',
  'advice.show.released': 'Um ihn wieder zu zeigen, ist ein neues OK nötig.',
  'advice.show.expired': 'Um ihn wieder zu zeigen, ist ein neues OK nötig.',

  'window.label': 'Freigegebener Desktop',
  'window.title': 'Desktop von {name}',
  'window.titleWindow': 'Ein Fenster von {name}',
  'window.since': 'seit {time}',
  'window.told': '{name} sieht, dass Sie zusehen',
  'window.toldAway': '{name} sieht, dass Sie nicht hinsehen',
  'window.size': 'Größe',
  'window.fit': 'Einpassen',
  'window.fullScreen': 'Vollbild',
  'window.exitFullScreen': 'Vollbild verlassen',
  'window.lookAway': 'Nicht mehr hinsehen',
  'window.lookAgain': 'Wieder hinsehen',
  'window.opening': 'Das Bild wird verbunden …',
  'window.openingDetail': '{name} hat um {time} zugestimmt.',
  'window.away': 'Sie sehen nicht hin',
  'window.awayDetail': '{name} erlaubt es weiterhin und sieht, dass gerade niemand zusieht.',
  'window.linkLost': 'Verbindung verloren, neuer Versuch …',
  'window.linkLostDetail': 'Das Bild ist ausgeblendet, weil es veraltet sein könnte.',
  'window.stopped': 'Beendet',
  'window.stoppedAt': 'Beendet um {time}',
  'window.current': 'Bild ist aktuell',
  'window.late': '{name} antwortet nicht',
  'window.frozen': 'Es kommt kein neues Bild an',
  'window.age': 'Das Bild ist {age} alt.',
  'window.mayBeOld': 'Das Bild kann veraltet sein.',

  'panel.end.title': 'Sitzung mit {name} beenden?',
  'panel.end.detail': 'Freigaben enden sofort. Um wiederzukommen, braucht der Kunde eine neue Einladung.',
  'tools.label': 'Sitzungswerkzeuge',
  'tools.sharing': 'Freigabe',
  'tools.applications': 'Anwendungen',
  'tools.log': 'Protokoll',
  'applications.remoteControl':
    'Sehen, was der Kunde sieht, oder zeigen, was Sie sehen. Der Kunde wird jedes Mal gefragt.',

  'showing.region': 'Desktopansicht',
  'showing.holding': 'Ihre Auswahl ist bereit. Niemand sieht sie, bevor {name} zustimmt.',
  'showing.starting': 'Ihr Bildschirm wird vorbereitet. Noch sieht ihn niemand.',
  'showing.opening': 'Gleich für {name} sichtbar: {what}. Sonst für niemanden.',
  'showing.seen': 'Jetzt für {name} sichtbar: {what}. Sonst für niemanden.',
  'showing.everything': 'Alles darauf ist zu sehen, auch Namen und Codes anderer Kunden.',
  'showing.late':
    '{name} sieht vielleicht: {what}. Die Seite des Kunden antwortet nicht; die Freigabe endet in wenigen Sekunden von selbst.',
  'showing.linkLost':
    'Verbindung unterbrochen. Die Freigabe endet in wenigen Sekunden von selbst; Sie können sie jetzt beenden.',
  'showing.captureUnavailable':
    'Ihr Browser oder Computer hat das Zeigen des Bildschirms nicht erlaubt. Erlauben Sie diesem Browser die Bildschirmaufnahme und versuchen Sie es noch einmal.',

  'shortcuts.lead':
    'Sie gelten überall auf dieser Seite, außer während Sie schreiben. Dieser Browser merkt sich Ihre Wahl.',
  'shortcuts.zoom': 'Im freigegebenen Desktop: 0 passt ihn ein, 1 zeigt ihn mit 100 %, + und − zoomen.',
  'shortcuts.change': 'Ändern',
  'shortcuts.press': 'Neue Tasten drücken …',
  'shortcuts.reset': 'Alle zurücksetzen',
  'shortcuts.saved': 'Gespeichert. {action}: {keys}',
  'shortcuts.wereReset': 'Alle Tasten sind wieder die ursprünglichen.',
  'shortcuts.combination':
    'Halten Sie Alt und Umschalt und drücken Sie einen Buchstaben, eine Ziffer oder einen Pfeil. Andere Tasten gehören dem Browser und Screenreadern.',
  'shortcuts.reserved': 'Diese Tasten benutzt der Browser selbst. Wählen Sie andere.',
  'shortcuts.taken': 'Diese Tasten gehören schon zu „{action}“. Wählen Sie andere.',

  'log.empty': 'Noch ist nichts geschehen.',
  'log.earlier': 'Frühere Zeilen werden hier nicht angezeigt. Sie sind aufgezeichnet.',

  'signInAgain.label': 'Anmeldung',
  'signInAgain.ends': 'Ihre Anmeldung endet um {time}.',
  'signInAgain.ends.detail':
    'Was freigegeben ist, endet mit ihr. Melden Sie sich erneut an, dann geht alles ohne Unterbrechung weiter.',
  'signInAgain.action': 'Erneut anmelden',
  'signInAgain.as': 'Sie sind angemeldet als {agent}.',
  'signInAgain.missing': 'Bitte geben Sie das Kennwort ein.',

  'notice.label': 'Warnungen',
  'notice.dismiss': 'Ausblenden',
  'notice.pinGuessing': 'Möglicherweise versucht jemand, PIN-Codes zu erraten.',
  'notice.pinGuessing.detail':
    'Seit {time} sind viele falsche Codes eingegangen. Das Raten wird gebremst, Kunden können sich weiterhin verbinden. Vergleichen Sie die zwei Wörter, bevor Sie auf „Starten“ drücken. Ein Link lässt sich nicht erraten.',
  'notice.askedTooOften': '{agent} hat einen Kunden innerhalb von fünf Minuten dreimal gefragt.',
  'notice.askedTooOften.detail':
    'Um {time}. Derselbe Kunde kann erst wieder um dasselbe gebeten werden, wenn die fünf Minuten um sind.',
  'notice.abuseReported': 'Ein Kunde hat Missbrauch durch {agent} gemeldet.',
  'notice.abuseReported.detail':
    '{time}, Sitzung „{session}“. Freigabe und Sitzung endeten sofort, und das Protokoll bleibt erhalten. Danach kann {agent} eine Stunde lang jeden Kunden nur einmal in fünf Minuten fragen. Kennung der Sitzung: {id}',
  'notice.mediaViolation': 'Auf dem Medienserver lief etwas, dem kein Kunde zugestimmt hatte.',
  'notice.stopNotObeyed': 'Der Medienserver hat einen Stopp nicht sofort befolgt.',
  'notice.media.cut':
    'Um {time}. Es wurde beendet, nichts davon läuft weiter, und der Vorfall ist aufgezeichnet. Bitte informieren Sie Ihren Administrator.',
  'notice.media.notCut':
    'Um {time}. Ob es beendet wurde, ließ sich nicht bestätigen. Bitte informieren Sie sofort Ihren Administrator: Der Medienserver muss angehalten werden.',
} satisfies Record<LaterTextKey, Text>;

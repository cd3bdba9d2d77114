import type { Text } from '../../shared/i18n/texts.ts';
import type { CustomerTextKey } from './en.ts';

export const de: Readonly<Record<CustomerTextKey, Text>> = {
  'join.title': 'Hilfe von {company}',
  'join.titleUnnamed': 'Hilfe',
  'join.lead': 'Geben Sie den Code ein, den Sie vom Techniker bekommen haben.',
  'join.linkLead': 'Sie haben den Link geöffnet, den Sie vom Techniker bekommen haben.',
  'join.pin': 'PIN-Code',
  'join.connect': 'Verbindung zum Techniker herstellen',
  'join.connecting': 'Verbindung wird hergestellt …',
  'join.pinEmpty': 'Bitte geben Sie den Code ein.',
  'join.pinLength': 'Der Code hat {digits} Ziffern. Prüfen Sie ihn und versuchen Sie es noch einmal.',
  'join.promise': 'Durch das Verbinden sieht noch niemand Ihren Bildschirm. Sie werden vorher gefragt.',
  'join.scam':
    'Hat jemand Sie unerwartet angerufen und möchte, dass Sie sich verbinden? Dann verbinden Sie sich nicht. Legen Sie auf.',
  'join.retry': 'Sie können es jetzt noch einmal versuchen.',
  'join.fallback': 'Wenn diese Seite nicht funktioniert, versuchen Sie es hier: {address}',

  'support.phone': 'Smartphones und Tablets können ihren Bildschirm nicht zeigen.',
  'support.phoneWayOut':
    'Um Ihren Bildschirm zu zeigen, öffnen Sie {address} auf einem Computer und geben Sie den Code dort ein.',
  'support.insecure':
    'Von dieser Adresse aus kann Ihr Bildschirm nicht gezeigt werden, weil die Verbindung nicht sicher ist.',
  'support.insecureWayOut':
    'Um Ihren Bildschirm zu zeigen, verwenden Sie eine Adresse, die mit https:// beginnt, oder fragen Sie den Techniker danach.',
  'support.unsupported': 'Dieser Browser kann Ihren Bildschirm nicht zeigen.',
  'support.unsupportedWayOut':
    'Um Ihren Bildschirm zu zeigen, öffnen Sie {address} auf einem Computer in einem aktuellen Chrome, Edge, Firefox oder Safari und geben Sie den Code dort ein.',
  'support.once':
    'Ein Code oder Link gilt nur einmal. Wenn Sie sich hier verbinden, bitten Sie für dort um einen neuen.',

  'page.opening': 'Verbindung wird hergestellt …',
  'page.unreachable': 'Der Dienst ist nicht erreichbar, neuer Versuch …',
  'page.unreachableHint': 'Prüfen Sie Ihre Internetverbindung. Diese Seite macht von selbst weiter.',
  'page.outdated': 'Es gibt eine neuere Version dieser Seite.',
  'page.outdatedHint': 'Laden Sie die Seite neu, um weiterzumachen. Im Moment ist nichts freigegeben.',
  'page.reload': 'Seite neu laden',
  'page.waiting': 'Sie sind verbunden. Gleich ist jemand für Sie da.',
  'page.active': 'Sie sind verbunden mit {agent} von {company}.',
  'page.safe': 'Niemand sieht Ihren Bildschirm. Sie werden gefragt, bevor sich das ändert.',
  'page.agentAway': 'Die Seite von {agent} ist im Moment nicht verbunden.',
  'page.words': 'Prüfen Sie, ob beide Seiten dieselben zwei Wörter haben:',
  'page.wordsDiffer': 'Sind es nicht dieselben, beenden Sie die Verbindung.',

  'link.retrying': 'Verbindung verloren, neuer Versuch …',
  'link.nothingShared': 'Im Moment ist nichts freigegeben.',
  'link.mayStop': 'Die Freigabe endet von selbst, wenn die Verbindung nicht in wenigen Sekunden zurückkommt.',
  'link.replaced': 'Diese Seite wurde in einem anderen Tab geöffnet.',
  'link.replacedHint': 'Sie können im anderen Tab weitermachen. Von hier aus ist nichts freigegeben.',
  'link.takeOver': 'Hier weitermachen',

  'failure.record': 'Im Moment kann nichts freigegeben werden. Bitte sagen Sie es dem Techniker.',

  'question.notNow': 'Jetzt nicht',
  'question.ok': 'OK',
  'question.moreTime': 'Mehr Zeit',
  'question.remaining': 'Noch {time} Zeit für die Antwort. Keine Antwort heißt Nein.',
  'question.over': 'Die Zeit für die Antwort ist vorbei.',
  'question.tooSoon': 'Bitte lesen Sie erst und drücken Sie dann noch einmal.',
  'question.words': 'Auf beiden Seiten dieselben zwei Wörter?',

  'choosing.title': 'Wählen Sie den Bildschirm oder das Fenster im Auswahlfenster Ihres Browsers',
  'choosing.hint':
    'Noch sieht niemand etwas. Wenn Sie es sich anders überlegt haben, schließen Sie das Auswahlfenster ohne Auswahl.',

  'sharing.region': 'Desktopansicht',
  'sharing.regionPage': 'Freigegebene Seite',
  'sharing.starting': 'Einen Moment, die Freigabe wird vorbereitet. Noch sieht niemand etwas.',
  'sharing.title.monitor': 'Ihr ganzer Bildschirm ist freigegeben',
  'sharing.title.window': 'Eines Ihrer Fenster ist freigegeben',
  'sharing.title.browser': 'Einer Ihrer Browser-Tabs ist freigegeben',
  'sharing.title.unknown': 'Der Bildschirm oder das Fenster Ihrer Wahl ist freigegeben',
  'sharing.title.page': 'Diese Webseite ist freigegeben',
  'sharing.opening': '{agent} sieht gleich, was Sie freigeben. Sonst niemand.',
  'sharing.watched': '{agent} sieht jetzt, was Sie freigeben. Sonst niemand.',
  'sharing.unwatched': '{agent} schaut gerade nicht zu, kann aber jederzeit wieder hinsehen. Sonst niemand.',
  'sharing.since': 'Freigegeben seit {time}',
  'sharing.hint.monitor': 'Alles darauf ist zu sehen, auch aufklappende Nachrichten.',
  'sharing.hint.window': 'Andere Fenster sind nicht zu sehen.',

  'continue.action': 'Freigabe fortsetzen',
  'continue.busy': 'Wird fortgesetzt …',
  'continue.remaining': 'Noch {time} zum Fortsetzen. Danach ist die Freigabe beendet.',
  'continue.over': 'Die Zeit zum Fortsetzen ist vorbei.',
  'continue.lapsed': 'Die Zeit zum Fortsetzen ist vorbei, deshalb ist die Freigabe beendet.',
  'continue.paused': 'Niemand sieht etwas, auch wenn Ihr Browser noch meldet, dass etwas freigegeben ist.',
  'continue.interrupted': 'Die Freigabe wurde unterbrochen. Niemand sieht jetzt etwas.',
  'continue.linkLost': 'Verbindung verloren, neuer Versuch … Niemand sieht jetzt etwas.',
  'continue.link': 'Sobald die Verbindung wieder da ist, können Sie mit einem Klick fortsetzen.',
  'continue.agent': 'Sobald {agent} wieder da ist, können Sie mit einem Klick fortsetzen.',
  'continue.server': 'Einen Moment bitte. Sie können jederzeit aufhören.',

  'toolbar.name': 'Kunden-Symbolleiste',
  'toolbar.stop': 'Bildschirmfreigabe beenden',
  'toolbar.stopPage': 'Freigabe beenden',
  'toolbar.end': 'Sitzung beenden',
  'toolbar.report': 'Missbrauch melden',
  'toolbar.nothingShared': 'Im Moment ist nichts freigegeben.',
  'toolbar.stoppedAt': 'Freigabe beendet um {time}.',
  'end.title': 'Sitzung beenden?',
  'end.hint': 'Die Verbindung endet sofort, und nichts ist mehr freigegeben.',

  'leaving.title': 'Die Sitzung wird beendet …',
  'leaving.interrupted':
    'Die Verbindung ist verloren. Sobald sie wieder da ist, endet die Sitzung. Es ist nichts mehr freigegeben.',
  'leaving.report': 'Ihre Meldung wird gesendet …',
  'leaving.reportInterrupted':
    'Die Verbindung ist verloren. Sobald sie wieder da ist, wird Ihre Meldung gesendet. Es ist nichts mehr freigegeben.',

  'ended.you.agentEnded': '{agent} hat die Verbindung beendet.',
  'ended.you.customerEnded': 'Sie haben die Verbindung beendet.',
  'ended.you.abuseReported': 'Vielen Dank. Ihre Meldung ist angekommen.',
  'ended.you.visitorGone': 'Sie haben die Website verlassen.',
  'ended.thanks': 'Vielen Dank. Es ist nichts mehr freigegeben. Sie können diese Seite schließen.',
  'ended.reported':
    'Es ist nichts mehr freigegeben. Das Protokoll dieser Sitzung bleibt erhalten, und die Teamleitung wird informiert. Haben Sie ein Kennwort oder Bankdaten preisgegeben? Dann ändern Sie das Kennwort und rufen Sie jetzt Ihre Bank an.',
  'ended.again': 'Neuen Code eingeben',

  'textSize': 'Schriftgröße',
  'textSize.100': 'Normale Schrift',
  'textSize.125': 'Große Schrift',
  'textSize.150': 'Sehr große Schrift',

  'agent.named': '{agent}',

  'title.page': '{company}: Hilfe',
  'title.asking': '{title} – {company}',
  'title.choosing': 'Bildschirm auswählen – {company}',
  'title.sharing': 'Ihr Bildschirm ist freigegeben – {company}',
  'title.interrupted': 'Freigabe unterbrochen – {company}',
};

import type { Text } from '../../shared/i18n/texts.ts';
import type { CustomerTextKey } from './en.ts';

export const ja: Readonly<Record<CustomerTextKey, Text>> = {
  'join.title': '{company}のサポート',
  'join.lead': '担当者からお伝えしたコードを入力してください。',
  'join.pin': 'PINコード',
  'join.connect': 'サポート担当者に接続',
  'join.connecting': '接続しています…',
  'join.pinEmpty': 'コードを入力してください。',
  'join.pinLength': 'コードは{digits}桁の数字です。確認して、もう一度お試しください。',
  'join.promise': '接続しただけでは、誰にも何も表示されません。共有する前に必ず確認します。',
  'join.fallback': 'このページが動作しない場合は、こちらをお試しください：{address}',

  'support.phone': 'スマートフォンやタブレットの画面は共有できません。',
  'support.phoneWayOut':
    'ここから接続することはできます。画面を共有するには、パソコンで{address}を開いてください。',
  'support.insecure': '接続が保護されていないため、このアドレスからは画面を共有できません。',
  'support.insecureWayOut':
    'ここから接続することはできます。画面を共有するには、https:// で始まるアドレスを使用するか、担当者にお尋ねください。',
  'support.unsupported': 'このブラウザーでは画面を共有できません。',
  'support.unsupportedWayOut':
    'ここから接続することはできます。画面を共有するには、パソコンの最新のChrome、Edge、Firefox、Safariのいずれかで{address}を開いてください。',

  'page.opening': '接続しています…',
  'page.outdated': 'このページの新しいバージョンがあります。',
  'page.reload': 'ページを再読み込み',
  'page.waiting': '接続されました。まもなく担当者が対応いたします。',
  'page.active': '{company}の担当者、{agent}と接続しています。',
  'page.agentAway': '{agent}のページは現在接続されていません。',
  'page.words': '次の2つの単語が担当者側と同じかご確認ください：',
  'page.wordsDiffer': '異なる単語を伝えられた場合は、接続を終了してください。',

  'link.retrying': '接続が切れました。再接続しています…',
  'link.nothingShared': '現在、何も共有されていません。',
  'link.mayStop': '数秒以内に接続が回復しない場合、共有は自動的に停止します。',
  'link.replaced': 'このページは別のタブで開かれました。',
  'link.replacedHint': '別のタブで続けられます。このタブからは何も共有されていません。',
  'link.takeOver': 'このタブで続ける',

  'question.notNow': '今はしない',
  'question.ok': 'OK',
  'question.moreTime': '時間を延長',
  'question.remaining': '回答の残り時間 {time}。無回答は「いいえ」になります。',
  'question.over': '回答の時間が終わりました。',
  'question.words': '2つの単語は担当者側と同じですか？',

  'choosing.title': 'ブラウザーの選択画面で、画面またはウィンドウを選んでください',
  'choosing.hint': 'まだ誰にも表示されていません。取りやめる場合は、選ばずに選択画面を閉じてください。',

  'sharing.region': 'デスクトップビュー',
  'sharing.starting': '映像を準備しています。まだ誰にも表示されていません。',
  'sharing.title.monitor': '画面全体を共有しています',
  'sharing.title.window': 'ウィンドウを共有しています',
  'sharing.title.browser': 'ブラウザーのタブを共有しています',
  'sharing.title.unknown': '選択した画面またはウィンドウを共有しています',
  'sharing.opening': 'まもなく{agent}に表示されます。ほかの人には表示されません。',
  'sharing.watched': '{agent}が見ています。ほかの人には見えません。',
  'sharing.unwatched': '{agent}は現在見ていませんが、いつでも再び見ることができます。ほかの人には見えません。',
  'sharing.since': '{time}から共有中',
  'sharing.hint.monitor': 'ポップアップの通知も含め、画面上のすべてが見えます。',
  'sharing.hint.window': 'ほかのウィンドウは見えません。',

  'continue.action': '共有を続ける',
  'continue.busy': '再開しています…',
  'continue.remaining': '続けるための残り時間 {time}。時間が過ぎると、画面の取り込みを終了します。',
  'continue.over': '続けるための時間が終わりました。',
  'continue.lapsed': '続けるための時間が過ぎたため、画面の取り込みを終了しました。',
  'continue.paused': '共有は一時停止しています。ブラウザーに共有中と表示されていても、画面は誰にも見えません。',
  'continue.interrupted': '共有が中断されました。現在、画面は誰にも見えません。',
  'continue.linkLost': '接続が切れました。再接続しています… 現在、画面は誰にも見えません。',
  'continue.link': '接続が回復すると、ワンクリックで共有を続けられます。',
  'continue.agent': '{agent}が戻ると、ワンクリックで共有を続けられます。',
  'continue.server': '少々お待ちください。いつでも停止できます。',

  'toolbar.name': '顧客ツールバー',
  'toolbar.stop': '画面共有を停止',
  'toolbar.end': 'セッションを終了',
  'toolbar.nothingShared': '現在、何も共有されていません。',
  'toolbar.stoppedAt': '{time}に共有を停止しました。',
  'end.title': 'セッションを終了しますか？',
  'end.hint': '接続はすぐに終了し、何も共有されなくなります。',

  'outcome.notNow': '「今はしない」を選びました。何も共有されていません。',
  'outcome.dismissed': '質問を閉じました。何も共有されていません。',
  'outcome.noAnswer': '回答の時間が過ぎたため、「いいえ」になりました。何も共有されていません。',
  'outcome.withdrawn': '{agent}が質問を取り消しました。何も共有されていません。',
  'outcome.pickerCancelled': 'ブラウザーの選択画面を選ばずに閉じました。何も共有されていません。',
  'outcome.pickerTimedOut': 'ブラウザーで選択する時間が過ぎました。何も共有されていません。',
  'outcome.wrongSurface':
    'ブラウザーのタブが選ばれました。タブではデスクトップが表示されないため、何も共有されていません。{agent}からもう一度質問があったら、画面全体またはウィンドウをお選びください。',
  'outcome.captureUnavailable':
    'ブラウザーまたはパソコンで画面の共有が許可されませんでした。何も共有されていません。パソコンの設定でこのブラウザーの画面収録を許可するか、別のブラウザーをお使いください。',
  'outcome.revoked': '共有を停止しました。画面はもう誰にも見えません。',
  'outcome.captureEnded':
    'ブラウザーで共有が停止されたか、共有中のウィンドウが閉じられました。画面はもう誰にも見えません。',
  'outcome.released': '{agent}が共有を停止しました。画面はもう誰にも見えません。',
  'outcome.expired': '共有できる最長時間が過ぎました。画面はもう誰にも見えません。',
  'outcome.idle': '10分間誰も見ていなかったため、共有が停止されました。画面はもう誰にも見えません。',
  'outcome.mediaFailed': '映像を送信できませんでした。現在、何も共有されていません。',
  'outcome.customerLost': 'このページが再読み込みされたか、接続が切れました。現在、何も共有されていません。',
  'outcome.agentLost': '{agent}のページが閉じられたか、接続が切れました。現在、何も共有されていません。',
  'outcome.sessionEnded': '接続が終了しました。現在、何も共有されていません。',
  'outcome.serverRestarted': 'サービスが再起動されました。現在、何も共有されていません。',
  'outcome.again': '{agent}からもう一度質問することがあります。',

  'leaving.title': 'セッションを終了しています…',
  'leaving.interrupted': '接続が切れました。接続が回復すると、セッションを終了します。何も共有されていません。',

  'ended.you.agentEnded': '{agent}が接続を終了しました。',
  'ended.you.customerEnded': '接続を終了しました。',
  'ended.thanks': 'ご利用ありがとうございました。何も共有されていません。このページを閉じてもかまいません。',
  'ended.again': '新しいコードを入力',

  'agent.named': '担当者の{agent}',
  'agent.unnamed': '担当者',

  'title.page': '{company} サポート',
  'title.asking': '{title} – {company}',
  'title.choosing': '画面を選択 – {company}',
  'title.sharing': '画面を共有しています – {company}',
  'title.interrupted': '共有が中断されました – {company}',
};

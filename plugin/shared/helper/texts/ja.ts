import type { Text } from '../../i18n/texts.ts';
import type { HelperTextKey } from './en.ts';

export const ja = {
  'helper.title': 'あと一歩です：ヘルパーを起動してください',
  'helper.lead':
    '{viewer}がマウスとキーボードを操作できるのは、小さなプログラム（ヘルパー）がこのパソコンで動いている間だけです。ご自身で起動するもので、ほかの人には起動できません。',
  'helper.safe.ends': 'このセッションとともに終了します。',
  'helper.safe.noInstall': 'インストールは不要で、ファイルが1つ保存されるだけです。',
  'helper.safe.nothingBefore': 'このページでOKしていないことは何も行いません。',
  'helper.safe.stop': 'Ctrl+Alt+Shift+Sで操作をいつでも停止できます。',
  'helper.needs': '現在はX11を使うLinuxとNode.js 22以降で動作します。どなたでもお使いいただけるダウンロード版は今後提供します。',
  'helper.how': 'このパソコンでターミナルを開き、次の行を貼り付けてEnterキーを押してください：',
  'helper.command': 'ヘルパーのコマンドライン',
  'helper.copy': 'コピー',
  'helper.copied': 'コピーしました',
  'helper.copyFailed': 'ブラウザーでコピーが許可されませんでした。行を選択してCtrl+Cを押してください。',
  'helper.loading': '少々お待ちください。準備しています…',
  'helper.failed': '準備できませんでした。',
  'helper.tryAgain': '再試行',
  'helper.valid': 'この行は{time}まで、1回だけ使えます。その後は新しい行が表示されます。',
  'helper.unableTitle': 'ヘルパーは起動していますが、この画面を操作できません',
  'helper.unableHow':
    'X11（Waylandではなく）を使うLinuxのデスクトップが必要です。表示されている画面も、そのデスクトップの画面でなければなりません。X11のセッションにサインインしてヘルパーを起動するか、共有を停止して、次回は別の画面を共有してください。',
} satisfies Record<HelperTextKey, Text>;

import type { Text } from '../../../shared/i18n/texts.ts';
import type { GivingTextKey } from './en.ts';

export const ja = {
  'caution.title': 'デスクトップの操作権限をわたしますか？',
  'caution.files': '{name}さんは、このパソコンにある、パスワードで保護されていないすべてのファイルを開き、変更、送信、削除できるようになります。',
  'caution.seen': '{name}さんには画面上のすべてが見えます。ほかのお客様の名前やコード、メッセージ、新しく開いたものも含みます。{name}さんに見せないものは、先に閉じてください。',
  'caution.picks': 'OKを押すとブラウザーの選択画面が開きます。画面全体を選んでください。そのあと{name}さんに確認します。',
  'caution.asks': 'OKを押すと、すでに画面を見ている{name}さんに確認します。回答があるまで操作はできません。',

  'given.name': '{name}さん',
  'given.helperAbsent': '{name}さんが許可しました。このパソコンではまだヘルパーが起動していません。',
  'given.helperUnable': '{name}さんが許可しましたが、ヘルパーは見せている画面を操作できません。',
  'given.armed': '映像をクリックするよう{name}さんにお伝えください。クリックするまで、{name}さんの操作はあなたのデスクトップに届きません。',
  'given.active': '{name}さんがマウスとキーボードを操作しています。デスクトップのどこかをクリックすると取り戻せます。',
  'given.ownerActs': 'マウスまたはキーボードを使用中です。{name}さんの操作は待機しています。',
  'given.asked': '{name}さんへのリクエストに対応中です。完了するまで、マウスとキーボードを使えるのはあなただけです。',
  'given.customerLate': '{name}さんのページが応答していません。その間、マウスとキーボードを使えるのはあなただけです。',
  'given.takenBack': 'マウスとキーボードを取り戻しました。{name}さんにはデスクトップが見えますが、操作はできません。',
  'given.takeControlBack': '取り戻す',
  'given.giveControlAgain': 'もう一度わたす',
  'given.stop': '操作を終了',
  'given.keys': 'Ctrl+Alt+Shift+Sで操作をいつでも終了できます。',
} satisfies Record<GivingTextKey, Text>;

import type { NoticeTextKey } from './en.ts';

export const ja: Record<NoticeTextKey, string> = {
  'notice.label': '警告',
  'notice.dismiss': '閉じる',
  'notice.pinGuessing': 'PINコードを推測しようとしている人がいるようです。',
  'notice.pinGuessing.detail':
    '{time}から、誤ったコードが多数入力されています。推測は遅らせています。お客様は引き続き接続できます。「開始」を押す前に2つの単語を照合してください。リンクは推測できません。',
  'notice.askedTooOften': '{agent}が同じお客様に5分間で3回要求しました。',
  'notice.askedTooOften.detail': '{time}。5分が過ぎるまで、同じお客様に同じ要求を再度送ることはできません。',
  'notice.abuseReported': 'お客様が{agent}の不正行為を報告しました。',
  'notice.abuseReported.detail':
    '{time}、セッション「{session}」。共有とセッションはすぐに終了し、記録は保存されています。その後1時間、{agent}が各お客様に要求できるのは5分間に1回だけです。セッションID：{id}',
  'notice.mediaViolation': 'メディアサーバーで、どのお客様も許可していないものが動作していました。',
  'notice.stopNotObeyed': 'メディアサーバーが停止の指示にすぐに従いませんでした。',
  'notice.media.cut': '{time}。すでに切断され、現在は何も動作していません。記録も残っています。管理者に知らせてください。',
  'notice.media.notCut': '{time}。切断されたことを確認できませんでした。すぐに管理者に知らせてください。メディアサーバーを停止する必要があります。',
};

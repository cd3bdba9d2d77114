import type { Text } from '../../../shared/i18n/texts.ts';
import type { ViewerTextKey } from './en.ts';

export const ja = {
  'viewer.region': 'サポート担当者のデスクトップ',
  'viewer.of': '{agent}のデスクトップ',
  'viewer.who': '画面共有：{agent}がデスクトップを見せています。ご覧いただくだけです。',
  'viewer.whoControl': '画面共有：{agent}がデスクトップを見せています。お客様も操作できます。',
  'viewer.since': '{time}から',
  'viewer.close': '閉じる',
  'viewer.place': '別のウィンドウで表示中のサポート担当者のデスクトップ',
  'viewer.elsewhere': '映像は別のウィンドウに表示されています。',
  'viewer.toFront': 'ウィンドウを表示',
  'viewer.asked': '{agent}から確認があります。このウィンドウを開いたページでお答えください。',
  'viewer.blocked': 'ブラウザーがウィンドウを開かなかったため、ここに表示しています。',
  'viewer.starting': '少々お待ちください。{agent}が映像を準備しています。',
  'viewer.connecting': '映像に接続しています…',
  'viewer.linkLost': '接続が切れました。再接続しています…',
  'viewer.doubt.link': '接続が切れました。再接続しています…',
  'viewer.doubt.agent': '{agent}のページが応答していません。',
  'viewer.doubt.picture': '新しい映像が届いていません。',
  'viewer.age': '{age}前の映像です。',
  'viewer.mayBeOld': '映像が古い可能性があります。',
} satisfies Record<ViewerTextKey, Text>;

import type { Text } from '../../../shared/i18n/texts.ts';
import type { FrameTextKey } from './en.ts';

export const ja: Readonly<Record<FrameTextKey, Text>> = {
  'frame.connecting': 'サポート担当者に接続しています…',
  'frame.lost': 'ページが変わったときに接続が終了しました。何も共有されていません。',
  'frame.failed': '接続されていません。何も共有されていません。',
  'frame.again': 'もう一度接続する',
  'frame.close': '閉じる',
  'frame.small': '小さくする',
  'frame.large': '開く',
  'frame.stop': '共有の中止',
  'frame.state.connecting': '接続しています…',
  'frame.state.interrupted': '接続が切れました。再接続しています…',
  'frame.state.paused': '共有が中断されました',
  'frame.state.waiting': 'まもなく担当者が対応します',
  'frame.state.active': '{agent}と接続しています',
  'frame.state.ended': '接続は終了しました',
  'frame.state.replaced': '別のタブで接続しています',
  'frame.state.starting': 'ページの共有を準備しています',
  'frame.state.page': '{agent}がこのページを見ています',
  'frame.state.desktop': '{agent}が画面を見ています',
  'frame.state.unwatched': '{agent}は今は見ていません',
  'frame.hidden': 'パスワード、カード番号、このサイトが隠している内容は、{agent}には見えません。',
  'frame.showHidden': '隠されている箇所を表示',
};

import type { Text } from '../../../shared/i18n/texts.ts';
import type { CustomerControlTextKey } from './en.ts';

export const ja = {
  'control.armed': '映像をクリックすると、{name}のデスクトップを操作できます。',
  'control.active': '{name}のデスクトップを操作しています。',
  'control.ownerActs': '{name}が操作中です。こちらの操作は待機しています。',
  'control.asked': 'ご回答または選択をお待ちしています。それまでマウスとキーボードは待機しています。',
  'control.oldPicture': '映像が古いため、操作権限を返しました。映像が最新になったら、もう一度クリックしてください。',
  'control.takenBack': '{name}がマウスとキーボードを一時的に取り戻しました。',
  'control.gettingReady': '{name}が操作の準備をしています。',
  'control.keyboard': '{name}のデスクトップ用キーボード',
  'control.stop': '操作を停止',
  'control.stopHint': '操作権限を完全に返します。映像は引き続き表示されます。',
} satisfies Record<CustomerControlTextKey, Text>;

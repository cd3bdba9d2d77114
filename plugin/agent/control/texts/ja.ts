import type { Text } from '../../../shared/i18n/texts.ts';
import type { ControlTextKey } from './en.ts';

export const ja = {
  'control.armed': '{name}さんのデスクトップを操作できます。映像をクリックすると始まります。',
  'control.released': '操作権限を返した状態です。映像をクリックすると再び操作できます。',
  'control.active': '操作しています。',
  'control.ownerActs': '{name}さんが操作中です。こちらの操作は待機しています。',
  'control.asked': '{name}さんに確認中です。マウスとキーボードは待機しています。',
  'control.oldPicture': '映像が古くなっています。マウスとキーボードは待機しています。',
  'control.helperAbsent': '{name}さんがヘルパーを起動するのを待っています。起動方法はお客様のページに表示されています。',
  'control.helperUnable': 'ヘルパーは起動していますが、共有中の画面を操作できません。',
  'control.take': '操作を始める',
  'control.click': '入力するには映像をクリックしてください。',
  'control.keyboard': '{name}さんのデスクトップ用キーボード',
  'control.keys': 'キー',
  'control.key.altTab': 'Alt+Tab',
  'control.key.escape': 'Esc',
  'control.key.meta': 'Windowsキー',
  'control.key.ctrlAltDelete': 'Ctrl+Alt+Delete',
  'control.key.printScreen': 'PrintScreen',
} satisfies Record<ControlTextKey, Text>;

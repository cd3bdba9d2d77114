import type { Text } from '../../../shared/i18n/texts.ts';
import type { AgentControlTextKey } from './en.ts';

export const ja = {
  'control.armed': '{name}さんのデスクトップを操作できます。映像をクリックすると始まります。',
  'control.active': '操作しています。',
  'control.ownerActs': '{name}さんが操作中です。こちらの操作は待機しています。',
  'control.asked': '{name}さんに確認中です。マウスとキーボードは待機しています。',
  'control.oldPicture': '映像が古くなっています。マウスとキーボードは待機しています。',
  'control.helperAbsent': '{name}さんがヘルパーを起動するのを待っています。起動方法はお客様のページに表示されています。',
  'control.helperUnable': 'ヘルパーは起動していますが、共有中の画面を操作できません。',
  'control.keyboard': '{name}さんのデスクトップ用キーボード',
} satisfies Record<AgentControlTextKey, Text>;

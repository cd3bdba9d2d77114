import type { Text } from '../../../../shared/i18n/texts.ts';
import type { StepsTextKey } from './en.ts';

export const ja = {
  'steps.label': 'お客様のヘルパー：{all}段階中{step}段階目',
  'steps.offered': '案内済み',
  'steps.downloading': 'ダウンロード中',
  'steps.downloaded': 'ダウンロード完了',
  'steps.started': '起動済み',
  'steps.connected': '接続済み',
  'steps.now.offered': '{name}さんのページにヘルパーが案内されています。',
  'steps.now.downloading': '{name}さんがヘルパーをダウンロードしています。',
  'steps.now.downloaded': '{name}さんのダウンロードが終わり、ヘルパーを起動できます。',
  'steps.now.started': '{name}さんがヘルパーを起動しました。接続しています。',
  'steps.now.connected': '{name}さんのヘルパーが接続されました。',
  'steps.say': 'ご案内の例：「{words}」',
  'steps.say.offered': 'ページにヘルパーという小さなプログラムが表示されています。手順に沿って進めていただけますか。',
  'steps.say.downloading': 'ただいまダウンロード中です。バーがいっぱいになるまでお待ちください。',
  'steps.say.downloaded': 'ファイルを起動していただけますか。手順はページに表示されています。',
  'steps.say.started': '起動しました。あと少しお待ちください。',
  'steps.say.connected': '準備ができました。Ctrl、Alt、Shift、Sの同時押しでいつでも停止できます。',
} satisfies Record<StepsTextKey, Text>;

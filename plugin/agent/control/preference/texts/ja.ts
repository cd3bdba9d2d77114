import type { Text } from '../../../../shared/i18n/texts.ts';
import type { PreferenceTextKey } from './en.ts';

export const ja = {
  'preference.title': 'セッション終了時',
  'preference.uninstall': 'セッション終了時に顧客アプリケーションをアンインストールする',
  'preference.what':
    'ダウンロードされたヘルパーのファイルは自動的に削除されます。チェックを外すと、ファイルはお客様のパソコンに残り、次回のセッションにそこから参加できます。これから開始するセッションに適用され、このブラウザーに保存されます。',
} satisfies Record<PreferenceTextKey, Text>;

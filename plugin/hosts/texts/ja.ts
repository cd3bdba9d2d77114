import type { HostTextKey } from './en.ts';
import type { Text } from '../../agent/hosting.ts';

export const ja: Readonly<Record<HostTextKey, Text>> = {
  'host.signedOut': 'サインアウトしました。',
  'host.failed': 'サインインできませんでした',
  'host.signInAgain': 'もう一度サインイン',
  'host.tryAgain': 'もう一度試す',
  'host.noToken': 'このパネルを使うには、表示しているダッシュボードからのサインインが必要です。管理者にお知らせください。',
};

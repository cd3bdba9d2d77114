import type { VisitorTextKey } from './en.ts';

export const ja: Record<VisitorTextKey, string> = {
  'visitor.page': '閲覧中のページ：',
  'visitor.gone.taken': '{name}さんは別の担当者が対応します。',
  'visitor.gone.left': '{name}さんはサイトを離れました。',
};

import type { Text } from '../../../shared/i18n/texts.ts';
import type { KeysTextKey } from './en.ts';

export const ja = {
  'shortcuts.keys': 'キーボードショートカット',
  'shortcuts.lead': '文字の入力中を除き、このページのどこでも使えます。変更はこのブラウザーに保存されます。',
  'shortcuts.zoom': '共有ウィンドウでは、0 で全体表示、1 で 100%、+ と − で拡大・縮小できます。',
  'shortcuts.change': '変更',
  'shortcuts.press': '新しいキーを押す…',
  'shortcuts.reset': 'キーを元に戻す',
  'shortcuts.saved': '保存しました。{action}：{keys}',
  'shortcuts.wereReset': 'すべてのキーを元に戻しました。',
  'shortcuts.combination': 'AltとShiftを押しながら、英字、数字、矢印のいずれかを押してください。ほかのキーはブラウザーやスクリーンリーダーが使います。',
  'shortcuts.reserved': 'このキーはブラウザーが使います。ほかのキーを選んでください。',
  'shortcuts.taken': 'このキーは「{action}」で使われています。ほかのキーを選んでください。',
} satisfies Record<KeysTextKey, Text>;

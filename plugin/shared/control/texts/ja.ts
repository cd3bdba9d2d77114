import type { Text } from '../../i18n/texts.ts';
import type { ControlTextKey } from './en.ts';

export const ja = {
  'control.released': '操作権限を返した状態です。映像をクリックすると再び操作できます。',
  'control.mouseMissing': '操作にはマウスが必要です。この端末では操作できません。',
  'control.take': '操作を始める',
  'control.release': '操作権限を返す',
  'control.releaseKeys': 'Alt+Shift+{key}',
  'control.leave': 'Alt+Shift+{key}で操作権限を返し、この入力欄から移動します。',
  'control.click': '入力するには映像をクリックしてください。',
  'control.keys': 'キー',
  'control.key.altTab': 'Alt+Tab',
  'control.key.escape': 'Esc',
  'control.key.meta': 'Windowsキー',
  'control.key.ctrlAltDelete': 'Ctrl+Alt+Delete',
  'control.key.printScreen': 'PrintScreen',
} satisfies Record<ControlTextKey, Text>;

import type { Text } from '../../i18n/texts.ts';
import type { ControlTextKey } from './en.ts';

export const ja = {
  'control.released': '操作権限を返した状態です。映像をクリックすると再び操作できます。',
  'control.oldPicture': '映像が古くなっています。マウスとキーボードは待機しています。',
  'control.take': '操作を始める',
  'control.release': '操作権限を返す',
  'control.releaseKeys': 'Alt+Shift+{key}',
  'control.click': '入力するには映像をクリックしてください。',
  'control.keys': 'キー',
  'control.key.altTab': 'Alt+Tab',
  'control.key.escape': 'Esc',
  'control.key.meta': 'Windowsキー',
  'control.key.ctrlAltDelete': 'Ctrl+Alt+Delete',
  'control.key.printScreen': 'PrintScreen',
} satisfies Record<ControlTextKey, Text>;

import type { Text } from '../../i18n/texts.ts';
import type { ControlTextKey } from './en.ts';

export const fr = {
  'control.released': 'Le contrôle est rendu. Cliquez dans l’image pour le reprendre.',
  'control.oldPicture': 'L’image est ancienne : souris et clavier attendent.',
  'control.take': 'Prendre le contrôle',
  'control.release': 'Rendre le contrôle',
  'control.releaseKeys': 'Alt+Maj+{key}',
  'control.click': 'Cliquez dans l’image pour écrire.',
  'control.keys': 'Touches',
  'control.key.altTab': 'Alt+Tab',
  'control.key.escape': 'Échap',
  'control.key.meta': 'Touche Windows',
  'control.key.ctrlAltDelete': 'Ctrl+Alt+Suppr',
  'control.key.printScreen': 'Impr. écran',
} satisfies Record<ControlTextKey, Text>;

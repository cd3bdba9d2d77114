import type { Text } from '../../i18n/texts.ts';
import type { ControlTextKey } from './en.ts';

export const fr = {
  'control.released': 'Le contrôle est rendu. Cliquez dans l’image pour le reprendre.',
  'control.mouseMissing': 'Pour contrôler, il faut une souris. Il n’y en a pas ici.',
  'control.take': 'Prendre le contrôle',
  'control.release': 'Rendre le contrôle',
  'control.releaseKeys': 'Alt+Maj+{key}',
  'control.leave': 'Alt+Maj+{key} rend le contrôle et quitte ce champ.',
  'control.click': 'Cliquez dans l’image pour écrire.',
  'control.keys': 'Touches',
  'control.key.altTab': 'Alt+Tab',
  'control.key.escape': 'Échap',
  'control.key.meta': 'Touche Windows',
  'control.key.ctrlAltDelete': 'Ctrl+Alt+Suppr',
  'control.key.printScreen': 'Impr. écran',
} satisfies Record<ControlTextKey, Text>;

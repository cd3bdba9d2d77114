import type { Text } from '../../i18n/texts.ts';
import type { ControlTextKey } from './en.ts';

export const it = {
  'control.released': 'Il controllo è rilasciato. Faccia clic nell’immagine per riprenderlo.',
  'control.mouseMissing': 'Per il controllo serve un mouse. Qui non ce n’è uno.',
  'control.take': 'Prendi il controllo',
  'control.release': 'Rilascia il controllo',
  'control.releaseKeys': 'Alt+Maiusc+{key}',
  'control.leave': 'Alt+Maiusc+{key} rilascia il controllo ed esce da questo campo.',
  'control.click': 'Faccia clic nell’immagine per scrivere.',
  'control.keys': 'Tasti',
  'control.key.altTab': 'Alt+Tab',
  'control.key.escape': 'Esc',
  'control.key.meta': 'Tasto Windows',
  'control.key.ctrlAltDelete': 'Ctrl+Alt+Canc',
  'control.key.printScreen': 'Stamp',
} satisfies Record<ControlTextKey, Text>;

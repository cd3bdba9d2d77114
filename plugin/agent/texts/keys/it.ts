import type { Text } from '../../../shared/i18n/texts.ts';
import type { KeysTextKey } from './en.ts';

export const it = {
  'shortcuts.keys': 'Scorciatoie da tastiera',
  'shortcuts.lead':
    'Funzionano ovunque in questa pagina, tranne mentre si scrive. Questo browser ricorda la Sua scelta.',
  'shortcuts.zoom': 'Nel desktop condiviso: 0 lo adatta, 1 lo mostra al 100%, + e − cambiano lo zoom.',
  'shortcuts.change': 'Modifica',
  'shortcuts.press': 'Prema i nuovi tasti…',
  'shortcuts.reset': 'Ripristina i tasti',
  'shortcuts.saved': 'Salvato. {action}: {keys}',
  'shortcuts.wereReset': 'Tutti i tasti sono di nuovo quelli originali.',
  'shortcuts.combination':
    'Tenga premuti Alt e Maiusc e prema una lettera, una cifra o una freccia. Gli altri tasti servono al browser e agli screen reader.',
  'shortcuts.reserved': 'Questi tasti sono usati dal browser. Ne scelga altri.',
  'shortcuts.taken': 'Questi tasti sono già di «{action}». Ne scelga altri.',
} satisfies Record<KeysTextKey, Text>;

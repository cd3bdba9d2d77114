import type { VisitorTextKey } from './en.ts';

export const it: Record<VisitorTextKey, string> = {
  'visitor.page': 'Sulla pagina:',
  'visitor.gone.taken': 'Un altro operatore ha preso in carico {name}.',
  'visitor.gone.left': '{name} ha lasciato il sito.',
};

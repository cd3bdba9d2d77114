import type { VisitorTextKey } from './en.ts';

export const de: Record<VisitorTextKey, string> = {
  'visitor.page': 'Auf der Seite:',
  'visitor.gone.taken': 'Jemand anders hat {name} übernommen.',
  'visitor.gone.left': '{name} hat die Website verlassen.',
};

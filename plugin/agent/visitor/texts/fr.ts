import type { VisitorTextKey } from './en.ts';

export const fr: Record<VisitorTextKey, string> = {
  'visitor.page': 'Sur la page :',
  'visitor.gone.taken': 'Quelqu’un d’autre a pris {name} en charge.',
  'visitor.gone.left': '{name} a quitté le site.',
};

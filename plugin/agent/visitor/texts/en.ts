/** The texts about visitors of a website, which come with the first one: the source of the four other languages. */
export const en = {
  'visitor.page': 'On the page:',
  'visitor.gone.taken': 'Another agent took {name}.',
  'visitor.gone.left': '{name} left the website.',
} as const;

export type VisitorTextKey = keyof typeof en;

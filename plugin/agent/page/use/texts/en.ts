/** What the agent reads while using a customer's page, fetched with that part: the source of the four other languages. `use.refused.*`: why something was not done. */
export const en = {
  'use.armed': 'You can use the page of {name}: click into it to start.',
  'use.released': 'Control is released. Click into the page to take it again.',
  'use.active': 'You are using the page.',
  'use.away': 'The page of {name} does not answer: yours waits.',
  'use.asked': '{name} is being asked: what you do waits.',
  'use.old': 'The page is old: what you do waits.',
  'use.keyboard': 'Keyboard for the page of {name}',
  'use.options': 'Choices of the page',
  'use.back': 'Back',
  'use.forward': 'Forward',
  'use.refused.private': 'This is private or hidden. Only {name} can use it.',
  'use.refused.noControl': 'The website lets only {name} use this.',
  'use.refused.ours': 'This belongs to the help window of {name}.',
  'use.refused.file': 'Only {name} can choose files.',
  'use.refused.otherSite': 'This is content of another website.',
  'use.refused.leaves': 'This leads away from the website, or saves a file. Only {name} can do that.',
  'use.refused.customerOnly': '{name} has to click here. The page shows where.',
  'use.refused.notThere': 'This is gone, or something is in front of it.',
  'use.refused.disabled': 'This cannot be used now.',
  'use.refused.customerActs': '{name} is using the page: wait a moment.',
  'use.refused.noField': 'Click into a field first.',
  'use.refused.unfit': 'This does not take that.',
} as const;

export type PageUseOwnKey = keyof typeof en;

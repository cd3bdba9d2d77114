/** What giving control of the own desktop takes: the caution, who has mouse and keyboard, and the helper's card. */
export { HelperCard } from '../shared/helper/helper-card.ts';
export { GiveControl } from './giving/give-control.ts';
export { GivenControl } from './giving/given-control.ts';

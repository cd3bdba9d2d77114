/** What inviting a customer takes: the dialog Create new session, and the PIN code or link. */
export { InviteDetails } from './elements/invite.ts';
export { NewSession } from './elements/new-session.ts';

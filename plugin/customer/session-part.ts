import './define-session.ts';

/**
 * The second part of the customer's page: all that nobody needs before a code was accepted. It is fetched while the code
 * is being typed, so that the form is there sooner.
 */
export { createDesktopSource } from '../../gateway/client/desktop-source.ts';
export { announcement, pageTitle } from './announcement.ts';
export { openConnection } from './connection.ts';
export { pageOf, renderConnected } from './connected-page.ts';
export { pageIcon } from './page-icon.ts';
export { createSessionCommands } from './session-commands.ts';

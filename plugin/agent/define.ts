import { ContextRoot } from '@lit/context';
import '../shared/elements.define.ts';
import { define } from '../shared/define.ts';
import { ActiveSessions } from './elements/active-sessions.ts';
import { AgentApp } from './elements/agent-app.ts';
import { Dashboard } from './elements/dashboard.ts';
import { IconTray } from './elements/icon-tray.ts';
import { MenuButton } from './elements/menu-button.ts';
import { SessionElement } from './elements/session.ts';
import { SessionPanel } from './elements/session-panel.ts';
import { SignInForm } from './elements/sign-in.ts';
import { fetched, offerPart } from './parts.ts';

// Elements that a page has written already are there before the panel around them, which gives them their client.
new ContextRoot().attach(document.documentElement);

define('sideseat-active-sessions', ActiveSessions);
define('sideseat-agent', AgentApp);
define('sideseat-dashboard', Dashboard);
define('sideseat-icon-tray', IconTray);
define('sideseat-menu-button', MenuButton);
define('sideseat-session', SessionElement);
define('sideseat-session-panel', SessionPanel);
define('sideseat-sign-in', SignInForm);

/**
 * Comes after everything else, so that the page is there sooner: what is not on the first screen. A customer has to agree
 * before there is anything to see in the sharing window; until it is there its picture is on no screen, and so paused.
 */
const parts$ = fetched(() =>
  Promise.all([
    import('./elements/close-question.ts'),
    import('./elements/command-list.ts'),
    import('./elements/end-session.ts'),
    import('./elements/own-desktop-view.ts'),
    import('./elements/request-state.ts'),
    import('./elements/session-stage.ts'),
    import('./elements/session-tools.ts'),
    import('./elements/sharing-button.ts'),
    import('./window/sharing-window.ts'),
    import('./window/sign-in-again.ts'),
  ]),
);

// Where another copy of the package came first, the parts are its own as well: two versions never mix.
if (customElements.get('sideseat-agent') === AgentApp) {
  parts$.subscribe(
    ([closeQuestion, commands, endSession, ownDesktop, requestState, stage, tools, sharingButton, sharing, signInAgain]) => {
      define('sideseat-close-question', closeQuestion.CloseQuestion);
      define('sideseat-command-list', commands.CommandList);
      define('sideseat-end-session', endSession.EndSession);
      define('sideseat-own-desktop-view', ownDesktop.OwnDesktopView);
      define('sideseat-request-state', requestState.RequestState);
      define('sideseat-session-stage', stage.SessionStage);
      define('sideseat-session-tools', tools.SessionTools);
      define('sideseat-sharing-button', sharingButton.SharingButton);
      define('sideseat-sharing-window', sharing.SharingWindow);
      define('sideseat-sign-in-again', signInAgain.SignInAgain);
    },
  );
  offerPart('log', () =>
    fetched(() => import('./log-part.ts')).subscribe(({ SessionLog, SessionNews }) => {
      define('sideseat-session-log', SessionLog);
      define('sideseat-session-news', SessionNews);
    }),
  );
  offerPart('shortcuts', () =>
    fetched(() => Promise.all([import('./elements/shortcuts.ts'), import('./control/preference/helper-preference.ts')])).subscribe(
      ([{ ShortcutsDialog }, { HelperPreference }]) => {
        define('sideseat-shortcuts', ShortcutsDialog);
        define('sideseat-helper-preference', HelperPreference);
      },
    ),
  );
  offerPart('steps', () =>
    fetched(() => import('./control/steps/helper-steps.ts')).subscribe(({ HelperSteps }) => define('sideseat-helper-steps', HelperSteps)),
  );
  offerPart('notices', () =>
    fetched(() => import('./elements/notices.ts')).subscribe(({ Notices }) => define('sideseat-notices', Notices)),
  );
  offerPart('inviting', () =>
    fetched(() => import('./inviting-part.ts')).subscribe(({ InviteDetails, NewSession }) => {
      define('sideseat-invite', InviteDetails);
      define('sideseat-new-session', NewSession);
    }),
  );
  offerPart('visitors', () =>
    fetched(() => import('./visitor/visitors-part.ts')).subscribe(({ VisitedPage, VisitorGone }) => {
      define('sideseat-visited-page', VisitedPage);
      define('sideseat-visitor-gone', VisitorGone);
    }),
  );
  offerPart('giving', () =>
    fetched(() => import('./giving-part.ts')).subscribe(({ GiveControl, GivenControl, HelperCard }) => {
      define('sideseat-give-control', GiveControl);
      define('sideseat-given-control', GivenControl);
      define('sideseat-helper-card', HelperCard);
    }),
  );
}

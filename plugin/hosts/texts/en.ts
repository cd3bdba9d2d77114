export const en = {
  'host.signedOut': 'You are signed out.',
  'host.failed': 'Your sign-in did not work',
  'host.signInAgain': 'Sign in again',
  'host.tryAgain': 'Try again',
  'host.noToken': 'This panel needs a sign-in from the dashboard that it is part of. Tell your administrator.',
};

export type HostTextKey = keyof typeof en;

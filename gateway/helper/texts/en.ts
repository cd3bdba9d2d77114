/**
 * What the helper says in a terminal: the source of the four other languages. `{host}`: of the server; `{viewer}`, `{company}`:
 * who can control this desktop; `{file}`: the helper's own.
 */
export const en = {
  usage: `Usage: node sideseat-helper.mjs ADDRESS CODE

ADDRESS is the address of the page that shows the code, for example https://support.example`,
  usagePinned: 'Start this program without arguments: it knows its server, and asks for the code where it needs one.',
  noDisplay: 'This helper works on Linux desktops with X11. There is no X display here (DISPLAY is not set).',
  wayland:
    'This desktop runs Wayland, which lets no program move the mouse. Sign in with an X11 session, or let the agent only look.',
  notControllable: 'This desktop cannot be controlled: {why}',
  nothingConnected: 'Nothing was connected.',
  needlessRights: 'The helper runs with administrator rights and does not need them. Next time, start it as yourself.',
  noWindow: 'The helper has no window here ({why}). It tells you everything in this terminal.',
  noTerminal: 'The helper can show no window here ({why}), and there is no terminal. Nothing was connected.',
  askCode: 'Type the PIN or the code of your session and press Enter:',
  cannotAsk: 'No code can be typed here. Start the helper in a terminal.',
  codeInvalid: 'That code is not valid or has expired. Ask for a new one.',
  tooManyAttempts: 'Too many attempts. It is tried again in a moment.',
  pageOpened: 'Your browser opens the page of your session.',
  openPage: 'Open this address in your browser: {url}',
  connecting: 'Connecting to {host} …',
  connectedCustomer: 'Connected. {viewer} ({company}) can control this desktop once you allow it on the page.',
  connectedAgent:
    'Connected. {viewer} can control this desktop once you have given control on the page, and {viewer} has agreed.',
  canControl: '{viewer} can control this desktop. Stop: Ctrl+Alt+Shift+S.',
  controls: '{viewer} controls your mouse and keyboard. Stop: Ctrl+Alt+Shift+S.',
  canControlNoKeys: '{viewer} can control this desktop. Stop: on the page.',
  controlsNoKeys: '{viewer} controls your mouse and keyboard. Stop: on the page.',
  stoppedByKey: 'You stopped control with Ctrl+Alt+Shift+S.',
  stoppedInWindow: 'You stopped control.',
  stoppedCovered: 'Control was stopped: something covered the helper’s window.',
  sessionEnding: 'You ended the session.',
  noScreen: 'The shared screen is none of this desktop’s, or one of two of the same size.',
  displayLost: 'The display is gone. Nothing can be controlled.',
  linkLost: 'Connection lost. Nothing can be controlled. Trying again …',
  unreachable: '{host} cannot be reached. Check the network. Trying again …',
  busy: '{host} asks to wait a moment. Trying again …',
  otherServer: 'Something other than Sideseat answers at {host}. Trying again …',
  notYetValid: 'The certificate of {host} is not valid yet: your computer’s clock may be wrong. Trying again …',
  expired: 'The certificate of {host} has expired, or your computer’s clock may be wrong. Trying again …',
  unknownIssuer: 'The certificate of {host} is from nobody whom this computer trusts. Trying again …',
  otherName: 'The certificate at {host} is somebody else’s. Trying again …',
  sessionEnded: 'The session has ended. The helper is closed.',
  forgotten:
    'The server does not know this helper any more: the session has ended, or the server was restarted. The helper is closed.',
  givenUp: '{host} was away for ten minutes. Nothing can be controlled any more. The helper is closed.',
  replaced: 'Another helper was started for this session. This one is closed.',
  notUnderstood: 'The server did not understand this helper. Get the present one from the page.',
  refused: 'The server refused this helper: {why}',
  codeUsed: 'This code is not valid any more: take the one on the page.',
  otherVersion: 'This helper is of another version: get the present one.',
  ownProofWrong:
    'The server at {host} cannot prove that this helper is from it. Nothing was connected. Get the present helper from the page.',
  removed: 'The helper has removed itself.',
  kept: 'The helper stays on this computer: for the next session, start it again.',
  fileReplaced: 'Another file has taken the helper’s place, and is left alone: {file}',
  fileGone: 'The helper’s file was gone already.',
  fileHindered: 'The helper’s file could not be removed ({why}). You can delete it: {file}',
} as const;

export type LineKey = keyof typeof en;

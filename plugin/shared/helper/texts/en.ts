/** The words of the helper’s card, on both pages: the source of the four other languages. `{viewer}`: who can control this desktop. */
export const en = {
  'helper.title': 'One more step: start the helper',
  'helper.lead':
    '{viewer} can use your mouse and keyboard only while a small program, the helper, runs on this computer. You start it, and nobody else can.',
  'helper.safe.ends': 'It ends with this session.',
  'helper.safe.noInstall': 'Nothing is installed, only one file is saved.',
  'helper.safe.nothingBefore': 'It does nothing that you have not said OK to on this page.',
  'helper.safe.stop': 'Ctrl+Alt+Shift+S stops control at any time.',
  'helper.needs': 'Today it runs on Linux with X11 and Node.js 22 or newer. Downloads for everybody come later.',
  'helper.how': 'Open a terminal on this computer, paste this line, and press Enter:',
  'helper.command': 'Command line of the helper',
  'helper.copy': 'Copy',
  'helper.copied': 'Copied',
  'helper.copyFailed': 'Your browser did not allow copying. Select the line and press Ctrl+C.',
  'helper.loading': 'One moment, the line is being prepared…',
  'helper.failed': 'The line could not be prepared.',
  'helper.tryAgain': 'Try again',
  'helper.valid': 'The line works once, until {time}. After that, a new one stands here.',
  'helper.unableTitle': 'The helper runs, but cannot use this screen',
  'helper.unableHow':
    'It needs a Linux desktop with X11, not Wayland, and the screen that is seen must be a screen of that desktop. Sign in to an X11 session and start the helper there, or stop sharing and share another screen next time.',
} as const;

export type HelperTextKey = keyof typeof en;

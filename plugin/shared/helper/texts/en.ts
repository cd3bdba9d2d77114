/**
 * The words of the helper’s card, on both pages: the source of the four other languages. `{viewer}`: who can control
 * this desktop.
 */
export const en = {
  'helper.title': 'One more step: start the helper',
  'helper.lead':
    '{viewer} can use your mouse and keyboard only while a small program, the helper, runs on this computer. You start it, and nobody else can.',
  'helper.safe.ends': 'It ends with this session.',
  'helper.safe.noInstall': 'Nothing is installed, only one file is saved.',
  'helper.safe.removes': 'Nothing is installed: only one file is saved, and it removes itself at the end.',
  'helper.safe.keeps': 'Nothing is installed: only one file is saved. It stays on this computer for the next time.',
  'helper.safe.nothingBefore': 'It does nothing that you have not said OK to on this page.',
  'helper.safe.stop': 'Ctrl+Alt+Shift+S stops control at any time.',

  'helper.download': 'Download the helper',
  'helper.downloadSize': 'Download the helper ({size})',
  'helper.again': 'Download again',
  'helper.where': '{browser} shows the file at the top right. If it asks, keep the file.',
  'helper.whereOther': 'Your browser saves the file among your downloads. If it asks, keep the file.',
  'helper.linux': 'It takes a Linux desktop with X11, not Wayland.',
  'helper.linux.allow':
    'Show the file in its folder. Click it with the right button, choose Properties, and allow running it as a program.',
  'helper.linux.open': 'Open the file: with a double click, or with the right button and Run as a Program.',
  'helper.linux.line': 'Or, instead of 2 and 3, paste this line into a terminal, and press Enter:',
  'helper.windows.open':
    'Open the file. If Windows does not know it and warns, choose More info, check that the name begins with sideseat-helper, and choose Run anyway.',
  'helper.mac.line': 'Open the Terminal, paste this line, and press Enter:',
  'helper.mac.ask':
    'If macOS does not know the file and blocks it, open System Settings, Privacy & Security, choose Open Anyway there, and paste the line once more.',
  'helper.window': 'Its small window opens, and stays as long as the helper runs.',
  'helper.startLine': 'Command line that starts the file',
  'helper.type': 'If the helper asks for a code, type {code}.',

  'helper.downloading': 'The helper is being downloaded.',
  'helper.downloaded': 'The download is done. Now start the helper.',
  'helper.broken': 'The download broke off. Please try again.',
  'helper.started': 'The helper was started. One moment, it is connecting…',

  'helper.none': 'There is no download for this computer, but there is a way in a terminal.',
  'helper.noneTitle': 'The helper does not run on this computer',
  'helper.noneHow': 'There is none for this system. {viewer} still sees the screen, and can say what to do.',
  'helper.otherWay': 'Another way: in a terminal',
  'helper.needs': 'This runs on Linux with X11 and Node.js 22 or newer.',
  'helper.how': 'Open a terminal on this computer, paste this line, and press Enter:',
  'helper.stays': 'The file sideseat-helper.mjs stays where the terminal is. You can delete it afterwards.',
  'helper.command': 'Command line of the helper',
  'helper.copy': 'Copy',
  'helper.copied': 'Copied',
  'helper.copyFailed': 'Your browser did not allow copying. Select the line and press Ctrl+C.',
  'helper.loading': 'One moment, the helper is being prepared…',
  'helper.failed': 'The helper could not be prepared.',
  'helper.tryAgain': 'Try again',
  'helper.valid': 'This works once, until {time}. After that, there is a new code here.',
  'helper.unableTitle': 'The helper runs, but cannot use this screen',
  'helper.unableHow':
    'It needs a Linux desktop with X11, not Wayland, and the screen that is seen must be a screen of that desktop. Sign in to an X11 session and start the helper there, or stop sharing and share another screen next time.',
} as const;

export type HelperTextKey = keyof typeof en;

import type { QuestionTexts } from './questions.ts';

export const en: QuestionTexts = {
  questions: {
    view: {
      title: '{agent} asks to see your desktop',
      points: [
        'Only looking: no clicking, no typing.',
        'You choose the screen or window in the next step.',
        'You can stop at any time with one click.',
      ],
    },
    control: {
      title: '{agent} asks to control your desktop',
      points: [
        '{agent} sees your whole screen, and can use your mouse and keyboard. You can use them too: yours come first.',
        'For this a small program must run on your computer (for now only on Linux with X11). The next step shows how to start it.',
        'You can stop at any time: with one click, or with Ctrl+Alt+Shift+S.',
      ],
    },
    show: {
      title: '{agent} asks to show you their desktop',
      points: [
        'You see a screen, a window or a web page of the agent’s computer. You only look at it.',
        'Your own screen is not shown to anybody by this.',
        'You can close it at any time with one click.',
      ],
    },
    giveControl: {
      title: '{agent} asks to give you control of their desktop',
      points: [
        'You see the whole screen of the agent’s computer, and can use its mouse and keyboard: click into the picture to start.',
        'Your own screen is not shown to anybody by this.',
        'You can let go or close it at any time with one click.',
      ],
    },
    cobrowseView: {
      title: '{agent} asks to see this web page with you',
      points: [
        '{agent} sees the page as you see it, where your pointer is, and the pages of this website that you go to, also in another tab; what you type only where this website shows it.',
        'Not shown: passwords, card numbers and what this website hides; nor other websites, windows and programs. {agent} cannot click or type.',
        'You can stop at any time with one click.',
      ],
    },
    cobrowseControl: {
      title: '{agent} asks to use this web page with you',
      points: [
        '{agent} sees the page as you see it and the pages of this website that you go to, also in another tab, and can click, type and scroll in them. You can too: you come first. What you type is seen only where this website shows it.',
        'Not shown and out of reach: passwords, card numbers and what this website hides, and your files; nor other websites, windows and programs.',
        'You can stop at any time with one click.',
      ],
    },
  },
  continues: {
    title: 'Continue sharing your desktop with {agent}?',
    points: [
      'The connection was interrupted, so sharing stopped.',
      'The same screen or window is shared again.',
      'You can stop at any time with one click.',
    ],
  },
  continuesPage: {
    title: 'Continue sharing this web page with {agent}?',
    points: [
      'The connection was interrupted, so sharing stopped.',
      '{agent} sees this website again as you see it, without passwords, card numbers and what the website hides.',
      'You can stop at any time with one click.',
    ],
  },
  warning:
    'Did somebody call you unexpectedly and ask for this? Choose Not now and end the session. {company} does not ask for passwords, bank details or gift cards.',
};

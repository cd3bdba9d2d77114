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
  },
  warning:
    'Never share your screen with somebody who called you unexpectedly. {company} never asks for passwords, bank log-ins or gift cards.',
};

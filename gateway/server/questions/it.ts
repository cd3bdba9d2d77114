import type { QuestionTexts } from './questions.ts';

export const it: QuestionTexts = {
  questions: {
    view: {
      title: '{agent} chiede di vedere il Suo desktop',
      points: [
        'Solo guardare: nessun clic, nessuna digitazione.',
        'Nel prossimo passaggio sceglierà lo schermo o la finestra.',
        'Può interrompere in qualsiasi momento con un clic.',
      ],
    },
  },
  warning:
    'Non condivida mai lo schermo con chi ha chiamato senza preavviso. {company} non chiede mai password, accessi bancari o carte regalo.',
};

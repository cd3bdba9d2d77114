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
  continues: {
    view: {
      title: 'Continuare a condividere il desktop con {agent}?',
      points: [
        'La connessione si è interrotta, quindi la condivisione è terminata.',
        'Verrà condiviso di nuovo lo stesso schermo o la stessa finestra.',
        'Può interrompere in qualsiasi momento con un clic.',
      ],
    },
  },
  warning:
    'Ha ricevuto una telefonata inattesa con questa richiesta? Scelga «Non ora» e termini la sessione. {company} non chiede password, dati bancari o carte regalo.',
};

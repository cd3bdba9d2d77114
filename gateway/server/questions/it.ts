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
    control: {
      title: '{agent} chiede di controllare il Suo desktop',
      points: [
        '{agent} vede tutto il Suo schermo e può usare il Suo mouse e la Sua tastiera. Può usarli anche Lei: i Suoi hanno la precedenza.',
        'Per questo sul Suo computer deve essere avviato un piccolo programma (per ora solo su Linux con X11). Il prossimo passaggio mostra come.',
        'Può interrompere in qualsiasi momento: con un clic o con Ctrl+Alt+Maiusc+S.',
      ],
    },
    show: {
      title: '{agent} chiede di mostrarLe il proprio desktop',
      points: [
        'Lei vede uno schermo, una finestra o una pagina web del computer di {agent}. Può solo guardare.',
        'Con questo il Suo schermo non viene mostrato a nessuno.',
        'Può chiudere la finestra in qualsiasi momento con un clic.',
      ],
    },
    giveControl: {
      title: '{agent} propone di cederLe il controllo del proprio desktop',
      points: [
        'Lei vede tutto lo schermo del computer di {agent} e può usarne il mouse e la tastiera: per iniziare, faccia clic nell’immagine.',
        'Con questo il Suo schermo non viene mostrato a nessuno.',
        'Può rilasciare il controllo o chiudere la finestra in qualsiasi momento con un clic.',
      ],
    },
    cobrowseView: {
      title: '{agent} chiede di vedere questa pagina web con Lei',
      points: [
        '{agent} vede la pagina come la vede Lei, dove si trova il puntatore e le pagine di questo sito che apre, anche in un’altra scheda; ciò che digita, solo dove questo sito lo mostra.',
        'Non vengono mostrati le password, i numeri di carta e ciò che questo sito nasconde, né altri siti, finestre e applicazioni. {agent} non può fare clic né digitare.',
        'Può interrompere in qualsiasi momento con un clic.',
      ],
    },
    cobrowseControl: {
      title: '{agent} chiede di usare questa pagina web con Lei',
      points: [
        '{agent} vede la pagina come la vede Lei e le pagine di questo sito che apre, anche in un’altra scheda, e può fare clic, digitare e scorrere. Può farlo anche Lei: Lei ha la precedenza. Ciò che digita si vede solo dove questo sito lo mostra.',
        'Non vengono mostrati e non sono raggiungibili le password, i numeri di carta e ciò che questo sito nasconde, né i Suoi file, altri siti, finestre e applicazioni.',
        'Può interrompere in qualsiasi momento con un clic.',
      ],
    },
  },
  continues: {
    title: 'Continuare a condividere il desktop con {agent}?',
    points: [
      'La connessione si è interrotta, quindi la condivisione è terminata.',
      'Verrà condiviso di nuovo lo stesso schermo o la stessa finestra.',
      'Può interrompere in qualsiasi momento con un clic.',
    ],
  },
  continuesPage: {
    title: 'Continuare a condividere questa pagina web con {agent}?',
    points: [
      'La connessione è stata interrotta, quindi la condivisione è terminata.',
      '{agent} vede di nuovo questo sito come lo vede Lei, senza password, numeri di carta e ciò che il sito nasconde.',
      'Può interrompere in qualsiasi momento con un clic.',
    ],
  },
  warning:
    'Ha ricevuto una telefonata inattesa con questa richiesta? Scelga «Non ora» e termini la sessione. {company} non chiede password, dati bancari o carte regalo.',
};

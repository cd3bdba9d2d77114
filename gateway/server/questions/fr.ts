import type { QuestionTexts } from './questions.ts';

export const fr: QuestionTexts = {
  questions: {
    view: {
      title: '{agent} demande à voir votre bureau',
      points: [
        'Regarder seulement : ni clic, ni saisie.',
        'Vous choisirez l’écran ou la fenêtre à l’étape suivante.',
        'Vous pouvez arrêter à tout moment en un clic.',
      ],
    },
  },
  continues: {
    view: {
      title: 'Continuer à partager votre bureau avec {agent} ?',
      points: [
        'La connexion a été interrompue, le partage s’est donc arrêté.',
        'Le même écran ou la même fenêtre sera partagé à nouveau.',
        'Vous pouvez arrêter à tout moment en un clic.',
      ],
    },
  },
  warning:
    'Ne partagez jamais votre écran avec une personne qui vous a appelé sans prévenir. {company} ne demande jamais de mot de passe, d’accès bancaire ni de carte cadeau.',
};

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
  warning:
    'Ne partagez jamais votre écran avec une personne qui vous a appelé sans prévenir. {company} ne demande jamais de mot de passe, d’accès bancaire ni de carte cadeau.',
};

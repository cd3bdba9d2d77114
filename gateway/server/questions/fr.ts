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
    control: {
      title: '{agent} demande à contrôler votre bureau',
      points: [
        '{agent} voit tout votre écran et peut utiliser votre souris et votre clavier. Vous aussi : les vôtres passent avant.',
        'Pour cela, un petit programme doit être lancé sur votre ordinateur (pour l’instant sous Linux avec X11 seulement). L’étape suivante montre comment faire.',
        'Vous pouvez arrêter à tout moment : en un clic, ou avec Ctrl+Alt+Maj+S.',
      ],
    },
    show: {
      title: '{agent} demande à vous montrer son propre bureau',
      points: [
        'Vous voyez un écran, une fenêtre ou une page web de l’ordinateur de {agent}. Vous regardez seulement.',
        'Cela ne montre votre propre écran à personne.',
        'Vous pouvez fermer la fenêtre à tout moment en un clic.',
      ],
    },
    giveControl: {
      title: '{agent} propose de vous donner le contrôle de son bureau',
      points: [
        'Vous voyez tout l’écran de l’ordinateur de {agent} et pouvez en utiliser la souris et le clavier : cliquez dans l’image pour commencer.',
        'Cela ne montre votre propre écran à personne.',
        'Vous pouvez rendre le contrôle ou fermer la fenêtre à tout moment en un clic.',
      ],
    },
    cobrowseView: {
      title: '{agent} demande à voir cette page web avec vous',
      points: [
        '{agent} voit la page comme vous, où se trouve votre pointeur et les pages de ce site que vous ouvrez, même dans un autre onglet ; ce que vous saisissez, seulement là où ce site le montre.',
        'Ne sont pas montrés : les mots de passe, les numéros de carte et ce que ce site masque, ni les autres sites, fenêtres et programmes. {agent} ne peut ni cliquer ni saisir.',
        'Vous pouvez arrêter à tout moment en un clic.',
      ],
    },
    cobrowseControl: {
      title: '{agent} demande à utiliser cette page web avec vous',
      points: [
        '{agent} voit la page comme vous et les pages de ce site que vous ouvrez, même dans un autre onglet, et peut y cliquer, saisir et faire défiler. Vous aussi : vous passez avant. Ce que vous saisissez n’est visible que là où ce site le montre.',
        'Ne sont ni montrés ni accessibles : les mots de passe, les numéros de carte et ce que ce site masque, vos fichiers, ni les autres sites, fenêtres et programmes.',
        'Vous pouvez arrêter à tout moment en un clic.',
      ],
    },
  },
  continues: {
    title: 'Continuer à partager votre bureau avec {agent} ?',
    points: [
      'La connexion a été interrompue, le partage s’est donc arrêté.',
      'Le même écran ou la même fenêtre sera partagé à nouveau.',
      'Vous pouvez arrêter à tout moment en un clic.',
    ],
  },
  continuesPage: {
    title: 'Continuer à partager cette page web avec {agent} ?',
    points: [
      'La connexion a été interrompue, le partage s’est donc arrêté.',
      '{agent} voit de nouveau ce site comme vous, sans les mots de passe, les numéros de carte ni ce que le site masque.',
      'Vous pouvez arrêter à tout moment en un clic.',
    ],
  },
  warning:
    'Avez-vous reçu un appel inattendu vous demandant cela ? Choisissez « Pas maintenant » et terminez la session. {company} ne demande ni mot de passe, ni coordonnées bancaires, ni carte cadeau.',
};

import type { QuestionTexts } from './questions.ts';

export const de: QuestionTexts = {
  questions: {
    view: {
      title: '{agent} möchte Ihren Desktop sehen',
      points: [
        'Nur ansehen: kein Klicken, kein Tippen.',
        'Im nächsten Schritt wählen Sie den Bildschirm oder das Fenster aus.',
        'Sie können jederzeit mit einem Klick aufhören.',
      ],
    },
  },
  continues: {
    view: {
      title: 'Ihren Desktop weiter für {agent} freigeben?',
      points: [
        'Die Verbindung war unterbrochen, deshalb wurde die Freigabe beendet.',
        'Derselbe Bildschirm oder dasselbe Fenster wird wieder gezeigt.',
        'Sie können jederzeit mit einem Klick aufhören.',
      ],
    },
  },
  warning:
    'Hat jemand Sie unerwartet angerufen und möchte das? Wählen Sie „Jetzt nicht“ und beenden Sie die Sitzung. {company} fragt nicht nach Kennwörtern, Bankdaten oder Gutscheinkarten.',
};

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
    control: {
      title: '{agent} möchte Ihren Desktop steuern',
      points: [
        '{agent} sieht Ihren ganzen Bildschirm und kann Ihre Maus und Tastatur benutzen. Sie können das auch: Ihre Eingaben haben Vorrang.',
        'Dafür muss auf Ihrem Computer ein kleines Programm laufen (vorerst nur unter Linux mit X11). Der nächste Schritt zeigt, wie Sie es starten.',
        'Sie können jederzeit aufhören: mit einem Klick oder mit Strg+Alt+Umschalt+S.',
      ],
    },
    show: {
      title: '{agent} möchte Ihnen den eigenen Desktop zeigen',
      points: [
        'Sie sehen einen Bildschirm, ein Fenster oder eine Webseite von {agent} und schauen nur zu.',
        'Ihr eigener Bildschirm wird dadurch niemandem gezeigt.',
        'Sie können die Ansicht jederzeit mit einem Klick schließen.',
      ],
    },
    giveControl: {
      title: '{agent} möchte Ihnen die Steuerung des eigenen Desktops übergeben',
      points: [
        'Sie sehen den ganzen Bildschirm von {agent} und können Maus und Tastatur dort benutzen: Klicken Sie zum Beginnen in das Bild.',
        'Ihr eigener Bildschirm wird dadurch niemandem gezeigt.',
        'Sie können die Steuerung jederzeit mit einem Klick abgeben oder die Ansicht schließen.',
      ],
    },
    cobrowseView: {
      title: '{agent} möchte diese Webseite mit Ihnen ansehen',
      points: [
        '{agent} sieht die Seite wie Sie, wo Ihr Mauszeiger ist, und die Seiten dieser Website, zu denen Sie gehen, auch in einem anderen Tab; was Sie eingeben, nur dort, wo diese Website es zeigt.',
        'Nicht gezeigt werden Kennwörter, Kartennummern und was diese Website verbirgt; auch nicht andere Websites, Fenster und Programme. {agent} kann nicht klicken oder tippen.',
        'Sie können jederzeit mit einem Klick aufhören.',
      ],
    },
    cobrowseControl: {
      title: '{agent} möchte diese Webseite mit Ihnen bedienen',
      points: [
        '{agent} sieht die Seite wie Sie und die Seiten dieser Website, zu denen Sie gehen, auch in einem anderen Tab, und kann darin klicken, tippen und scrollen. Sie können das auch: Ihre Eingaben haben Vorrang. Was Sie eingeben, ist nur dort zu sehen, wo diese Website es zeigt.',
        'Nicht gezeigt werden und nicht erreichbar sind Kennwörter, Kartennummern und was diese Website verbirgt sowie Ihre Dateien; auch nicht andere Websites, Fenster und Programme.',
        'Sie können jederzeit mit einem Klick aufhören.',
      ],
    },
  },
  continues: {
    title: 'Ihren Desktop weiter für {agent} freigeben?',
    points: [
      'Die Verbindung war unterbrochen, deshalb wurde die Freigabe beendet.',
      'Derselbe Bildschirm oder dasselbe Fenster wird wieder gezeigt.',
      'Sie können jederzeit mit einem Klick aufhören.',
    ],
  },
  continuesPage: {
    title: 'Diese Webseite weiter für {agent} freigeben?',
    points: [
      'Die Verbindung war unterbrochen, deshalb wurde die Freigabe beendet.',
      '{agent} sieht diese Website wieder wie Sie, ohne Kennwörter, Kartennummern und was die Website verbirgt.',
      'Sie können jederzeit mit einem Klick aufhören.',
    ],
  },
  warning:
    'Hat jemand Sie unerwartet angerufen und möchte das? Wählen Sie „Jetzt nicht“ und beenden Sie die Sitzung. {company} fragt nicht nach Kennwörtern, Bankdaten oder Gutscheinkarten.',
};

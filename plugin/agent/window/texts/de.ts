import type { WindowTextKey } from './en.ts';

export const de: Record<WindowTextKey, string> = {
  'window.resuming': 'Das Bild kommt zurück …',
  'window.zoomIn': 'Vergrößern',
  'window.zoomOut': 'Verkleinern',
  'window.actualSize': 'Originalgröße, Punkt für Punkt',
  'window.zoom': 'Zoom: {percent}',
  'window.shared': 'Freigegeben: {what}',
  'window.pan': 'Bild, größer als sein Fenster. Pfeiltasten verschieben es.',
  'window.detach': 'Eigenes Fenster',
  'window.attach': 'Zurückholen',
  'window.toFront': 'Fenster zeigen',
  'window.detached': 'Der Desktop ist in einem eigenen Fenster',
  'window.detachedDetail': 'Wenn Sie jenes Fenster schließen, ist das Bild wieder hier.',
  'window.blocked':
    'Der Browser hat kein Fenster geöffnet. Bitte erlauben Sie Pop-ups für diese Seite und versuchen Sie es noch einmal.',

  'quality.label': 'Qualität',
  'quality.frames': '{frames} Bilder/s',
  'quality.delayShort': 'Verzögerung {delay}',
  'quality.measuring': 'Wird gemessen …',
  'quality.resolution': 'Auflösung',
  'quality.frameRate': 'Bilder je Sekunde',
  'quality.bitrate': 'Datenrate',
  'quality.roundTrip': 'Hin und zurück zum Medienserver',
  'quality.loss': 'Verlorene Pakete',
  'quality.buffer': 'Warten im Puffer',
  'quality.decode': 'Dekodieren',
  'quality.delay': 'Verzögerung',
  'quality.delayHelp':
    'Verzögerung: vom Medienserver bis zu diesem Bildschirm. Halber Hin- und Rückweg, Puffer und Dekodieren. Der Weg vom Computer des Kunden zum Medienserver kommt hinzu.',
};

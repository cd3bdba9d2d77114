import type { WindowTextKey } from './en.ts';

export const it: Record<WindowTextKey, string> = {
  'window.resuming': 'L’immagine sta tornando…',
  'window.zoomIn': 'Ingrandisci',
  'window.zoomOut': 'Riduci',
  'window.actualSize': 'Dimensioni reali, punto per punto',
  'window.zoom': 'Zoom: {percent}',
  'window.shared': 'Condiviso: {what}',
  'window.pan': 'Immagine più grande della finestra. Le frecce la spostano.',
  'window.detach': 'Finestra a parte',
  'window.attach': 'Riporta qui',
  'window.toFront': 'Mostra la finestra',
  'window.detached': 'Il desktop è in una finestra a parte',
  'window.detachedDetail': 'Chiuda quella finestra per riavere l’immagine qui.',
  'window.blocked': 'Il browser non ha aperto la finestra. Consenta i pop-up per questa pagina e riprovi.',

  'quality.label': 'Qualità',
  'quality.frames': '{frames} fotogrammi/s',
  'quality.delayShort': 'Ritardo {delay}',
  'quality.measuring': 'Misurazione…',
  'quality.resolution': 'Risoluzione',
  'quality.frameRate': 'Fotogrammi al secondo',
  'quality.bitrate': 'Velocità dati',
  'quality.roundTrip': 'Andata e ritorno al server media',
  'quality.loss': 'Pacchetti persi',
  'quality.buffer': 'Attesa nel buffer',
  'quality.decode': 'Decodifica',
  'quality.delay': 'Ritardo',
  'quality.delayHelp':
    'Ritardo: dal server media a questo schermo. Metà dell’andata e ritorno, il buffer e la decodifica. Si aggiunge il percorso dal computer del cliente al server media.',
};

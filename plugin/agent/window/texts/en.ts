/** The sharing window’s texts: the source of the four other languages. */
export const en = {
  'window.resuming': 'The picture is coming back…',
  'window.zoomIn': 'Zoom in',
  'window.zoomOut': 'Zoom out',
  'window.actualSize': 'Actual size, dot for dot',
  'window.zoom': 'Zoom: {percent}',
  'window.shared': 'Shared: {what}',
  'window.pan': 'Picture, larger than its window. Arrow keys move it.',
  'window.detach': 'Own window',
  'window.attach': 'Bring back',
  'window.toFront': 'Show the window',
  'window.detached': 'The desktop is in a window of its own',
  'window.detachedDetail': 'Close that window to have the picture here again.',
  'window.blocked': 'The browser did not open a window. Please allow pop-ups for this page, then try again.',

  'quality.label': 'Quality',
  'quality.frames': '{frames} frames/s',
  'quality.delayShort': 'Delay {delay}',
  'quality.measuring': 'Measuring…',
  'quality.resolution': 'Resolution',
  'quality.frameRate': 'Frames per second',
  'quality.bitrate': 'Data rate',
  'quality.roundTrip': 'Round trip to the media server',
  'quality.loss': 'Lost packets',
  'quality.buffer': 'Waiting in the buffer',
  'quality.decode': 'Decoding',
  'quality.delay': 'Delay',
  'quality.delayHelp':
    'Delay: from the media server to this screen. Half the round trip, the buffer and decoding. The way from the customer’s computer to the media server comes on top.',
} as const;

export type WindowTextKey = keyof typeof en;

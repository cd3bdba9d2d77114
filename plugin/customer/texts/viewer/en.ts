/** The viewer's texts: the source of the four other languages. */
export const en = {
  'viewer.region': 'Agent’s desktop',
  'viewer.of': 'Desktop of {agent}',
  'viewer.who': 'Screen sharing: {agent} shows you a desktop. You can only look at it.',
  'viewer.whoControl': 'Screen sharing: {agent} shows you a desktop, and you can control it.',
  'viewer.since': 'since {time}',
  'viewer.close': 'Close viewer',
  'viewer.place': 'Agent’s desktop in a window of its own',
  'viewer.elsewhere': 'The picture is in a window of its own.',
  'viewer.toFront': 'Show the window',
  'viewer.asked': '{agent} asks you something. The question is in the page that opened this window.',
  'viewer.blocked': 'Your browser did not open a window, so the picture is here.',
  'viewer.starting': 'One moment, {agent} is getting the picture ready.',
  'viewer.connecting': 'Connecting the picture…',
  'viewer.linkLost': 'Connection lost, trying again…',
  'viewer.doubt.link': 'Connection lost, trying again…',
  'viewer.doubt.agent': 'The page of {agent} is not responding.',
  'viewer.doubt.picture': 'No new picture is arriving.',
  'viewer.age': 'The picture is {age} old.',
  'viewer.mayBeOld': 'The picture may be old.',
} as const;

export type ViewerTextKey = keyof typeof en;

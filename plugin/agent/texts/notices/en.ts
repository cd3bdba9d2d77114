/** The texts of what an agent or a supervisor ought to know, which come with the first warning: the source of the four other languages. */
export const en = {
  'notice.label': 'Warnings',
  'notice.dismiss': 'Dismiss',
  'notice.pinGuessing': 'Somebody may be guessing PIN codes.',
  'notice.pinGuessing.detail':
    'Many wrong codes have come in since {time}. Guessing is slowed down; customers can still join. Compare the two words before you press Start. A link cannot be guessed.',
  'notice.askedTooOften': '{agent} asked one customer three times within five minutes.',
  'notice.askedTooOften.detail': 'At {time}. The same customer cannot be asked for the same again before the five minutes are over.',
  'notice.abuseReported': 'A customer reported abuse by {agent}.',
  'notice.abuseReported.detail':
    '{time}, session “{session}”. Sharing and the session ended at once, and the record is kept. For an hour after that, {agent} can ask each customer only once in five minutes. ID of the session: {id}',
  'notice.mediaViolation': 'Something ran at the media server that no customer had allowed.',
  'notice.stopNotObeyed': 'The media server did not obey a stop at once.',
  'notice.media.cut':
    'At {time}. It was cut, nothing of it runs any more, and it is on record. Please tell your administrator.',
  'notice.media.notCut':
    'At {time}. It could not be confirmed that it was cut. Please tell your administrator at once: the media server must be stopped.',
} as const;

export type NoticeTextKey = keyof typeof en;

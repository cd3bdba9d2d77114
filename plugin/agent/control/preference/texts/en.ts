/** The preference about the customer’s application: the source of the four other languages. */
export const en = {
  'preference.title': 'When a session ends',
  'preference.uninstall': 'Uninstall customer application when session ends',
  'preference.what':
    'The downloaded file of the helper then removes itself. Without it, the file stays on the customer’s computer, and the next session can be joined from it. This holds for sessions that you start from now on; this browser remembers it.',
} as const;

export type PreferenceTextKey = keyof typeof en;

/**
 * The five steps of the customer’s helper: the source of the four other languages. `steps.now.*` is how that stands in a
 * sentence, `steps.say.*` what the agent can read out.
 */
export const en = {
  'steps.label': 'The customer’s helper: step {step} of {all}',
  'steps.offered': 'Offered',
  'steps.downloading': 'Downloading',
  'steps.downloaded': 'Downloaded',
  'steps.started': 'Started',
  'steps.connected': 'Connected',
  'steps.now.offered': 'The page of {name} offers the helper.',
  'steps.now.downloading': '{name} is downloading the helper.',
  'steps.now.downloaded': '{name} has downloaded the helper, and can start it now.',
  'steps.now.started': '{name} has started the helper. It is connecting.',
  'steps.now.connected': 'The helper of {name} is connected.',
  'steps.say': 'You can say: “{words}”',
  'steps.say.offered': 'You now see the helper on your page, a small program. Please follow the steps there.',
  'steps.say.downloading': 'It is on its way to you. Please wait until the bar is full.',
  'steps.say.downloaded': 'Please start the file now. Your page shows how, step by step.',
  'steps.say.started': 'Very good, it is running. It takes one more moment.',
  'steps.say.connected': 'Everything is ready. You can stop at any time with Ctrl, Alt, Shift and S.',
} as const;

export type StepsTextKey = keyof typeof en;

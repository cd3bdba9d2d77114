/** What the agent alone reads while controlling a customer’s desktop: the source of the four other languages. */
export const en = {
  'control.armed': 'You can control the desktop of {name}: click into the picture to start.',
  'control.active': 'You are in control.',
  'control.ownerActs': '{name} is using mouse or keyboard: yours wait.',
  'control.asked': '{name} is being asked: mouse and keyboard wait.',
  'control.oldPicture': 'The picture is old: mouse and keyboard wait.',
  'control.helperAbsent': 'Waiting until {name} starts the helper: their page shows how.',
  'control.helperUnable': 'The helper runs, but it cannot use the shared screen.',
  'control.keyboard': 'Keyboard for the desktop of {name}',
} as const;

export type AgentControlTextKey = keyof typeof en;

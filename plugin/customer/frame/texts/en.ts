import type { Text } from '../../../shared/i18n/texts.ts';

/** What only the frame in a site's page says. `frame.state.*`: how things stand, in the few words that a small frame has room for. */
export const en = {
  'frame.connecting': 'Connecting you with an agent…',
  'frame.lost': 'The connection ended when the page changed. Nothing is shared.',
  'frame.failed': 'You are not connected, and nothing is shared.',
  'frame.again': 'Connect again',
  'frame.close': 'Close',
  'frame.small': 'Make smaller',
  'frame.large': 'Open',
  'frame.stop': 'Stop sharing',
  'frame.state.connecting': 'Connecting…',
  'frame.state.interrupted': 'Connection lost, trying again…',
  'frame.state.paused': 'Sharing was interrupted',
  'frame.state.waiting': 'An agent will be with you',
  'frame.state.active': 'Connected with {agent}',
  'frame.state.ended': 'The connection has ended',
  'frame.state.replaced': 'You are connected in another tab',
  'frame.state.starting': 'The page is being prepared',
  'frame.state.page': '{agent} sees this page',
  'frame.state.used': '{agent} can use this page',
  'frame.state.inUse': '{agent} is using this page',
  'frame.state.desktop': '{agent} sees your screen',
  'frame.state.unwatched': '{agent} is not watching now',
  'frame.state.private': '{agent} does not see this page',
  'frame.use': '{agent} can click, type and scroll in this page. So can you: you come first.',
  'frame.stopUse': 'Stop control',
  'frame.clickHere': '{agent} asks you to click here.',
  'frame.hidden': '{agent} does not see passwords, card numbers and what this website hides.',
  'frame.showHidden': 'Show what is hidden',
  'frame.private': 'Nothing of this page is shown to {agent}. Sharing goes on with the next page.',
} as const satisfies Record<string, Text>;

export type FrameTextKey = keyof typeof en;

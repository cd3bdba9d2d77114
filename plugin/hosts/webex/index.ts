/** Sideseat as a widget of Webex Contact Center: the adapter, and the generator of its desktop layout. */
export { addToLayout } from './layout.ts';
export type { LayoutOptions, WebexLayout } from './layout.ts';
export { WebexHost } from './webex-host.ts';
export type { WebexDesktop, WebexHostOptions, WebexMessage } from './webex-host.ts';

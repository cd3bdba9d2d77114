/**
 * The panel for pages of hosts, and what adapters of hosts are made of. Classes only; `define.ts` registers them.
 * plugin/hosts/README.md says how a host embeds them.
 */
export { Desk } from './desk.ts';
export type { DeskOptions, DeskState, DeskView } from './desk.ts';
export { ALL_GRANTS, HostEvent, THEME_TOKENS } from './host-adapter.ts';
export type { HostAdapter, HostGrants, HostNotice, HostProblem, HostTheme, ThemeToken } from './host-adapter.ts';
export { HostPanel } from './plain-page/panel.ts';
export { PlainPageHost } from './plain-page/plain-page-host.ts';

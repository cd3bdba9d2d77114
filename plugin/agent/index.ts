/**
 * The agent's side for hosts: the client, and the elements' classes without their registration (`define.ts` registers).
 * `startAgent` of `start.ts` does everything for a page of our own origin. A host with its own ways makes a client
 * (`createHostedClient` on a page of another origin) and hands it to the elements: by their property `client`, or to all
 * of them by a provider of `agentClientContext`, as `sideseat-panel` is one.
 *
 * A host without a multi-session window takes `sideseat-agent`; one that has its own takes `sideseat-session` for each
 * customer, and where it likes `sideseat-icon-tray`, `sideseat-sharing-button` and `sideseat-active-sessions`.
 */
export { createApi } from '../../gateway/client/http.ts';
export type { Api } from '../../gateway/client/http.ts';
export { createAgentClient } from './agent-client.ts';
export type { AgentClient, AgentClientOptions } from './agent-client.ts';
export type { AgentSession, AgentState } from './agent-state.ts';
export { agentClientContext } from './client-controller.ts';
export { ActiveSessions } from './elements/active-sessions.ts';
export { AgentApp } from './elements/agent-app.ts';
export { Dashboard } from './elements/dashboard.ts';
export { IconTray } from './elements/icon-tray.ts';
export { SessionElement } from './elements/session.ts';
export { SharingButton } from './elements/sharing-button.ts';
export type { AgentEvents } from './events.ts';
export { createHostedClient } from './hosted-client.ts';
export type { HostedClientOptions } from './hosted-client.ts';
export { agentTexts } from './texts/texts.ts';

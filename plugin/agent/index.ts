/**
 * The agent's side for hosts. `startAgent` of `start.ts` does everything for a page of our own origin; a host with its
 * own ways makes a client, registers the elements with `define.ts` and hands the client to a `sideseat-agent`.
 */
export { createAgentClient } from './agent-client.ts';
export type { AgentClient, AgentClientOptions } from './agent-client.ts';
export type { AgentState } from './agent-state.ts';
export { AgentApp } from './elements/agent-app.ts';
export { agentTexts } from './texts/texts.ts';

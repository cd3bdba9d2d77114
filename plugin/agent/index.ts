/** The agent's side for hosts: make a client, register the elements with `define.ts`, hand the client to `sideseat-agent`. */
export { createAgentClient } from './agent-client.ts';
export type { AgentClient, AgentClientOptions } from './agent-client.ts';
export type { AgentState } from './agent-state.ts';
export { AgentApp } from './elements/agent-app.ts';
export { agentTexts } from './texts/texts.ts';

import type { SignIn } from '../../gateway/protocol/http.ts';
import type { InviteKind } from './agent-client.ts';
import type { CommandName } from './agent-state.ts';
import type { Shortcuts } from './shortcuts.ts';

/**
 * What the agent's elements say. All of them bubble and leave shadow roots. The innermost public element with a client
 * carries them out, and prevents their default.
 */
export interface AgentEvents {
  'sideseat-sign-in': SignIn;
  'sideseat-sign-out': undefined;
  /** The signed-in agent signs in once more, before the signing in ends. */
  'sideseat-sign-in-again': { password: string };
  /** New session was pressed: what came of an earlier creation is to be forgotten. */
  'sideseat-new-session': undefined;
  /** The dialog Create new session asks for a session. */
  'sideseat-create': { name: string; invite: InviteKind };
  /** A new PIN or link for a session that nobody joined yet. */
  'sideseat-invite': { sessionId: string; invite: InviteKind };
  /** A notice was read. */
  'sideseat-dismiss-notice': { key: string };
  'sideseat-command': { sessionId: string; command: Exclude<CommandName, 'invite'> };
  /** The agent wants to see the session's tab. A host calls `open` and `closeTab` instead, which leave the focus. */
  'sideseat-open': { sessionId: string };
  /** The agent wants the session's tab away. */
  'sideseat-close-tab': { sessionId: string };
  /** Other keys were chosen for the dashboard's commands. */
  'sideseat-shortcuts': { shortcuts: Shortcuts };
  /** Load the page again, for example to take over from another tab. */
  'sideseat-reload': undefined;
}

export function emit<K extends keyof AgentEvents>(
  from: EventTarget,
  type: K,
  ...[detail]: AgentEvents[K] extends undefined ? [] : [AgentEvents[K]]
): void {
  from.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable: true }));
}

type AgentEventMap = { [K in keyof AgentEvents]: CustomEvent<AgentEvents[K]> };

declare global {
  interface HTMLElementEventMap extends AgentEventMap {}
}

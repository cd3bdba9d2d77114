import type { AgentSession, AgentState } from '../agent-state.ts';
import type { AgentEvents } from '../events.ts';
import { isControlled } from './mark.ts';
import { toRequestCommands, toStops, type CommandLine } from './request-command.ts';
import { toShares } from './shares.ts';

/** What a key for a command does: the command, or why it is not possible. */
export type ShortcutOutcome = AgentEvents['sideseat-command'] | { why: CommandLine };

/**
 * The key asks the customer of the session in front, or lets its desktop go. Stop sharing stops there too, the own desktop first; where nothing is
 * shared there, it stops what is shared in the only other session. Among several others it does not choose.
 */
export function toShortcutOutcome(
  action: 'requestView' | 'requestControl' | 'releaseControl' | 'stopSharing',
  { sessions, link }: Pick<AgentState, 'sessions' | 'link'>,
  current: AgentSession | undefined,
  nowMs: number,
): ShortcutOutcome {
  if (action === 'releaseControl') {
    if (current && isControlled(current.view)) return { sessionId: current.view.sessionId, command: action };
    return { why: { text: 'release.nothing' } };
  }
  if (action !== 'stopSharing') {
    const command = toRequestCommands(current, link, nowMs).find(({ name }) => name === action);
    if (current && command?.enabled) return { sessionId: current.view.sessionId, command: action };
    return { why: command?.line ?? { text: 'tray.noSession' } };
  }
  const shares = toShares(sessions, current?.view.sessionId ?? null);
  const isHere = shares.some(({ view }) => view.sessionId === current?.view.sessionId);
  const session = isHere || shares.length !== 1 ? current : shares[0];
  if (!session) return { why: { text: shares.length === 0 ? 'stop.nothing' : 'tray.noSession' } };
  const stops = toStops(session, link);
  const stop = stops.find(({ enabled }) => enabled);
  if (stop) return { sessionId: session.view.sessionId, command: stop.command };
  return { why: stops[0]?.line ?? { text: 'stop.nothing' } };
}

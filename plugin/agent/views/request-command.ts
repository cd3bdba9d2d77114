import type { LinkState } from '../../../gateway/client/session-link.ts';
import type { ErrorCode } from '../../../gateway/protocol/vocabulary.ts';
import type { Failure } from '../../shared/texts/texts.ts';
import { remainingMs, type AgentSession, type CommandName } from '../agent-state.ts';
import type { TextKey } from './mark.ts';

/**
 * The commands with which an agent asks a customer, in the order in which they are shown. The tabs Sharing and
 * Applications and the icon tray's Remote control all show this list and nothing else.
 */
export const REQUEST_COMMANDS = ['requestView'] as const satisfies readonly CommandName[];
export type RequestCommandName = (typeof REQUEST_COMMANDS)[number];

/** One sentence: a text of ours, or the code of a refusal. */
export type CommandLine = { text: TextKey; atMs?: number } | { failure: Failure };

/** Whether a command is possible, and what it will do, or why it cannot. */
export interface CommandView {
  enabled: boolean;
  line: CommandLine;
}

export interface RequestCommandView extends CommandView {
  name: RequestCommandName;
  /** What the command asks for is granted. */
  on: boolean;
}

/** Without a session there is nobody to ask: each command is there, and says so. */
export function toRequestCommands(
  session: AgentSession | undefined,
  link: LinkState,
  nowMs: number,
): readonly RequestCommandView[] {
  return REQUEST_COMMANDS.map((name) => (session ? toRequestCommand(name, session, link, nowMs) : { name, ...NOBODY }));
}

function toRequestCommand(
  name: RequestCommandName,
  session: AgentSession,
  link: LinkState,
  nowMs: number,
): RequestCommandView {
  const { view, command } = session;
  const ended = view.status === 'ended';
  return {
    name,
    line: toLine(name, session, link, nowMs),
    enabled: link === 'open' && view.availability[name] === null && command?.phase !== 'busy' && !ended,
    on: view.share !== null && !ended && link === 'open',
  };
}

function toLine(name: RequestCommandName, session: AgentSession, link: LinkState, nowMs: number): CommandLine {
  const { view, command } = session;
  if (view.status === 'ended') return ended;
  if (link !== 'open') return offline;
  if (view.share?.phase === 'opening') return { text: `command.${name}.opening` };
  if (view.share?.phase === 'unwatched') return { text: `command.${name}.lookedAway` };
  if (view.share) return { text: `command.${name}.on`, atMs: view.share.sinceAtMs };
  if (view.request) return { failure: { code: 'E_REQUEST_OPEN' } };
  if (command?.name === name && command.phase === 'busy') return { text: `command.${name}.sending` };
  const code = view.availability[name];
  if (code === 'E_ASKED_TOO_OFTEN') return { failure: { code, retryInMs: remainingMs(session, view.askAgainInMs, nowMs) } };
  return code === null ? { text: `command.${name}.will` } : because(code);
}

/** Start, which a session needs before anything can be asked. */
export function toStart({ view, command }: AgentSession, link: LinkState): CommandView {
  if (link !== 'open') return { enabled: false, line: offline };
  if (view.availability.start !== null) return { enabled: false, line: because(view.availability.start) };
  return { enabled: command?.phase !== 'busy', line: { text: 'start.will' } };
}

/** Stop sharing, wherever it is offered. */
export function toStopSharing(session: AgentSession | undefined, link: LinkState): CommandView {
  if (!session) return NOBODY;
  const { view, command } = session;
  if (!view.share || view.status === 'ended') return { enabled: false, line: { text: 'stop.nothing' } };
  if (link !== 'open') return { enabled: false, line: offline };
  const busy = command?.phase === 'busy';
  return { enabled: !busy, line: { text: busy && command.name === 'release' ? 'stop.busy' : 'stop.will' } };
}

/** End session, wherever it is offered. */
export function toEndSession(session: AgentSession | undefined, link: LinkState): CommandView {
  if (!session) return NOBODY;
  const { status, availability } = session.view;
  if (status === 'ended') return { enabled: false, line: ended };
  if (link !== 'open') return { enabled: false, line: offline };
  if (availability.end !== null) return { enabled: false, line: because(availability.end) };
  return { enabled: true, line: { text: 'end.will' } };
}

const because = (code: ErrorCode): CommandLine => ({ failure: { code } });
const ended = because('E_SESSION_ENDED');
const offline = { text: 'link.retrying' } as const satisfies CommandLine;
const NOBODY = { enabled: false, on: false, line: { text: 'tray.noSession' } } as const;

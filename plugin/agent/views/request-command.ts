import type { LinkState } from '../../../gateway/client/session-link.ts';
import type { Capability, ErrorCode } from '../../../gateway/protocol/vocabulary.ts';
import type { ShareView } from '../../../gateway/protocol/views.ts';
import { isOfPage } from '../../../state-machines/owners.ts';
import type { Failure } from '../../shared/texts/texts.ts';
import { remainingMs, type AgentSession, type CommandName } from '../agent-state.ts';
import type { TextKey } from './mark.ts';

/**
 * The commands with which an agent asks a customer, in the order in which they are shown. The tabs Sharing and
 * Applications and the icon tray's Remote control all show this list and nothing else.
 */
export const REQUEST_COMMANDS = [
  'requestView',
  'requestControl',
  'showDesktop',
  'giveControl',
  'requestCobrowseView',
  'requestCobrowseControl',
] as const satisfies readonly CommandName[];
export type RequestCommandName = (typeof REQUEST_COMMANDS)[number];

/** What each of them asks for. */
export const CAPABILITY_OF = {
  requestView: 'view',
  requestControl: 'control',
  showDesktop: 'show',
  giveControl: 'giveControl',
  requestCobrowseView: 'cobrowseView',
  requestCobrowseControl: 'cobrowseControl',
} as const satisfies Record<RequestCommandName, Capability>;

/** The command that asks for a capability. */
export const commandFor = (capability: Capability): RequestCommandName =>
  REQUEST_COMMANDS.find((name) => CAPABILITY_OF[name] === capability) ?? 'requestView';

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
    enabled:
      link === 'open' &&
      view.availability[name] === null &&
      command?.phase !== 'busy' &&
      !ended &&
      (!opensPicker(name, session) || session.ownCapture.phase === 'none'),
    on: shareFor(name, session) !== null && !ended && link === 'open',
  };
}

/** Whether the agent chooses a screen before anybody is asked. Control that is added to a picture needs no other one. */
export const opensPicker = (name: RequestCommandName, { view }: Pick<AgentSession, 'view'>): boolean =>
  name === 'showDesktop' || (name === 'giveControl' && !view.agentShare);

/** What is shared by what the command asks for, once that is granted. */
function shareFor(name: RequestCommandName, { view }: AgentSession): ShareView | null {
  const isPage = view.share !== null && isOfPage(view.share.capability);
  switch (name) {
    case 'requestView':
      return isPage ? null : view.share;
    case 'requestCobrowseView':
      return isPage ? view.share : null;
    case 'requestCobrowseControl':
      return isPage && view.control ? view.share : null;
    case 'requestControl':
      return isPage ? null : view.control && view.share;
    case 'showDesktop':
      return view.agentShare;
    case 'giveControl':
      return view.agentControl && view.agentShare;
  }
}

function toLine(name: RequestCommandName, session: AgentSession, link: LinkState, nowMs: number): CommandLine {
  const { view, command } = session;
  if (view.status === 'ended') return ended;
  if (link !== 'open') return offline;
  const share = shareFor(name, session);
  if (share?.phase === 'opening') return { text: 'command.opening' };
  if (share?.phase === 'unwatched') return { text: 'command.requestView.lookedAway' };
  if (share) return { text: `command.${name}.on`, atMs: share.sinceAtMs };
  if (opensPicker(name, session)) {
    if (session.ownCapture.phase === 'unsupported') return { text: 'command.showDesktop.unsupported' };
    if (session.ownCapture.phase === 'choosing') return { text: 'command.showDesktop.picking' };
  }
  if (view.request) return { failure: { code: 'E_REQUEST_OPEN' } };
  if (command?.name === name && command.phase === 'busy') return { text: 'command.sending' };
  const code = view.availability[name];
  if (code === 'E_ASKED_TOO_OFTEN') return { failure: { code, retryInMs: remainingMs(session, view.askAgainInMs[name], nowMs) } };
  return code === null ? { text: `command.${name}.will` } : because(code);
}

/** Start, which a session needs before anything can be asked. */
export function toStart({ view, command }: AgentSession, link: LinkState): CommandView {
  if (link !== 'open') return { enabled: false, line: offline };
  if (view.availability.start !== null) return { enabled: false, line: because(view.availability.start) };
  return { enabled: command?.phase !== 'busy', line: { text: 'start.will' } };
}

/** Stop sharing of one desktop. */
export interface StopView extends CommandView {
  command: 'release' | 'stopShowing';
  /** Where both desktops are shared it says which. */
  label: TextKey;
}

/**
 * Stop sharing, wherever it is offered: one for each desktop that is shared, the own one first; where none is, one that is
 * not possible and says why.
 */
export function toStops(session: AgentSession | undefined, link: LinkState): readonly StopView[] {
  if (!session) return [{ ...NOBODY, command: 'release', label: 'window.stopSharing' }];
  const stops = (['stopShowing', 'release'] as const).filter((command) => isShared(command, session));
  const label = (command: StopView['command']): TextKey => {
    if (stops.length < 2) return 'window.stopSharing';
    return command === 'release' ? 'stop.of' : 'stop.own';
  };
  if (stops.length === 0) {
    return [{ enabled: false, line: { text: 'stop.nothing' }, command: 'release', label: 'window.stopSharing' }];
  }
  return stops.map((command) => ({ ...toStop(command, session, link), command, label: label(command) }));
}

const isShared = (command: StopView['command'], { view, ownCapture }: AgentSession): boolean => {
  if (command === 'stopShowing' && ownCapture.phase === 'sending') return true; // whatever the server says
  return view.status !== 'ended' && (command === 'stopShowing' ? view.agentShare : view.share) !== null;
};

function toStop(stop: StopView['command'], { command, ownCapture }: AgentSession, link: LinkState): CommandView {
  const will = stop === 'release' ? 'stop.will' : 'stop.willShow';
  // What this page sends it stops by itself, with or without the server.
  if (stop === 'stopShowing' && ownCapture.phase === 'sending') return { enabled: true, line: { text: will } };
  if (link !== 'open') return { enabled: false, line: offline };
  const busy = command?.phase === 'busy';
  return { enabled: !busy, line: { text: busy && command.name === stop ? 'stop.busy' : will } };
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

import { CommandError, LinkLostError, toFailure } from '../../gateway/client/errors.ts';
import type { Command } from '../../gateway/client/session-link.ts';
import type { Connection } from './connection.ts';
import type { ControlLink } from './control/viewer-control.ts';
import type { CustomerClient, CustomerState } from './customer-client.ts';
import { needsPicker, type Leaving } from './page-view.ts';

/** What a connected customer does: the part of the client that nobody needs before a code was accepted. */
export interface SessionCommands
  extends Pick<CustomerClient, 'answer' | 'moreTime' | 'continueSharing' | 'inviteHelper' | 'stopControl' | 'stop' | 'closeViewer'> {
  /** Ends the own capture and the picture, then the session; where the link is lost, as soon as it is back. */
  leave(how: Leaving): Promise<void>;
  /** The link is open, at first or again: a wish to leave that it did not carry is sent once more. */
  linkOpened(): void;
  /** What control of the agent's desktop is sent by. */
  readonly controlLink: ControlLink;
  /** What is over already shows itself in the view, as does a lost link. */
  showRefusal(cause: unknown): void;
}

export interface SessionCommandsOptions {
  connection: Pick<Connection, 'link' | 'sharing' | 'agentsDesktop'>;
  getState: () => CustomerState;
  update: (change: Partial<CustomerState>) => void;
}

export function createSessionCommands({ connection, getState, update }: SessionCommandsOptions): SessionCommands {
  const { link, sharing, agentsDesktop } = connection;

  const showRefusal = (cause: unknown): void => {
    if (cause instanceof CommandError && cause.code !== 'E_STALE') update({ failure: toFailure(cause) });
  };

  /** Rejects where the command was not carried out; a refusal is shown, a lost link shows itself. */
  const send: ControlLink['command'] = (command) => {
    update({ failure: null });
    const sent = link.command(command);
    sent.catch(showRefusal);
    return sent;
  };

  /** @returns what it brought; `undefined` where the command was not carried out. */
  const run = (command: Command) => send(command).catch(() => undefined);

  const sendLeave = async (how: Leaving): Promise<void> => {
    try {
      await link.command({ type: how === 'report' ? 'abuse.report' : 'session.leave' });
    } catch (cause) {
      // A lost link comes back, and the wish is sent again.
      if (cause instanceof LinkLostError && getState().link !== 'open') return;
      update({ leaving: null });
      agentsDesktop.close(); // it is not looked at any more, so it is not to be shown either
      if (cause instanceof LinkLostError) update({ failure: { code: 'E_INTERNAL', offline: true } });
      else showRefusal(cause);
    }
  };

  /** Ends the own capture without a word to the server: what is said next covers it. */
  const endCapture = (): void => {
    const { requestId, grant } = sharing.getSnapshot().context;
    if (grant) sharing.send({ type: 'link.cut', grantId: grant.grantId, reason: 'sessionEnded' });
    else if (requestId !== null) sharing.send({ type: 'link.requestOver', requestId });
  };

  return {
    async answer(detail) {
      if (getState().answering !== null) return;
      // The picker first: it needs the click, which is over after the first await.
      const { view } = getState();
      const opensPicker = detail.answer === 'ok' && view !== null && needsPicker(view);
      if (opensPicker) sharing.send({ type: 'customer.ok', requestId: detail.requestId });
      update({ answering: detail.requestId });
      const accepted = await run({ type: 'question.answer', ...detail });
      if (!accepted && opensPicker) sharing.send({ type: 'link.requestOver', requestId: detail.requestId });
      update({ answering: null });
    },
    async moreTime(requestId) {
      await run({ type: 'question.extend', requestId });
    },
    continueSharing(offer) {
      update({ failure: null });
      sharing.send({ type: 'customer.continue', ...offer });
    },
    async inviteHelper() {
      const invited = await link.command({ type: 'helper.invite' }).catch(() => undefined);
      return invited?.helperCode ?? null;
    },
    async stopControl() {
      const control = getState().view?.control;
      if (control) await run({ type: 'share.stop', grantId: control.grantId, by: 'page' });
    },
    stop() {
      sharing.send({ type: 'customer.stop' });
      const { agentShare, choosing } = getState().view ?? {};
      if (agentShare || choosing?.owner === 'agent') agentsDesktop.close();
    },
    closeViewer: () => agentsDesktop.close(getState().answering),
    async leave(how) {
      endCapture();
      agentsDesktop.leave();
      update({ leaving: how, failure: null });
      if (getState().link === 'open') await sendLeave(how);
    },
    linkOpened() {
      const { leaving } = getState();
      if (leaving) void sendLeave(leaving);
    },
    controlLink: { command: send, send: (message) => link.send(message) },
    showRefusal,
  };
}

import type { ClientMessage } from '../../protocol/client-messages.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { Refusal } from '../refusal.ts';
import type { HelperCodes } from '../helpers/helper-codes.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { carryOutForAgent, type CommandResult } from './agent-messages.ts';
import { carryOutForCustomer } from './customer-messages.ts';
import { otherOf } from '../../../state-machines/owners.ts';
import { gate } from './gate.ts';
import type { Identity } from './tickets.ts';

/**
 * Finds the session that a message is for, passes it through the gate, and carries it out. Who sent it is what the socket's
 * ticket says, never what the message says.
 * @throws {Refusal | MediaError}
 */
export async function carryOut(
  { sessions, accounts, helperCodes }: { sessions: Sessions; accounts: Accounts; helperCodes: HelperCodes },
  identity: Identity,
  message: ClientMessage,
): Promise<CommandResult> {
  const named = 'sessionId' in message ? message.sessionId : undefined;
  const session =
    identity.role === 'customer'
      ? sessions.byId(identity.sessionId)
      : named === undefined
        ? undefined
        : sessions.ofAgent(identity.agentId, named);
  const verdict = gate(identity.role, message, session?.actor.state);
  if (!verdict.pass) {
    if (message.type === 'control.input') session?.controls[otherOf(identity.role)].countRefused(1);
    if (message.type === 'page.act') session?.pageHand.countRefused(1);
    throw new Refusal(verdict.code);
  }
  if (identity.role === 'customer' && named !== undefined && named !== identity.sessionId) throw new Refusal('E_NO_SESSION');
  if (message.type === 'helper.invite' && session)
    return { helperCode: helperCodes.invite({ sessionId: session.sessionId, owner: identity.role }) };
  if (identity.role === 'agent') {
    const agent = accounts.find(identity.agentId);
    if (!agent) throw new Refusal('E_NOT_SIGNED_IN');
    return carryOutForAgent(sessions, agent, message, session, verdict.request);
  }
  if (!session) throw new Refusal('E_NO_SESSION');
  await carryOutForCustomer(sessions, session, message, verdict.request);
  return {};
}

import { filter, type Observable } from 'rxjs';
import type { PageAct } from '../protocol/cobrowse-acts.ts';
import type { ServerMessage, ServerMessageOf } from '../protocol/server-messages.ts';
import type { ControlView } from '../protocol/views.ts';
import type { SessionLink } from './session-link.ts';

export interface PageHandOptions {
  readonly link: Pick<SessionLink, 'messages$' | 'send'>;
  readonly sessionId: string;
  /** Control as the server told it last. */
  readonly getControl: () => ControlView | null;
}

/** The agent's hand on the page that a customer shares. */
export interface PageHand {
  /** Nothing goes out while control is not `active`. */
  act(act: PageAct): void;
  /** What the customer's page did not do. */
  readonly refused$: Observable<ServerMessageOf<'page.refused'>>;
}

/** The latest number under each grant. The page keeps them: whoever shows the customer's page next goes on counting. */
const numbers = new Map<string, number>();

export function createPageHand({ link, sessionId, getControl }: PageHandOptions): PageHand {
  const isOwn = (message: ServerMessage): message is ServerMessageOf<'page.refused'> =>
    message.type === 'page.refused' && message.sessionId === sessionId && message.grantId === getControl()?.grantId;
  return {
    act(act) {
      const control = getControl();
      if (control?.phase !== 'active') return;
      const { grantId, epoch } = control;
      const seq = (numbers.get(grantId) ?? 0) + 1;
      numbers.set(grantId, seq);
      link.send({ type: 'page.act', sessionId, grantId, epoch, seq, act });
    },
    refused$: link.messages$.pipe(filter(isOwn)),
  };
}

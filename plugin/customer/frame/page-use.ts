import { Subscription } from 'rxjs';
import type { SessionLink } from '../../../gateway/client/session-link.ts';
import type { CustomerOnly } from '../../../gateway/protocol/cobrowse-act-kinds.ts';
import type { CustomerSessionView } from '../../../gateway/protocol/views.ts';
import type { PagePort } from './page-port.ts';

export interface PageUseOptions {
  link: Pick<SessionLink, 'send' | 'messages$'>;
  port: Pick<PagePort, 'messages$' | 'send'>;
  /** As the server told it last. */
  view: CustomerSessionView;
  /** What the site keeps for the customer's own click under this grant. Rejects where that cannot be had: then it is everything. */
  customerOnly: (grantId: string) => Promise<readonly CustomerOnly[]>;
  /** Asks for such a click, in the customer's language. @param agent - Who asks */
  hint: (agent: string) => string;
  /** What the customer does in this frame. */
  frame: EventTarget;
  /** Milliseconds; only differences count. */
  now?: () => number;
}

/** Runs until the link ends. */
export interface PageUse {
  /** The customer has stopped it: nothing is done in the page once this returns, whatever the server still says of this grant. */
  stop(): void;
}

/** For so long, in milliseconds, after the customer's own click or key in this frame nobody does anything in the page. */
const OWN_HAND_MS = 1_000;
const EVERYTHING: readonly CustomerOnly[] = ['leave', 'submit'];

/**
 * Lets the agent's acts through to the page that this frame is in, while the customer's own view of the session says that the agent uses
 * it: under that grant and epoch, and each once. Nothing else than the grant and its epoch is taken from what the act says.
 */
export function openPageUse({ link, port, view, customerOnly, hint, frame, now = () => performance.now() }: PageUseOptions): PageUse {
  let session = view;
  let control: CustomerSessionView['control'] = null;
  /** Stopped here; the server may not know yet. */
  let stoppedGrantId: string | null = null;
  let told = '';
  let lastSeq = 0;
  let ownHandAt = Number.NEGATIVE_INFINITY;

  const tell = async (): Promise<void> => {
    const { grantId } = control ?? {};
    const words = hint(session.agentName ?? session.company);
    const wanted = grantId === undefined ? '' : `${grantId} ${words}`;
    if (wanted === told) return;
    // What was passed on under another grant is not done under this one.
    if (told !== '') port.send({ type: 'page.use', use: null });
    told = wanted;
    if (grantId === undefined) return;
    const kept = await customerOnly(grantId).catch(() => EVERYTHING);
    if (told === wanted) port.send({ type: 'page.use', use: { hint: words, customerOnly: kept } });
  };

  const follow = (latest: CustomerSessionView): void => {
    session = latest;
    const isPage = latest.share?.surface === 'page' && latest.control?.grantId !== stoppedGrantId;
    const next = isPage ? latest.control : null;
    if (next?.grantId !== control?.grantId) lastSeq = 0;
    control = next;
    void tell();
  };
  follow(view);

  const end = (): void => {
    control = null;
    void tell();
  };
  const ending = new Subscription();
  ending.add(
    link.messages$.subscribe({
      next(message) {
        if (message.type === 'share.cut' && message.grantId === control?.grantId) end();
        if (message.type === 'customer.session') follow(message.session);
        if (message.type !== 'page.act') return;
        const { grantId, epoch, seq, act } = message;
        const isAllowed = control?.phase === 'active' && control.grantId === grantId && control.epoch === epoch && seq > lastSeq;
        if (!isAllowed) return;
        lastSeq = seq;
        if (now() < ownHandAt + OWN_HAND_MS) link.send({ type: 'page.refused', grantId, epoch, seq, reason: 'customerActs' });
        else port.send({ type: 'page.act', seq, act });
      },
      complete: () => {
        end();
        ending.unsubscribe();
      },
    }),
  );
  ending.add(
    port.messages$.subscribe((message) => {
      if (message.type !== 'page.refused' || !control) return;
      const { seq, reason } = message;
      link.send({ type: 'page.refused', grantId: control.grantId, epoch: control.epoch, seq, reason });
    }),
  );
  const ownHand = (event: Event): void => {
    if (event.isTrusted) ownHandAt = now();
  };
  for (const type of ['pointerdown', 'keydown']) {
    frame.addEventListener(type, ownHand, { capture: true });
    ending.add(() => frame.removeEventListener(type, ownHand, { capture: true }));
  }
  return {
    stop() {
      stoppedGrantId = control?.grantId ?? null;
      end();
    },
  };
}

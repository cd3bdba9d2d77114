import type { VisitState } from '../../shared/cobrowse/page-messages.ts';
import type { CustomerSessionView } from '../../../gateway/protocol/views.ts';
import type { OpenView, PageView } from '../page-view.ts';
import type { FrameTextKey } from './texts/en.ts';

type Key = FrameTextKey extends infer K ? (K extends `frame.state.${infer Rest}` ? Rest : never) : never;

/**
 * How far the frame is, before the customer's page takes over: `connecting`; `failed`, because the click brought nothing; `lost`,
 * because the page changed and nothing was kept; then `open`.
 */
export type VisitStage = 'connecting' | 'failed' | 'lost' | 'open';

/** What of the visit stands beside the customer's page, and instead of it in a small frame. */
export interface VisitView {
  stage: VisitStage;
  /** How things stand, in a few words. */
  words: Key;
  agentName: string | null;
  company: string;
  /** Something of the customer's is shared at this moment. */
  isSharing: boolean;
  /** It is the page that this frame is in. */
  isPage: boolean;
  /** How the agent may use that page; `null` where it may only be seen. */
  use: PageUse | null;
  /** Something is asked: the frame is never small then. */
  isAsking: boolean;
}

/** Of the page that this frame is in. */
export interface PageUse {
  /** The agent does so at this moment, and does not merely may. */
  isActive: boolean;
  /** It was added to what is seen, and can end while that goes on. */
  isAdded: boolean;
}

/** @param page - What the customer's page shows; `null` before there is one. */
export function toVisitView(stage: VisitStage, page: PageView | null, session: CustomerSessionView | null = null, isWithheld = false): VisitView {
  const nobody = { stage, agentName: null, company: '', isSharing: false, isPage: false, use: null, isAsking: false };
  if (stage === 'connecting' || !page) return { ...nobody, words: 'connecting' };
  if (stage !== 'open' || page.kind === 'ended') return { ...nobody, words: 'ended' };
  if (page.kind === 'replaced') return { ...nobody, words: 'replaced' };
  if (page.kind !== 'open') return { ...nobody, words: page.kind === 'opening' && !page.interrupted ? 'connecting' : 'interrupted' };
  const { agentName, company, sharing, question, interruption } = page;
  const isPage = sharing?.surface === 'page';
  const use = isPage && session ? useOf(session) : null;
  const isAsking = question !== null || interruption?.kind === 'offered';
  return { stage, words: isPage && isWithheld && !isDoubtful(page) ? 'private' : wordsOf(page, use), agentName, company, isSharing: sharing !== null, isPage, use, isAsking };
}

/** Whether it is not sure that it goes on. */
const isDoubtful = ({ interrupted, interruption }: OpenView): boolean => interrupted || interruption !== null;

const useOf = ({ control, share }: CustomerSessionView): PageUse | null =>
  control && { isActive: control.phase === 'active', isAdded: control.grantId !== share?.grantId };

function wordsOf({ interrupted, interruption, sharing, choosing, status }: OpenView, use: PageUse | null): Key {
  if (interrupted) return 'interrupted';
  if (interruption) return 'paused';
  if (choosing || sharing?.phase === 'starting' || sharing?.phase === 'opening') return 'starting';
  if (sharing?.phase === 'unwatched') return 'unwatched';
  if (use) return use.isActive ? 'inUse' : 'used';
  if (sharing) return sharing.surface === 'page' ? 'page' : 'desktop';
  return status;
}

/** What the site's page is told of it. @param before - What it was told last. */
export function visitStateOf(page: PageView | null, before: VisitState | null): VisitState | null {
  if (page?.kind === 'ended') return 'ended';
  if (page?.kind !== 'open') return before;
  if (page.sharing) return 'sharing';
  return before === 'sharing' || before === 'stopped' ? 'stopped' : 'opened';
}

import type { ErrorCode } from '../../../gateway/protocol/vocabulary.ts';
import { isOfPage } from '../../../state-machines/owners.ts';
import type { AgentSession } from '../agent-state.ts';
import type { AnyTextKey } from './mark.ts';

/** What the stage says while there is no sharing window: what can be done next. */
export interface StageView {
  kind: 'connecting' | 'waiting' | 'active' | 'showing' | 'asking' | 'choosing' | 'ended';
  title: AnyTextKey;
  detail: AnyTextKey;
}

export function toStage({ view, ownCapture }: Pick<AgentSession, 'view' | 'ownCapture'>): StageView {
  const { status, request } = view;
  const isShown = ownCapture.phase === 'sending';
  if (status === 'active' && request?.owner === 'agent' && request.phase === 'asking' && !isShown)
    return { kind: 'asking', title: 'stage.asking.title', detail: 'stage.askingShow.detail' };
  const kind = status !== 'active' ? status : ofActive(request, ownCapture);
  const isPageChosen = kind === 'choosing' && isAboutPage(request);
  const title = isPageChosen ? 'stage.choosingPage.title' : (`stage.${kind}.title` as const);
  return { kind, title, detail: detailOf(kind, view) };
}

/** By the site, in whatever way. */
const isNotAllowed = (refusal: ErrorCode | null): boolean => refusal === 'E_COBROWSE_OFF' || refusal === 'E_PAGE_FORBIDDEN';

const isAboutPage = (request: AgentSession['view']['request']): boolean => request !== null && isOfPage(request.capability);

/** What is shown is what this page captures: it may know better than the server's latest word. */
function ofActive(request: AgentSession['view']['request'], { phase }: AgentSession['ownCapture']): StageView['kind'] {
  if (request?.owner === 'customer') return request.phase;
  return phase === 'sending' ? 'showing' : 'active';
}

function detailOf(kind: StageView['kind'], view: AgentSession['view']): AnyTextKey {
  const { request, unclaimed, agentControl, availability } = view;
  if (kind === 'waiting' && unclaimed) return 'stage.visitor.detail';
  if (kind === 'active' && view.page && !isNotAllowed(availability.requestCobrowseView)) return 'stage.activeOnPage.detail';
  if (kind === 'asking' && isAboutPage(request)) return 'stage.askingPage.detail';
  if (kind === 'choosing' && isAboutPage(request)) return 'stage.choosingPage.detail';
  if (kind === 'showing' && agentControl !== null) return 'stage.giving.detail';
  return `stage.${kind}.detail`;
}

import type { AgentSession } from '../agent-state.ts';
import type { TextKey } from './mark.ts';

/** What the stage says while there is no sharing window: what can be done next. */
export interface StageView {
  kind: 'connecting' | 'waiting' | 'active' | 'showing' | 'asking' | 'choosing' | 'ended';
  title: TextKey;
  detail: TextKey;
}

export function toStage({ view, ownCapture }: Pick<AgentSession, 'view' | 'ownCapture'>): StageView {
  const { status, request } = view;
  if (status === 'active' && request?.owner === 'agent' && request.phase === 'asking')
    return { kind: 'asking', title: 'stage.asking.title', detail: 'stage.askingShow.detail' };
  const kind = status !== 'active' ? status : ofActive(request, ownCapture);
  return { kind, title: `stage.${kind}.title`, detail: `stage.${kind}.detail` };
}

/** What is shown is what this page captures: it may know better than the server's latest word. */
function ofActive(request: AgentSession['view']['request'], { phase }: AgentSession['ownCapture']): StageView['kind'] {
  if (request?.owner === 'customer') return request.phase;
  return phase === 'sending' ? 'showing' : 'active';
}

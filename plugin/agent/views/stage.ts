import type { AgentSession } from '../agent-state.ts';
import type { TextKey } from './mark.ts';

/** What the stage says while there is no sharing window: what can be done next. */
export interface StageView {
  kind: 'connecting' | 'waiting' | 'active' | 'asking' | 'choosing' | 'ended';
  title: TextKey;
  detail: TextKey;
}

export function toStage({ view }: Pick<AgentSession, 'view'>): StageView {
  const kind = view.status === 'active' && view.request ? view.request.phase : view.status;
  return { kind, title: `stage.${kind}.title`, detail: `stage.${kind}.detail` };
}

import type { LinkState } from '../../../gateway/client/session-link.ts';
import type { AgentSession } from '../agent-state.ts';
import { doubtOf } from './doubt.ts';
import type { AgentTextKey } from '../texts/texts.ts';
import type { SharedTextKey } from '../../shared/texts/en.ts';
import type { LaterTextKey } from '../texts/later/en.ts';

export type TextKey = AgentTextKey | SharedTextKey;
/** With the texts of what is not on the first screen. */
export type AnyTextKey = TextKey | LaterTextKey;
/** Which of the product's state colours; always together with a word and a dot. */
export type Tone = 'asking' | 'view' | 'attention' | 'stopped';

/** A state in a word, with its colour. `endsInMs`: counted down beside the word. */
export interface Mark {
  text: TextKey;
  tone: Tone;
  endsInMs?: number;
}

/**
 * The one thing that matters most about a session: what is shared, the own desktop first, which nobody sees in this page;
 * what is asked; else its status. A picture in doubt is not called one that is seen.
 */
export function toMark({ view, picture }: Pick<AgentSession, 'view' | 'picture'>, link: LinkState): Mark {
  if (view.status !== 'ended') {
    if (view.agentShare && link !== 'open') return { text: 'mark.stopped', tone: 'stopped' };
    if (isGiven(view)) return GIVEN;
    if (view.agentShare) return { text: 'mark.showing', tone: 'view' };
    const isShown = picture.phase === 'playing' || picture.phase === 'stale';
    if (view.share && isShown && doubtOf({ view, picture }, link)) return OLD_PICTURE;
    if (view.share && link !== 'open') return { text: 'mark.stopped', tone: 'stopped' };
    if (isControlled(view)) return CONTROLLING;
    if (view.share?.phase === 'watched') return { text: 'mark.viewing', tone: 'view' };
    if (view.share?.phase === 'opening') return { text: 'mark.opening', tone: 'view' };
    if (view.share) return { text: 'mark.lookedAway', tone: 'view' };
    if (view.request?.phase === 'asking') {
      return { text: 'mark.asked', tone: 'asking', endsInMs: view.request.remainingInMs };
    }
    if (view.request) return { text: 'mark.choosing', tone: 'asking', endsInMs: view.request.remainingInMs };
  }
  return toStatusMark({ view });
}

/** The status alone, in the words of the vocabulary. */
export function toStatusMark({ view: { status } }: Pick<AgentSession, 'view'>): Mark {
  return { text: `status.${status}`, tone: STATUS_TONES[status] };
}

/** Whether the agent's mouse and keyboard act on the customer's desktop, or wait a moment for that. */
export const isControlled = ({ control }: Pick<AgentSession['view'], 'control'>): boolean =>
  control !== null && control.phase !== 'armed';

/** Whether the customer's mouse and keyboard act on the agent's own desktop, or wait a moment for that. */
export const isGiven = ({ agentControl }: Pick<AgentSession['view'], 'agentControl'>): boolean =>
  agentControl?.phase === 'active' || agentControl?.phase === 'paused';

export const CONTROLLING: Mark = { text: 'mark.controlling', tone: 'attention' };

/** The other way round: the customer is in control, of the agent's own desktop. */
const GIVEN: Mark = { text: 'mark.given', tone: 'attention' };

/** A picture that is shown and not live. */
export const OLD_PICTURE: Mark = { text: 'mark.old', tone: 'attention' };

const STATUS_TONES = { connecting: 'stopped', waiting: 'attention', active: 'view', ended: 'stopped' } as const;

import type { HostEvent } from '../host-adapter.ts';

/** What is read of a task of the SDK's task map. Others' data: anything may be missing, or be something else. */
interface WebexTask {
  readonly interaction?: {
    /** `new` while it rings. */
    readonly state?: unknown;
    /** The customer is gone; notes may follow. */
    readonly isTerminated?: unknown;
    readonly participants?: Readonly<Record<string, { readonly hasJoined?: unknown; readonly isWrapUp?: unknown } | undefined>>;
    readonly media?: Readonly<Record<string, { readonly isHold?: unknown } | undefined>>;
  };
}

/** What holds of a task that was there before the panel, as the events that would have told it. */
export function eventsOfTask(contactId: string, task: unknown, agentId: string | undefined): HostEvent[] {
  const { state, isTerminated, participants, media } = (task as WebexTask | null | undefined)?.interaction ?? {};
  const agent = participants?.[agentId ?? ''];
  if (state === 'new' || agent?.hasJoined === false) return [{ type: 'contact.offered', contactId }];
  const isOver = state === 'wrapUp' || isTerminated === true || agent?.isWrapUp === true;
  const isHeld = Object.values(media ?? {}).some((medium) => medium?.isHold === true);
  return [
    { type: 'contact.accepted', contactId },
    { type: 'contact.held', contactId, held: isHeld },
    ...(isOver ? [{ type: 'contact.wrapUp', contactId } as const] : []),
  ];
}

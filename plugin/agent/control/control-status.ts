import type { GripPhase, GripSurroundings } from './control-grip.ts';

/**
 * Who has mouse and keyboard of the customer's desktop. `armed` and `released` wait for a click into the picture; in
 * `active` everything goes there; `ownerActs`, `asked` and `oldPicture` hold it back for a moment.
 */
export type ControlStatus =
  | 'helperAbsent'
  | 'helperUnable'
  | 'armed'
  | 'released'
  | 'active'
  | 'ownerActs'
  | 'asked'
  | 'oldPicture';

/** `null` where there is nothing to control, or nothing to see. */
export function toControlStatus({ session, view, link }: GripSurroundings, grip: GripPhase): ControlStatus | null {
  const { control, request } = session.view;
  if (!control || link !== 'open' || !view || !('stream' in view)) return null;
  if (control.helper === 'absent') return 'helperAbsent';
  if (control.helper === 'unable') return 'helperUnable';
  if (grip === 'held') {
    if (view.phase !== 'playing') return 'oldPicture';
    if (control.phase === 'active') return 'active';
    return request ? 'asked' : 'ownerActs';
  }
  if (view.phase !== 'playing') return null;
  return grip === 'released' ? 'released' : 'armed';
}

/** Whether a click into the picture starts it. */
export const waitsForClick = (status: ControlStatus | null): boolean => status === 'armed' || status === 'released';

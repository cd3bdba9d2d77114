import type { ControlSurroundings, GripPhase } from './control-grip.ts';

/**
 * Who has mouse and keyboard of the desktop in the picture. `armed` and `released` wait for a click into it; in `active`
 * everything goes there; `ownerActs`, `asked` and `oldPicture` hold it back for a moment; `takenBack`: until its owner gives
 * it again; `mouseMissing`: a finger cannot do what a mouse does, so there is no click to wait for.
 */
export type ControlStatus =
  | 'helperAbsent'
  | 'helperUnable'
  | 'armed'
  | 'released'
  | 'active'
  | 'ownerActs'
  | 'asked'
  | 'oldPicture'
  | 'takenBack'
  | 'mouseMissing';

/** `null` where there is nothing to control, or nothing to see. @param hasMouse - Or a pen: whatever points as finely */
export function toControlStatus(surroundings: ControlSurroundings, grip: GripPhase, hasMouse = true): ControlStatus | null {
  const { control, link, picture, asked } = surroundings;
  if (!control || link !== 'open' || picture === 'none') return null;
  if (control.helper === 'unable') return 'helperUnable';
  if (control.helper !== 'ready') return 'helperAbsent';
  if (control.phase === 'takenBack') return 'takenBack';
  if (picture === 'stopped') return 'oldPicture';
  if (grip === 'held') {
    if (picture !== 'live') return 'oldPicture';
    if (control.phase === 'active') return 'active';
    return asked === 'nobody' ? 'ownerActs' : 'asked';
  }
  if (picture !== 'live') return null;
  if (asked === 'here') return 'asked';
  if (!hasMouse) return 'mouseMissing';
  return grip === 'released' ? 'released' : 'armed';
}

/** Whether a click into the picture starts it. */
export const waitsForClick = (status: ControlStatus | null): boolean => status === 'armed' || status === 'released';

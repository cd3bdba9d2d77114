/**
 * In the site's own storage of this tab, from when our frame first answers until the visit is over: the next page opens the frame by itself. It says
 * nothing but that. Storage may be forbidden; then the next page does not.
 */
export const VISIT_FLAG = 'sideseat.visit';

export function setVisiting(isVisiting: boolean): void {
  try {
    if (isVisiting) sessionStorage.setItem(VISIT_FLAG, 'open');
    else sessionStorage.removeItem(VISIT_FLAG);
  } catch {
    // The visit is of this page alone.
  }
}

export const isVisiting = (): boolean => hasFlag(VISIT_FLAG);

/** Whether the site's storage of this tab has it. */
export function hasFlag(flag: string): boolean {
  try {
    return sessionStorage.getItem(flag) !== null;
  } catch {
    return false;
  }
}

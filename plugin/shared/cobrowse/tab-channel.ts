/**
 * A channel between the tabs of one origin within one site; `null` where the browser has none, or gives none to a page or frame
 * whose storage it forbids (Firefox throws then).
 */
export function openTabChannel(name: string): BroadcastChannel | null {
  try {
    return new BroadcastChannel(name);
  } catch {
    return null;
  }
}

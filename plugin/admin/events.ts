import type { AccountChange } from '../../gateway/protocol/admin-accounts.ts';
import type { SignIn } from '../../gateway/protocol/http.ts';
import type { SiteConfig } from '../../gateway/protocol/site-config.ts';

/** What the administrator's elements say. All of them bubble and leave shadow roots; the page carries them out. */
export interface AdminEvents {
  'sideseat-admin-sign-in': SignIn;
  /** `isForced`: over whatever somebody else saved meanwhile. */
  'sideseat-site-save': { config: SiteConfig; isForced: boolean };
  /** The opened site is to be shown as it is now; what was typed is given up. */
  'sideseat-site-reload': undefined;
  'sideseat-site-drop': undefined;
  /** The box Publish was asked for. */
  'sideseat-site-ask-publish': undefined;
  /** What is seen of a page that is tried out is to be hidden. */
  'sideseat-mask-hide': { selector: string };
  'sideseat-site-publish': { note: string };
  'sideseat-site-restore': { number: number };
  'sideseat-account-open': { userName: string };
  'sideseat-account-save': AccountChange;
  /** What a version configured is to be shown. */
  'sideseat-site-look': { number: number };
}

export function emit<K extends keyof AdminEvents>(
  from: EventTarget,
  type: K,
  ...[detail]: AdminEvents[K] extends undefined ? [] : [AdminEvents[K]]
): void {
  from.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
}

type AdminEventMap = { [K in keyof AdminEvents]: CustomEvent<AdminEvents[K]> };

declare global {
  interface HTMLElementEventMap extends AdminEventMap {}
}

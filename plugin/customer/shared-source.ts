import type { DesktopSource } from '../../gateway/client/desktop-source.ts';

/** What is shared from here: the own desktop; in a frame of a site's page, that page too. */
export interface SharedSource extends Pick<DesktopSource, 'surface' | 'choose' | 'publish' | 'suspend' | 'stop' | 'captureEnded$'> {
  /** Whether the document before this one, in the same tab, told its page under this grant to its very end. `true` once at most. */
  takesOver?(grantId: string): boolean;
}

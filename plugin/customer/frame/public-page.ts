import { ALL_MASK_RULES, isPausedPath, type MaskPolicy } from '../../../gateway/cobrowse/mask/mask-policy.ts';
import { publicAddress, publicTitle } from '../../../gateway/cobrowse/mask/page-address.ts';

/**
 * Title and address of a page as agents may see them before it is shared: what tells of one person stays in this browser.
 * @param policy - What the site hides; `null` where it could not be had, which hides the title
 */
export function publicPage(title: string, address: string, policy: MaskPolicy | null): { title: string; address: string } {
  const isHidden = policy?.mode !== 'reveal' || isPausedPath(URL.parse(address)?.pathname ?? '', policy);
  return { title: isHidden ? '' : publicTitle(title, ALL_MASK_RULES), address: publicAddress(address, ALL_MASK_RULES) };
}

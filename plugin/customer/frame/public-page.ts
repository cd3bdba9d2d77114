import { ALL_MASK_RULES, isPausedPath, type MaskPolicy } from '../../../gateway/cobrowse/mask/mask-policy.ts';
import { publicAddress, publicTitle, urlOf } from '../../../gateway/cobrowse/mask/page-address.ts';

/**
 * Title and address of a page as agents may see them before it is shared: what tells of one person stays in this browser.
 * @param policy - What the site hides; `null` where it could not be had. Then, and of a page that the site keeps to itself, no more
 * than the origin is told.
 */
export function publicPage(title: string, address: string, policy: MaskPolicy | null): { title: string; address: string } {
  const url = urlOf(address);
  if (!policy || isPausedPath(url?.pathname ?? '', policy)) return { title: '', address: `${url?.origin ?? ''}/` };
  return {
    title: policy.mode === 'reveal' ? publicTitle(title, ALL_MASK_RULES) : '',
    address: publicAddress(address, ALL_MASK_RULES),
  };
}

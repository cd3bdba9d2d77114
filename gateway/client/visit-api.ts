import { CobrowseSite, Connected, type Connect } from '../protocol/connect.ts';
import { call, LIMITS } from './http.ts';

export { CUSTOMER_ONLY } from '../protocol/cobrowse-act-kinds.ts';
export { MaskPolicy } from '../protocol/mask-policy.ts';

/** The calls of `gateway/protocol/connect.ts`, from our frame in a site's page. Each rejects with an `ApiError`. */

/** A click to connect. @returns the bearer that finds the session which it made. */
export const connectVisitor = async (visit: Connect): Promise<string> =>
  (
    await call(Connected, '/api/customer/connect', LIMITS.callMs, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(visit),
    })
  ).bearer;

/** What the site hides, and whether its pages may be shared. */
export const cobrowseSite = (siteKey: string): Promise<CobrowseSite> =>
  call(CobrowseSite, `/cobrowse/v1/${siteKey}/site`, LIMITS.callMs);

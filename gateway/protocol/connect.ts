import * as v from 'valibot';
import { CUSTOMER_ONLY } from './cobrowse-act-kinds.ts';
import { MaskPolicy } from './mask-policy.ts';

/** What goes over HTTP for clicks to connect. Apart from `http.ts`, since no other page loads it. */

/**
 * A click to connect, from the frame of our own origin in a page of the site. `address` loses whatever comes after its path, and
 * `title` what is too long.
 */
export const Connect = v.strictObject({
  siteKey: v.pipe(v.string(), v.maxLength(200)),
  title: v.pipe(v.string(), v.maxLength(4_096)),
  address: v.pipe(v.string(), v.maxLength(16_384)),
  name: v.exactOptional(v.pipe(v.string(), v.maxLength(4_096))),
});
export type Connect = v.InferOutput<typeof Connect>;

/** `bearer` finds the one session that this click made; the frame keeps it. */
export const Connected = v.object({ bearer: v.string() });
export type Connected = v.InferOutput<typeof Connected>;

/**
 * What anybody may know of a site, and its pages must: what is hidden in them, whether they may be shared, and what of them needs the
 * customer's own click.
 */
export const CobrowseSite = v.object({
  name: v.string(),
  view: v.boolean(),
  masks: MaskPolicy,
  customerOnly: v.exactOptional(v.array(v.picklist(CUSTOMER_ONLY)), []),
});
export type CobrowseSite = v.InferOutput<typeof CobrowseSite>;

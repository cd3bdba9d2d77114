import * as v from 'valibot';
import { CUSTOMER_ONLY } from './cobrowse-act-kinds.ts';
import { MaskPolicy } from './mask-policy.ts';

/** An origin as browsers send it. */
const Origin = v.pipe(
  v.string(),
  v.check((text) => isOrigin(text), 'an origin is needed, for example https://shop.example, without a path; * is not possible'),
);
const Name = v.pipe(v.string(), v.trim(), v.nonEmpty('a name is needed'), v.maxLength(80, 'at most 80 characters are allowed'));

/** What an administrator decides about a web site whose visitors may click to connect. */
export const SiteConfig = v.strictObject({
  /** As agents see it. */
  name: Name,
  /** Of the pages that may have the snippet. */
  origins: v.pipe(v.array(Origin), v.nonEmpty('at least one origin is needed'), v.maxLength(100)),
  cobrowse: v.strictObject({
    /** Whether its pages may be co-browsed at all. */
    view: v.boolean(),
    /** Whether agents may ask to use them too; without it they may not. */
    control: v.exactOptional(v.boolean()),
    /** What needs the customer's own click where an agent uses them; without it nothing does. */
    customerOnly: v.exactOptional(v.pipe(v.array(v.picklist(CUSTOMER_ONLY)), v.maxLength(CUSTOMER_ONLY.length))),
  }),
  masks: v.exactOptional(MaskPolicy, {}),
  /** Groups whose agents are offered its visitors; all where there are none. */
  groups: v.exactOptional(v.pipe(v.array(Name), v.nonEmpty('leave it out where all groups may'), v.maxLength(100))),
});
export type SiteConfig = v.InferOutput<typeof SiteConfig>;

/** In the snippet; whoever reads the site's pages knows it. */
export const SiteKey = v.pipe(v.string(), v.regex(/^[\w-]{16,100}$/, '16 to 100 letters, digits, - and _ are needed'));

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  if ((url?.protocol !== 'http:' && url?.protocol !== 'https:') || url.origin !== text) return false;
  // It stands in headers as it is, where a star or a semicolon would mean something.
  return /^([a-z0-9-]+\.)*[a-z0-9-]+\.?$|^\[[0-9a-f:.]+\]$/.test(url.hostname);
}

import * as v from 'valibot';
import { CUSTOMER_ONLY } from './cobrowse-act-kinds.ts';
import { needed } from './config-issues.ts';
import { MaskPolicy } from './mask-policy.ts';

/** An origin as browsers send it. */
const Origin = v.pipe(
  v.string(),
  v.check((text) => isOrigin(text), needed('originNeeded')),
);
const Name = v.pipe(v.string(), v.trim(), v.nonEmpty(needed('nameNeeded')), v.maxLength(80, needed('tooLong', { most: '80' })));

/** A share of a site's visitor lasts no longer, in minutes, … */
export const SHARE_MAX_MINUTES = 60;
/** … and no longer than this while nobody looks. */
export const IDLE_MAX_MINUTES = 10;

const minutes = (most: number) => {
  const range = needed('minutes', { most: String(most) });
  return v.pipe(v.number(range), v.integer(range), v.minValue(1, range), v.maxValue(most, range));
};

/** One sentence of a question: plain text on one line, which leads nowhere. */
const Sentence = v.pipe(
  v.string(),
  v.trim(),
  v.nonEmpty(needed('sentenceNeeded')),
  v.maxLength(160, needed('tooLong', { most: '160' })),
  v.check((text) => !NOT_PLAIN.test(text), needed('notPlain')),
  v.check((text) => !LEADS_AWAY.test(text), needed('leadsAway')),
);
const Sentences = v.exactOptional(v.pipe(v.array(Sentence), v.nonEmpty(needed('noSentences')), v.maxLength(3)));
/** Control characters, line breaks, and what turns the direction of text. */
const NOT_PLAIN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/u;
/** An address of a page or a mailbox, also one that only reads like it. */
const LEADS_AWAY = /:\/\/|@|\bwww\.|[\p{L}\d-]+\.\p{L}{2,}/iu;

/** What an administrator decides about a web site whose visitors may click to connect. */
export const SiteConfig = v.strictObject({
  /** As agents see it. */
  name: Name,
  /** Of the pages that may have the snippet. */
  origins: v.pipe(v.array(Origin), v.nonEmpty(needed('originsNeeded')), v.maxLength(100)),
  cobrowse: v.strictObject({
    /** Whether its pages may be co-browsed at all. */
    view: v.boolean(),
    /** Whether agents may ask to use them too; without it they may not. */
    control: v.exactOptional(v.boolean()),
    /** What needs the customer's own click where an agent uses them; without it nothing does. */
    customerOnly: v.exactOptional(v.pipe(v.array(v.picklist(CUSTOMER_ONLY)), v.maxLength(CUSTOMER_ONLY.length))),
  }),
  masks: v.exactOptional(MaskPolicy, {}),
  /**
   * Own sentences of the question for co-browse, by language. They stand above ours, which stay, as do its title, warning and buttons:
   * what is consented to is ours to say. `{agent}` and `{company}` are filled in.
   */
  questionTexts: v.exactOptional(v.strictObject({ en: Sentences, de: Sentences, fr: Sentences, it: Sentences, ja: Sentences })),
  /** For all shares of its visitors; the server's own bounds hold where they are left out. */
  limits: v.exactOptional(
    v.strictObject({
      /** Longest duration of a share. */
      shareMinutes: v.exactOptional(minutes(SHARE_MAX_MINUTES)),
      /** … while the agent does not look. */
      idleMinutes: v.exactOptional(minutes(IDLE_MAX_MINUTES)),
    }),
  ),
  /** Groups whose agents are offered its visitors; all where there are none. */
  groups: v.exactOptional(v.pipe(v.array(Name), v.nonEmpty(needed('noGroups')), v.maxLength(100))),
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

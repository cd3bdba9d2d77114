import * as v from 'valibot';

/** Longest selector or path of a site's policy, and how many of a kind it may have. */
const SELECTOR_MAX_LENGTH = 500;
const SELECTORS_MAX = 500;

const Selectors = v.exactOptional(
  v.pipe(v.array(v.pipe(v.string(), v.nonEmpty(), v.maxLength(SELECTOR_MAX_LENGTH))), v.maxLength(SELECTORS_MAX)),
  [],
);

/** What a site hides of its own pages, beside everything that is hidden anyway. */
export const MaskPolicy = v.strictObject({
  /** `maskAll`: nothing is shown but what `allows` names. */
  mode: v.exactOptional(v.picklist(['reveal', 'maskAll']), 'reveal'),
  /** CSS selectors of elements whose text and values become bullets, … */
  masks: Selectors,
  /** … of those that become grey boxes, … */
  blocks: Selectors,
  /** … of fields and texts that may be shown, where nothing else hides them, … */
  allows: Selectors,
  /** … and of those that nobody but the customer may use. */
  noControl: Selectors,
  /** Paths of pages of which nothing is shown; `*` stands for anything. */
  pausedPaths: Selectors,
  /** Paths of pages that are never shared: no visitor connects there, no agent may ask, and a share that comes there ends. */
  forbiddenPaths: Selectors,
});
export type MaskPolicy = v.InferOutput<typeof MaskPolicy>;

import * as v from 'valibot';
import {
  ASSET_PART_MAX_LENGTH,
  ASSET_PARTS_MAX,
  CSS_MAX_LENGTH,
  DATA_MAX_LENGTH,
  DOCUMENT,
  LIST_MAX,
  TEXT_MAX_LENGTH,
  PLACEHOLDERS,
  PLACES,
} from './cobrowse-limits.ts';

export * from './cobrowse-limits.ts';

/**
 * What a co-browsed page tells of itself: numbered events, from which the agent's page builds the same page again. The page of
 * the customer writes them, after everything private is taken out; the server and the agent's page each check them again.
 *
 * Nodes travel flat, in document order, each with the parent it belongs to, so that a page can be sent in parts of any size and
 * its depth can be bounded. A node's number is its own for as long as the page is open: one that moves is removed and added again,
 * with all that is in it, under the same number; a number is never given to another node.
 */

/** Of a node of one page. */
export const NodeId = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const ParentId = v.pipe(v.number(), v.safeInteger(), v.minValue(DOCUMENT));

const Text = v.pipe(v.string(), v.maxLength(TEXT_MAX_LENGTH));
const CssPixels = v.pipe(v.number(), v.finite(), v.minValue(-10_000_000), v.maxValue(10_000_000));
const Size = v.pipe(v.number(), v.finite(), v.minValue(0), v.maxValue(100_000));

const placed = {
  id: NodeId,
  parent: ParentId,
  /** The sibling it stands before; without one it stands last. */
  before: v.exactOptional(NodeId),
  place: v.exactOptional(v.picklist(PLACES), 'child'),
};

/** What can be changed on an element without an attribute. Of private fields only what is drawn in their place. */
export const ElementState = v.strictObject({
  value: v.exactOptional(Text),
  checked: v.exactOptional(v.boolean()),
  indeterminate: v.exactOptional(v.boolean()),
  /** Of an `option`. */
  selected: v.exactOptional(v.boolean()),
  /** Of a `details` or `dialog`. */
  open: v.exactOptional(v.boolean()),
  scrollLeft: v.exactOptional(CssPixels),
  scrollTop: v.exactOptional(CssPixels),
});
export type ElementState = v.InferOutput<typeof ElementState>;

export const TextNode = v.strictObject({ ...placed, text: Text });
export const ElementNode = v.strictObject({
  ...placed,
  /** Local name in lower case; the server keeps a list of those that may pass. */
  tag: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9.-]{0,63}$/i)),
  namespace: v.exactOptional(v.picklist(['svg', 'mathml'])),
  attributes: v.exactOptional(v.record(v.pipe(v.string(), v.regex(/^[a-z_][\w.:-]{0,63}$/i)), v.pipe(v.string(), v.maxLength(DATA_MAX_LENGTH)))),
  /**
   * Of a `style`, or of the style sheet that a `link` brought, without imports; addresses in it are `data:` or gone. A sheet that
   * a script adopted comes as a `style` at the end of the document's element or of the shadow root.
   */
  css: v.exactOptional(v.pipe(v.string(), v.maxLength(CSS_MAX_LENGTH))),
  state: v.exactOptional(ElementState),
  /** A box of that size stands here, and nothing of what is in it was sent. */
  placeholder: v.exactOptional(v.strictObject({ why: v.picklist(PLACEHOLDERS), widthPx: Size, heightPx: Size })),
  /** The agent's page says why when the agent clicks here; only for control. */
  isUntouchable: v.exactOptional(v.literal(true)),
});
export const PageNode = v.union([TextNode, ElementNode]);
export type PageNode = v.InferInput<typeof PageNode>;

const numbered = {
  /** Without gaps from 1 in each share; one that is missing leads to a new snapshot. */
  seq: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
};
const Viewport = v.strictObject({ widthPx: Size, heightPx: Size });
const Address = v.pipe(v.string(), v.maxLength(2_048));
const Title = v.pipe(v.string(), v.maxLength(300));

export const PageEvent = v.variant('type', [
  /** A page begins anew: all that was known before is void. `page.nodes` follow, then `page.ready`. */
  v.strictObject({
    type: v.literal('page.began'),
    ...numbered,
    /** `PAGE_VERSION` of the recorder; another one than the server's is answered with `E_VERSION`. */
    version: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
    /** Another number for each document that was loaded, and the same for each snapshot of it. */
    pageId: v.pipe(v.string(), v.regex(/^[\w-]{22}$/)),
    title: Title,
    /** Origin and path; nothing after them. */
    address: Address,
    viewport: Viewport,
    scrollLeft: CssPixels,
    scrollTop: CssPixels,
    /** Whether the document is one of quirks mode. */
    isQuirky: v.boolean(),
    language: v.exactOptional(v.pipe(v.string(), v.maxLength(35))),
    /** In which of the customer's tabs it is, counted from 1 in the order in which the share came to them. */
    tab: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(999))),
  }),
  v.strictObject({ type: v.literal('page.nodes'), ...numbered, nodes: v.pipe(v.array(PageNode), v.maxLength(LIST_MAX)) }),
  /** The snapshot is whole and can be shown. `hidden`: places where something private was left out. */
  v.strictObject({ type: v.literal('page.ready'), ...numbered, hidden: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) }),
  /** Carried out in the order of its members; within one, in the order of the list. */
  v.strictObject({
    type: v.literal('page.changed'),
    ...numbered,
    removed: v.exactOptional(v.pipe(v.array(NodeId), v.maxLength(LIST_MAX))),
    added: v.exactOptional(v.pipe(v.array(PageNode), v.maxLength(LIST_MAX))),
    texts: v.exactOptional(v.pipe(v.array(v.strictObject({ id: NodeId, text: Text })), v.maxLength(LIST_MAX))),
    attributes: v.exactOptional(
      v.pipe(
        v.array(
          v.strictObject({
            id: NodeId,
            name: v.pipe(v.string(), v.regex(/^[a-z_][\w.:-]{0,63}$/i)),
            value: v.nullable(v.pipe(v.string(), v.maxLength(DATA_MAX_LENGTH))),
          }),
        ),
        v.maxLength(LIST_MAX),
      ),
    ),
    styles: v.exactOptional(v.pipe(v.array(v.strictObject({ id: NodeId, css: v.pipe(v.string(), v.maxLength(CSS_MAX_LENGTH)) })), v.maxLength(LIST_MAX))),
    states: v.exactOptional(v.pipe(v.array(v.strictObject({ id: NodeId, state: ElementState })), v.maxLength(LIST_MAX))),
  }),
  /**
   * Part of a text that is too long for one frame: a `css`, or an attribute with a picture. Carried out when its last part is
   * here, as `page.changed` with `styles` or `attributes` would be.
   */
  v.strictObject({
    type: v.literal('page.asset'),
    ...numbered,
    id: NodeId,
    /** An attribute's name; `css`: the style sheet. */
    name: v.pipe(v.string(), v.regex(/^[a-z_][\w.:-]{0,63}$/i)),
    part: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(ASSET_PARTS_MAX - 1)),
    parts: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(ASSET_PARTS_MAX)),
    text: v.pipe(v.string(), v.maxLength(ASSET_PART_MAX_LENGTH)),
  }),
  v.strictObject({ type: v.literal('page.scrolled'), ...numbered, scrollLeft: CssPixels, scrollTop: CssPixels }),
  v.strictObject({ type: v.literal('page.resized'), ...numbered, viewport: Viewport }),
  /** The customer's own pointer, in the viewport; `null`: it left. `isPressed`: a click began here. */
  v.strictObject({
    type: v.literal('page.pointed'),
    ...numbered,
    at: v.nullable(v.strictObject({ xPx: CssPixels, yPx: CssPixels })),
    isPressed: v.exactOptional(v.literal(true)),
  }),
  /** The customer's selection; `null`: nothing. Offsets count UTF-16 units of text nodes. */
  v.strictObject({
    type: v.literal('page.selected'),
    ...numbered,
    range: v.nullable(
      v.strictObject({
        from: v.strictObject({ id: NodeId, offset: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) }),
        to: v.strictObject({ id: NodeId, offset: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) }),
      }),
    ),
  }),
  /** Navigation inside the document, or another title. */
  v.strictObject({ type: v.literal('page.named'), ...numbered, title: Title, address: Address }),
  /**
   * Nothing comes until it resumes, which begins with a snapshot. `rule`: this address pauses by itself; `forbidden`: it may not be
   * shared, so that the server ends the share, and no agent is told this; `busy`: it changes faster than can be told.
   */
  v.strictObject({ type: v.literal('page.paused'), ...numbered, why: v.picklist(['rule', 'forbidden', 'hidden', 'busy', 'tooLarge', 'leak']) }),
]);
export type PageEvent = v.InferInput<typeof PageEvent>;

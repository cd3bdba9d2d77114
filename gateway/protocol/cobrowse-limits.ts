/**
 * What bounds a co-browsed page on the wire. Apart from the schemas, so that the recorder in a customer's page does not load a
 * parser that it has no use for.
 */

/**
 * Of the events of a page, and of what the snippet, the recorder and the frame say to each other. Rises with every change that one
 * of them, loaded before an update of the server, would not understand.
 */
export const PAGE_VERSION = 2;

/** The document itself, as a parent. */
export const DOCUMENT = 0;

/** Nodes of one page at most; a page with more is too large to be shared. */
export const NODES_MAX = 200_000;
/** Nodes above one another at most. */
export const DEPTH_MAX = 512;
/** Of one text, attribute or style sheet, in UTF-16 units; what is longer is cut at the source. */
export const TEXT_MAX_LENGTH = 65_536;
export const CSS_MAX_LENGTH = 1_048_576;
/** Of an address in `data:`, with which pictures and fonts travel. */
export const DATA_MAX_LENGTH = 700_000;
/** Parts of a style sheet or picture, so that one event fits a frame; see `page.asset`. */
export const ASSET_PART_MAX_LENGTH = 131_072;
export const ASSET_PARTS_MAX = 16;
/** Changes of one kind in one event. */
export const LIST_MAX = 5_000;

/** Why something is shown as a grey box instead of what it is. */
export const PLACEHOLDERS = ['private', 'frame', 'canvas', 'video', 'image', 'embedded'] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** Where a node hangs in its parent: among its children, in its open shadow root, or, of a frame, as its document. */
export const PLACES = ['child', 'shadow', 'document'] as const;
export type Place = (typeof PLACES)[number];

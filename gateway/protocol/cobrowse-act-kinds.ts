/**
 * The closed lists of what an agent may do in a shared page. Apart from the schemas, so that what acts in a customer's page does not
 * load a parser that it has no use for.
 */

/** Keys that act; printable text travels as text. `SelectAll`: what Ctrl+A does in a field. */
export const ACT_KEYS = [
  'Enter',
  'Tab',
  'Space',
  'Backspace',
  'Delete',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'Escape',
  'SelectAll',
] as const;
export type ActKey = (typeof ACT_KEYS)[number];

/** What a site may keep for the customer's own click: to go to another page, to send a form. */
export const CUSTOMER_ONLY = ['leave', 'submit'] as const;
export type CustomerOnly = (typeof CUSTOMER_ONLY)[number];

/** Why something was not done in the customer's page. Told to the agent, in words of the agent's language. */
export const ACT_REFUSALS = [
  /** It is hidden from the agent, or its content is. */
  'private',
  /** The site says that nobody but the customer may use it. */
  'noControl',
  /** It is the customer's own window of this product. */
  'ours',
  /** Files are the customer's to choose. */
  'file',
  /** A frame of another site. */
  'otherSite',
  /** It would open a window, save a file, or lead away from the site. */
  'leaves',
  /** The site keeps this for the customer's own click; the customer is shown where. */
  'customerOnly',
  /** It is gone, hidden, or something is in front of it. */
  'notThere',
  /** Nobody could use it now. */
  'disabled',
  /** The customer clicked or typed within the last second, and comes first. */
  'customerActs',
  /** No field was clicked into, or the customer has gone to another one since. */
  'noField',
  /** It cannot be done to an element of this kind. */
  'unfit',
] as const;
export type ActRefusal = (typeof ACT_REFUSALS)[number];

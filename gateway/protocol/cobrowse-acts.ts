import * as v from 'valibot';
import { ACT_KEYS } from './cobrowse-act-kinds.ts';
import { NodeId } from './cobrowse-events.ts';
import { TypedText } from './input.ts';

/** Fraction of an element's width or height, from its left or upper edge: so that two pages which are laid out differently agree. */
const Fraction = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** A place in a shared page, by the element there. */
export const PagePoint = v.strictObject({ id: NodeId, x: Fraction, y: Fraction });
export type PagePoint = v.InferOutput<typeof PagePoint>;

/** Options of one `select` that may be named. */
const OPTIONS_MAX = 1_000;
const Index = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** CSS pixels; a page gathers what comes faster. */
const ScrollPixels = v.pipe(v.number(), v.minValue(-10_000), v.maxValue(10_000));
/** In UTF-16 units, of a text node or of what a field holds. */
const Place = v.strictObject({ id: NodeId, offset: Index });

/**
 * What an agent does in the page that a customer shares. Text and keys go to whatever a click of the agent's put the focus on: they name
 * nothing.
 */
export const PageAct = v.variant('kind', [
  /** `count` 2: the second click of a double click. */
  v.strictObject({ kind: v.literal('click'), point: PagePoint, count: v.picklist([1, 2]) }),
  v.strictObject({ kind: v.literal('text'), text: TypedText }),
  v.strictObject({ kind: v.literal('key'), key: v.picklist(ACT_KEYS), shift: v.exactOptional(v.literal(true)) }),
  /** Both in one field, or in two texts of the page. */
  v.strictObject({ kind: v.literal('select'), from: Place, to: Place }),
  /** As a wheel over that element; negative ones go left and up. */
  v.strictObject({ kind: v.literal('scroll'), id: NodeId, rightPx: ScrollPixels, downPx: ScrollPixels }),
  /** All that are to be chosen, by their indexes in the `select`. */
  v.strictObject({ kind: v.literal('choose'), id: NodeId, options: v.pipe(v.array(Index), v.maxLength(OPTIONS_MAX)) }),
  /** In the customer's history, within the site. */
  v.strictObject({ kind: v.literal('go'), to: v.picklist(['back', 'forward']) }),
]);
export type PageAct = v.InferOutput<typeof PageAct>;

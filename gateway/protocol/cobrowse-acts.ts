import * as v from 'valibot';
import { NodeId } from './cobrowse-events.ts';

/** Fraction of an element's width or height, from its left or upper edge: so that two pages which are laid out differently agree. */
const Fraction = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** A place in a shared page, by the element there. */
export const PagePoint = v.strictObject({ id: NodeId, x: Fraction, y: Fraction });
export type PagePoint = v.InferOutput<typeof PagePoint>;

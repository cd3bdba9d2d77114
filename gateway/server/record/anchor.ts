import { createHash, sign, verify, type KeyObject } from 'node:crypto';
import * as v from 'valibot';
import type { Head } from '../store/store.ts';

/**
 * An anchor: the signed heads of the streams that changed since the anchor before it, as one line of JSON. A record that
 * lacks what was anchored was truncated; a record that is ahead of its last anchor is only not anchored yet.
 */
export interface Anchor {
  /** UTC milliseconds by the server's clock. */
  readonly atMs: number;
  readonly incarnation: number;
  /** By stream. */
  readonly heads: Readonly<Record<string, { seq: number; hash: string }>>;
  /** SHA-256 of the line before, hex; of nothing for the first. */
  readonly previous: string;
}

const Hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const AnchorLine = v.strictObject({
  atMs: v.number(),
  incarnation: v.number(),
  heads: v.record(v.string(), v.strictObject({ seq: v.pipe(v.number(), v.integer(), v.minValue(1)), hash: Hash })),
  previous: Hash,
  signature: v.string(),
});

/** What the first anchor follows. */
export const NO_ANCHOR = '0'.repeat(64);
const SIGNATURE = ',"signature":"';

export const hashLine = (line: string): string => createHash('sha256').update(line).digest('hex');

/** @returns The line without its end. The signature is over the line's text before it. */
export function signAnchor({ atMs, incarnation, heads, previous }: Anchor, key: KeyObject): string {
  const text = JSON.stringify({ atMs, incarnation, heads, previous }).slice(0, -1);
  return `${text}${SIGNATURE}${sign(null, Buffer.from(text), key).toString('base64url')}"}`;
}

/** @returns The anchor, or what is wrong with the line. */
export function readAnchor(line: string, key: KeyObject): Anchor | { what: string } {
  const at = line.lastIndexOf(SIGNATURE);
  const parsed = v.safeParse(AnchorLine, parseJson(line));
  if (!parsed.success || at < 0) return { what: 'is not an anchor' };
  const { signature, ...anchor } = parsed.output;
  const isSigned = verify(null, Buffer.from(line.slice(0, at)), key, Buffer.from(signature, 'base64url'));
  return isSigned ? anchor : { what: 'is not signed with this key' };
}

export const headsOf = ({ heads }: Anchor): Head[] =>
  Object.entries(heads).map(([streamId, { seq, hash }]) => ({ streamId, seq, hash }));

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

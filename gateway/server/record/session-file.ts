import { createPublicKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';
import { recordsOf } from '../store/sqlite-database.ts';
import { ANCHOR_FILE } from './anchors.ts';
import { PUBLIC_KEY_FILE } from './keys.ts';

/** One session's record as a file of its own, with all that is needed to verify it. */
const Hex = v.pipe(v.string(), v.regex(/^([0-9a-f]{2})*$/));
const SessionFileSchema = v.strictObject({
  format: v.literal('sideseat-session-1'),
  streamId: v.string(),
  /** PEM. */
  publicKey: v.string(),
  records: v.array(
    v.strictObject({
      seq: v.number(),
      atMs: v.number(),
      type: v.string(),
      /** JSON text as it was hashed; `null` where it was erased. */
      payload: v.nullable(v.string()),
      salt: Hex,
      payloadHash: Hex,
      hash: Hex,
    }),
  ),
  /** Lines of the anchors that cover this stream. */
  anchors: v.array(v.string()),
});
export type SessionFile = v.InferOutput<typeof SessionFileSchema>;

/** @returns `undefined` where the folder has no such session. */
export function exportSession(dataDir: string, database: DatabaseSync, streamId: string): SessionFile | undefined {
  const rows = recordsOf(database, streamId);
  if (rows.length === 0) return undefined;
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
  const file = join(dataDir, ANCHOR_FILE);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
  return {
    format: 'sideseat-session-1',
    streamId,
    publicKey: createPublicKey(readFileSync(join(dataDir, PUBLIC_KEY_FILE))).export({ type: 'spki', format: 'pem' }) as string,
    records: rows.map(({ seq, atMs, type, payload, salt, payloadHash, hash }) => ({
      seq,
      atMs,
      type,
      payload,
      salt: hex(salt),
      payloadHash: hex(payloadHash),
      hash: hex(hash),
    })),
    anchors: lines.filter((line) => line.includes(`${JSON.stringify(streamId)}:{"seq"`)),
  };
}

/** @param text - Lines before the first `{` are skipped: `npm run` prints some. */
export function readSessionFile(text: string): SessionFile | undefined {
  const at = text.search(/^\{/m);
  try {
    const parsed = v.safeParse(SessionFileSchema, JSON.parse(text.slice(Math.max(0, at))));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

import { createPublicKey, type KeyObject } from 'node:crypto';
import sea from 'node:sea';
import * as v from 'valibot';
import type { PinnedRelease } from '../protocol/helper-release.ts';

/** Of `release.json` inside the executable, what the program needs: the rest is for whoever looks into the file. */
const Pinned = v.object({
  origins: v.pipe(v.array(v.pipe(v.string(), v.url())), v.minLength(1)),
  publicKey: v.string(),
}) satisfies v.GenericSchema<Pick<PinnedRelease, 'origins' | 'publicKey'>>;

/** Which server this executable is from. Nothing outside the file can make it speak to another one. */
export interface Release {
  origins: readonly string[];
  /** The server proves to have the private one. */
  publicKey: KeyObject;
}

/** Of the single executable; `undefined` where this runs on a Node of its own. */
export function pinnedRelease(): Release | undefined {
  return sea.isSea() ? readRelease(sea.getAsset('release.json', 'utf8')) : undefined;
}

/** @throws where that is no release: nobody made this executable as it has to be made */
export function readRelease(json: string): Release {
  const { origins, publicKey } = v.parse(Pinned, JSON.parse(json));
  return { origins, publicKey: createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' }) };
}

/** The program that draws the window; only the single executable has it. */
export function windowRenderer(): Uint8Array {
  return new Uint8Array(sea.getRawAsset('resvg.wasm'));
}

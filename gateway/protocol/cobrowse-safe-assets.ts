import { ASSET_PART_MAX_LENGTH, type PageEvent } from './cobrowse-events.ts';

type AssetPart = Extract<PageEvent, { type: 'page.asset' }>;
/** A text that came in parts. */
export interface Asset {
  readonly id: number;
  readonly name: string;
  readonly text: string;
}

/** Assets that may be on their way at the same time. */
const ASSETS_MAX = 16;

/** Puts the parts of assets together again. */
export class AssetParts {
  readonly #assets = new Map<string, { id: number; parts: number; texts: string[] }>();

  /**
   * The whole text with its last part; until then `undefined`. A part that does not continue what was there is `malformed`, but
   * one of which the beginning was forgotten is passed over.
   */
  add({ id, name, part, parts, text }: AssetPart): Asset | 'malformed' | undefined {
    const key = `${id} ${name}`;
    const begun = part === 0 ? { id, parts, texts: [] } : this.#assets.get(key);
    if (!begun) return undefined;
    if (begun.parts !== parts || begun.texts.length !== part || part >= parts) return 'malformed';
    begun.texts.push(text);
    this.#assets.set(key, begun);
    if (part + 1 < parts) return this.#assets.size > ASSETS_MAX ? 'malformed' : undefined;
    this.#assets.delete(key);
    return { id, name, text: begun.texts.join('') };
  }

  /** A node is gone. */
  forget(id: number): void {
    for (const [key, asset] of this.#assets) if (asset.id === id) this.#assets.delete(key);
  }
}

/** The other way round. */
export function assetParts({ id, name, text }: Asset, seq: () => number): AssetPart[] {
  const parts = Math.max(1, Math.ceil(text.length / ASSET_PART_MAX_LENGTH));
  return Array.from({ length: parts }, (_, part) => ({
    type: 'page.asset',
    seq: seq(),
    id,
    name,
    part,
    parts,
    text: text.slice(part * ASSET_PART_MAX_LENGTH, (part + 1) * ASSET_PART_MAX_LENGTH),
  }));
}

/** Downloads of the helper at a time: at 10 Mbit/s each, more than the way out of most servers takes. */
export const DOWNLOADS_AT_ONCE = 128;
/** … of them from one network: an office behind one address. */
export const DOWNLOADS_PER_NETWORK = 16;
/** What share of either those have who come without a code: they cannot stop those with one. */
const SHARE_WITHOUT_CODE = 0.5;

/** Who is downloading at this moment. */
export class DownloadPlaces {
  readonly #all = new Places(DOWNLOADS_AT_ONCE, DOWNLOADS_PER_NETWORK);
  readonly #withoutCode = new Places(SHARE_WITHOUT_CODE * DOWNLOADS_AT_ONCE, SHARE_WITHOUT_CODE * DOWNLOADS_PER_NETWORK);

  /** @returns What gives the place back, once; `undefined` where there is none left. */
  take(network: string, hasCode: boolean): (() => void) | undefined {
    if (!this.#all.hasOne(network) || !(hasCode || this.#withoutCode.hasOne(network))) return undefined;
    const taken = hasCode ? [this.#all] : [this.#all, this.#withoutCode];
    for (const places of taken) places.take(network);
    return () => taken.forEach((places) => places.giveBack(network));
  }
}

/** So many in all, and so many for each network. */
class Places {
  readonly #max: number;
  readonly #maxPerNetwork: number;
  readonly #perNetwork = new Map<string, number>();
  #taken = 0;

  constructor(max: number, maxPerNetwork: number) {
    this.#max = max;
    this.#maxPerNetwork = maxPerNetwork;
  }

  hasOne(network: string): boolean {
    return this.#taken < this.#max && (this.#perNetwork.get(network) ?? 0) < this.#maxPerNetwork;
  }

  take(network: string): void {
    this.#taken += 1;
    this.#perNetwork.set(network, (this.#perNetwork.get(network) ?? 0) + 1);
  }

  giveBack(network: string): void {
    this.#taken -= 1;
    const left = (this.#perNetwork.get(network) ?? 1) - 1;
    if (left > 0) this.#perNetwork.set(network, left);
    else this.#perNetwork.delete(network);
  }
}

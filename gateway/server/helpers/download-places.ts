/** Downloads of the helper at a time: at 10 Mbit/s each, more than the way out of most servers takes. */
export const DOWNLOADS_AT_ONCE = 128;
/** … of them from one network: an office behind one address. */
export const DOWNLOADS_PER_NETWORK = 16;

/** Who is downloading at this moment. */
export class DownloadPlaces {
  readonly #perNetwork = new Map<string, number>();
  #taken = 0;

  /** @returns What gives the place back, once; `undefined` where there is none left. */
  take(network: string): (() => void) | undefined {
    const own = this.#perNetwork.get(network) ?? 0;
    if (this.#taken >= DOWNLOADS_AT_ONCE || own >= DOWNLOADS_PER_NETWORK) return undefined;
    this.#taken += 1;
    this.#perNetwork.set(network, own + 1);
    return () => this.#giveBack(network);
  }

  #giveBack(network: string): void {
    this.#taken -= 1;
    const left = (this.#perNetwork.get(network) ?? 1) - 1;
    if (left > 0) this.#perNetwork.set(network, left);
    else this.#perNetwork.delete(network);
  }
}

import { Refusal } from '../refusal.ts';

/** Passwords that are checked at the same time; each takes a thread of Node's four and 32 MiB. */
const AT_ONCE = 4;
/** … of them for one network, so that no single one keeps everybody waiting. */
const AT_ONCE_PER_NETWORK = 2;
/** Sign-ins that wait for their turn; more than an office that starts its day. */
const WAITING = 100;
const WAITING_PER_NETWORK = 25;
/** When one that found no place may ask again; by then the queue has moved. */
const RETRY_IN_MS = 2_000;

interface Waiting {
  readonly network: string;
  begin(): void;
}

/** Costly work, a few at a time, in the order of asking. */
export class Turns {
  readonly #running = new Map<string, number>();
  #waiting: Waiting[] = [];

  /**
   * Carries `work` out when its turn comes.
   * @throws {Refusal} `E_TOO_MANY_ATTEMPTS` where too many wait already.
   */
  async take<T>(network: string, work: () => Promise<T>): Promise<T> {
    if (this.#mayBegin(network)) this.#count(network, 1);
    else await this.#wait(network);
    try {
      return await work();
    } finally {
      this.#count(network, -1);
      this.#next();
    }
  }

  #wait(network: string): Promise<void> {
    const ofNetwork = this.#waiting.filter((waiting) => waiting.network === network).length;
    if (this.#waiting.length >= WAITING || ofNetwork >= WAITING_PER_NETWORK)
      throw new Refusal('E_TOO_MANY_ATTEMPTS', { retryInMs: RETRY_IN_MS });
    return new Promise((resolve) => this.#waiting.push({ network, begin: resolve }));
  }

  #next(): void {
    const next = this.#waiting.find(({ network }) => this.#mayBegin(network));
    if (!next) return;
    this.#waiting = this.#waiting.filter((waiting) => waiting !== next);
    this.#count(next.network, 1); // at once, so that nobody takes the place meanwhile
    next.begin();
  }

  #mayBegin(network: string): boolean {
    const all = [...this.#running.values()].reduce((sum, count) => sum + count, 0);
    return all < AT_ONCE && (this.#running.get(network) ?? 0) < AT_ONCE_PER_NETWORK;
  }

  #count(network: string, change: 1 | -1): void {
    const count = (this.#running.get(network) ?? 0) + change;
    if (count > 0) this.#running.set(network, count);
    else this.#running.delete(network);
  }
}

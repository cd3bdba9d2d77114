/** A clock that stands still until it is told to go on. */
export class FakeClock {
  #nowMs = 1_700_000_000_000;
  #timers: { atMs: number; run: () => void }[] = [];

  now = (): number => this.#nowMs;

  after = (delayMs: number, run: () => void): (() => void) => {
    const timer = { atMs: this.#nowMs + delayMs, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  /** How many timers wait. */
  get pending(): number {
    return this.#timers.length;
  }

  /** Lets time pass; timers run in order, each at its moment. */
  advance(byMs: number): void {
    const untilMs = this.#nowMs + byMs;
    for (;;) {
      const [next] = this.#timers.filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs);
      if (!next) break;
      this.#nowMs = next.atMs;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      next.run();
    }
    this.#nowMs = untilMs;
  }
}

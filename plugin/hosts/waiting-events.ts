import type { HostProblem } from './host-adapter.ts';

type Tell = (event: unknown) => HostProblem | null;

/** The way of an adapter's events to the desk. Those that come before there is one wait for it. */
export class WaitingEvents {
  #tell: Tell | null = null;
  #waiting: unknown[] = [];

  /** @returns ends it; what comes then waits again. */
  connect(tell: Tell): () => void {
    this.#tell = tell;
    const waiting = this.#waiting;
    this.#waiting = [];
    waiting.forEach((event) => tell(event));
    return () => {
      if (this.#tell === tell) this.#tell = null;
    };
  }

  /** @returns why the event was not acted on; `null` where it was, or waits. */
  tell(event: unknown): HostProblem | null {
    if (this.#tell) return this.#tell(event);
    this.#waiting.push(event);
    return null;
  }
}
